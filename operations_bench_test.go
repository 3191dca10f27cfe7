package main

import (
	"context"
	"slices"
	"testing"
	"time"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// benchmarkedOperations are one of each sort, on the graph of Skewed: Roles 742,
// 789 and 564 have as many links as half of the roles have at most, Role 39 has
// the most.
var benchmarkedOperations = []struct{ name, query string }{
	{"page", `{ tools(first: 20) { nodes { name } } }`},
	{"page by growth", `{ roles(first: 20, orderBy: {field: GROWTH}) { nodes { name } } }`},
	{"most used", `{ tools(first: 20, orderBy: {field: ROLE_COUNT}) { nodes { name roleCount } } }`},
	{"tested page", `{ tools(first: 20, where: {categories: ["category-7"], not: {roleCount: {min: 10}}}) { totalCount nodes { name } } }`},
	{"tools of both", `{ tools(where: {roles: {all: ["role-742", "role-789"]}}) { totalCount nodes { name } } }`},
	{"either of two", `{ tools(first: 1, where: {or: [{slugs: ["tool-1"]}, {roles: {any: ["role-742"]}}]}) { totalCount nodes { name } } }`},
	{"few of many", `{ tools(where: {slugs: ["tool-1"], roles: {any: ["role-742", "role-789", "role-564"]}}) { totalCount nodes { name } } }`},
	{"tools of neither", `{ tools(where: {roles: {none: ["role-742", "role-789"]}}) { totalCount } }`},
	{"profile", `{ role(slug: "role-742") { skills { nodes { name } } tools { nodes { name } } languages { nodes { name } } industries { nodes { name } } degrees { nodes { name } } } }`},
	{"totals alone", `{ roles(first: 100) { nodes { skills { totalCount } tools { totalCount } } } }`},
	{"nested", `{ roles(first: 100) { nodes { tools(first: 10) { nodes { roles(first: 5) { nodes { name } } } } } } }`},
	{"two hops", `{ role(slug: "role-742") { tools(first: 100) { nodes { roles(first: 20) { nodes { name } } } } } }`},
	{"facets of all", `{ tools { facets(by: CATEGORY) { value count } byRole: facets(by: ROLES) { value count } } }`},
	{"facets of lists", `{ roles(first: 10) { nodes { tools { facets(by: ROLES) { value count } } } } }`},
	{"overlap", `{ compareRoles(roles: ["role-742", "role-789", "role-564"]) { overlap { jaccard } } }`},
	{"matrix", `{ compareRoles(roles: ["role-742", "role-789", "role-564"]) { matrix { totalCount edges { node { name } links { weight } } } } }`},
	{"similar", `{ role(slug: "role-742") { similar { totalCount edges { score node { name } overlap { kind shared union } } } } }`},
	{"similar of several", `{ roles(first: 3) { nodes { similar(kinds: [SKILL]) { nodes { name } } } } }`},
	{"skill gap", `{ skillGap(profile: {skills: ["skill-1", "skill-2"], tools: ["tool-1", "tool-2"], roles: ["role-789"]}, role: "role-742") { coverage missing { skills { totalCount nodes { name } } tools { totalCount nodes { name } } } } }`},
	{"roles for", `{ rolesFor(profile: {skills: ["skill-1", "skill-2"], tools: ["tool-1", "tool-2"]}) { totalCount edges { coverage coveredCount node { name } } } }`},
	{"roles for a role", `{ rolesFor(profile: {roles: ["role-742"]}) { totalCount nodes { name } } }`},
	{"paths between roles", `{ paths(from: "role:role-742", to: "role:role-789") { count paths { nodes { name } } hubs { name } } }`},
	{"paths of 4 hops", `{ paths(from: "tool:tool-7542", to: "tool:tool-5135") { count paths { nodes { name } } hubs { name } } }`},
	{"around a role", `{ neighborhood(of: "role:role-742") { nodes { name } links { weight } omitted hubs { name } } }`},
	{"two hops around a role", `{ neighborhood(of: "role:role-742", hops: 2) { nodes { name } links { weight } omitted hubs { name } } }`},
	{"two hops around a tool", `{ neighborhood(of: "tool:tool-500", hops: 2) { nodes { name } links { weight } omitted hubs { name } } }`},
	{"three hops around a role", `{ neighborhood(of: "role:role-742", hops: 3, first: 500) { nodes { name } omitted hubs { name } } }`},
	{"around a role within some kinds", `{ neighborhood(of: "role:role-742", hops: 2, kinds: [ROLE, LANGUAGE]) { nodes { name } omitted } }`},
	{"walks of 2 steps", `{ traverse(from: ["role:role-742"], steps: [{relation: USES_TOOL}, {relation: USES_TOOL}]) { totalCount edges { walks node { name } } } }`},
	{"walks of 4 steps", `{ traverse(from: ["role:role-742"], steps: [{relation: USES_TOOL}, {relation: USES_TOOL}, {relation: REQUIRES_SKILL}, {relation: REQUIRES_SKILL}]) { totalCount edges { walks node { name } } } }`},
	{"narrowed walks", `{ traverse(from: ["role:role-742"], steps: [{relation: USES_TOOL, to: {text: "tool 5"}}, {relation: USES_TOOL}, {relation: RELATED_TO, link: {minWeight: 0.5}}]) { totalCount nodes { name } } }`},
	{"walks through everything", `{ traverse(from: ` + quoted("role:role", 100) + `, steps: [` + steps(6) + `]) { totalCount edges { walks node { name } } } }`},
	{"no path of 4 hops", `{ paths(from: "role:role-742", to: "degree:degree-100", through: [TOOL]) { count hubs { name } } }`},
	{"only", `{ compareRoles(roles: ["role-742", "role-789"]) { only { has { tools { nodes { name } } } } } }`},
}

// hitsAllowed is how many hits Neo4j may take for one node or link: it reads
// each of their properties by one.
const hitsAllowed = 10

// BenchmarkOperations answers each operation from its text to its JSON, on a graph
// of a thousand roles, ten thousand tools and a hundred and fifty thousand links.
// Beside the time of it all it shows that of the store alone, the price, and the
// work really done: what the embedded store touched, which must not be more than
// the price, and the hits that Neo4j counts, of which there may be several for each
// node or link.
func BenchmarkOperations(b *testing.B) {
	facts := storetest.Skewed(1000)
	ofMemory, err := embedded.New(nil, facts)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("embedded", func(b *testing.B) { benchmarkOperations(b, ofMemory) })
	b.Run("neo4j", func(b *testing.B) { benchmarkOperations(b, filled(b, nil, facts)) })
}

func benchmarkOperations(b *testing.B, store kg.Store) {
	if _, err := store.Index(b.Context()); err != nil { // takes longer than an operation may
		b.Fatal(err)
	}
	config := graph.DefaultConfig()
	timed := &timedStore{Store: store}
	explaining, service := graph.NewService(store, silent, config), graph.NewService(timed, silent, config)
	for _, operation := range benchmarkedOperations {
		b.Run(operation.name, func(b *testing.B) {
			response := explaining.Answer(b.Context(), graph.Request{Query: operation.query, Explain: graph.ExplainAnswer})
			if len(response.Errors) > 0 {
				b.Fatal(response.Errors)
			}
			timed.times = nil
			for b.Loop() {
				service.Answer(b.Context(), graph.Request{Query: operation.query})
			}
			slices.Sort(timed.times)
			b.ReportMetric(float64(timed.times[len(timed.times)/2].Nanoseconds()), "store-ns")
			price := response.Explanation.Cost.Total
			b.ReportMetric(float64(price), "price")
			if hits := response.Explanation.Touched.Hits; hits != nil {
				b.ReportMetric(float64(*hits), "hits")
				if *hits > hitsAllowed*price {
					b.Errorf("%d hits, which the price of %d does not cover", *hits, price)
				}
				return
			}
			touched := *response.Explanation.Touched.Nodes + *response.Explanation.Touched.Links
			b.ReportMetric(float64(touched), "touched")
			if touched > price {
				b.Errorf("%d nodes and links were touched, which the price of %d does not cover", touched, price)
			}
		})
	}
}

// timedStore notes how long each plan takes.
type timedStore struct {
	kg.Store
	times []time.Duration
}

func (s *timedStore) Execute(ctx context.Context, plan *kg.Plan) (*kg.Result, error) {
	begun := time.Now()
	defer func() { s.times = append(s.times, time.Since(begun)) }()
	return s.Store.Execute(ctx, plan)
}
