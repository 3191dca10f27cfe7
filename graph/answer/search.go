package answer

import "rolegraph/kg"

// SearchArguments are the arguments of Query.search.
type SearchArguments struct {
	Text  string    `json:"text"`
	Kinds []kg.Kind `json:"kinds"`
	First int       `json:"-"`
	After *string   `json:"-"`
}

// NewSearchArguments reads the arguments of Query.search into canonical form.
func NewSearchArguments(text string, kinds []string, first *int, after *string) *SearchArguments {
	args := &SearchArguments{Text: input{"text": text}.text("text"), First: DefaultFirst, After: after}
	if first != nil {
		args.First = *first
	}
	args.Kinds = chosen(kinds, kg.Kinds())
	return args
}

// List is the list that the cursors of the search belong to.
func (a *SearchArguments) List() kg.List { return kg.NewList("", "Query.search", encode(a)) }

// Key tells pages of searches apart.
func (a *SearchArguments) Key() Key {
	page := encode(struct {
		First int     `json:"first"`
		After *string `json:"after"`
	}{a.First, a.After})
	return Key{Root, "Query", "search", page + encode(a)}
}

// SearchPage is a page of what a search found. It is known before anything is
// executed.
type SearchPage struct {
	Found []kg.Found
	Total int
	More  bool
}

// IDs are the ids of the page's entities.
func (p *SearchPage) IDs() []kg.ID {
	ids := make([]kg.ID, len(p.Found))
	for i := range p.Found {
		ids[i] = p.Found[i].ID
	}
	return ids
}

// Search is the page of a search.
func (a *Answer) Search(args *SearchArguments) SearchConnection {
	return SearchConnection{a, args, a.Searches[args.Key()]}
}

// SearchConnection is the schema's type SearchConnection.
type SearchConnection struct {
	in   *Answer
	args *SearchArguments
	page *SearchPage
}

// TotalCount is how many entities all pages have.
func (c SearchConnection) TotalCount() int { return c.page.Total }

// PageInfo tells where the page is.
func (c SearchConnection) PageInfo() PageInfo {
	info := PageInfo{HasNextPage: c.page.More, HasPreviousPage: c.args.After != nil}
	if edges := c.Edges(); len(edges) > 0 {
		info.ends = func() (string, string) { return edges[0].Cursor(), edges[len(edges)-1].Cursor() }
	}
	return info
}

// Edges are the entries of the page.
func (c SearchConnection) Edges() []SearchEdge {
	edges := make([]SearchEdge, len(c.page.Found))
	for i := range edges {
		edges[i] = SearchEdge{c, &c.page.Found[i]}
	}
	return edges
}

// Nodes are the entities of the page.
func (c SearchConnection) Nodes() []Entity {
	entities := make([]Entity, len(c.page.Found))
	for i, edge := range c.Edges() {
		entities[i] = edge.Node()
	}
	return entities
}

// SearchEdge is the schema's type SearchEdge.
type SearchEdge struct {
	of    SearchConnection
	found *kg.Found
}

// Cursor is the entry's place in the list.
func (e SearchEdge) Cursor() string {
	return string(kg.NewCursor(e.of.args.List(), kg.ByWeight, e.found.Place()))
}

// Node is the entity.
func (e SearchEdge) Node() Entity {
	return e.of.in.find(e.of.in.branch(ByID(e.of.page.IDs())), e.found.ID)
}

// Matched is the name or alias that matches best.
func (e SearchEdge) Matched() string { return e.found.Matched }

// Score is how well it matches, in 0..1.
func (e SearchEdge) Score() float64 { return float64(e.found.Score) / 100 }
