package embedded_test

import (
	"testing"

	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// BenchmarkPaths asks for paths on a graph of a thousand roles, ten thousand tools
// and some hundred and fifty thousand links.
func BenchmarkPaths(b *testing.B) {
	store, err := embedded.New(nil, storetest.Skewed(1000))
	if err != nil {
		b.Fatal(err)
	}
	index, err := store.Index(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	id := func(text string) kg.ID {
		id, ok := kg.ParseID(text)
		if !ok || !index.Has(id) {
			b.Fatal(text)
		}
		return id
	}
	for _, c := range []struct {
		name, from, to string
		maxHops, first int
		through        []kg.Kind
	}{
		{"between roles", "role:role-1", "role:role-2", 4, 5, nil},
		{"between tools", "tool:tool-7001", "tool:tool-7002", 4, 5, nil},
		{"between tools, a hundred", "tool:tool-7001", "tool:tool-7002", 4, 100, nil},
		{"through tools", "tool:tool-7001", "degree:degree-3", 6, 5, []kg.Kind{kg.Role, kg.Tool}},
		{"none", "role:role-1", "tool:tool-7002", 6, 5, []kg.Kind{kg.Skill}},
	} {
		paths := kg.Paths{From: id(c.from), To: id(c.to), MaxHops: c.maxHops, Through: c.through, HubLimit: 500, Hubs: true}
		plan := &kg.Plan{Branches: []kg.Branch{{Parent: kg.NoParent, From: paths, First: c.first}}}
		b.Run(c.name, func(b *testing.B) {
			var table *kg.Table
			for b.Loop() {
				result, err := store.Execute(b.Context(), plan)
				if err != nil {
					b.Fatal(err)
				}
				table = &result.Branches[0]
			}
			b.ReportMetric(float64(table.Paths.Length), "hops")
			b.ReportMetric(float64(table.Paths.Count), "paths")
			b.ReportMetric(float64(len(table.Entries)-table.Paths.Shown*(table.Paths.Length+1)), "hubs")
			b.ReportMetric(float64(table.Touched.Links), "touched")
			b.ReportMetric(float64(index.Prices(plan)[0]), "price")
		})
	}
}
