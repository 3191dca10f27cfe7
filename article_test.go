package main

import (
	"encoding/json"
	"slices"
	"testing"
)

const bothRoles = `["data-science-engineer", "machine-learning-software-engineer"]`

// TestArticle has its expectations from the article, read by hand.
func TestArticle(t *testing.T) {
	onSeed(t, func(t *testing.T, c *client) {
		c.wants(t, `{ compareRoles(roles: `+bothRoles+`) {
			shared { tools { totalCount nodes { name } } skills { nodes { name } } languages { nodes { name } } industries { nodes { name } } degrees { nodes { name } } }
			overlap { kind shared union jaccard }
		} }`, `{"compareRoles": {
			"shared": {
				"tools": {"totalCount": 0, "nodes": []},
				"skills": {"nodes": [{"name": "Computer science"}, {"name": "Programming"}]},
				"languages": {"nodes": [{"name": "Python"}]},
				"industries": {"nodes": [{"name": "Finance"}, {"name": "Healthcare"}, {"name": "Manufacturing"}, {"name": "Marketing"}, {"name": "Retail"}]},
				"degrees": {"nodes": [{"name": "Computer Science"}]}
			},
			"overlap": [
				{"kind": "SKILL", "shared": 2, "union": 11, "jaccard": 0.181818},
				{"kind": "TOOL", "shared": 0, "union": 24, "jaccard": 0},
				{"kind": "LANGUAGE", "shared": 1, "union": 5, "jaccard": 0.2},
				{"kind": "INDUSTRY", "shared": 5, "union": 5, "jaccard": 1},
				{"kind": "DEGREE", "shared": 1, "union": 4, "jaccard": 0.25}
			]
		}}`)
		c.wants(t, `{
			compareRoles(roles: `+bothRoles+`) { only { role { slug } has { languages { nodes { name } } degrees { nodes { name } } tools { totalCount } industries { totalCount } } } }
			alone: compareRoles(roles: ["data-science-engineer"]) { only { has { languages { totalCount } } } }
			weighed: compareRoles(roles: `+bothRoles+`, link: {minWeight: 0}) { union { languages { totalCount } } only { has { tools { totalCount } } } overlap { union } }
			said: compareRoles(roles: `+bothRoles+`, link: {sources: ["article"], tags: []}) { shared { languages { totalCount } } }
		}`, `{
			"compareRoles": {"only": [
				{"role": {"slug": "data-science-engineer"}, "has": {"languages": {"nodes": [{"name": "R"}, {"name": "SQL"}]}, "degrees": {"nodes": [{"name": "Information Technology"}]}, "tools": {"totalCount": 13}, "industries": {"totalCount": 0}}},
				{"role": {"slug": "machine-learning-software-engineer"}, "has": {"languages": {"nodes": [{"name": "C++"}, {"name": "Java"}]}, "degrees": {"nodes": [{"name": "Mathematics"}, {"name": "Statistics"}]}, "tools": {"totalCount": 11}, "industries": {"totalCount": 0}}}
			]},
			"alone": {"only": [{"has": {"languages": {"totalCount": 3}}}]},
			"weighed": {"union": {"languages": {"totalCount": 0}}, "only": [{"has": {"tools": {"totalCount": 0}}}, {"has": {"tools": {"totalCount": 0}}}], "overlap": [{"union": 0}, {"union": 0}, {"union": 0}, {"union": 0}, {"union": 0}]},
			"said": {"shared": {"languages": {"totalCount": 1}}}
		}`)
		// Two have a thing before one has it, then kind and name; the cells are
		// in the order of the roles, which is not that of their slugs here.
		c.wants(t, `{ compareRoles(roles: ["machine-learning-software-engineer", "data-science-engineer"]) { matrix(kinds: [DEGREE, LANGUAGE], first: 7) {
			totalCount pageInfo { hasNextPage hasPreviousPage }
			edges { node { id } links { relation from { slug } to { slug } evidence { source { slug } } } }
		} } }`, `{"compareRoles": {"matrix": {
			"totalCount": 9, "pageInfo": {"hasNextPage": true, "hasPreviousPage": false},
			"edges": [
				{"node": {"id": "language:python"}, "links": [
					{"relation": "USES_LANGUAGE", "from": {"slug": "machine-learning-software-engineer"}, "to": {"slug": "python"}, "evidence": [{"source": {"slug": "article"}}]},
					{"relation": "USES_LANGUAGE", "from": {"slug": "data-science-engineer"}, "to": {"slug": "python"}, "evidence": [{"source": {"slug": "article"}}]}
				]},
				{"node": {"id": "degree:computer-science"}, "links": [
					{"relation": "PREFERS_DEGREE", "from": {"slug": "machine-learning-software-engineer"}, "to": {"slug": "computer-science"}, "evidence": [{"source": {"slug": "article"}}]},
					{"relation": "PREFERS_DEGREE", "from": {"slug": "data-science-engineer"}, "to": {"slug": "computer-science"}, "evidence": [{"source": {"slug": "article"}}]}
				]},
				{"node": {"id": "language:cpp"}, "links": [{"relation": "USES_LANGUAGE", "from": {"slug": "machine-learning-software-engineer"}, "to": {"slug": "cpp"}, "evidence": [{"source": {"slug": "article"}}]}, null]},
				{"node": {"id": "language:java"}, "links": [{"relation": "USES_LANGUAGE", "from": {"slug": "machine-learning-software-engineer"}, "to": {"slug": "java"}, "evidence": [{"source": {"slug": "article"}}]}, null]},
				{"node": {"id": "language:r"}, "links": [null, {"relation": "USES_LANGUAGE", "from": {"slug": "data-science-engineer"}, "to": {"slug": "r"}, "evidence": [{"source": {"slug": "article"}}]}]},
				{"node": {"id": "language:sql"}, "links": [null, {"relation": "USES_LANGUAGE", "from": {"slug": "data-science-engineer"}, "to": {"slug": "sql"}, "evidence": [{"source": {"slug": "article"}}]}]},
				{"node": {"id": "degree:information-technology"}, "links": [null, {"relation": "PREFERS_DEGREE", "from": {"slug": "data-science-engineer"}, "to": {"slug": "information-technology"}, "evidence": [{"source": {"slug": "article"}}]}]}
			]
		}}}`)
		c.wants(t, `{ compareRoles(roles: `+bothRoles+`) { matrix { totalCount } } said: compareRoles(roles: `+bothRoles+`, link: {minWeight: 0}) { matrix { totalCount edges { cursor } pageInfo { endCursor } } } }`,
			`{"compareRoles": {"matrix": {"totalCount": 49}}, "said": {"matrix": {"totalCount": 0, "edges": [], "pageInfo": {"endCursor": null}}}}`)
		c.wants(t, `{ compareRoles(roles: ["data-science-engineer"]) { matrix(kinds: [TOOL], first: 1) { edges { node { id ... on Tool { roles { nodes { slug } } } } links { from { ... on Role { languages { totalCount } } } to { name } } } } } }`,
			`{"compareRoles": {"matrix": {"edges": [{"node": {"id": "tool:amazon-redshift", "roles": {"nodes": [{"slug": "data-science-engineer"}]}}, "links": [{"from": {"languages": {"totalCount": 3}}, "to": {"name": "Amazon Redshift"}}]}]}}}`)
		// The same question as filters.
		c.wants(t, `{
			tools(where: {roles: {all: `+bothRoles+`}}) { totalCount }
			languages(where: {roles: {all: `+bothRoles+`}}) { nodes { slug } }
			degrees(where: {roles: {all: `+bothRoles+`}}) { nodes { slug } }
			industries(where: {roles: {all: `+bothRoles+`}}) { totalCount }
			skills(where: {roles: {all: `+bothRoles+`}}) { nodes { slug } }
			either: tools(where: {roles: {any: `+bothRoles+`}}) { totalCount }
			neither: tools(where: {roles: {none: `+bothRoles+`}}) { totalCount }
			one: tools(where: {roles: {all: ["data-science-engineer"], none: ["machine-learning-software-engineer"]}}) { totalCount }
			contradiction: tools(where: {roles: {all: ["data-science-engineer"], none: ["data-science-engineer"]}}) { totalCount nodes { slug } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } }
			empty: tools(where: {slugs: [], sources: null, roles: {all: [], any: null}}) { totalCount }
		}`, `{
			"tools": {"totalCount": 0},
			"languages": {"nodes": [{"slug": "python"}]},
			"degrees": {"nodes": [{"slug": "computer-science"}]},
			"industries": {"totalCount": 5},
			"skills": {"nodes": [{"slug": "computer-science"}, {"slug": "programming"}]},
			"either": {"totalCount": 24}, "neither": {"totalCount": 0}, "one": {"totalCount": 13},
			"contradiction": {"totalCount": 0, "nodes": [], "pageInfo": {"startCursor": null, "endCursor": null, "hasNextPage": false, "hasPreviousPage": false}},
			"empty": {"totalCount": 24}
		}`)
		c.wants(t, `{ graph { counts { kind count } links { relation count } sources { slug name asOf version license url } } }`, `{"graph": {
			"counts": [{"kind": "ROLE", "count": 3}, {"kind": "SKILL", "count": 11}, {"kind": "TOOL", "count": 24}, {"kind": "LANGUAGE", "count": 5}, {"kind": "INDUSTRY", "count": 5}, {"kind": "DEGREE", "count": 4}],
			"links": [{"relation": "REQUIRES_SKILL", "count": 13}, {"relation": "USES_TOOL", "count": 24}, {"relation": "USES_LANGUAGE", "count": 6}, {"relation": "WORKS_IN", "count": 10}, {"relation": "PREFERS_DEGREE", "count": 5}, {"relation": "RELATED_TO", "count": 2}, {"relation": "BROADER_THAN", "count": 0}],
			"sources": [{"slug": "article", "name": "Data Science Engineer vs. Machine Learning Software Engineer", "asOf": "2023-12-06", "version": null, "license": null, "url": null}]
		}}`)
		c.wants(t, `{ role(slug: "data-science-engineer") { outlook { growth fromYear toYear source { slug } } growth medianPay pay { year }
			languages { edges { weight tags notes { text } evidence { measure value source { slug } } relation node { name } } } } }`, `{"role": {
			"outlook": [{"growth": 11, "fromYear": 2019, "toYear": 2029, "source": {"slug": "article"}}], "growth": 11, "medianPay": null, "pay": [],
			"languages": {"edges": [
				{"weight": null, "tags": [], "notes": [], "evidence": [{"measure": null, "value": null, "source": {"slug": "article"}}], "relation": "USES_LANGUAGE", "node": {"name": "Python"}},
				{"weight": null, "tags": [], "notes": [], "evidence": [{"measure": null, "value": null, "source": {"slug": "article"}}], "relation": "USES_LANGUAGE", "node": {"name": "R"}},
				{"weight": null, "tags": [], "notes": [], "evidence": [{"measure": null, "value": null, "source": {"slug": "article"}}], "relation": "USES_LANGUAGE", "node": {"name": "SQL"}}
			]}
		}}`)
		c.wants(t, `{ skill(slug: "programming") { roleCount roles { nodes { slug } } } tool(slug: "spark") { aliases categories } }`, `{
			"skill": {"roleCount": 2, "roles": {"nodes": [{"slug": "data-science-engineer"}, {"slug": "machine-learning-software-engineer"}]}},
			"tool": {"aliases": ["Apache Spark"], "categories": ["Big data"]}
		}`)
	})
}

