package storetest

import (
	"slices"
	"testing"

	"rolegraph/kg"
)

// TestDiffSeesEveryDifference spoils an answer in each way that a store could
// be wrong.
func TestDiffSeesEveryDifference(t *testing.T) {
	graph := kg.Merge(nil, Example(), Second())
	plan := everything()
	if diff := Diff(plan, Evaluate(graph, plan), Evaluate(graph, plan)); diff != "" {
		t.Fatal("an answer differs from itself:", diff)
	}
	const tools = 2 // the branch of the roles' tools
	if plan.Branches[2].From != (kg.Along{Step: kg.Step{Relation: kg.UsesTool}}) {
		t.Fatal("everything() has other branches than this test knows")
	}
	anotherNode := func(r *kg.Result) *kg.Node {
		node := *r.Nodes[0]
		r.Nodes[0] = &node
		return &node
	}
	anotherLink := func(r *kg.Result) *kg.Link {
		link := *r.Branches[tools].Entries[0].Link
		said := *link.Said
		link.Said = &said
		r.Branches[tools].Entries[0].Link = &link
		return &link
	}
	for name, spoil := range map[string]func(*kg.Result){
		"version":     func(r *kg.Result) { r.Version = "another" },
		"total":       func(r *kg.Result) { r.Branches[tools].Rows[0].Total++ },
		"more":        func(r *kg.Result) { r.Branches[tools].Rows[0].More = true },
		"a row less":  func(r *kg.Result) { r.Branches[tools].Rows = r.Branches[tools].Rows[1:] },
		"row order":   func(r *kg.Result) { slices.Reverse(r.Branches[tools].Rows) },
		"entry order": func(r *kg.Result) { slices.Reverse(r.Branches[tools].Entries[:2]) },
		"entry less":  func(r *kg.Result) { r.Branches[tools].Rows[0].End-- },
		"node twice":  func(r *kg.Result) { r.Add(r.Nodes[0], r.Keys[0]) },
		"key":         func(r *kg.Result) { r.Keys[1].Number++ },
		"key less":    func(r *kg.Result) { r.Keys = r.Keys[1:] },
		"branch less": func(r *kg.Result) { r.Branches = r.Branches[1:] },
		"name":        func(r *kg.Result) { anotherNode(r).Name = "another" },
		"description": func(r *kg.Result) { anotherNode(r).Description = "another" },
		"aliases":     func(r *kg.Result) { anotherNode(r).Aliases = []string{"another"} },
		"sources":     func(r *kg.Result) { anotherNode(r).Sources = nil },
		"role count":  func(r *kg.Result) { anotherNode(r).RoleCount++ },
		"pay":         func(r *kg.Result) { anotherNode(r).Pay = nil },
		"median pay":  func(r *kg.Result) { anotherNode(r).MedianPay = nil },
		"weight":      func(r *kg.Result) { anotherLink(r).Weight = 7 },
		"tags":        func(r *kg.Result) { anotherLink(r).Tags = nil },
		"notes":       func(r *kg.Result) { anotherLink(r).Notes = nil },
		"evidence":    func(r *kg.Result) { anotherLink(r).Evidence = nil },
		"relation":    func(r *kg.Result) { anotherLink(r).Relation = kg.WorksIn },
	} {
		spoiled := Evaluate(graph, plan)
		spoil(spoiled)
		if Diff(plan, Evaluate(graph, plan), spoiled) == "" {
			t.Errorf("Diff does not see another %s", name)
		}
	}
}

// TestDiffLooksOnlyAtWhatIsRead allows a store to give more than was asked for.
func TestDiffLooksOnlyAtWhatIsRead(t *testing.T) {
	graph := kg.Merge(nil, Example())
	plan := &kg.Plan{Branches: []kg.Branch{{Parent: kg.NoParent, From: kg.Every{Kind: kg.Role}, First: 5}}}
	got := Evaluate(graph, plan)
	got.Nodes[0] = &kg.Node{Kind: got.Nodes[0].Kind, Slug: got.Nodes[0].Slug}
	if diff := Diff(plan, Evaluate(graph, plan), got); diff != "" {
		t.Error(diff)
	}
}
