package answer

import "rolegraph/kg"

// FacetArguments are the arguments of a field that counts a list.
type FacetArguments struct {
	By    string `json:"by"`
	First int    `json:"first"`
}

// NewFacetArguments reads the arguments of a field that counts a list.
func NewFacetArguments(by string, first *int) FacetArguments {
	args := FacetArguments{by, DefaultFirst}
	if first != nil {
		args.First = *first
	}
	return args
}

// Key is the key of the branch that counts the lists of another.
func (a FacetArguments) Key(of int) Key {
	return Key{Parent{Branch: of}, "Connection", "facets", encode(a)}
}

// Facets are how many of all that match have each value.
func (p page) Facets(by string, first *int) []FacetCount {
	branch := p.in.branch(NewFacetArguments(by, first).Key(p.branch))
	table := &p.in.Result.Branches[branch]
	row := table.Row(p.row.Parent)
	counts := make([]FacetCount, 0, row.End-row.Start)
	for at := row.Start; at < row.End; at++ {
		counts = append(counts, FacetCount{p.in, branch, table.Entries[at], table.Counts[at]})
	}
	return counts
}

// FacetCount is the schema's type FacetCount.
type FacetCount struct {
	in     *Answer
	branch int
	entry  kg.Entry
	count  kg.Count
}

// Value is what is counted.
func (c FacetCount) Value() string { return c.count.Value }

// Count is how many have it.
func (c FacetCount) Count() int { return c.count.Number }

// Entity is the entity whose slug the value is, or nil.
func (c FacetCount) Entity() Entity {
	if c.entry.Node == kg.NoNode {
		return nil
	}
	return entity{c.in, c.branch, c.entry.Node}.as(c.in.Result.Nodes[c.entry.Node].Kind)
}