// TestFiltersAndOrders has its expectations from the seed's files, by hand.
func TestFiltersAndOrders(t *testing.T) {
	onSeed(t, func(t *testing.T, c *client) {
		c.wants(t, `{
			bigData: tools(where: {categories: ["BIG  data", "nothing"]}) { nodes { slug } }
			either: tools(where: {or: [{categories: ["containers"]}, {slugs: ["git"]}, {slugs: ["git", "nothing"]}]}) { nodes { slug } }
			both: tools(where: {and: [{categories: ["big data"]}, {categories: ["database"]}]}) { nodes { slug } }
			neither: tools(where: {not: {or: [{roles: {any: ["data-science-engineer"]}}, {categories: ["containers", "cloud platform"]}]}}) { nodes { slug } }
			deMorgan: tools(where: {and: [{not: {roles: {any: ["data-science-engineer"]}}}, {not: {categories: ["containers", "cloud platform"]}}]}) { totalCount }
			everything: tools(where: {or: [], and: [], not: null}) { totalCount }
			alsoEverything: tools(where: {or: [{}, {slugs: ["git"]}]}) { totalCount }
			nothing: tools(where: {not: {}}) { totalCount }
			contradiction: tools(where: {slugs: ["git"], not: {slugs: ["git"]}}) { totalCount }
			shared: skills(where: {roleCount: {min: 2}}) { nodes { slug } }
			exactlyOne: languages(where: {roleCount: {min: 1, max: 1}}) { totalCount }
			popular: languages(first: 3, orderBy: {field: ROLE_COUNT}) { nodes { slug roleCount } }
			unpopular: languages(first: 2, orderBy: {field: ROLE_COUNT, direction: ASC}) { nodes { slug } }
			growing: roles(where: {growth: {min: 11, max: 11}}, orderBy: {field: GROWTH}) { nodes { slug } }
			notGrowing: roles(where: {not: {growth: {min: -1000}}}) { nodes { slug } }
			byGrowth: roles(orderBy: {field: GROWTH, direction: ASC}) { nodes { slug growth } }
		}`, `{
			"bigData": {"nodes": [{"slug": "hadoop"}, {"slug": "hive"}, {"slug": "nosql-databases"}, {"slug": "spark"}]},
			"either": {"nodes": [{"slug": "docker"}, {"slug": "git"}, {"slug": "kubernetes"}]},
			"both": {"nodes": [{"slug": "nosql-databases"}]},
			"neither": {"nodes": [{"slug": "ansible"}, {"slug": "git"}, {"slug": "jenkins"}, {"slug": "keras"}, {"slug": "pytorch"}, {"slug": "tensorflow"}]},
			"deMorgan": {"totalCount": 6},
			"everything": {"totalCount": 24}, "alsoEverything": {"totalCount": 24}, "nothing": {"totalCount": 0}, "contradiction": {"totalCount": 0},
			"shared": {"nodes": [{"slug": "computer-science"}, {"slug": "programming"}]},
			"exactlyOne": {"totalCount": 4},
			"popular": {"nodes": [{"slug": "python", "roleCount": 2}, {"slug": "cpp", "roleCount": 1}, {"slug": "java", "roleCount": 1}]},
			"unpopular": {"nodes": [{"slug": "cpp"}, {"slug": "java"}]},
			"growing": {"nodes": [{"slug": "data-science-engineer"}, {"slug": "machine-learning-software-engineer"}]},
			"notGrowing": {"nodes": [{"slug": "data-scientist"}]},
			"byGrowth": {"nodes": [{"slug": "data-science-engineer", "growth": 11}, {"slug": "machine-learning-software-engineer", "growth": 11}, {"slug": "data-scientist", "growth": null}]}
		}`)
		c.wants(t, `{
			related: roles(where: {relatedRoles: {any: ["data-scientist"]}}) { totalCount }
			paid: roles(where: {medianPay: {min: 0}}) { totalCount }
			typed: skills(where: {types: [SKILL, KNOWLEDGE]}) { totalCount }
			coded: roles(where: {codes: ["15-2051.00"]}) { totalCount }
			weighed: roles(where: {tools: {any: ["git"], link: {minWeight: 0}}}) { totalCount }
			unweighed: roles(where: {tools: {none: ["git"], link: {minWeight: 0}}}) { totalCount }
			said: roles(where: {tools: {any: ["git"], link: {sources: ["article"]}}}) { nodes { slug } }
		}`, `{
			"related": {"totalCount": 2}, "paid": {"totalCount": 0}, "typed": {"totalCount": 0}, "coded": {"totalCount": 0},
			"weighed": {"totalCount": 0}, "unweighed": {"totalCount": 3}, "said": {"nodes": [{"slug": "machine-learning-software-engineer"}]}
		}`)
	})
}

