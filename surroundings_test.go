package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// TestSurroundings asks with different limits of hubs, around Left of the graph
// crossing. The strengths are counted by hand: Near 500; Common 500 + 900, Rare and
// Upper 500 + 400; Far by way of Common 1400 + 900, by way of Rare 900 + 0; Lower
// 900 + 300.
func TestSurroundings(t *testing.T) {
	for limit, questions := range map[int]map[string]string{
		500: {
			`{ neighborhood(of: "tool:left", hops: 3) { nodes { id } mode omitted hubs { id } } }`: `{"neighborhood": {"nodes": [{"id": "tool:left"}, {"id": "role:near"}, {"id": "skill:common"}, {"id": "skill:rare"}, {"id": "skill:upper"},
				{"id": "role:far"}, {"id": "role:other-1"}, {"id": "role:other-2"}, {"id": "role:other-3"}, {"id": "skill:lower"}], "mode": "EXACT", "omitted": 0, "hubs": []}}`,
			`{ neighborhood(of: "tool:alone", hops: 3) { nodes { name } links { weight } mode omitted } }`: `{"neighborhood": {"nodes": [{"name": "Alone"}], "links": [], "mode": "EXACT", "omitted": 0}}`,
			`{ neighborhood(of: "skill:upper", hops: 3, kinds: [SKILL]) { nodes { id } links { from { id } to { id } weight } } }`: `{"neighborhood": {"nodes": [{"id": "skill:upper"}, {"id": "skill:lower"}],
				"links": [{"from": {"id": "skill:lower"}, "to": {"id": "skill:upper"}, "weight": 0.3}, {"from": {"id": "skill:upper"}, "to": {"id": "skill:lower"}, "weight": 0.3}]}}`,
		},
		4: {
			`{ neighborhood(of: "tool:left", hops: 3) { nodes { id } mode omitted hubs { id ... on Skill { roles(first: 1) { totalCount nodes { id } } } } } }`: `{"neighborhood": {"nodes": [
				{"id": "tool:left"}, {"id": "role:near"}, {"id": "skill:common"}, {"id": "skill:rare"}, {"id": "skill:upper"}, {"id": "skill:lower"}, {"id": "role:far"}],
				"mode": "EXACT", "omitted": 0, "hubs": [{"id": "skill:common", "roles": {"totalCount": 5, "nodes": [{"id": "role:far"}]}}]}}`,
			`{ neighborhood(of: "tool:left", hops: 3, first: 3) { nodes { id } omitted mode links { relation weight from { id } to { id ... on Skill { name roles { totalCount } } } evidence { source { slug } } } hubs { name } } }`: `{"neighborhood": {
				"nodes": [{"id": "tool:left"}, {"id": "role:near"}, {"id": "skill:common"}, {"id": "skill:rare"}], "omitted": 3, "mode": "TRUNCATED", "links": [
				{"relation": "REQUIRES_SKILL", "weight": 0.9, "from": {"id": "role:near"}, "to": {"id": "skill:common", "name": "Common", "roles": {"totalCount": 5}}, "evidence": [{"source": {"slug": "own"}}]},
				{"relation": "REQUIRES_SKILL", "weight": 0.4, "from": {"id": "role:near"}, "to": {"id": "skill:rare", "name": "Rare", "roles": {"totalCount": 2}}, "evidence": [{"source": {"slug": "own"}}]},
				{"relation": "USES_TOOL", "weight": null, "from": {"id": "role:near"}, "to": {"id": "tool:left"}, "evidence": [{"source": {"slug": "own"}}]}],
				"hubs": [{"name": "Common"}]}}`,
			`{ neighborhood(of: "tool:left", hops: 2) { mode hubs { id } } }`:                     `{"neighborhood": {"mode": "EXACT", "hubs": []}}`, // shown at the last hop
			`{ neighborhood(of: "tool:left", hops: 3, first: 1) { mode hubs { id } } }`:           `{"neighborhood": {"mode": "TRUNCATED", "hubs": []}}`,
			`{ neighborhood(of: "skill:common", first: 2) { nodes { id } omitted hubs { id } } }`: `{"neighborhood": {"nodes": [{"id": "skill:common"}, {"id": "role:far"}, {"id": "role:near"}], "omitted": 3, "hubs": []}}`,
			// Walks know no hubs.
			`{ traverse(from: ["skill:common"], steps: [{relation: REQUIRES_SKILL}, {relation: REQUIRES_SKILL}], first: 2) { totalCount edges { walks node { id } } } }`: `{"traverse": {"totalCount": 4, "edges": [
				{"walks": 5, "node": {"id": "skill:common"}}, {"walks": 2, "node": {"id": "skill:rare"}}]}}`,
			`{ traverse(from: ["skill:upper"], steps: [{relation: BROADER_THAN}, {relation: BROADER_THAN}]) { edges { walks node { id } } } }`:                    `{"traverse": {"edges": [{"walks": 4, "node": {"id": "skill:upper"}}]}}`,
			`{ traverse(from: ["skill:upper"], steps: [{relation: BROADER_THAN, direction: OUT}, {relation: BROADER_THAN}]) { edges { walks node { id } } } }`:    `{"traverse": {"edges": [{"walks": 2, "node": {"id": "skill:upper"}}]}}`,
			`{ traverse(from: ["role:near"], steps: [{relation: REQUIRES_SKILL, link: {minWeight: 0.5}}]) { nodes { id } } }`:                                     `{"traverse": {"nodes": [{"id": "skill:common"}]}}`,
			`{ traverse(from: ["role:near"], steps: [{relation: REQUIRES_SKILL, to: {slugs: ["rare", "nobody", "common"], text: "RARE"}}]) { nodes { id } } }`:    `{"traverse": {"nodes": [{"id": "skill:rare"}]}}`,
			`{ traverse(from: ["role:near"], steps: [{relation: REQUIRES_SKILL, to: {slugs: [], text: "  "}}]) { totalCount } }`:                                  `{"traverse": {"totalCount": 3}}`,
			`{ traverse(from: ["role:near"], steps: [{relation: REQUIRES_SKILL, to: {text: "???"}}]) { totalCount } }`:                                            `{"traverse": {"totalCount": 0}}`,
			`{ traverse(from: ["role:near", "tool:right"], steps: [{relation: USES_TOOL, to: {slugs: ["left", "far"]}}]) { nodes { id ... on Role { name } } } }`: `{"traverse": {"nodes": [{"id": "role:far", "name": "Far"}, {"id": "tool:left"}]}}`,
			`{ traverse(from: "role:near", steps: {relation: USES_TOOL, direction: null}) { edges { node { id ... on Tool { roles { nodes { id } } } } } } }`:     `{"traverse": {"edges": [{"node": {"id": "tool:left", "roles": {"nodes": [{"id": "role:near"}]}}}]}}`,
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

// TestPagesOfWalks goes on from page to page, with other aliases and sizes, and
// with what means the same; a cursor of other walks is refused.
func TestPagesOfWalks(t *testing.T) {
	onStores(t, nil, crossing(), func(t *testing.T, c *client) {
		const steps = `steps: [{relation: USES_TOOL}, {relation: REQUIRES_SKILL}, {relation: REQUIRES_SKILL}]`
		page := func(arguments string) (ids []string, end string, more bool) {
			var answer struct {
				T struct {
					Nodes    []struct{ ID string }
					PageInfo struct {
						EndCursor                    string
						HasNextPage, HasPreviousPage bool
					}
				}
			}
			text := c.data(t, `{ t: traverse(`+arguments+`) { nodes { id } pageInfo { endCursor hasNextPage hasPreviousPage } } }`, nil)
			if err := json.Unmarshal([]byte(text), &answer); err != nil {
				t.Fatal(err)
			}
			if answer.T.PageInfo.HasPreviousPage != strings.Contains(arguments, "after") {
				t.Errorf("hasPreviousPage of %s is %t", arguments, answer.T.PageInfo.HasPreviousPage)
			}
			for _, node := range answer.T.Nodes {
				ids = append(ids, node.ID)
			}
			return ids, answer.T.PageInfo.EndCursor, answer.T.PageInfo.HasNextPage
		}
		// Three walks back to Near, two to Far (by Common and Rare), one to each of the others.
		want := []string{"role:near", "role:far", "role:other-1", "role:other-2", "role:other-3"}
		for first := 1; first <= 5; first++ {
			arguments := fmt.Sprintf(`from: ["tool:left"], first: %d, `+steps, first)
			got, after, more := page(arguments)
			for more && len(got) <= len(want) {
				var next []string
				next, after, more = page(arguments + fmt.Sprintf(`, after: %q`, after))
				got = append(got, next...)
			}
			if strings.Join(got, " ") != strings.Join(want, " ") {
				t.Errorf("by pages of %d: got %v, want %v", first, got, want)
			}
		}
		_, after, _ := page(`from: ["tool:left"], first: 2, ` + steps)
		same := strings.ReplaceAll(steps, "}", ", direction: ANY, link: {tags: []}, to: {text: \" \"}}")
		if got, _, _ := page(fmt.Sprintf(`from: ["tool:left", "tool:left"], first: 1, after: %q, `, after) + same); len(got) != 1 || got[0] != "role:other-1" {
			t.Errorf("what means the same goes on at %v", got)
		}
		for _, other := range []string{
			`from: ["tool:right"], ` + steps,
			`from: ["tool:left"], ` + strings.Replace(steps, "USES_TOOL}", "USES_TOOL, direction: IN}", 1),
			`from: ["tool:left"], steps: [{relation: USES_TOOL}]`,
		} {
			query := fmt.Sprintf(`{ traverse(after: %q, %s) { totalCount } }`, after, other)
			refused(t, query, c.post(t, query, nil), refusal{400, "BAD_USER_INPUT", "`after` is not a cursor of these walks"})
		}
	})
}

func TestStepsThatCannotFollow(t *testing.T) {
	onStores(t, nil, crossing(), func(t *testing.T, c *client) {
		for query, says := range map[string]string{
			`{ traverse(from: ["tool:left"], steps: [{relation: USES_TOOL}, {relation: USES_TOOL}, {relation: WORKS_IN}]) { totalCount } }`:    "`steps[2]`: WORKS_IN goes from roles to industries; the step WORKS_IN needs industries or roles to start at, and the walk stands on tools there; from these it can take USES_TOOL IN",
			`{ traverse(from: ["tool:left"], steps: [{relation: USES_TOOL, direction: OUT}]) { totalCount } }`:                                 "`steps[0]`: USES_TOOL goes from roles to tools; the step USES_TOOL OUT needs roles to start at, and the walk stands on tools there",
			`{ traverse(from: ["tool:left", "skill:rare"], steps: [{relation: USES_TOOL}, {relation: BROADER_THAN}]) { totalCount } }`:         "`steps[1]`: BROADER_THAN goes from skills to skills",
			`{ traverse(from: ["tool:nobody"], steps: [{relation: WORKS_IN}]) { totalCount } }`:                                                "`from`: there is no tool \"nobody\"",
			`{ traverse(from: ["left"], steps: [{relation: WORKS_IN}]) { totalCount } }`:                                                       "`from`: \"left\" is not an id",
			`{ traverse(from: ["tool:left"], steps: [{relation: USES_TOOL, to: {text: "` + strings.Repeat("x", 201) + `"}}]) { totalCount } }`: "`steps[0].to.text` has 201 characters",
		} {
			refused(t, query, c.post(t, query, nil), refusal{400, "BAD_USER_INPUT", says})
		}
		// All that is wrong is said at once, a step behind a wrong one too.
		query := `{ neighborhood(of: "skill:rar", hops: 4, first: 501) { nodes { aliases(first: 0) } }
			traverse(from: ["tool:lefd"], first: 0, steps: [{relation: WORKS_IN}, {relation: BROADER_THAN}, {relation: USES_TOOL, link: {sources: ["x"]}}]) { nodes { aliases(first: 0) } } }`
		got := c.post(t, query, nil)
		for _, says := range []string{
			"did you mean \\\"skill:rare\\\"", "`hops` is 4; it must be from 1 to 3", "`first` is 501", "`first` is 0; it must be from 1 to 5000", "did you mean \\\"tool:left\\\"",
			"`first` is 0; it must be from 1 to 100", "`steps[0]`", "`steps[1]`", "`steps[2]`", "`steps[2].link.sources`",
		} {
			if !strings.Contains(got.body, says) {
				t.Errorf("%s is not said: %s", says, got.body)
			}
		}
	})
}

// TestWalksThroughEverything has walks that touch most of the graph many times:
// they are answered within the deadline, and refused where they are above the limit.
func TestWalksThroughEverything(t *testing.T) {
	facts := storetest.Skewed(300)
	queries := []string{
		`{ traverse(from: ` + quoted("role:role", 100) + `, steps: [` + steps(6) + `]) { totalCount edges { walks node { id } } } }`,
		`{ neighborhood(of: "role:role-1", hops: 3, first: 500) { nodes { id } links { relation } omitted } }`,
	}
	store, err := embedded.New(nil, facts)
	if err != nil {
		t.Fatal(err)
	}
	strict := graph.DefaultConfig()
	strict.CostLimit = 50_000
	check := func(t *testing.T, of kg.Store, c *client) {
		limited := &client{address: serveConfigured(t, of, strict)}
		for _, query := range queries {
			refused(t, query[:40], limited.post(t, query, nil), refusal{400, "QUERY_TOO_COSTLY", "nodes and links; at most 50000 are allowed"})
			begun := time.Now()
			c.data(t, query, nil)
			if took := time.Since(begun); took > graph.DefaultLimits().Deadline {
				t.Errorf("%s took %s", query[:40], took)
			}
		}
	}
	ofMemory := &client{address: serveStore(t, store)}
	unlimited := &client{address: serveConfigured(t, store, unlimited())}
	t.Run("embedded", func(t *testing.T) {
		check(t, store, ofMemory)
		// Some thousand links are shown, with so many fields of each or of an end.
		fields := func(name string) (text string) {
			for i := range 100 {
				text += fmt.Sprintf("f%d: %s ", i, name)
			}
			return text
		}
		for _, selection := range []string{fields("relation"), "from { " + fields("id") + "}", "to { " + fields("id") + "}"} {
			got := unlimited.post(t, `{ neighborhood(of: "role:role-1", hops: 3, first: 500) { links { `+selection+` } } }`, nil)
			got.body = got.body[:min(len(got.body), 1000)]
			refused(t, selection[:20], got, refusal{400, "QUERY_TOO_COSTLY", "more than 250000 values"})
		}
	})
	t.Run("neo4j", func(t *testing.T) {
		database := filled(t, nil, facts)
		if _, err := database.Index(t.Context()); err != nil { // takes longer than an operation may
			t.Fatal(err)
		}
		check(t, database, &client{address: serveStore(t, database), same: ofMemory})
	})
}

// TestManyStarts names more than there may be, many times: that is refused at once.
func TestManyStarts(t *testing.T) {
	c := &client{address: serveConfigured(t, ofSeed(t), unlimited())}
	ids := make([]string, 7600)
	for i := range ids {
		ids[i] = fmt.Sprintf("tool:%x", i)
	}
	query := "query($f: [ID!]!) {"
	for i := range 90 {
		query += fmt.Sprintf("a%d: traverse(from: $f, steps: {relation: USES_TOOL}) { totalCount }", i)
	}
	begun := time.Now()
	refused(t, "many starts", c.post(t, query+"}", map[string]any{"f": ids}), refusal{400, "BAD_USER_INPUT", "`from` has 7600 entries"})
	// With -short the race detector may be at work, beside much else.
	if took := time.Since(begun); took > 2*time.Second && !testing.Short() {
		t.Errorf("the refusal took %s", took)
	}
}

func TestWalksExplained(t *testing.T) {
	c := &client{address: serveStore(t, ofSeed(t))}
	got := explain(t, c, `{ neighborhood(of: "tool:git", hops: 2, kinds: [ROLE, TOOL], first: 7) { omitted links { relation } }
		traverse(from: ["tool:git"], steps: [{relation: USES_TOOL}, {relation: RELATED_TO, direction: IN, link: {minWeight: 0.5}}, {relation: USES_TOOL, direction: OUT, to: {slugs: ["git"]}}]) { nodes { id } } }`, `"only"`)
	plan := strings.Join(got.Extensions.Explain.Plan, "\n")
	for _, line := range []string{
		"neighborhood: around tool:git: 2 hops within roles, tools; not through more than 500 links; first 7; links between them; total; costs ",
		"traverse: walks from tool:git -[USES_TOOL]- <-[RELATED_TO]- (links of weight 0.5 and more) -[USES_TOOL]-> to tool:git; first 20; costs ",
	} {
		if !strings.Contains(plan, line) {
			t.Errorf("the plan lacks %q:\n%s", line, plan)
		}
	}
}
