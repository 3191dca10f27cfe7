package storetest

import (
	"slices"

	"pgregory.net/rapid"

	"rolegraph/kg"
)

// neighborhood draws a branch of what lies around a node, with limits so low
// that there are hubs.
func neighborhood(t *rapid.T, graph *kg.Graph) kg.Branch {
	n := kg.Neighborhood{
		Of:       someNode(t, graph),
		Hops:     rapid.IntRange(1, 3).Draw(t, "hops"),
		HubLimit: rapid.SampledFrom([]int{0, 1, 2, 3, 4, 500}).Draw(t, "hub limit"),
		Links:    rapid.IntRange(0, 3).Draw(t, "links") > 0,
	}
	if rapid.IntRange(0, 2).Draw(t, "some kinds") == 0 {
		for _, kind := range kg.Kinds() {
			if rapid.Bool().Draw(t, "kind") {
				n.Kinds = append(n.Kinds, kind)
			}
		}
	}
	return kg.Branch{
		Parent: kg.NoParent, From: n, First: rapid.SampledFrom([]int{1, 2, 3, 5, 10, 100}).Draw(t, "first"),
		Total: rapid.Bool().Draw(t, "total"), Read: kg.LinkFields(rapid.Uint8Range(0, 15).Draw(t, "read")),
	}
}

// someNode draws a node that has links, if the first that is drawn has none.
func someNode(t *rapid.T, graph *kg.Graph) kg.ID {
	if links := graph.Links(); len(links) > 0 && rapid.IntRange(0, 4).Draw(t, "linked") > 0 {
		link := rapid.SampledFrom(links).Draw(t, "end of")
		if rapid.Bool().Draw(t, "to") {
			return link.To.ID()
		}
		return link.From.ID()
	}
	n := rapid.SampledFrom(graph.Nodes()).Draw(t, "node")
	return n.ID()
}

// traversal draws walks that mostly can be walked.
func traversal(t *rapid.T, graph *kg.Graph) kg.Branch {
	var w kg.Traversal
	for range rapid.IntRange(1, 4).Draw(t, "starts") {
		if start := someNode(t, graph); !slices.Contains(w.Starts, start) {
			w.Starts = append(w.Starts, start)
		}
	}
	at := kg.KindsOf(w.Starts)
	for range rapid.IntRange(1, 6).Draw(t, "steps") {
		var relations []kg.Relation
		for _, kind := range at.Kinds() {
			for _, step := range stepsOf(kind) {
				relations = append(relations, step.Relation)
			}
		}
		step := kg.WalkStep{Relation: rapid.SampledFrom(kg.Relations()).Draw(t, "any relation"), Link: linkFilter(t)}
		if len(relations) > 0 && rapid.IntRange(0, 9).Draw(t, "possible") > 0 {
			step.Relation = rapid.SampledFrom(relations).Draw(t, "relation")
		}
		step.Directions = rapid.SampledFrom([][]kg.Direction{{kg.Out, kg.In}, {kg.Out, kg.In}, {kg.Out}, {kg.In}}).Draw(t, "directions")
		if rapid.IntRange(0, 5).Draw(t, "narrowed") == 0 {
			step.To = []kg.ID{}
			for range rapid.IntRange(0, 8).Draw(t, "to") {
				step.To = append(step.To, someNode(t, graph))
			}
			slices.SortFunc(step.To, kg.ID.Compare)
			step.To = slices.Compact(step.To)
		}
		at = step.Targets(at)
		w.Steps = append(w.Steps, step)
	}
	b := kg.Branch{Parent: kg.NoParent, From: w, First: rapid.SampledFrom([]int{0, 1, 2, 3, 10, 100}).Draw(t, "first")}
	b.Total = b.First == 0 || rapid.Bool().Draw(t, "total")
	if ends := w.Ends(); len(ends) > 0 && rapid.IntRange(0, 2).Draw(t, "after") == 0 {
		kind := rapid.SampledFrom(ends).Draw(t, "after kind")
		b.After = place(t, graph, kind)
		b.After.Kind, b.After.Number = kind, kg.Known(rapid.SampledFrom([]float64{1, 1, 2, 3, 4, 8, 20, 1 << 52}).Draw(t, "after walks"))
	}
	return b
}