// TestSearch has its scores from SEMANTICS.md, "Text", by hand.
func TestSearch(t *testing.T) {
	onSeed(t, func(t *testing.T, c *client) {
		c.wants(t, `{
			exact: search(text: " PYTHON ") { totalCount edges { score matched node { id name ... on Language { roleCount } } } }
			alias: search(text: "amazon web services") { edges { score matched node { id __typename } } }
			typo: search(text: "kuberntes") { edges { score matched node { id } } }
			words: search(text: "engineer data") { nodes { id ... on Role { tools(first: 1) { totalCount } } } }
			kinds: search(text: "data", kinds: [INDUSTRY, ROLE, ROLE], first: 1) { totalCount nodes { slug kind } pageInfo { hasNextPage } }
			nothing: search(text: "???") { totalCount nodes { id } edges { cursor } pageInfo { hasNextPage startCursor } }
			blank: search(text: "  ") { totalCount }
			strange: search(text: "') MATCH (n) DETACH DELETE n // +*?[a-z]{2} 😀 AND title:x~1") { totalCount }
			filter: tools(where: {text: "sql"}) { nodes { slug } }
			blankFilter: tools(where: {text: " "}) { totalCount }
			punctuation: tools(where: {text: "?!"}) { totalCount }
			negated: tools(where: {not: {text: "data"}}) { totalCount }
		}`, `{
			"exact": {"totalCount": 1, "edges": [{"score": 1, "matched": "Python", "node": {"id": "language:python", "name": "Python", "roleCount": 2}}]},
			"alias": {"edges": [
				{"score": 0.95, "matched": "Amazon Web Services", "node": {"id": "tool:aws", "__typename": "Tool"}}
			]},
			"typo": {"edges": [{"score": 0.55, "matched": "Kubernetes", "node": {"id": "tool:kubernetes"}}]},
			"words": {"nodes": [{"id": "role:data-science-engineer", "tools": {"totalCount": 13}}]},
			"kinds": {"totalCount": 2, "nodes": [{"slug": "data-scientist", "kind": "ROLE"}], "pageInfo": {"hasNextPage": true}},
			"nothing": {"totalCount": 0, "nodes": [], "edges": [], "pageInfo": {"hasNextPage": false, "startCursor": null}},
			"blank": {"totalCount": 0}, "strange": {"totalCount": 0},
			"filter": {"nodes": []},
			"blankFilter": {"totalCount": 24}, "punctuation": {"totalCount": 0},
			"negated": {"totalCount": 22}
		}`)
		const page = ` { totalCount nodes { slug } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`
		all := walk(t, c, `list: search(text: "data", first: $first, after: $after)`+page, 100)
		for _, first := range []int{1, 2, 5} {
			if got := walk(t, c, `list: search(text: "data", first: $first, after: $after)`+page, first); !slices.Equal(got, all) {
				t.Errorf("in pages of %d: %v, want %v", first, got, all)
			}
		}
	})
}

