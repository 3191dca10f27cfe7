package main

import (
	"testing"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// pricedOperations are one of each sort that has a price.
var pricedOperations = []struct{ name, query string }{
	{"page", `{ tools(first: 20) { nodes { name } } }`},
	{"page by growth", `{ roles(first: 20, orderBy: {field: GROWTH}) { nodes { name } } }`},
	{"most used", `{ tools(first: 20, orderBy: {field: ROLE_COUNT}) { nodes { name roleCount } } }`},
	{"tested page", `{ tools(first: 20, where: {categories: ["category-7"], not: {roleCount: {min: 10}}}) { totalCount nodes { name } } }`},
	{"tools of both", `{ tools(where: {roles: {all: ["role-1", "role-2"]}}) { totalCount nodes { name } } }`},
	{"either of two", `{ tools(first: 1, where: {or: [{slugs: ["tool-1"]}, {roles: {any: ["role-1"]}}]}) { totalCount nodes { name } } }`},
	{"few of many", `{ tools(where: {slugs: ["tool-1"], roles: {any: ["role-1", "role-2", "role-3"]}}) { totalCount nodes { name } } }`},
	{"tools of neither", `{ tools(where: {roles: {none: ["role-1", "role-2"]}}) { totalCount } }`},
	{"profile", `{ role(slug: "role-1") { skills { nodes { name } } tools { nodes { name } } languages { nodes { name } } industries { nodes { name } } degrees { nodes { name } } } }`},
	{"totals alone", `{ roles(first: 100) { nodes { skills { totalCount } tools { totalCount } } } }`},
	{"nested", `{ roles(first: 100) { nodes { tools(first: 10) { nodes { roles(first: 5) { nodes { name } } } } } } }`},
	{"two hops", `{ role(slug: "role-1") { tools(first: 100) { nodes { roles(first: 20) { nodes { name } } } } } }`},
	{"facets of all", `{ tools { facets(by: CATEGORY) { value count } byRole: facets(by: ROLES) { value count } } }`},
	{"facets of lists", `{ roles(first: 10) { nodes { tools { facets(by: ROLES) { value count } } } } }`},
	{"overlap", `{ compareRoles(roles: ["role-1", "role-2", "role-3"]) { overlap { jaccard } } }`},
	{"matrix", `{ compareRoles(roles: ["role-1", "role-2", "role-3"]) { matrix { totalCount edges { node { name } links { weight } } } } }`},
	{"similar", `{ role(slug: "role-1") { similar { totalCount edges { score node { name } overlap { kind shared union } } } } }`},
	{"similar of several", `{ roles(first: 3) { nodes { similar(kinds: [SKILL]) { nodes { name } } } } }`},
	{"skill gap", `{ skillGap(profile: {skills: ["skill-1", "skill-2"], tools: ["tool-1", "tool-2"], roles: ["role-2"]}, role: "role-1") { coverage missing { skills { totalCount nodes { name } } tools { totalCount nodes { name } } } } }`},
	{"roles for", `{ rolesFor(profile: {skills: ["skill-1", "skill-2"], tools: ["tool-1", "tool-2"]}) { totalCount edges { coverage coveredCount node { name } } } }`},
	{"roles for a role", `{ rolesFor(profile: {roles: ["role-1"]}) { totalCount nodes { name } } }`},
	{"paths of 2 hops", `{ paths(from: "role:role-1", to: "role:role-2") { count paths { nodes { name } } hubs { name } } }`},
	{"paths of 4 hops", `{ paths(from: "tool:tool-2001", to: "tool:tool-2002") { count paths { nodes { name } } hubs { name } } }`},
	{"around a role", `{ neighborhood(of: "role:role-1") { nodes { name } links { weight } omitted hubs { name } } }`},
	{"two hops around a role", `{ neighborhood(of: "role:role-1", hops: 2) { nodes { name } links { weight } omitted hubs { name } } }`},
	{"two hops around a tool", `{ neighborhood(of: "tool:tool-500", hops: 2) { nodes { name } links { weight } omitted hubs { name } } }`},
	{"three hops around a role", `{ neighborhood(of: "role:role-1", hops: 3, first: 500) { nodes { name } omitted hubs { name } } }`},
	{"around a role within some kinds", `{ neighborhood(of: "role:role-1", hops: 2, kinds: [ROLE, LANGUAGE]) { nodes { name } omitted } }`},
	{"walks of 2 steps", `{ traverse(from: ["role:role-1"], steps: [{relation: USES_TOOL}, {relation: USES_TOOL}]) { totalCount edges { walks node { name } } } }`},
	{"walks of 4 steps", `{ traverse(from: ["role:role-1"], steps: [{relation: USES_TOOL}, {relation: USES_TOOL}, {relation: REQUIRES_SKILL}, {relation: REQUIRES_SKILL}]) { totalCount edges { walks node { name } } } }`},
	{"narrowed walks", `{ traverse(from: ["role:role-1"], steps: [{relation: USES_TOOL, to: {text: "tool 5"}}, {relation: USES_TOOL}, {relation: RELATED_TO, link: {minWeight: 0.5}}]) { totalCount nodes { name } } }`},
	{"walks through everything", `{ traverse(from: ` + quoted("role:role", 100) + `, steps: [` + steps(6) + `]) { totalCount edges { walks node { name } } } }`},
	{"no path of 4 hops", `{ paths(from: "role:role-1", to: "degree:degree-100", through: [TOOL]) { count hubs { name } } }`},
	{"only", `{ compareRoles(roles: ["role-1", "role-2"]) { only { has { tools { nodes { name } } } } } }`},
}

// hitsAllowed is how many hits Neo4j may take for one node or link: it reads
// each of their properties by one.
const hitsAllowed = 10

// BenchmarkPrices shows for each operation the price, and beside it the work
// really done: what the embedded store touched, which must not be more, and the
// hits that Neo4j counts, of which there may be several for each node or link.
func BenchmarkPrices(b *testing.B) {
	facts := storetest.Skewed(300)
	ofMemory, err := embedded.New(nil, facts)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("embedded", func(b *testing.B) { benchmarkPrices(b, ofMemory) })
	b.Run("neo4j", func(b *testing.B) { benchmarkPrices(b, filled(b, nil, facts)) })
}

func benchmarkPrices(b *testing.B, store kg.Store) {
	if _, err := store.Index(b.Context()); err != nil { // takes longer than an operation may
		b.Fatal(err)
	}
	service := graph.NewService(store, silent, graph.Config{CostLimit: 1 << 40, HubLimit: graph.DefaultHubLimit, Explain: true})
	for _, operation := range pricedOperations {
		b.Run(operation.name, func(b *testing.B) {
			response := service.Answer(b.Context(), graph.Request{Query: operation.query, Explain: graph.ExplainAnswer})
			if len(response.Errors) > 0 {
				b.Fatal(response.Errors)
			}
			for b.Loop() {
				service.Answer(b.Context(), graph.Request{Query: operation.query})
			}
			price := response.Explanation.Cost.Total
			b.ReportMetric(float64(price), "price")
			if hits := response.Explanation.Touched.Hits; hits != nil {
				b.ReportMetric(float64(*hits), "hits")
				b.ReportMetric(float64(*hits)/float64(price), "hits/price")
				if *hits > hitsAllowed*price {
					b.Errorf("%d hits, which the price of %d does not cover", *hits, price)
				}
				return
			}
			touched := *response.Explanation.Touched.Nodes + *response.Explanation.Touched.Links
			b.ReportMetric(float64(touched), "touched")
			b.ReportMetric(float64(price)/float64(touched), "price/touched")
			if touched > price {
				b.Errorf("%d nodes and links were touched, which the price of %d does not cover", touched, price)
			}
		})
	}
}
