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

// profile is what a person has.
var profile = kg.Profile{Roles: []kg.Slug{"b"}, Has: [kg.KindCount][]kg.Slug{kg.Tool: {"c", "d"}}}

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
	"similar": {
		Branches: []kg.Branch{
			{Parent: kg.NoParent, From: kg.ByID{IDs: []kg.ID{{Kind: kg.Role, Slug: "a"}}}},
			{Parent: 0, From: kg.Similar{Kinds: []kg.Kind{kg.Skill, kg.Tool}, Overlaps: true}, First: 10, Total: true},
			{Parent: 1, From: kg.Similar{Kinds: []kg.Kind{kg.Tool}}, First: 10, After: &kg.Place{Number: kg.Known(5), SortKey: "a", Slug: "a"}},
		},
		Read: [kg.KindCount]kg.NodeFields{kg.Role: kg.ReadName},
	},
	"fitting": {
		Branches: []kg.Branch{
			{
				Parent: kg.NoParent, From: kg.Fitting{Profile: profile, Kinds: []kg.Kind{kg.Skill, kg.Tool}}, First: 10, Total: true,
				After: &kg.Place{Number: kg.Known(5), SortKey: "a", Slug: "a"},
			},
			{Parent: kg.NoParent, From: kg.Fitting{Profile: profile, Kinds: []kg.Kind{kg.Tool}, Role: "a"}, First: 1},
		},
		Read: [kg.KindCount]kg.NodeFields{kg.Role: kg.ReadName},
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
	"listed": {
		Branches: []kg.Branch{{
			Parent: kg.NoParent, First: 5, Read: kg.ReadWeight,
			From: kg.Paths{From: kg.ID{Kind: kg.Tool, Slug: "a"}, To: kg.ID{Kind: kg.Tool, Slug: "b"}, MaxHops: 2, HubLimit: 500},
		}},
		Read: [kg.KindCount]kg.NodeFields{kg.Tool: kg.ReadName, kg.Role: kg.ReadName},
	},
	"neighborhood": {
		Branches: []kg.Branch{
			{
				Parent: kg.NoParent, First: 100, Total: true, Read: kg.ReadWeight,
				From: kg.Neighborhood{Of: kg.ID{Kind: kg.Tool, Slug: "a"}, Hops: 2, Kinds: []kg.Kind{kg.Role, kg.Tool}, HubLimit: 500, Links: true},
			},
			{Parent: 0, From: kg.Along{Step: kg.Step{Relation: kg.UsesTool}}, First: 5},
		},
		Read: [kg.KindCount]kg.NodeFields{kg.Tool: kg.ReadName},
	},
	"walks": {
		Branches: []kg.Branch{{
			Parent: kg.NoParent, First: 20, Total: true, After: &kg.Place{Number: kg.Known(2), Kind: kg.Role, SortKey: "a", Slug: "a"},
			From: kg.Traversal{
				Starts: []kg.ID{{Kind: kg.Role, Slug: "a"}, {Kind: kg.Tool, Slug: "b"}},
				Steps: []kg.WalkStep{
					{Relation: kg.UsesTool, Directions: []kg.Direction{kg.Out, kg.In}, To: []kg.ID{{Kind: kg.Role, Slug: "c"}}},
					{Relation: kg.RelatedTo, Directions: []kg.Direction{kg.In}, Link: kg.LinkFilter{Tags: []kg.LinkTag{kg.Hot}}},
				},
			},
		}},
		Read: [kg.KindCount]kg.NodeFields{kg.Role: kg.ReadName | kg.ReadSortKey},
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
			slugs := make([]kg.Slug, len(c.Slugs)) // which conditions find the same is of the shape
			for j, slug := range c.Slugs {
				slugs[j] = hostile + slug
			}
			c.Slugs = slugs
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

// otherWalks are walks of the same shape.
func otherWalks(walks kg.Traversal) kg.Traversal {
	of := func(ids []kg.ID) []kg.ID {
		other := make([]kg.ID, len(ids)) // of the same kinds
		for i, id := range ids {
			other[i] = kg.ID{Kind: id.Kind, Slug: hostile}
		}
		return other
	}
	other := kg.Traversal{Starts: of(walks.Starts)}
	for _, step := range walks.Steps {
		if step.To != nil {
			step.To = append(of(step.To), kg.ID{Kind: kg.Tool, Slug: hostile})
		}
		if step.Link.MinWeight != nil {
			least := kg.Weight(77)
			step.Link.MinWeight = &least
		}
		other.Steps = append(other.Steps, step)
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
			if from, ok := b.From.(kg.Fitting); ok {
				from.Profile = kg.Profile{Roles: []kg.Slug{hostile}, Has: [kg.KindCount][]kg.Slug{kg.Skill: {hostile}, kg.Tool: {hostile, hostile}}}
				if from.Role != "" {
					from.Role = hostile
				}
				b.From = from
			}
			switch from := b.From.(type) { // kinds are in the text
			case kg.Neighborhood:
				from.Of.Slug = hostile
				from.HubLimit += 7
				b.From = from
			case kg.Traversal:
				b.From = otherWalks(from)
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
	if _, err := store.Replace(t.Context(), facts); err != nil {
		t.Fatal(err)
	}
	plan := storetest.Nested(5)
	if len(plan.Branches) != 20 {
		t.Fatalf("the plan has %d branches, not twenty", len(plan.Branches))
	}
	if _, err := store.Index(t.Context()); err != nil {
		t.Fatal(err)
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

// TestTextsOfAnEntity counts the texts that all selections of the properties of an
// entity come to: what the index has makes no difference.
func TestTextsOfAnEntity(t *testing.T) {
	const all = kg.ReadGrowth<<1 - 1
	for kind, want := range map[kg.Kind]int{kg.Role: 32} { // no other kind has all
		texts := map[string]bool{}
		for read := range all + 1 {
			plan := &kg.Plan{Branches: []kg.Branch{{Parent: kg.NoParent, From: kg.ByID{IDs: []kg.ID{{Kind: kind, Slug: "x"}}}}}}
			plan.Read[kind] = read
			texts[neo4j.NewStatement(plan).Text] = true
		}
		if len(texts) != want {
			t.Errorf("%s: %d texts, want %d", kind, len(texts), want)
		}
	}
}
