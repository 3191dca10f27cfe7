package storetest

import (
	"pgregory.net/rapid"

	"rolegraph/kg"
)

// pathsShare is one less than of how many branches one is of paths.
const pathsShare = 7

// paths draws a branch of paths between two nodes.
func paths(t *rapid.T, graph *kg.Graph) kg.Branch {
	nodes := graph.Nodes()
	from := rapid.IntRange(0, len(nodes)-1).Draw(t, "path from")
	to := rapid.IntRange(0, len(nodes)-2).Draw(t, "path to")
	if to >= from {
		to++
	}
	p := kg.Paths{
		From: nodes[from].ID(), To: nodes[to].ID(),
		MaxHops:  rapid.IntRange(1, 6).Draw(t, "hops"),
		HubLimit: rapid.SampledFrom([]int{0, 1, 2, 3, 4, 6, 500}).Draw(t, "hub limit"),
		Hubs:     rapid.Bool().Draw(t, "hubs"),
	}
	if rapid.IntRange(0, 2).Draw(t, "through") == 0 {
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
