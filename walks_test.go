package main

import "testing"

// TestWalksByHand has its expectations from the article, read by hand: both
// roles that it compares work in the same five industries, use Python, and are
// said to be related to the data scientist, which has no other links.
func TestWalksByHand(t *testing.T) {
	onSeed(t, func(t *testing.T, c *client) {
		c.wants(t, `{ neighborhood(of: "language:python") { nodes { id } links { from { id } relation to { id } weight } mode omitted hubs { id } } }`, `{"neighborhood": {
			"nodes": [{"id": "language:python"}, {"id": "role:data-science-engineer"}, {"id": "role:machine-learning-software-engineer"}],
			"links": [
				{"from": {"id": "role:data-science-engineer"}, "relation": "USES_LANGUAGE", "to": {"id": "language:python"}, "weight": null},
				{"from": {"id": "role:machine-learning-software-engineer"}, "relation": "USES_LANGUAGE", "to": {"id": "language:python"}, "weight": null}
			],
			"mode": "EXACT", "omitted": 0, "hubs": []
		}}`)
		// Two roles, and what these have of languages (five in all, Python aside).
		c.wants(t, `{ neighborhood(of: "language:python", hops: 2, kinds: [ROLE, LANGUAGE], first: 3) { nodes { id ... on Role { degrees { totalCount } } } mode omitted } }`, `{"neighborhood": {
			"nodes": [{"id": "language:python"}, {"id": "role:data-science-engineer", "degrees": {"totalCount": 2}}, {"id": "role:machine-learning-software-engineer", "degrees": {"totalCount": 3}}, {"id": "role:data-scientist", "degrees": {"totalCount": 0}}],
			"mode": "TRUNCATED", "omitted": 4
		}}`)
		// Five industries lead from a role to each of the two, itself among them.
		c.wants(t, `{ traverse(from: ["role:data-science-engineer", "role:data-science-engineer"], steps: [{relation: WORKS_IN}, {relation: WORKS_IN, direction: IN}]) { totalCount edges { walks node { id } } } }`, `{"traverse": {"totalCount": 2, "edges": [
			{"walks": 5, "node": {"id": "role:data-science-engineer"}}, {"walks": 5, "node": {"id": "role:machine-learning-software-engineer"}}
		]}}`)
		c.wants(t, `{ traverse(from: ["role:data-science-engineer"], steps: [{relation: WORKS_IN}, {relation: WORKS_IN}, {relation: PREFERS_DEGREE}], first: 2) {
			totalCount pageInfo { hasNextPage } edges { walks node { id ... on Degree { roles { totalCount } } } } } }`, `{"traverse": {"totalCount": 4, "pageInfo": {"hasNextPage": true}, "edges": [
			{"walks": 10, "node": {"id": "degree:computer-science", "roles": {"totalCount": 2}}}, {"walks": 5, "node": {"id": "degree:information-technology", "roles": {"totalCount": 1}}}
		]}}`)
		c.wants(t, `{ traverse(from: ["role:data-scientist"], steps: [{relation: RELATED_TO, direction: OUT}]) { totalCount } nothing: traverse(from: ["role:data-scientist"], steps: [{relation: RELATED_TO, to: {slugs: ["nobody"]}}]) { nodes { id } } }`,
			`{"traverse": {"totalCount": 0}, "nothing": {"nodes": []}}`)
		for query, want := range map[string]string{
			`{ traverse(from: ["tool:git"], steps: [{relation: WORKS_IN}]) { totalCount } }`:                          "WORKS_IN goes from roles to industries",
			`{ traverse(from: ["git"], steps: [{relation: USES_TOOL}]) { totalCount } }`:                              "did you mean \"tool:git\"",
			`{ traverse(from: ["tool:git"], after: "x", steps: [{relation: USES_TOOL}]) { totalCount } }`:             "`after` is not a cursor of these walks",
			`{ neighborhood(of: "tool:gitt") { omitted } }`:                                                           "did you mean \"tool:git\"",
			`{ neighborhood(of: "tool:git") { nodes { ... on Role { aliases(first: 0) } } } }`:                        "`first` is 0",
			`{ traverse(from: ["tool:git"], steps: [{relation: USES_TOOL, link: {sources: ["x"]}}]) { totalCount } }`: "there is no source",
		} {
			refused(t, query, c.post(t, query, nil), refusal{400, "BAD_USER_INPUT", want})
		}
	})
}
