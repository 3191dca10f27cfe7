package neo4j_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rolegraph/kg"
	"rolegraph/store/neo4j"
	"rolegraph/store/storetest"
)

var update = flag.Bool("update", false, "write testdata anew")

// statementCases show what a plan becomes; testdata has the Cypher of each.
var statementCases = map[string]*kg.Plan{
	"entity": {
		Branches: []kg.Branch{{Parent: kg.NoParent, From: kg.ByID{IDs: []kg.ID{{Kind: kg.Role, Slug: "a"}}}}},
		Read:     [kg.KindCount]kg.NodeFields{kg.Role: kg.ReadName | kg.ReadPay},
	},
	"list": {
		Branches: []kg.Branch{{
			Parent: kg.NoParent, From: kg.Every{Kind: kg.Tool}, First: 20, Total: true,
			Filter: kg.Filter{
				kg.SaidBy{Sources: []string{"onet"}},
				kg.LinkedTo{Step: kg.Step{Relation: kg.UsesTool, Direction: kg.In}, Match: kg.All, Slugs: []kg.Slug{"a", "b"}},
				kg.LinkedTo{Step: kg.Step{Relation: kg.UsesTool, Direction: kg.In}, Match: kg.None, Slugs: []kg.Slug{"c"}},
				kg.Either{Filters: []kg.Filter{
					{kg.InCategory{Categories: []kg.Slug{"d"}}},
					{kg.Not{Filter: kg.Filter{kg.Between{Property: kg.RoleCount, Min: new(float64)}}}},
				}},
			},
			Order: kg.Order{By: kg.ByRoleCount, Descending: true}, After: &kg.Place{Number: kg.Known(3), SortKey: "a", Slug: "a"},
		}},
		Read: [kg.KindCount]kg.NodeFields{kg.Tool: kg.ReadName | kg.ReadSortKey},
	},
	"compared": {
		Branches: []kg.Branch{
			{Parent: kg.NoParent, From: kg.Overlapping{Roles: []kg.Slug{"a", "b"}, Kinds: []kg.Kind{kg.Skill, kg.Tool}}},
			{
				Parent: kg.NoParent, From: kg.Matrix{Roles: []kg.Slug{"a", "b"}, Kinds: []kg.Kind{kg.Skill, kg.Tool}}, First: 20, Total: true, Read: kg.ReadWeight,
				Link: kg.LinkFilter{Sources: []string{"onet"}}, After: &kg.Place{Number: kg.Known(2), Kind: kg.Tool, SortKey: "a", Slug: "a"},
			},
		},
		Read: [kg.KindCount]kg.NodeFields{kg.Tool: kg.ReadName},
	},
	"paths": {
		Branches: []kg.Branch{
			{
				Parent: kg.NoParent, First: 5, Read: kg.ReadWeight,
				From: kg.Paths{From: kg.ID{Kind: kg.Tool, Slug: "a"}, To: kg.ID{Kind: kg.Tool, Slug: "b"}, MaxHops: 4, Through: []kg.Kind{kg.Role, kg.Skill}, HubLimit: 500, Hubs: true},
			},
			{Parent: 0, From: kg.Along{Step: kg.Step{Relation: kg.UsesTool}}, First: 5},
		},
		Read: [kg.KindCount]kg.NodeFields{kg.Tool: kg.ReadName, kg.Role: kg.ReadName},
	},
	"nested": {
		Branches: []kg.Branch{
			{Parent: kg.NoParent, From: kg.ByID{IDs: []kg.ID{{Kind: kg.Role, Slug: "a"}}}},
			{
				Parent: 0, From: kg.Along{Step: kg.Step{Relation: kg.UsesTool}}, First: 20, Total: true, Read: kg.ReadWeight,
				Order: kg.Order{By: kg.ByWeight, Descending: true}, After: &kg.Place{Number: kg.Known(5), SortKey: "a", Slug: "a"},
				Link: kg.LinkFilter{Tags: []kg.LinkTag{kg.Hot}},
			},
			{Parent: 1, From: kg.Along{Step: kg.Step{Relation: kg.UsesTool, Direction: kg.In}}, First: 5},
			{Parent: 0, From: kg.Counted{Of: 1, By: kg.FacetCategory}, First: 5},
			{Parent: 1, From: kg.Counted{Of: 2, By: kg.FacetLinked, Step: kg.Step{Relation: kg.WorksIn}}, First: 5},
		},
		Read: [kg.KindCount]kg.NodeFields{kg.Tool: kg.ReadName, kg.Role: kg.ReadName},
	},
}

