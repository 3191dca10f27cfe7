package storetest

import (
	"slices"

	"pgregory.net/rapid"

	"rolegraph/kg"
)

// pathsShare is one less than of how many branches one is of paths.
const pathsShare = 7

// paths draws a branch of paths between two nodes, most often of two that are
// linked in some way: from one a few links are followed to the other.
func paths(t *rapid.T, graph *kg.Graph) kg.Branch {
	var ids []kg.ID
	for _, n := range graph.Nodes() {
		ids = append(ids, n.ID())
	}
	from := rapid.SampledFrom(ids).Draw(t, "path from")
	to := from
	for range rapid.IntRange(1, 6).Draw(t, "path steps") {
		if far := rapid.SampledFrom(append(neighborsOf(graph, to), to)).Draw(t, "path step"); far != from {
			to = far
		}
	}
	if to == from || rapid.IntRange(0, 9).Draw(t, "anywhere") == 0 {
		to = rapid.SampledFrom(slices.DeleteFunc(ids, func(id kg.ID) bool { return id == from })).Draw(t, "path to")
	}
	p := kg.Paths{
		From: from, To: to,
		MaxHops:  rapid.SampledFrom([]int{1, 2, 3, 4, 4, 5, 6, 6}).Draw(t, "hops"),
		HubLimit: rapid.SampledFrom([]int{0, 1, 2, 3, 4, 4, 5, 6, 7, 500}).Draw(t, "hub limit"),
		Hubs:     rapid.Bool().Draw(t, "hubs"),
	}
	if rapid.IntRange(0, 3).Draw(t, "through") == 0 {
		for _, kind := range kg.Kinds() {
			if kind == kg.Role || rapid.Bool().Draw(t, "through kind") {
				p.Through = append(p.Through, kind)
			}
		}
	}
	return kg.Branch{
		Parent: kg.NoParent, From: p, First: rapid.SampledFrom([]int{0, 1, 2, 3, 5, 100}).Draw(t, "paths"),
		Read: kg.LinkFields(rapid.Uint8Range(0, 15).Draw(t, "read")),
	}
}

// neighborsOf are the nodes that a node is linked to, once for each link.
func neighborsOf(graph *kg.Graph, id kg.ID) []kg.ID {
	var found []kg.ID
	for _, link := range graph.Links() {
		switch id {
		case link.From.ID():
			found = append(found, link.To.ID())
		case link.To.ID():
			found = append(found, link.From.ID())
		}
	}
	return found
}
