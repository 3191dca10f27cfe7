package answer

import (
	"io"

	"rolegraph/kg"
)

// StepInput is the schema's input StepInput.
type StepInput struct {
	Relation  string      `json:"relation"`
	Direction string      `json:"direction"`
	Link      *LinkFilter `json:"link,omitempty"`
	To        *StepFilter `json:"to,omitempty"`
}

// StepFilter is the schema's input StepFilter.
type StepFilter struct {
	Slugs []string `json:"slugs,omitempty"`
	Text  string   `json:"text,omitempty"`
}

// UnmarshalGQL reads a coerced value.
func (s *StepInput) UnmarshalGQL(v any) error {
	return decode(v, func(in input) {
		*s = StepInput{Relation: in.text("relation"), Direction: in.text("direction"), Link: NewLinkFilter(in["link"])}
		if s.Direction == "" {
			s.Direction = "ANY"
		}
		if in["to"] == nil {
			return
		}
		s.To = &StepFilter{}
		must(s.To.UnmarshalGQL(in["to"]))
		if encode(s.To) == "{}" {
			s.To = nil
		}
	})
}

// UnmarshalGQL reads a coerced value.
func (f *StepFilter) UnmarshalGQL(v any) error {
	return decode(v, func(in input) { *f = StepFilter{in.texts("slugs"), in.text("text")} })
}

// MarshalGQL is as Filter's.
func (s StepInput) MarshalGQL(w io.Writer) { writeJSON(w, s) }

// MarshalGQL is as Filter's.
func (f StepFilter) MarshalGQL(w io.Writer) { writeJSON(w, f) }

// NewSteps reads a coerced list of steps of which validation has made sure; a
// single one is a list of one.
func NewSteps(v any) []StepInput {
	values, isList := v.([]any)
	if !isList {
		values = []any{v}
	}
	steps := make([]StepInput, len(values))
	for i, value := range values {
		must(steps[i].UnmarshalGQL(value))
	}
	return steps
}

// TraversalArguments are the arguments of Query.traverse.
type TraversalArguments struct {
	From  []string    `json:"from"`
	Steps []StepInput `json:"steps"`
	First int         `json:"-"`
	After *string     `json:"-"`
}

// NewTraversalArguments reads the arguments of Query.traverse into canonical
// form.
func NewTraversalArguments(from []string, steps []StepInput, first *int, after *string) *TraversalArguments {
	args := &TraversalArguments{sortedSet(from), steps, DefaultFirst, after}
	if first != nil {
		args.First = *first
	}
	return args
}

// List is the list that the cursors belong to.
func (a *TraversalArguments) List() kg.List { return kg.NewList("", "Query.traverse", encode(a)) }

// Key is the key of the branch that answers it.
func (a *TraversalArguments) Key() Key {
	page := encode(struct {
		First int     `json:"first"`
		After *string `json:"after"`
	}{a.First, a.After})
	return Key{Root, "Query", "traverse", page + encode(a)}
}

// Traverse is the page of where walks end.
func (a *Answer) Traverse(args *TraversalArguments) TraversalConnection {
	return TraversalConnection{a, args, a.branch(args.Key())}
}

// TraversalConnection is the schema's type TraversalConnection.
type TraversalConnection struct {
	in     *Answer
	args   *TraversalArguments
	branch int
}

func (c TraversalConnection) table() *kg.Table { return &c.in.Result.Branches[c.branch] }

// TotalCount is how many entities all pages have.
func (c TraversalConnection) TotalCount() int { return c.table().Rows[0].Total }

// PageInfo tells where the page is.
func (c TraversalConnection) PageInfo() PageInfo {
	info := PageInfo{HasNextPage: c.table().Rows[0].More, HasPreviousPage: c.args.After != nil}
	if edges := c.Edges(); len(edges) > 0 {
		info.ends = func() (string, string) { return edges[0].Cursor(), edges[len(edges)-1].Cursor() }
	}
	return info
}

// Edges are the entries of the page.
func (c TraversalConnection) Edges() []TraversalEdge {
	edges := make([]TraversalEdge, len(c.table().Entries))
	for i := range edges {
		edges[i] = TraversalEdge{c, i}
	}
	return edges
}

// Nodes are the entities of the page.
func (c TraversalConnection) Nodes() []Entity {
	edges := c.Edges()
	nodes := make([]Entity, len(edges))
	for i, edge := range edges {
		nodes[i] = edge.Node()
	}
	return nodes
}

// TraversalEdge is the schema's type TraversalEdge.
type TraversalEdge struct {
	of    TraversalConnection
	entry int
}

func (e TraversalEdge) at() int32 { return e.of.table().Entries[e.entry].Node }

// Cursor is the entry's place in the list.
func (e TraversalEdge) Cursor() string {
	node := e.of.in.Result.Nodes[e.at()]
	place := kg.Place{Number: kg.Known(e.Walks()), Kind: node.Kind, SortKey: node.SortKey, Slug: node.Slug}
	return string(kg.NewCursor(e.of.args.List(), kg.ByWeight, place))
}

// Node is the entity.
func (e TraversalEdge) Node() Entity {
	return entity{e.of.in, e.of.branch, e.at()}.as(e.of.in.Result.Nodes[e.at()].Kind)
}

// Walks is how many walks end at it.
func (e TraversalEdge) Walks() float64 { return float64(e.of.table().Walks[e.entry]) }