// TestFacets has its numbers from the seed's files, counted by hand.
func TestFacets(t *testing.T) {
	onSeed(t, func(t *testing.T, c *client) {
		c.wants(t, `{
			tools(first: 1) { facets(by: CATEGORY, first: 3) { value count entity { id } } again: facets(by: CATEGORY, first: 3) { count } by: facets(by: ROLES) { count entity { id ... on Role { languages(first: 1, orderBy: {field: NAME}) { nodes { name } } } } } }
			some: tools(where: {categories: ["containers"]}) { facets(by: SOURCE) { value count entity { id } } }
			roles { facets(by: LANGUAGES, first: 2) { value count } related: facets(by: ROLES) { value count } }
			none: tools(where: {slugs: []  text: "?"}) { facets(by: SOURCE) { value } }
			role(slug: "data-science-engineer") { tools { facets(by: CATEGORY, first: 1) { value count } } skills { facets(by: TYPE) { value } } }
			compareRoles(roles: `+bothRoles+`) { shared { industries { facets(by: ROLES) { value count } } } }
		}`, `{
			"tools": {
				"facets": [{"value": "Big data", "count": 4, "entity": null}, {"value": "Database", "count": 4, "entity": null}, {"value": "Cloud platform", "count": 3, "entity": null}],
				"again": [{"count": 4}, {"count": 4}, {"count": 3}],
				"by": [
					{"count": 13, "entity": {"id": "role:data-science-engineer", "languages": {"nodes": [{"name": "Python"}]}}},
					{"count": 11, "entity": {"id": "role:machine-learning-software-engineer", "languages": {"nodes": [{"name": "C++"}]}}}
				]
			},
			"some": {"facets": [{"value": "article", "count": 2, "entity": null}]},
			"roles": {"facets": [{"value": "python", "count": 2}, {"value": "cpp", "count": 1}], "related": [{"value": "data-scientist", "count": 2}]},
			"none": {"facets": []},
			"role": {"tools": {"facets": [{"value": "Big data", "count": 4}]}, "skills": {"facets": []}},
			"compareRoles": {"shared": {"industries": {"facets": [{"value": "data-science-engineer", "count": 5}, {"value": "machine-learning-software-engineer", "count": 5}]}}}
		}`)
	})
}

