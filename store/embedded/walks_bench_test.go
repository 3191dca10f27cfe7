package embedded_test

import (
	"testing"

	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// BenchmarkWalks walks through a graph of a thousand roles, ten thousand tools and
// some hundred and fifty thousand links, and shows what lies around.
func BenchmarkWalks(b *testing.B) {
	store, err := embedded.New(nil, storetest.Skewed(1000))
	if err != nil {
		b.Fatal(err)
	}
	index, err := store.Index(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	role, tool := kg.ID{Kind: kg.Role, Slug: "role-1"}, kg.ID{Kind: kg.Tool, Slug: "tool-500"}
	around := func(of kg.ID, hops int, links bool) kg.From {
		return kg.Neighborhood{Of: of, Hops: hops, HubLimit: 500, Links: links}
	}
	walks := func(from kg.ID, relations ...kg.Relation) kg.From {
		w := kg.Traversal{Starts: []kg.ID{from}}
		for _, relation := range relations {
			w.Steps = append(w.Steps, kg.WalkStep{Relation: relation, Directions: []kg.Direction{kg.Out, kg.In}})
		}
		return w
	}
	for _, c := range []struct {
		name string
		from kg.From
	}{
		{"around a role", around(role, 1, true)},
		{"around a role, two hops", around(role, 2, true)},
		{"around a role, two hops, nodes alone", around(role, 2, false)},
		{"around a role, three hops", around(role, 3, true)},
		{"around a tool, two hops", around(tool, 2, true)},
		{"walks of two steps", walks(role, kg.UsesTool, kg.UsesTool)},
		{"walks of four steps", walks(role, kg.UsesTool, kg.UsesTool, kg.RequiresSkill, kg.RequiresSkill)},
		{"walks of six steps", walks(tool, kg.UsesTool, kg.UsesTool, kg.UsesTool, kg.UsesTool, kg.UsesTool, kg.UsesTool)},
		{"walks of six steps from a hundred", everywhere()["walks"].Branches[0].From},
	} {
		plan := &kg.Plan{Branches: []kg.Branch{{Parent: kg.NoParent, From: c.from, First: 100, Total: true}}}
		b.Run(c.name, func(b *testing.B) {
			var table *kg.Table
			for b.Loop() {
				result, err := store.Execute(b.Context(), plan)
				if err != nil {
					b.Fatal(err)
				}
				table = &result.Branches[0]
			}
			b.ReportMetric(float64(table.Rows[0].Total), "nodes")
			b.ReportMetric(float64(table.Touched.Nodes+table.Touched.Links), "touched")
			b.ReportMetric(float64(index.Prices(plan)[0]), "price")
		})
	}
}
