package answer

import "rolegraph/kg"

// Node is the schema's interface Node.
type Node interface{ ID() string }

// Entity is the schema's interface Entity.
type Entity interface {
	Node
	Kind() string
	Slug() string
}

// entity is a node of the result, found under a branch.
type entity struct {
	in     *Answer
	branch int
	at     int32
}

// The kinds of entity.
type (
	// Role is the schema's type Role.
	Role struct{ entity }
	// Skill is the schema's type Skill.
	Skill struct{ entity }
	// Tool is the schema's type Tool.
	Tool struct{ entity }
	// Language is the schema's type Language.
	Language struct{ entity }
	// Industry is the schema's type Industry.
	Industry struct{ entity }
	// Degree is the schema's type Degree.
	Degree struct{ entity }
)

// Kind is any of the types above.
type Kind interface{ ~struct{ entity } }

func (e entity) as(kind kg.Kind) Entity {
	switch kind {
	case kg.Role:
		return Role{e}
	case kg.Skill:
		return Skill{e}
	case kg.Tool:
		return Tool{e}
	case kg.Language:
		return Language{e}
	case kg.Industry:
		return Industry{e}
	case kg.Degree:
		return Degree{e}
	}
	panic("answer: no type for " + kind.String())
}

func (e entity) node() *kg.Node { return e.in.Result.Nodes[e.at] }

// ID is the global id.
func (e entity) ID() string { return e.node().ID().String() }

// Kind is the kind's name in the schema.
func (e entity) Kind() string { return e.node().Kind.String() }

// Slug is unique within the kind.
func (e entity) Slug() string { return string(e.node().Slug) }

// Name is the name that the first source gives.
func (e entity) Name() string { return e.node().Name }

// Description is null where no source has one.
func (e entity) Description() *string { return optional(e.node().Description) }

// Aliases are at most first of its other names.
func (e entity) Aliases(first *int) []string {
	most := DefaultFirst
	if first != nil {
		most = *first
	}
	aliases := e.node().Aliases
	return nonNil(aliases[:min(len(aliases), most)])
}

// Codes are its keys in public classifications.
func (e entity) Codes() []kg.Code { return nonNil(e.node().Codes) }

// Sources are those that speak of it.
func (e entity) Sources() []Source {
	sources := make([]Source, len(e.node().Sources))
	for i, slug := range e.node().Sources {
		sources[i] = e.in.source(slug)
	}
	return sources
}

// roleCount is how many roles link to it; the kinds that the schema gives it to
// offer it as RoleCount.
func (e entity) roleCount() int { return e.node().RoleCount }

// Types are how sources class the skill.
func (s Skill) Types() []string {
	types := make([]string, len(s.node().Types))
	for i, t := range s.node().Types {
		types[i] = t.String()
	}
	return types
}

// Categories are what sort of tool it is.
func (t Tool) Categories() []string { return nonNil(t.node().Categories) }

// Responsibilities are what sources say that the role does.
func (r Role) Responsibilities() []Statement { return r.in.statements(r.node().Responsibilities) }

// Pay is newest first.
func (r Role) Pay() []Pay {
	rows := make([]Pay, len(r.node().Pay))
	for i := range rows {
		rows[i] = Pay{r.node().Pay[i], r.in}
	}
	return rows
}

// MedianPay is the newest annual median in US dollars, or null.
func (r Role) MedianPay() *float64 { return r.node().MedianPay }

// Outlook is newest first.
func (r Role) Outlook() []Outlook {
	rows := make([]Outlook, len(r.node().Outlook))
	for i := range rows {
		rows[i] = Outlook{r.node().Outlook[i], r.in}
	}
	return rows
}

// Growth is the newest projected change in percent, or null.
func (r Role) Growth() *float64 { return r.node().Growth }

// Education is lowest level first.
func (r Role) Education() []EducationShare {
	rows := make([]EducationShare, len(r.node().Education))
	for i := range rows {
		rows[i] = EducationShare{r.node().Education[i], r.in}
	}
	return rows
}

// RoleCount is how many roles link to it.
func (s Skill) RoleCount() int { return s.roleCount() }

// RoleCount is how many roles link to it.
func (t Tool) RoleCount() int { return t.roleCount() }

// RoleCount is how many roles link to it.
func (l Language) RoleCount() int { return l.roleCount() }

// RoleCount is how many roles link to it.
func (i Industry) RoleCount() int { return i.roleCount() }

// RoleCount is how many roles link to it.
func (d Degree) RoleCount() int { return d.roleCount() }

func optional(text string) *string {
	if text == "" {
		return nil
	}
	return &text
}

// nonNil makes an empty list of nil, which would be null in JSON.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
