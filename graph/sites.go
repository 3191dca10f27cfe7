package graph

import "rolegraph/kg"

const (
	// maxFields bounds the work of planning: how many fields an operation may
	// select when its fragments are written out.
	maxFields = 20_000
	// maxValues bounds the work of writing the answer: how many fields of
	// entities and edges it may show. Each entity is fetched once, but an
	// answer is a tree, and shows it wherever a list leads to it.
	maxValues = 250_000
)

// site is a place in an operation that shows entities of one kind, or the edges
// that lead to them.
type site struct {
	branch int
	kind   kg.Kind
	// parent is the site whose entities have the branch's lists; noSite if
	// there is one list.
	parent int
	// fields is how many fields are shown of each.
	fields int
	// times is how often the place stands in the answer, at most, for each
	// entity of the parent.
	times int
	// shows are the positions in the result of the nodes that are shown; nil
	// where these are the entries of the branch's lists. It is not set below
	// another site.
	shows func(*kg.Table) []int32
}

const noSite = -1

// mayBeTooLarge reports whether the answer to a plan could have more than maxValues
// values, by the sizes of its pages alone.
func mayBeTooLarge(sites []site, plan *kg.Plan) bool {
	total := 0
	shown := make([]int, len(sites)) // at most
	for i, s := range sites {
		branch := &plan.Branches[s.branch]
		size := branch.First
		switch from := branch.From.(type) {
		case kg.ByID:
			size = len(from.IDs)
		case kg.Paths:
			if from.Hubs { // of which there may be many
				return true
			}
			size *= from.MaxHops + 1
		case kg.Neighborhood: // more is shown of it than a page
			return true
		}
		if s.shows != nil {
			return true
		}
		shown[i] = size * s.times
		if s.parent != noSite {
			shown[i] = size * shown[s.parent]
		}
		total += shown[i] * (1 + s.fields)
		if total > maxValues {
			return true
		}
	}
	return false
}

// tooLarge reports whether the answer would have more than maxValues values. It
// takes time in proportion to their number, and to maxValues at most.
func tooLarge(sites []site, result *kg.Result) bool {
	total := 0
	shown := make([]map[int32]int, len(sites)) // how often each site shows each node
	for i, s := range sites {
		shown[i] = map[int32]int{}
		table := &result.Branches[s.branch]
		show := func(node int32, times int) {
			if result.Nodes[node].Kind == s.kind {
				shown[i][node] += times
				total += times * (1 + s.fields)
			}
		}
		count := func(row *kg.Row, times int) {
			for _, entry := range table.Page(row) {
				show(entry.Node, times)
			}
		}
		if s.shows != nil {
			for _, node := range s.shows(table) {
				show(node, s.times)
			}
			continue
		}
		if s.parent == noSite {
			count(&table.Rows[0], s.times)
			continue
		}
		for node, times := range shown[s.parent] {
			if row := table.Row(node); row != nil {
				count(row, times)
			}
			if total > maxValues {
				return true
			}
		}
	}
	return total > maxValues
}