func TestStatementsAreAsReviewed(t *testing.T) {
	for name, plan := range statementCases {
		path := filepath.Join("testdata", name+".cypher")
		got := neo4j.NewStatement(plan).Text + "\n"
		if *update {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got != string(want) {
			t.Errorf("%s: the statement has changed; look at it, and accept it with go test ./store/neo4j -run Reviewed -update\n%s", name, got)
		}
	}
}

const hostile = "x'}) DETACH DELETE n //"

// otherValues is a filter of the same shape.
func otherValues(filter kg.Filter) kg.Filter {
	other := make(kg.Filter, len(filter))
	for i, condition := range filter {
		switch c := condition.(type) {
		case kg.OneOf:
			condition = kg.OneOf{Slugs: []kg.Slug{hostile}}
		case kg.SaidBy:
			condition = kg.SaidBy{Sources: []string{hostile}}
		case kg.InCategory:
			condition = kg.InCategory{Categories: []kg.Slug{hostile}}
		case kg.Between:
			number := 77.5
			if c.Min != nil {
				c.Min = &number
			}
			if c.Max != nil {
				c.Max = &number
			}
			condition = c
		case kg.LinkedTo:
			c.Slugs = []kg.Slug{hostile}
			condition = c
		case kg.Either:
			filters := make([]kg.Filter, len(c.Filters))
			for j, inner := range c.Filters {
				filters[j] = otherValues(inner)
			}
			condition = kg.Either{Filters: filters}
		case kg.Not:
			condition = kg.Not{Filter: otherValues(c.Filter)}
		}
		other[i] = condition
	}
	return other
}

// TestShapeAloneMakesTheText gives each plan other values: other slugs, names
// and numbers, some of them hostile.
func TestShapeAloneMakesTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		graph := kg.Merge(nil, storetest.Facts(t)...)
		plan := storetest.Plan(t, graph)
		before := neo4j.NewStatement(plan)
		for i := range plan.Branches {
			b := &plan.Branches[i]
			if from, ok := b.From.(kg.ByID); ok {
				ids := make([]kg.ID, len(from.IDs)) // of the same kinds
				for j, id := range from.IDs {
					ids[j] = kg.ID{Kind: id.Kind, Slug: hostile}
				}
				b.From = kg.ByID{IDs: ids}
			}
			if from, ok := b.From.(kg.Paths); ok { // kinds and hops are of the shape
				b.From = kg.Paths{
					From: kg.ID{Kind: from.From.Kind, Slug: hostile}, To: kg.ID{Kind: from.To.Kind, Slug: hostile},
					MaxHops: from.MaxHops, Through: from.Through, HubLimit: from.HubLimit + 7, Hubs: from.Hubs,
				}
			}
			if b.First > 0 {
				b.First += 7
			}
			if b.After != nil {
				b.After = &kg.Place{Number: kg.Number{Value: 77, Known: b.After.Number.Known}, SortKey: hostile, Slug: hostile}
			}
			b.Filter = otherValues(b.Filter)
		}
		after := neo4j.NewStatement(plan)
		if before.Text != after.Text {
			t.Fatalf("other values make another text:\n%s\n\n%s", before.Text, after.Text)
		}
		if strings.Contains(after.Text, "x'}") {
			t.Fatalf("a value is in the text:\n%s", after.Text)
		}
	})
}

func TestNestedPlanIsOneStatementAndOneRecord(t *testing.T) {
	store := open(t, nil).(*neo4j.Store)
	facts := storetest.Synthetic(20)
	if err := store.Replace(t.Context(), facts); err != nil {
		t.Fatal(err)
	}
	plan := storetest.Nested(5)
	if len(plan.Branches) != 20 {
		t.Fatalf("the plan has %d branches, not twenty", len(plan.Branches))
	}
	before := store.Statements()
	got, err := store.Execute(t.Context(), plan) // which refuses another number of records than one
	if err != nil {
		t.Fatal(err)
	}
	if sent := store.Statements() - before; sent != 1 {
		t.Errorf("%d statements were sent, want one", sent)
	}
	if diff := storetest.Diff(plan, storetest.Evaluate(kg.Merge(nil, facts), plan), got); diff != "" {
		t.Error(diff)
	}
}
