package answer

import "rolegraph/kg"

// RoleComparison is the schema's type RoleComparison.
type RoleComparison struct {
	in    *Answer
	roles []string
	link  *LinkFilter
}

// Compared are the kinds that a comparison lists, in its order.
func Compared() []kg.Kind {
	return []kg.Kind{kg.Skill, kg.Tool, kg.Language, kg.Industry, kg.Degree}
}

// RoleIDs are the ids of roles with these slugs.
func RoleIDs(slugs []string) []kg.ID {
	ids := make([]kg.ID, len(slugs))
	for i, slug := range slugs {
		ids[i] = kg.ID{Kind: kg.Role, Slug: kg.Slug(slug)}
	}
	return ids
}

// Roles are in the order asked for.
func (c RoleComparison) Roles() []Role {
	roles := make([]Role, len(c.roles))
	for i := range roles {
		roles[i] = c.role(i)
	}
	return roles
}

func (c RoleComparison) role(i int) Role {
	ids := RoleIDs(c.roles)
	return c.in.find(c.in.branch(ByID(ids)), ids[i]).(Role)
}

// Shared is what every one of the roles has.
func (c RoleComparison) Shared() EntitySets { return EntitySets{c.in, Shared(c.roles, c.link)} }

// Union is what at least one of the roles has.
func (c RoleComparison) Union() EntitySets { return EntitySets{c.in, Union(c.roles, c.link)} }

// Only is one entry a role, in the order asked for.
func (c RoleComparison) Only() []OnlySets {
	only := make([]OnlySets, len(c.roles))
	for i := range only {
		only[i] = OnlySets{c, i}
	}
	return only
}

// OnlySets is the schema's type OnlySets.
type OnlySets struct {
	of   RoleComparison
	role int // position in the comparison
}

// Role is the role that has them.
func (o OnlySets) Role() Role { return o.of.role(o.role) }

// Has is what the role alone has.
func (o OnlySets) Has() EntitySets {
	return EntitySets{o.of.in, Only(o.of.roles, o.role, o.of.link)}
}

// Overlap is one entry a kind.
func (c RoleComparison) Overlap() []Overlap {
	counted := c.in.Result.Branches[c.in.branch(OverlapKey(c.roles, c.link))].Overlaps
	overlap := make([]Overlap, len(counted))
	for i, kind := range Compared() {
		overlap[i] = Overlap{kind, counted[i]}
	}
	return overlap
}

// Overlap is the schema's type Overlap.
type Overlap struct {
	kind kg.Kind
	kg.Overlap
}

// Kind is what is counted.
func (o Overlap) Kind() string { return o.kind.String() }

// Jaccard is Shared / Union in at most six decimals; 0 where Union is 0.
func (o Overlap) Jaccard() float64 {
	return kg.Weight(kg.Ratio(int64(o.Shared), int64(o.Union))).Float()
}

// EntitySets is the schema's type EntitySets.
type EntitySets struct {
	in *Answer
	of Comparison
}

func (s EntitySets) list(kind kg.Kind, first *int, after *string, where *Filter, orderBy *Order) page {
	args := &ListArguments{First: first, After: after, Where: where, Order: orderBy}
	return s.in.page(args.Key(s.of.Parent(), "EntitySets", kind.Plural()), kg.NoParent, s.of.Parent().Set, args)
}

// Skills are the set's skills.
func (s EntitySets) Skills(first *int, after *string, where *Filter, orderBy *Order) SkillConnection {
	return SkillConnection{s.list(kg.Skill, first, after, where, orderBy)}
}

// Tools are the set's tools.
func (s EntitySets) Tools(first *int, after *string, where *Filter, orderBy *Order) ToolConnection {
	return ToolConnection{s.list(kg.Tool, first, after, where, orderBy)}
}

// Languages are the set's languages.
func (s EntitySets) Languages(first *int, after *string, where *Filter, orderBy *Order) LanguageConnection {
	return LanguageConnection{s.list(kg.Language, first, after, where, orderBy)}
}

// Industries are the set's industries.
func (s EntitySets) Industries(first *int, after *string, where *Filter, orderBy *Order) IndustryConnection {
	return IndustryConnection{s.list(kg.Industry, first, after, where, orderBy)}
}

// Degrees are the set's degrees.
func (s EntitySets) Degrees(first *int, after *string, where *Filter, orderBy *Order) DegreeConnection {
	return DegreeConnection{s.list(kg.Degree, first, after, where, orderBy)}
}
