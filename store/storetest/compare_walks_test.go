package storetest

import (
	"slices"
	"testing"

	"rolegraph/kg"
)

// TestDiffSeesWalks spoils what an answer says of walks and of what lies around.
func TestDiffSeesWalks(t *testing.T) {
	graph := kg.Merge(nil, Example())
	alpha := kg.ID{Kind: kg.Role, Slug: "alpha"}
	plan := &kg.Plan{Branches: []kg.Branch{
		{Parent: kg.NoParent, First: 10, Total: true, From: kg.Traversal{
			Starts: []kg.ID{alpha}, Steps: []kg.WalkStep{{Relation: kg.UsesTool, Directions: []kg.Direction{kg.Out}}},
		}},
		{Parent: kg.NoParent, First: 10, Read: kg.ReadWeight, From: kg.Neighborhood{Of: alpha, Hops: 2, HubLimit: 1, Links: true}},
	}}
	if diff := Diff(plan, Evaluate(graph, plan), Evaluate(graph, plan)); diff != "" {
		t.Fatal("an answer differs from itself:", diff)
	}
	anotherLink := func(around *kg.Around) *kg.Link {
		link := *around.Links[0].Link
		around.Links[0].Link = &link
		return &link
	}
	for name, spoil := range map[string]func([]kg.Table){
		"number of walks": func(b []kg.Table) { b[0].Walks[1]++ },
		"walks less":      func(b []kg.Table) { b[0].Walks = nil },
		"hub":             func(b []kg.Table) { b[1].Around.Hubs[0] = 1 },
		"hub less":        func(b []kg.Table) { b[1].Around.Hubs = nil },
		"link less":       func(b []kg.Table) { b[1].Around.Links = b[1].Around.Links[1:] },
		"link order":      func(b []kg.Table) { slices.Reverse(b[1].Around.Links) },
		"end of a link":   func(b []kg.Table) { b[1].Around.Links[0].From = 0 },
		"weight":          func(b []kg.Table) { anotherLink(&b[1].Around).Weight = 7 },
		"relation":        func(b []kg.Table) { anotherLink(&b[1].Around).Relation = kg.WorksIn },
	} {
		spoiled := Evaluate(graph, plan)
		spoil(spoiled.Branches)
		if Diff(plan, Evaluate(graph, plan), spoiled) == "" {
			t.Errorf("Diff does not see another %s", name)
		}
	}
}
