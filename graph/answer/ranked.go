package answer

import "rolegraph/kg"

// DefaultBest is the size of a page of roles by score that does not give one.
const DefaultBest = 10

// RankedArguments are the arguments of a field that lists roles by a score.
type RankedArguments struct {
	Kinds []kg.Kind
	First int
	After *string
}

func newRankedArguments(kinds []string, of []kg.Kind, first *int, after *string) RankedArguments {
	args := RankedArguments{chosen(kinds, of), DefaultBest, after}
	if first != nil {
		args.First = *first
	}
	return args
}

// page is the canonical form of the arguments that choose the page.
func (a *RankedArguments) page() string {
	return encode(struct {
		First int     `json:"first"`
		After *string `json:"after"`
	}{a.First, a.After})
}

// ranked is a page of roles by a score, of which the connections are made.
type ranked struct {
	in     *Answer
	branch int
	row    *kg.Row
	list   kg.List
	after  bool
	// score is that of an entry, by its position in the table.
	score func(*kg.Table, int) kg.Weight
}

func (r ranked) table() *kg.Table { return &r.in.Result.Branches[r.branch] }

func (r ranked) cursor(at int) string {
	node := r.in.Result.Nodes[r.table().Entries[at].Node]
	place := kg.Place{Number: r.score(r.table(), at).Number(), Kind: node.Kind, SortKey: node.SortKey, Slug: node.Slug}
	return string(kg.NewCursor(r.list, kg.ByWeight, place))
}

func (r ranked) role(at int) Role { return Role{entity{r.in, r.branch, r.table().Entries[at].Node}} }

// TotalCount is how many roles all pages have.
func (r ranked) TotalCount() int { return r.row.Total }

// PageInfo tells where the page is.
func (r ranked) PageInfo() PageInfo {
	info := PageInfo{HasNextPage: r.row.More, HasPreviousPage: r.after}
	if start, end := int(r.row.Start), int(r.row.End); start < end {
		info.ends = func() (string, string) { return r.cursor(start), r.cursor(end - 1) }
	}
	return info
}

// Nodes are the roles of the page.
func (r ranked) Nodes() []Role {
	roles := make([]Role, 0, r.row.End-r.row.Start)
	for at := int(r.row.Start); at < int(r.row.End); at++ {
		roles = append(roles, r.role(at))
	}
	return roles
}

// rankedEdge is an entry of such a page.
type rankedEdge struct {
	of ranked
	at int // position in the table
}

func (r ranked) edges() []rankedEdge {
	edges := make([]rankedEdge, 0, r.row.End-r.row.Start)
	for at := int(r.row.Start); at < int(r.row.End); at++ {
		edges = append(edges, rankedEdge{r, at})
	}
	return edges
}

// Cursor is the entry's place in the list.
func (e rankedEdge) Cursor() string { return e.of.cursor(e.at) }

// Node is the role.
func (e rankedEdge) Node() Role { return e.of.role(e.at) }
