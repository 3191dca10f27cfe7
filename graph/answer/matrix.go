package answer

import "rolegraph/kg"

// MatrixArguments are the arguments of RoleComparison.matrix, and which
// comparison it is of.
type MatrixArguments struct {
	Roles []string    `json:"roles"` // in the order of the cells
	Link  *LinkFilter `json:"link,omitempty"`
	Kinds []kg.Kind   `json:"kinds"`
	First int         `json:"first"`
	After *string     `json:"after,omitempty"`
}

// DefaultRows is the size of a page of a matrix that does not give one.
const DefaultRows = 50

// NewMatrixArguments reads the arguments of RoleComparison.matrix into canonical
// form. Kinds that are not compared are left out.
func NewMatrixArguments(roles []string, link *LinkFilter, kinds []string, first *int, after *string) *MatrixArguments {
	args := &MatrixArguments{Roles: roles, Link: link, Kinds: chosen(kinds, Compared()), First: DefaultRows, After: after}
	if first != nil {
		args.First = *first
	}
	return args
}

// List is the list that the cursors of the rows belong to. The order of the
// roles, which is that of the cells, is not the order of the rows.
func (a *MatrixArguments) List() kg.List {
	return kg.NewList(Union(a.Roles, a.Link).Parent().Set, "RoleComparison.matrix", encode(a.Kinds))
}

// Key is the key of the branch that answers it.
func (a *MatrixArguments) Key() Key { return Key{Root, "RoleComparison", "matrix", encode(a)} }

// Matrix is the page of the comparison's rows.
func (c RoleComparison) Matrix(kinds []string, first *int, after *string) ComparisonRowConnection {
	args := NewMatrixArguments(c.roles, c.link, kinds, first, after)
	return ComparisonRowConnection{of: c, args: args, branch: c.in.branch(args.Key())}
}

// ComparisonRowConnection is the schema's type ComparisonRowConnection.
type ComparisonRowConnection struct {
	of     RoleComparison
	args   *MatrixArguments
	branch int
}

func (c ComparisonRowConnection) table() *kg.Table { return &c.of.in.Result.Branches[c.branch] }

// TotalCount is how many rows all pages have.
func (c ComparisonRowConnection) TotalCount() int { return c.table().Rows[0].Total }

// PageInfo tells where the page is.
func (c ComparisonRowConnection) PageInfo() PageInfo {
	info := PageInfo{HasNextPage: c.table().Rows[0].More, HasPreviousPage: c.args.After != nil}
	if edges := c.Edges(); len(edges) > 0 {
		info.ends = func() (string, string) { return edges[0].Cursor(), edges[len(edges)-1].Cursor() }
	}
	return info
}

// Edges are the rows of the page.
func (c ComparisonRowConnection) Edges() []ComparisonRow {
	edges := make([]ComparisonRow, len(c.table().Entries))
	for i := range edges {
		edges[i] = ComparisonRow{c, i}
	}
	return edges
}

// ComparisonRow is the schema's type ComparisonRow.
type ComparisonRow struct {
	on    ComparisonRowConnection
	entry int
}

func (r ComparisonRow) cells() []*kg.Link { return r.on.table().Links(r.entry, len(r.on.args.Roles)) }

// Cursor is the row's place in the list.
func (r ComparisonRow) Cursor() string {
	roles := 0
	for _, cell := range r.cells() {
		if cell != nil {
			roles++
		}
	}
	in := r.on.of.in
	node := in.Result.Nodes[r.on.table().Entries[r.entry].Node]
	place := kg.Place{Number: kg.Known(float64(roles)), Kind: node.Kind, SortKey: node.SortKey, Slug: node.Slug}
	return string(kg.NewCursor(r.on.args.List(), kg.ByWeight, place))
}

// Node is the entity that at least one of the roles has.
func (r ComparisonRow) Node() Entity {
	in, at := r.on.of.in, r.on.table().Entries[r.entry].Node
	return entity{in, r.on.branch, at}.as(in.Result.Nodes[at].Kind)
}

// Links are one a role, in the comparison's order; nil where the role lacks the
// entity.
func (r ComparisonRow) Links() []*GraphLink {
	links := make([]*GraphLink, len(r.on.args.Roles))
	for i, cell := range r.cells() {
		if cell == nil {
			continue
		}
		links[i] = &GraphLink{link: link{r.on.of.in, cell}, to: r.Node, from: func() Entity { return r.on.of.role(i) }}
	}
	return links
}
