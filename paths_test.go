package main

import (
	"fmt"
	"strings"
	"testing"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// crossing is a graph in which two tools, left and right, are joined by paths of
// four links: by way of the role Near, a skill and the role Far, where the skill is
// Common, which all five roles require, or Rare, which only these do. A longer way
// is through Upper and Lower, each of which is called broader than the other.
func crossing() []*kg.Facts {
	f := &kg.Facts{Source: kg.Source{Slug: "own", Name: "Own"}}
	node := func(kind kg.Kind, slugs ...kg.Slug) {
		for _, slug := range slugs {
			f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kind, Slug: slug, Name: strings.ToUpper(string(slug[:1])) + string(slug[1:])})
		}
	}
	link := func(relation kg.Relation, from, to kg.Slug, strength kg.Weight) {
		f.Links = append(f.Links, kg.LinkFact{Relation: relation, From: from, To: to, Strength: strength})
	}
	node(kg.Tool, "left", "right", "alone")
	node(kg.Role, "near", "far", "other-1", "other-2", "other-3")
	node(kg.Skill, "common", "rare", "upper", "lower")
	link(kg.UsesTool, "near", "left", kg.NoWeight)
	link(kg.UsesTool, "far", "right", 100_000)
	for _, role := range []kg.Slug{"near", "far", "other-1", "other-2", "other-3"} {
		link(kg.RequiresSkill, role, "common", 900_000)
	}
	link(kg.RequiresSkill, "near", "rare", 400_000)
	link(kg.RequiresSkill, "far", "rare", 0)
	link(kg.RequiresSkill, "near", "upper", 400_000)
	link(kg.RequiresSkill, "far", "lower", 0)
	link(kg.BroaderThan, "upper", "lower", 300_000)
	link(kg.BroaderThan, "lower", "upper", 300_000)
	return []*kg.Facts{f}
}

