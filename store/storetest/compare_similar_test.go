package storetest

import (
	"testing"

	"rolegraph/kg"
)

// TestDiffSeesScores spoils what an answer says of roles by a score.
func TestDiffSeesScores(t *testing.T) {
	graph := kg.Merge(nil, Example())
	plan := &kg.Plan{Branches: []kg.Branch{
		{Parent: kg.NoParent, From: kg.Every{Kind: kg.Role}, First: 5},
		{Parent: 0, From: kg.Similar{Kinds: []kg.Kind{kg.Skill, kg.Tool}, Overlaps: true}, First: 5, Total: true},
		{Parent: kg.NoParent, From: kg.Fitting{Kinds: []kg.Kind{kg.Tool}, Profile: kg.Profile{Has: [kg.KindCount][]kg.Slug{kg.Tool: {"anvil"}}}}, First: 5, Total: true},
	}}
	const similar, fitting = 1, 2
	if diff := Diff(plan, Evaluate(graph, plan), Evaluate(graph, plan)); diff != "" {
		t.Fatal("an answer differs from itself:", diff)
	}
	for name, spoil := range map[string]func([]kg.Table){
		"score":                func(b []kg.Table) { b[similar].Scores[1]++ },
		"score less":           func(b []kg.Table) { b[similar].Scores = b[similar].Scores[1:] },
		"shared":               func(b []kg.Table) { b[similar].Overlaps[1].Shared++ },
		"union":                func(b []kg.Table) { b[similar].Overlaps[3].Union++ },
		"overlap less":         func(b []kg.Table) { b[similar].Overlaps = b[similar].Overlaps[2:] },
		"overlap of the other": func(b []kg.Table) { b[fitting].Overlaps = b[similar].Overlaps },
		"covered":              func(b []kg.Table) { b[fitting].Fits[0].Covered++ },
		"all":                  func(b []kg.Table) { b[fitting].Fits[1].All++ },
		"covered count":        func(b []kg.Table) { b[fitting].Fits[0].CoveredCount++ },
		"missing count":        func(b []kg.Table) { b[fitting].Fits[1].MissingCount++ },
		"fit less":             func(b []kg.Table) { b[fitting].Fits = b[fitting].Fits[1:] },
		"total":                func(b []kg.Table) { b[fitting].Rows[0].Total++ },
	} {
		spoiled := Evaluate(graph, plan)
		spoil(spoiled.Branches)
		if Diff(plan, Evaluate(graph, plan), spoiled) == "" {
			t.Errorf("Diff does not see another %s", name)
		}
	}
}