// TestUnknownThingsAreNull has its rules from SEMANTICS.md, "Unknown things".
func TestUnknownThingsAreNull(t *testing.T) {
	onSeed(t, func(t *testing.T, c *client) {
		c.wants(t, `{
			role(slug: "nobody") { slug } skill(slug: "") { slug } tool(slug: "Docker") { slug } language(slug: "\u0000") { slug }
			industry(slug: "tool:docker") { slug } degree(slug: "💥") { slug }
			node(id: "tool:nothing") { id } malformed: node(id: "nonsense") { id } entity(id: ":") { id }
			nodes(ids: ["tool:docker", "tool:nothing", "???", "tool:docker"]) { id }
			none: nodes(ids: []) { id }
			list: tools(where: {slugs: ["nothing", "docker"]}) { nodes { slug } }
		}`, `{
			"role": null, "skill": null, "tool": null, "language": null, "industry": null, "degree": null,
			"node": null, "malformed": null, "entity": null,
			"nodes": [{"id": "tool:docker"}, null, null, {"id": "tool:docker"}], "none": [],
			"list": {"nodes": [{"slug": "docker"}]}
		}`)
	})
}

// TestTypesAndFragments meets every concrete type under one field: fragments on
// different types with the same field are different lists.
func TestTypesAndFragments(t *testing.T) {
	onSeed(t, func(t *testing.T, c *client) {
		c.wants(t, `query($yes: Boolean = true, $no: Boolean = false) {
			__typename
			nodes(ids: ["role:data-scientist", "skill:big-data", "tool:git", "language:r", "industry:retail", "degree:statistics"]) {
				__typename
				... on Entity { kind n: name }
				... on Role { roles: relatedRoles(first: 1) { __typename totalCount } }
				... on Tool { roles(first: 1) { __typename totalCount nodes { __typename slug } } }
				...S
				... on Node @skip(if: $yes) { gone: id }
				... @include(if: $no) { gone: id }
				... on Language { roles(first: 1) { edges { __typename ... on Link { __typename relation } } pageInfo { __typename } } }
			}
			twice: tool(slug: "git") { a: roles(first: 1) { totalCount } b: roles(first: 1) { nodes { slug } } }
		}
		fragment S on Skill { ...T @include(if: $yes) }
		fragment T on Entity { slug ... on Skill { roles { totalCount } } }`, `{
			"__typename": "Query",
			"nodes": [
				{"__typename": "Role", "kind": "ROLE", "n": "Data Scientist", "roles": {"__typename": "RoleLinkConnection", "totalCount": 0}},
				{"__typename": "Skill", "kind": "SKILL", "n": "Big data", "slug": "big-data", "roles": {"totalCount": 1}},
				{"__typename": "Tool", "kind": "TOOL", "n": "Git", "roles": {"__typename": "RoleLinkConnection", "totalCount": 1, "nodes": [{"__typename": "Role", "slug": "machine-learning-software-engineer"}]}},
				{"__typename": "Language", "kind": "LANGUAGE", "n": "R", "roles": {"edges": [{"__typename": "RoleLink", "relation": "USES_LANGUAGE"}], "pageInfo": {"__typename": "PageInfo"}}},
				{"__typename": "Industry", "kind": "INDUSTRY", "n": "Retail"},
				{"__typename": "Degree", "kind": "DEGREE", "n": "Statistics"}
			],
			"twice": {"a": {"totalCount": 1}, "b": {"nodes": [{"slug": "machine-learning-software-engineer"}]}}
		}`)
	})
}

