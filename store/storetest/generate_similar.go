package storetest

import (
	"pgregory.net/rapid"

	"rolegraph/kg"
)

// scored draws a branch of roles that are like those of another branch, or that a
// profile covers, if the graph has roles.
func scored(t *rapid.T, graph *kg.Graph, p *kg.Plan, i int) (kg.Branch, bool) {
	_, roles := graph.NodesOf(kg.Role)
	if len(roles) == 0 {
		return kg.Branch{}, false
	}
	b := kg.Branch{Parent: kg.NoParent}
	var kinds []kg.Kind
	for _, kind := range kg.Kinds()[1:] {
		if rapid.IntRange(0, 3).Draw(t, "kind") > 0 {
			kinds = append(kinds, kind)
		}
	}
	if len(kinds) == 0 {
		kinds = kg.Kinds()[1:]
	}
	parents := parentsOf(p, i, kg.Role)
	if len(parents) > 0 && rapid.IntRange(0, 2).Draw(t, "similar") > 0 {
		b.Parent = rapid.SampledFrom(parents).Draw(t, "parent")
		b.From = kg.Similar{Kinds: kinds, Overlaps: rapid.Bool().Draw(t, "overlaps")}
	} else {
		f := kg.Fitting{Kinds: kinds, Profile: profile(t, graph)}
		if rapid.IntRange(0, 2).Draw(t, "one") == 0 {
			f.Role = rapid.SampledFrom(roles).Draw(t, "role").Slug
			return kg.Branch{Parent: kg.NoParent, From: f, First: 1}, true
		}
		b.From = f
	}
	b.First = rapid.SampledFrom([]int{0, 1, 2, 3, 10, 100}).Draw(t, "first")
	b.Total = rapid.Bool().Draw(t, "total")
	if rapid.IntRange(0, 2).Draw(t, "after") == 0 {
		b.After = place(t, graph, kg.Role)
		score := rapid.SampledFrom([]float64{0, 1, 200_000, 250_000, 333_333, 500_000, 666_667, 1e6, 2e6}).Draw(t, "after score")
		b.After.Kind, b.After.Number = kg.Role, kg.Known(score)
	}
	return b, true
}

// profile draws what a person has; it may be nothing.
func profile(t *rapid.T, graph *kg.Graph) kg.Profile {
	var p kg.Profile
	if rapid.IntRange(0, 2).Draw(t, "roles") == 0 {
		p.Roles = slugs(t, graph, kg.Role, 1, 2)
	}
	for _, kind := range kg.Kinds()[1:] {
		if len(p.Roles) == 0 || rapid.Bool().Draw(t, "has") {
			p.Has[kind] = slugs(t, graph, kind, 0, 4)
		}
	}
	return p
}

// parentsOf are the branches before i whose pages can have nodes of a kind.
func parentsOf(p *kg.Plan, i int, kind kg.Kind) []int {
	var parents []int
	for _, parent := range p.BranchesOf(kind) {
		if _, byID := p.Branches[parent].From.(kg.ByID); parent < i && (byID || p.Branches[parent].First > 0) {
			parents = append(parents, parent)
		}
	}
	return parents
}
