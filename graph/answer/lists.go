package answer

import "rolegraph/kg"

// page is one page of a list, of which the connections below are made.
type page struct {
	in     *Answer
	branch int
	row    *kg.Row
	list   kg.List
	after  bool
}

func (a *Answer) page(key Key, parent int32, owner string, args *ListArguments) page {
	branch := a.branch(key)
	return page{
		in: a, branch: branch, row: a.Result.Branches[branch].Row(parent),
		list: kg.NewList(owner, key.Type+"."+key.Field, args.Selection()), after: args.After != nil,
	}
}

func (p page) entries() []kg.Entry { return p.in.Result.Branches[p.branch].Page(p.row) }

func (p page) entity(entry kg.Entry) entity { return entity{p.in, p.branch, entry.Node} }

func (p page) cursor(entry kg.Entry) string {
	order := p.in.Plan.Branches[p.branch].Order
	node := p.in.Result.Nodes[entry.Node]
	place := kg.Place{SortKey: node.SortKey, Slug: node.Slug}
	if order.By == kg.ByWeight {
		place.Number = entry.Link.Weight.Number()
	}
	if property, ok := order.By.Property(); ok {
		place.Number = node.Property(property)
	}
	return string(kg.NewCursor(p.list, order.By, place))
}

// TotalCount is how many entries all pages have.
func (p page) TotalCount() int { return p.row.Total }

// PageInfo tells where the page is.
func (p page) PageInfo() PageInfo {
	info := PageInfo{HasNextPage: p.row.More, HasPreviousPage: p.after}
	if entries := p.entries(); len(entries) > 0 {
		info.ends = func() (string, string) { return p.cursor(entries[0]), p.cursor(entries[len(entries)-1]) }
	}
	return info
}

// PageInfo is the schema's type PageInfo.
type PageInfo struct {
	// HasNextPage says that entries follow.
	HasNextPage bool
	// HasPreviousPage says that `after` was given.
	HasPreviousPage bool
	// ends makes the cursors of the first and the last entry; nil on an empty
	// page.
	ends func() (first, last string)
}

// StartCursor is the first entry's, or null on an empty page.
func (i PageInfo) StartCursor() *string {
	if i.ends == nil {
		return nil
	}
	first, _ := i.ends()
	return &first
}

// EndCursor is the last entry's, or null on an empty page.
func (i PageInfo) EndCursor() *string {
	if i.ends == nil {
		return nil
	}
	_, last := i.ends()
	return &last
}

// Connection is a page of entities of one kind.
type Connection[N Kind] struct{ page }

// Nodes are the entities of the page.
func (c Connection[N]) Nodes() []N { return nodes[N](c.page) }

// Edges are the entries of the page.
func (c Connection[N]) Edges() []Edge[N] {
	entries := c.entries()
	edges := make([]Edge[N], len(entries))
	for i, entry := range entries {
		edges[i] = Edge[N]{c.page, entry}
	}
	return edges
}

func nodes[N Kind](p page) []N {
	entries := p.entries()
	nodes := make([]N, len(entries))
	for i, entry := range entries {
		nodes[i] = N(struct{ entity }{p.entity(entry)})
	}
	return nodes
}

// Edge is an entity of a list and its place.
type Edge[N Kind] struct {
	of    page
	entry kg.Entry
}

// Cursor is the entry's place in the list.
func (e Edge[N]) Cursor() string { return e.of.cursor(e.entry) }

// Node is the entity.
func (e Edge[N]) Node() N { return N(struct{ entity }{e.of.entity(e.entry)}) }

// LinkConnection is a page of what an entity is linked to.
type LinkConnection[N Kind] struct{ page }

// Nodes are the entities of the page.
func (c LinkConnection[N]) Nodes() []N { return nodes[N](c.page) }

// Edges are the links of the page.
func (c LinkConnection[N]) Edges() []LinkEdge[N] {
	entries := c.entries()
	edges := make([]LinkEdge[N], len(entries))
	for i, entry := range entries {
		edges[i] = LinkEdge[N]{Edge[N]{c.page, entry}, link{c.in, entry.Link}}
	}
	return edges
}

// LinkEdge is an edge that is a link.
type LinkEdge[N Kind] struct {
	Edge[N]
	link
}

// The schema's connections and edges.
type (
	// RoleConnection is the schema's.
	RoleConnection = Connection[Role]
	// SkillConnection is the schema's.
	SkillConnection = Connection[Skill]
	// ToolConnection is the schema's.
	ToolConnection = Connection[Tool]
	// LanguageConnection is the schema's.
	LanguageConnection = Connection[Language]
	// IndustryConnection is the schema's.
	IndustryConnection = Connection[Industry]
	// DegreeConnection is the schema's.
	DegreeConnection = Connection[Degree]

	// RoleEdge is the schema's.
	RoleEdge = Edge[Role]
	// SkillEdge is the schema's.
	SkillEdge = Edge[Skill]
	// ToolEdge is the schema's.
	ToolEdge = Edge[Tool]
	// LanguageEdge is the schema's.
	LanguageEdge = Edge[Language]
	// IndustryEdge is the schema's.
	IndustryEdge = Edge[Industry]
	// DegreeEdge is the schema's.
	DegreeEdge = Edge[Degree]

	// RoleLinkConnection is the schema's.
	RoleLinkConnection = LinkConnection[Role]
	// SkillLinkConnection is the schema's.
	SkillLinkConnection = LinkConnection[Skill]
	// ToolLinkConnection is the schema's.
	ToolLinkConnection = LinkConnection[Tool]
	// LanguageLinkConnection is the schema's.
	LanguageLinkConnection = LinkConnection[Language]
	// IndustryLinkConnection is the schema's.
	IndustryLinkConnection = LinkConnection[Industry]
	// DegreeLinkConnection is the schema's.
	DegreeLinkConnection = LinkConnection[Degree]

	// RoleLink is the schema's.
	RoleLink = LinkEdge[Role]
	// SkillLink is the schema's.
	SkillLink = LinkEdge[Skill]
	// ToolLink is the schema's.
	ToolLink = LinkEdge[Tool]
	// LanguageLink is the schema's.
	LanguageLink = LinkEdge[Language]
	// IndustryLink is the schema's.
	IndustryLink = LinkEdge[Industry]
	// DegreeLink is the schema's.
	DegreeLink = LinkEdge[Degree]
)
