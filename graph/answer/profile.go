package answer

import (
	"io"

	"rolegraph/kg"
)

// Profile is the schema's type ProfileInput.
type Profile struct {
	Roles     []string `json:"roles,omitempty"`
	Skills    []string `json:"skills,omitempty"`
	Tools     []string `json:"tools,omitempty"`
	Languages []string `json:"languages,omitempty"`
	Degrees   []string `json:"degrees,omitempty"`
}

// UnmarshalGQL reads a coerced value.
func (p *Profile) UnmarshalGQL(v any) error {
	return decode(v, func(in input) {
		*p = Profile{in.texts("roles"), in.texts("skills"), in.texts("tools"), in.texts("languages"), in.texts("degrees")}
	})
}

// MarshalGQL is as Filter's.
func (p Profile) MarshalGQL(w io.Writer) { writeJSON(w, p) }

// NewProfile reads a coerced value of which validation has made sure.
func NewProfile(v any) Profile {
	var p Profile
	must(p.UnmarshalGQL(v))
	return p
}

// Fitted are the kinds that a profile is held against a role by, in order.
func Fitted() []kg.Kind { return []kg.Kind{kg.Skill, kg.Tool, kg.Language, kg.Degree} }

// Of are the slugs of a kind that the profile names.
func (p *Profile) Of(kind kg.Kind) []string {
	switch kind {
	case kg.Role:
		return p.Roles
	case kg.Skill:
		return p.Skills
	case kg.Tool:
		return p.Tools
	case kg.Language:
		return p.Languages
	case kg.Degree:
		return p.Degrees
	}
	return nil
}

// FittingArguments are the arguments of Query.rolesFor.
type FittingArguments struct {
	RankedArguments
	Profile Profile
}

// NewFittingArguments reads the arguments of Query.rolesFor into canonical form.
// Kinds that a profile is not held against are left out.
func NewFittingArguments(profile Profile, kinds []string, first *int, after *string) *FittingArguments {
	return &FittingArguments{newRankedArguments(kinds, Fitted(), first, after), profile}
}

func (a *FittingArguments) selection() string {
	return encode(struct {
		Profile Profile   `json:"profile"`
		Kinds   []kg.Kind `json:"kinds"`
	}{a.Profile, a.Kinds})
}

// List is the list that the cursors of the roles belong to.
func (a *FittingArguments) List() kg.List { return kg.NewList("", "Query.rolesFor", a.selection()) }

// Key is the key of the branch that answers it.
func (a *FittingArguments) Key() Key { return Key{Root, "Query", "rolesFor", a.page() + a.selection()} }

// RolesFor are the roles that a profile covers.
func (a *Answer) RolesFor(args *FittingArguments) RoleMatchConnection {
	branch := a.branch(args.Key())
	return RoleMatchConnection{ranked{
		in: a, branch: branch, row: &a.Result.Branches[branch].Rows[0], list: args.List(), after: args.After != nil,
		score: func(t *kg.Table, at int) kg.Weight { return t.Fits[at].Coverage() },
	}}
}

// RoleMatchConnection is the schema's type RoleMatchConnection.
type RoleMatchConnection struct{ ranked }

// Edges are the entries of the page.
func (c RoleMatchConnection) Edges() []RoleMatch {
	var edges []RoleMatch
	for _, edge := range c.edges() {
		edges = append(edges, RoleMatch{edge})
	}
	return nonNil(edges)
}

// RoleMatch is the schema's type RoleMatch.
type RoleMatch struct{ rankedEdge }

func (m RoleMatch) fit() kg.Fit { return m.of.table().Fits[m.at] }

// Coverage is how much of the role the profile covers.
func (m RoleMatch) Coverage() float64 { return m.fit().Coverage().Float() }

// CoveredCount is how many of what the role is linked to the profile has.
func (m RoleMatch) CoveredCount() int { return m.fit().CoveredCount }

// MissingCount is how many it lacks.
func (m RoleMatch) MissingCount() int { return m.fit().MissingCount }