// TestPaths asks with different limits of hubs. The weights are counted by hand:
// through Common (500 + 900 + 900 + 100) / 4 = 600, through Rare (500 + 400 + 0 +
// 100) / 4 = 250, from Left to Lower (500 + 400 + 300) / 3 = 400.
func TestPaths(t *testing.T) {
	for limit, questions := range map[int]map[string]string{
		500: {
			`{ paths(from: "tool:left", to: "tool:right") { count mode paths { length weight nodes { id name } } hubs { id } } }`: `{"paths": {"count": 2, "mode": "EXACT", "paths": [
				{"length": 4, "weight": 0.6, "nodes": [{"id": "tool:left", "name": "Left"}, {"id": "role:near", "name": "Near"}, {"id": "skill:common", "name": "Common"}, {"id": "role:far", "name": "Far"}, {"id": "tool:right", "name": "Right"}]},
				{"length": 4, "weight": 0.25, "nodes": [{"id": "tool:left", "name": "Left"}, {"id": "role:near", "name": "Near"}, {"id": "skill:rare", "name": "Rare"}, {"id": "role:far", "name": "Far"}, {"id": "tool:right", "name": "Right"}]}], "hubs": []}}`,
			`{ paths(from: "tool:left", to: "tool:right", first: 1) { count mode paths { weight } } }`:               `{"paths": {"count": 2, "mode": "TRUNCATED", "paths": [{"weight": 0.6}]}}`,
			`{ paths(from: "tool:left", to: "tool:right", first: 1) { mode } }`:                                      `{"paths": {"mode": "TRUNCATED"}}`,
			`{ paths(from: "tool:left", to: "tool:right", maxHops: 3) { count mode paths { weight } hubs { id } } }`: `{"paths": {"count": 0, "mode": "EXACT", "paths": [], "hubs": []}}`,
			`{ paths(from: "tool:left", to: "tool:alone", maxHops: 6) { count mode paths { weight } hubs { id } } }`: `{"paths": {"count": 0, "mode": "EXACT", "paths": [], "hubs": []}}`,
			`{ paths(from: "tool:left", to: "tool:right", through: [ROLE, TOOL]) { count } }`:                        `{"paths": {"count": 0}}`,
			`{ paths(from: "tool:left", to: "skill:lower") { paths { weight links { relation weight from { id } to { id ... on Skill { name } } evidence { source { slug } } } } } }`: `{"paths": {"paths": [{"weight": 0.4, "links": [
				{"relation": "USES_TOOL", "weight": null, "from": {"id": "role:near"}, "to": {"id": "tool:left"}, "evidence": [{"source": {"slug": "own"}}]},
				{"relation": "REQUIRES_SKILL", "weight": 0.4, "from": {"id": "role:near"}, "to": {"id": "skill:upper", "name": "Upper"}, "evidence": [{"source": {"slug": "own"}}]},
				{"relation": "BROADER_THAN", "weight": 0.3, "from": {"id": "skill:upper"}, "to": {"id": "skill:lower", "name": "Lower"}, "evidence": [{"source": {"slug": "own"}}]}]}]}}`,
			`{ paths(from: "skill:lower", to: "skill:upper") { paths { links { from { id } to { id } } } } }`: `{"paths": {"paths": [{"links": [{"from": {"id": "skill:lower"}, "to": {"id": "skill:upper"}}]}]}}`,
			`{ paths(from: "tool:left", to: "role:far", first: 1) { paths { nodes { id ... on Role { tools { nodes { id } } } ... on Skill { roles(first: 2) { totalCount nodes { name } } } } } } }`: `{"paths": {"paths": [{"nodes": [
				{"id": "tool:left"}, {"id": "role:near", "tools": {"nodes": [{"id": "tool:left"}]}}, {"id": "skill:common", "roles": {"totalCount": 5, "nodes": [{"name": "Far"}, {"name": "Near"}]}}, {"id": "role:far", "tools": {"nodes": [{"id": "tool:right"}]}}]}]}}`,
		},
		4: {
			`{ paths(from: "tool:left", to: "tool:right") { count paths { nodes { id } } hubs { id name ... on Skill { roles(first: 1) { totalCount nodes { id } } } } } }`: `{"paths": {"count": 1, "paths": [{"nodes": [{"id": "tool:left"}, {"id": "role:near"}, {"id": "skill:rare"}, {"id": "role:far"}, {"id": "tool:right"}]}],
				"hubs": [{"id": "skill:common", "name": "Common", "roles": {"totalCount": 5, "nodes": [{"id": "role:far"}]}}]}}`,
			`{ paths(from: "tool:left", to: "skill:common") { count hubs { id } } }`:                      `{"paths": {"count": 1, "hubs": []}}`,
			`{ paths(from: "tool:left", to: "tool:right", maxHops: 3) { count hubs { id } } }`:            `{"paths": {"count": 0, "hubs": []}}`,
			`{ paths(from: "tool:left", to: "role:other-1") { count hubs { id } } }`:                      `{"paths": {"count": 0, "hubs": [{"id": "skill:common"}]}}`,
			`{ paths(from: "tool:left", to: "tool:right", through: [ROLE, TOOL]) { count hubs { id } } }`: `{"paths": {"count": 0, "hubs": []}}`,
			`{ paths(from: "tool:left", to: "tool:right", through: [ROLE, SKILL]) { hubs { id } } }`:      `{"paths": {"hubs": [{"id": "skill:common"}]}}`,
		},
	} {
		t.Run(fmt.Sprint("hub limit ", limit), func(t *testing.T) {
			config := graph.DefaultConfig()
			config.HubLimit = limit
			store, err := embedded.New(nil, crossing()...)
			if err != nil {
				t.Fatal(err)
			}
			ofMemory := &client{address: serveConfigured(t, store, config)}
			t.Run("embedded", func(t *testing.T) { askAll(t, ofMemory, questions) })
			t.Run("neo4j", func(t *testing.T) {
				askAll(t, &client{address: serveConfigured(t, filled(t, nil, crossing()...), config), same: ofMemory}, questions)
			})
		})
	}
}

func askAll(t *testing.T, c *client, questions map[string]string) {
	for query, want := range questions {
		c.wants(t, query, want)
	}
}

// TestManyPaths asks for as many paths as an operation may have, and one more.
func TestManyPaths(t *testing.T) {
	c := &client{address: serveStore(t, ofSeed(t))}
	query := "{"
	for i := range 5 {
		query += fmt.Sprintf(`p%d: paths(from: "tool:git", to: "tool:docker", maxHops: %d) { count }`, i, i+1)
	}
	query += `again: paths(from: "tool:git", to: "tool:docker", maxHops: 5) { count }`
	c.data(t, query+"}", nil)
	query += `more: paths(from: "tool:git", to: "tool:docker", maxHops: 6) { count }`
	refused(t, "six paths", c.post(t, query+"}", nil), refusal{400, "QUERY_TOO_COSTLY", "asks for 6 different `paths`; at most 5 are allowed"})
}

// TestPathsOfManyLinks has a search of some two thousand links, of which the
// database must not count the memory once a link.
func TestPathsOfManyLinks(t *testing.T) {
	onStores(t, nil, []*kg.Facts{storetest.Skewed(300)}, func(t *testing.T, c *client) {
		const query = `{ paths(from: "tool:tool-2640", to: "tool:tool-1753", first: 100) { count paths { length weight nodes { id } } hubs { id } } }`
		if got := c.data(t, query, nil); !strings.HasPrefix(got, `{"paths":{"count":795,"paths":[{"length":4,`) {
			t.Errorf("got %s", shortened(got))
		}
	})
}
