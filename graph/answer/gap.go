package answer

import "rolegraph/kg"

// GapArguments are the arguments of Query.skillGap.
type GapArguments struct {
	Profile Profile   `json:"profile"`
	Role    string    `json:"role"`
	Kinds   []kg.Kind `json:"kinds"`
}

// NewGapArguments reads the arguments of Query.skillGap into canonical form. Kinds
// that a profile is not held against are left out.
func NewGapArguments(profile Profile, role string, kinds []string) *GapArguments {
	return &GapArguments{profile, role, chosen(kinds, Fitted())}
}

// Key is the key of the branch that gives the coverage.
func (a *GapArguments) Key() Key { return Key{Root, "Query", "skillGap", encode(a)} }

// RoleIDs is the list of the role's id.
func (a *GapArguments) RoleIDs() []kg.ID { return RoleIDs([]string{a.Role}) }

// Side is the parent of the lists of what is covered, or of what is missing, under
// the branch that gives the role.
func (a *GapArguments) Side(branch int, covered bool) Parent {
	return Parent{branch, encode(struct {
		*GapArguments
		Covered bool `json:"covered"`
	}{a, covered})}
}

// SkillGap is what a profile has and lacks of a role.
func (a *Answer) SkillGap(args *GapArguments) SkillGap { return SkillGap{a, args} }

// SkillGap is the schema's type SkillGap.
type SkillGap struct {
	in   *Answer
	args *GapArguments
}

// Role is the role that the person aims at.
func (g SkillGap) Role() Role { return g.in.single(g.args.RoleIDs()[0]).(Role) }

// Coverage is how much of the role the profile covers.
func (g SkillGap) Coverage() float64 {
	return g.in.Result.Branches[g.in.branch(g.args.Key())].Fits[0].Coverage().Float()
}

// Covered is what the profile has.
func (g SkillGap) Covered() LinkSets { return LinkSets{g, true} }

// Missing is what the profile lacks.
func (g SkillGap) Missing() LinkSets { return LinkSets{g, false} }

// LinkSets is the schema's type LinkSets.
type LinkSets struct {
	of      SkillGap
	covered bool
}

func (s LinkSets) list(kind kg.Kind, first *int, after *string) page {
	role := s.of.Role()
	args := &ListArguments{First: first, After: after, Links: true}
	side := s.of.args.Side(role.branch, s.covered)
	return s.of.in.page(args.Key(side, "LinkSets", kind.Plural()), role.at, side.Set, args)
}

// Skills are the set's skills.
func (s LinkSets) Skills(first *int, after *string) SkillLinkConnection {
	return SkillLinkConnection{s.list(kg.Skill, first, after)}
}

// Tools are the set's tools.
func (s LinkSets) Tools(first *int, after *string) ToolLinkConnection {
	return ToolLinkConnection{s.list(kg.Tool, first, after)}
}

// Languages are the set's languages.
func (s LinkSets) Languages(first *int, after *string) LanguageLinkConnection {
	return LanguageLinkConnection{s.list(kg.Language, first, after)}
}

// Degrees are the set's degrees.
func (s LinkSets) Degrees(first *int, after *string) DegreeLinkConnection {
	return DegreeLinkConnection{s.list(kg.Degree, first, after)}
}