// TestPages walks lists by their cursors, in pages of every size.
func TestPages(t *testing.T) {
	const page = ` { totalCount nodes { slug } edges { cursor } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } `
	onSeed(t, func(t *testing.T, c *client) {
		for _, list := range []string{
			`list: tools(first: $first, after: $after, orderBy: {field: NAME, direction: DESC})` + page,
			`list: skills(first: $first, after: $after)` + page,
			`role(slug: "machine-learning-software-engineer") { list: tools(first: $first, after: $after)` + page + `}`,
			`list: tools(first: $first, after: $after, orderBy: {field: ROLE_COUNT})` + page,
			`role(slug: "machine-learning-software-engineer") { list: tools(first: $first, after: $after, orderBy: {field: ROLE_COUNT, direction: ASC})` + page + `}`,
			`role(slug: "data-science-engineer") { list: tools(first: $first, after: $after, orderBy: {field: NAME, direction: DESC})` + page + `}`,
			`compareRoles(roles: ` + bothRoles + `) { union { list: tools(first: $first, after: $after)` + page + `} }`,
		} {
			all := walk(t, c, list, 100)
			if len(all) < 11 {
				t.Errorf("%s has %d entries only", list, len(all))
			}
			for _, first := range []int{1, 3, len(all) - 1, len(all)} {
				if got := walk(t, c, list, first); !slices.Equal(got, all) {
					t.Errorf("%s in pages of %d: %v, want %v", list, first, got, all)
				}
			}
		}
	})
}

// walk gives the slugs of all pages of the field `list`.
func walk(t *testing.T, c *client, list string, first int) []string {
	t.Helper()
	var all []string
	for after := any(nil); ; {
		data := c.data(t, `query($first: Int, $after: String) { `+list+` }`, map[string]any{"first": first, "after": after})
		var page struct {
			TotalCount int
			Nodes      []struct{ Slug string }
			Edges      []struct{ Cursor string }
			PageInfo   struct {
				HasNextPage, HasPreviousPage bool
				StartCursor, EndCursor       string
			}
		}
		if err := json.Unmarshal(around(t, data, "list")["list"], &page); err != nil {
			t.Fatal(err)
		}
		if page.PageInfo.HasPreviousPage != (after != nil) {
			t.Errorf("hasPreviousPage is %t after %v", page.PageInfo.HasPreviousPage, after)
		}
		if last := len(page.Edges) - 1; page.Edges[0].Cursor != page.PageInfo.StartCursor || page.Edges[last].Cursor != page.PageInfo.EndCursor {
			t.Error("startCursor and endCursor are not those of the first and the last edge")
		}
		for _, node := range page.Nodes {
			all = append(all, node.Slug)
		}
		if !page.PageInfo.HasNextPage {
			if page.TotalCount != len(all) {
				t.Errorf("totalCount is %d, the pages have %d", page.TotalCount, len(all))
			}
			return all
		}
		after = page.PageInfo.EndCursor
	}
}

// around gives the members of the object, nested in objects of one member
// each, that has a member of the name.
func around(t *testing.T, object, name string) map[string]json.RawMessage {
	t.Helper()
	for {
		var members map[string]json.RawMessage
		if err := json.Unmarshal([]byte(object), &members); err != nil {
			t.Fatal(err)
		}
		if members[name] != nil {
			return members
		}
		for _, inner := range members {
			object = string(inner)
		}
	}
}
