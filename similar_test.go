package main

import (
	"fmt"
	"strings"
	"testing"

	"rolegraph/graph/answer"
	"rolegraph/kg"
)

// weighed is a graph to reckon with by hand: what the roles are linked to, in
// millionths, or nothing where no source measures the link.
//
//	      skill a    b    tool c   language d   industry e   degree f
//	one        1.0  0.5    none      0.2          1.0          -
//	two        0.5  0.5    none       -            -          0.25
//	three       -    -     0.5       0.2           -           -
//	four        -    -      -         -           1.0          -
//	five        0    -      -         -            -           -
//	six         -    -      -         -            -           -
func weighed() []*kg.Facts {
	f := &kg.Facts{Source: kg.Source{Slug: "own", Name: "Own"}}
	for _, role := range []string{"One", "Two", "Three", "Four", "Five", "Six"} {
		f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kg.Role, Slug: kg.MakeSlug(role), Name: role})
	}
	things := map[kg.Slug]kg.Kind{"a": kg.Skill, "b": kg.Skill, "c": kg.Tool, "d": kg.Language, "e": kg.Industry, "f": kg.Degree}
	for slug, kind := range things {
		f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kind, Slug: slug, Name: strings.ToUpper(string(slug))})
	}
	for role, links := range map[kg.Slug]map[kg.Slug]kg.Weight{
		"one":   {"a": 1_000_000, "b": 500_000, "c": kg.NoWeight, "d": 200_000, "e": 1_000_000},
		"two":   {"a": 500_000, "b": 500_000, "c": kg.NoWeight, "f": 250_000},
		"three": {"c": 500_000, "d": 200_000},
		"four":  {"e": 1_000_000},
		"five":  {"a": 0},
	} {
		for to, strength := range links {
			f.Links = append(f.Links, kg.LinkFact{Relation: kg.RoleRelation(things[to]), From: role, To: to, Strength: strength})
		}
	}
	return []*kg.Facts{f}
}

// TestSimilar has its scores from SEMANTICS.md, "Comparison", by hand. Of one and
// two: the lesser are 0.5 + 0.5 + 0.5, the greater 1 + 0.5 + 0.5 + 0.2 + 1 + 0.25;
// of one and three 0.5 + 0.2 of 1 + 0.5 + 0.5 + 0.2 + 1, and of one and four 1 of
// as much. One and five have a in common, but the lesser weight is 0.
func TestSimilar(t *testing.T) {
	onStores(t, nil, weighed(), func(t *testing.T, c *client) {
		c.wants(t, `{ role(slug: "one") { similar { totalCount edges { score node { slug } overlap { kind shared union jaccard } } pageInfo { hasNextPage hasPreviousPage } } } }`, `{"role": {"similar": {
			"totalCount": 3,
			"edges": [
				{"score": 0.434783, "node": {"slug": "two"}, "overlap": [{"kind": "SKILL", "shared": 2, "union": 2, "jaccard": 1}, {"kind": "TOOL", "shared": 1, "union": 1, "jaccard": 1}, {"kind": "LANGUAGE", "shared": 0, "union": 1, "jaccard": 0}, {"kind": "INDUSTRY", "shared": 0, "union": 1, "jaccard": 0}, {"kind": "DEGREE", "shared": 0, "union": 1, "jaccard": 0}]},
				{"score": 0.3125, "node": {"slug": "four"}, "overlap": [{"kind": "SKILL", "shared": 0, "union": 2, "jaccard": 0}, {"kind": "TOOL", "shared": 0, "union": 1, "jaccard": 0}, {"kind": "LANGUAGE", "shared": 0, "union": 1, "jaccard": 0}, {"kind": "INDUSTRY", "shared": 1, "union": 1, "jaccard": 1}, {"kind": "DEGREE", "shared": 0, "union": 0, "jaccard": 0}]},
				{"score": 0.21875, "node": {"slug": "three"}, "overlap": [{"kind": "SKILL", "shared": 0, "union": 2, "jaccard": 0}, {"kind": "TOOL", "shared": 1, "union": 1, "jaccard": 1}, {"kind": "LANGUAGE", "shared": 1, "union": 1, "jaccard": 1}, {"kind": "INDUSTRY", "shared": 0, "union": 1, "jaccard": 0}, {"kind": "DEGREE", "shared": 0, "union": 0, "jaccard": 0}]}
			],
			"pageInfo": {"hasNextPage": false, "hasPreviousPage": false}
		}}}`)
		// By tools alone one, two and three are alike, and ties go by name. The
		// kinds have one order, and empty means all.
		c.wants(t, `{
			role(slug: "three") {
				tools: similar(kinds: [TOOL]) { edges { score node { slug } overlap { kind shared union } } }
				two: similar(kinds: [LANGUAGE, TOOL, LANGUAGE]) { nodes { slug } edges { overlap { kind } } }
				all: similar(kinds: []) { totalCount }
				none: similar(kinds: [DEGREE]) { totalCount nodes { slug } edges { score } pageInfo { startCursor endCursor hasNextPage } }
			}
			alone: role(slug: "six") { similar { totalCount nodes { slug } } }
			zero: role(slug: "five") { similar { totalCount edges { overlap { shared } } } }
			nobody: role(slug: "seven") { similar { totalCount } }
		}`, `{
			"role": {
				"tools": {"edges": [
					{"score": 1, "node": {"slug": "one"}, "overlap": [{"kind": "TOOL", "shared": 1, "union": 1}]},
					{"score": 1, "node": {"slug": "two"}, "overlap": [{"kind": "TOOL", "shared": 1, "union": 1}]}
				]},
				"two": {"nodes": [{"slug": "one"}, {"slug": "two"}], "edges": [{"overlap": [{"kind": "TOOL"}, {"kind": "LANGUAGE"}]}, {"overlap": [{"kind": "TOOL"}, {"kind": "LANGUAGE"}]}]},
				"all": {"totalCount": 2},
				"none": {"totalCount": 0, "nodes": [], "edges": [], "pageInfo": {"startCursor": null, "endCursor": null, "hasNextPage": false}}
			},
			"alone": {"similar": {"totalCount": 0, "nodes": []}},
			"zero": {"similar": {"totalCount": 0, "edges": []}},
			"nobody": null
		}`)
		// It stands wherever roles do, and they have their own lists below. Three is
		// more like two, 0.5 of 1.95, than like one.
		c.wants(t, `{
			tool(slug: "c") { roles { edges { node { slug similar(first: 1) { nodes { slug degrees { nodes { slug } } similar(first: 1, kinds: [LANGUAGE]) { edges { score node { slug } } } } } } } } }
			entity(id: "role:four") { ... on Role { similar { nodes { slug industries { edges { weight } } } } } }
			nodes(ids: ["skill:a", "role:four"]) { id ... on Role { similar { totalCount } } }
		}`, `{
			"tool": {"roles": {"edges": [
				{"node": {"slug": "three", "similar": {"nodes": [{"slug": "two", "degrees": {"nodes": [{"slug": "f"}]}, "similar": {"edges": []}}]}}},
				{"node": {"slug": "one", "similar": {"nodes": [{"slug": "two", "degrees": {"nodes": [{"slug": "f"}]}, "similar": {"edges": []}}]}}},
				{"node": {"slug": "two", "similar": {"nodes": [{"slug": "one", "degrees": {"nodes": []}, "similar": {"edges": [{"score": 1, "node": {"slug": "three"}}]}}]}}}
			]}},
			"entity": {"similar": {"nodes": [{"slug": "one", "industries": {"edges": [{"weight": 1}]}}]}},
			"nodes": [{"id": "skill:a"}, {"id": "role:four", "similar": {"totalCount": 1}}]
		}`)
	})
}

// TestRolesFor has its figures by hand: a and c are 1 + 0.5 of 1 + 0.5 + 0.5 + 0.2
// of one, 0.5 + 0.5 of 0.5 + 0.5 + 0.5 + 0.25 of two, and 0.5 of 0.5 + 0.2 of three.
// Industries do not count, and five's only link has the weight 0.
func TestRolesFor(t *testing.T) {
	onStores(t, nil, weighed(), func(t *testing.T, c *client) {
		const edges = `{ totalCount edges { coverage coveredCount missingCount node { slug } } }`
		c.wants(t, `{
			rolesFor(profile: {skills: ["a", "a"], tools: ["c"]}) `+edges+`
			tools: rolesFor(profile: {skills: ["a"], tools: ["c"]}, kinds: [TOOL]) `+edges+`
			degrees: rolesFor(profile: {skills: ["a"], tools: ["c"]}, kinds: [DEGREE]) `+edges+`
			been: rolesFor(profile: {roles: ["two"], degrees: ["f"], tools: null}, kinds: null) `+edges+`
			all: rolesFor(profile: {roles: ["one"], skills: []}, kinds: []) { nodes { slug similar(first: 1, kinds: [TOOL]) { nodes { slug } } } pageInfo { hasNextPage } }
			nothing: rolesFor(profile: {roles: ["six", "four"]}) { totalCount nodes { slug } pageInfo { endCursor hasPreviousPage } }
		}`, `{
			"rolesFor": {"totalCount": 3, "edges": [
				{"coverage": 0.714286, "coveredCount": 1, "missingCount": 1, "node": {"slug": "three"}},
				{"coverage": 0.681818, "coveredCount": 2, "missingCount": 2, "node": {"slug": "one"}},
				{"coverage": 0.571429, "coveredCount": 2, "missingCount": 2, "node": {"slug": "two"}}
			]},
			"tools": {"totalCount": 3, "edges": [
				{"coverage": 1, "coveredCount": 1, "missingCount": 0, "node": {"slug": "one"}},
				{"coverage": 1, "coveredCount": 1, "missingCount": 0, "node": {"slug": "three"}},
				{"coverage": 1, "coveredCount": 1, "missingCount": 0, "node": {"slug": "two"}}
			]},
			"degrees": {"totalCount": 0, "edges": []},
			"been": {"totalCount": 2, "edges": [
				{"coverage": 0.909091, "coveredCount": 3, "missingCount": 1, "node": {"slug": "one"}},
				{"coverage": 0.714286, "coveredCount": 1, "missingCount": 1, "node": {"slug": "three"}}
			]},
			"all": {"nodes": [{"slug": "three", "similar": {"nodes": [{"slug": "one"}]}}, {"slug": "two", "similar": {"nodes": [{"slug": "one"}]}}], "pageInfo": {"hasNextPage": false}},
			"nothing": {"totalCount": 0, "nodes": [], "pageInfo": {"endCursor": null, "hasPreviousPage": false}}
		}`)
	})
}

// TestSkillGap has its figures by hand, as TestRolesFor has.
func TestSkillGap(t *testing.T) {
	onStores(t, nil, weighed(), func(t *testing.T, c *client) {
		const sets = `{ skills { edges { weight node { slug } } } tools { totalCount nodes { slug } } languages { nodes { slug } } degrees { nodes { slug roles { nodes { slug } } } } }`
		c.wants(t, `{
			skillGap(profile: {skills: ["b"], tools: ["c"], degrees: ["f"]}, role: "two") { role { slug tools { totalCount } } coverage covered `+sets+` missing `+sets+` }
		}`, `{
			"skillGap": {
				"role": {"slug": "two", "tools": {"totalCount": 1}}, "coverage": 0.714286,
				"covered": {"skills": {"edges": [{"weight": 0.5, "node": {"slug": "b"}}]}, "tools": {"totalCount": 1, "nodes": [{"slug": "c"}]}, "languages": {"nodes": []}, "degrees": {"nodes": [{"slug": "f", "roles": {"nodes": [{"slug": "two"}]}}]}},
				"missing": {"skills": {"edges": [{"weight": 0.5, "node": {"slug": "a"}}]}, "tools": {"totalCount": 0, "nodes": []}, "languages": {"nodes": []}, "degrees": {"nodes": []}}
			}
		}`)
		c.wants(t, `{
			been: skillGap(profile: {roles: ["three", "five"], skills: ["b"]}, role: "one") { coverage covered `+sets+` missing `+sets+` }
		}`, `{
			"been": {
				"coverage": 1,
				"covered": {"skills": {"edges": [{"weight": 1, "node": {"slug": "a"}}, {"weight": 0.5, "node": {"slug": "b"}}]}, "tools": {"totalCount": 1, "nodes": [{"slug": "c"}]}, "languages": {"nodes": [{"slug": "d"}]}, "degrees": {"nodes": []}},
				"missing": {"skills": {"edges": []}, "tools": {"totalCount": 0, "nodes": []}, "languages": {"nodes": []}, "degrees": {"nodes": []}}
			}
		}`)
		// What is not among the kinds does not count and is not listed; a role
		// covers itself; roles that ask for nothing, or for nothing of any weight,
		// are not covered at all.
		c.wants(t, `{
			kinds: skillGap(profile: {skills: ["b"], tools: ["c"], degrees: ["f"]}, role: "two", kinds: [TOOL, DEGREE]) { coverage covered `+sets+` missing `+sets+` }
		}`, `{
			"kinds": {
				"coverage": 1,
				"covered": {"skills": {"edges": []}, "tools": {"totalCount": 1, "nodes": [{"slug": "c"}]}, "languages": {"nodes": []}, "degrees": {"nodes": [{"slug": "f", "roles": {"nodes": [{"slug": "two"}]}}]}},
				"missing": {"skills": {"edges": []}, "tools": {"totalCount": 0, "nodes": []}, "languages": {"nodes": []}, "degrees": {"nodes": []}}
			}
		}`)
		c.wants(t, `{
			none: skillGap(profile: {skills: ["b"]}, role: "two", kinds: [TOOL]) { coverage covered { tools { totalCount } } missing { tools { totalCount facets(by: ROLES) { value count } } } }
			itself: skillGap(profile: {roles: ["two"]}, role: "two", kinds: []) { coverage missing { skills { totalCount } } }
			nothing: skillGap(profile: {roles: ["two"]}, role: "four") { coverage role { industries { totalCount } } }
			weightless: skillGap(profile: {skills: ["a"]}, role: "five") { coverage covered { skills { nodes { slug } } } missing { skills { totalCount } } }
			empty: skillGap(profile: {skills: ["a"]}, role: "six") { coverage covered { skills { totalCount } } missing { skills { totalCount } } }
		}`, `{
			"none": {"coverage": 0, "covered": {"tools": {"totalCount": 0}}, "missing": {"tools": {"totalCount": 1, "facets": [{"value": "one", "count": 1}, {"value": "three", "count": 1}, {"value": "two", "count": 1}]}}},
			"itself": {"coverage": 1, "missing": {"skills": {"totalCount": 0}}},
			"nothing": {"coverage": 0, "role": {"industries": {"totalCount": 1}}},
			"weightless": {"coverage": 0, "covered": {"skills": {"nodes": [{"slug": "a"}]}}, "missing": {"skills": {"totalCount": 0}}},
			"empty": {"coverage": 0, "covered": {"skills": {"totalCount": 0}}, "missing": {"skills": {"totalCount": 0}}}
		}`)
	})
}

func TestBadProfiles(t *testing.T) {
	onStores(t, nil, broad(), func(t *testing.T, c *client) {
		for query, says := range map[string]string{
			`{ rolesFor(profile: {}) { totalCount } }`:                                                                                         "`profile` is empty; name at least one of the person's roles, skills, tools, languages or degrees",
			`{ rolesFor(profile: {roles: [], skills: [], tools: null, languages: [], degrees: []}) { totalCount } }`:                           "`profile` is empty",
			`{ skillGap(profile: {skills: []}, role: "role-1") { coverage } }`:                                                                 "`profile` is empty",
			`{ skillGap(profile: {skills: ["skill-1"]}, role: "rolle-1") { coverage } }`:                                                       "`role`: there is no role \"rolle-1\"; did you mean \"role-1\"",
			`{ skillGap(profile: {skills: ["skil-1"]}, role: "role-1") { role { id } } }`:                                                      "`profile.skills`: there is no skill \"skil-1\"; did you mean \"skill-1\"",
			`{ rolesFor(profile: {roles: ["role-1", "role:x"]}) { totalCount } }`:                                                              "`profile.roles`: there is no role \"role:x\"",
			`{ rolesFor(profile: {tools: ["skill-1"]}) { totalCount } }`:                                                                       "`profile.tools`: there is no tool \"skill-1\"",
			`{ rolesFor(profile: {languages: [""]}) { totalCount } }`:                                                                          "`profile.languages`: there is no language \"\"",
			`{ rolesFor(profile: {degrees: ["nothing"]}, kinds: [TOOL]) { totalCount } }`:                                                      "`profile.degrees`: there is no degree \"nothing\"",
			`{ rolesFor(profile: {skills: ["skill-1"]}, kinds: [TOOL, INDUSTRY]) { totalCount } }`:                                             "`kinds`: entities of the kind INDUSTRY do not count here; those of SKILL, TOOL, LANGUAGE, DEGREE do",
			`{ skillGap(profile: {skills: ["skill-1"]}, role: "role-1", kinds: ROLE) { coverage } }`:                                           "`kinds`: entities of the kind ROLE do not count here; those of SKILL, TOOL, LANGUAGE, DEGREE do",
			`{ role(slug: "role-1") { similar(kinds: [ROLE, TOOL]) { totalCount } } }`:                                                         "`kinds`: entities of the kind ROLE do not count here; those of SKILL, TOOL, LANGUAGE, INDUSTRY, DEGREE do",
			`{ role(slug: "nobody") { similar(first: 0) { nodes { id } } } }`:                                                                  "`first` is 0",
			`{ role(slug: "nobody") { similar(kinds: [ROLE]) { nodes { id } } } }`:                                                             "the kind ROLE",
			`{ rolesFor(profile: {skills: ["skill-1"]}, after: "x") { totalCount } }`:                                                          "`after` is not a cursor of this list",
			`{ role(slug: "role-1") { similar(after: "x") { totalCount } } }`:                                                                  "`after` is not a cursor of this list",
			`{ skillGap(profile: {skills: ["skill-1"]}, role: "role-1") { covered { tools(after: "x") { totalCount } } } }`:                    "`after` is not a cursor of this list",
			`{ rolesFor(profile: {skills: ["skill-1"]}) { edges { node { aliases(first: 0) } } } }`:                                            "`first` is 0",
			`{ role(slug: "role-1") { similar { nodes { tools(first: 0) { totalCount } } } } }`:                                                "`first` is 0",
			`{ skillGap(profile: {skills: ["skill-1"]}, role: "role-1") { missing { skills { nodes { roles(first: 0) { totalCount } } } } } }`: "`first` is 0",
		} {
			refused(t, query, c.post(t, query, nil), refusal{400, "BAD_USER_INPUT", says})
		}
		// All at once, and what stands below a role that there is not.
		got := c.post(t, `{ skillGap(profile: {tools: ["x"], degrees: ["y"]}, role: "z", kinds: [ROLE]) { role { aliases(first: 0) } covered { skills(first: 0) { totalCount } } missing { tools(after: "x") { totalCount } } } }`, nil)
		if count := strings.Count(got.body, `"message"`); count != 7 {
			t.Errorf("%d problems were named, want seven: %s", count, got.body)
		}
	})
}

// TestBoundsOfScores asks at each edge and one past it.
func TestBoundsOfScores(t *testing.T) {
	onStores(t, nil, broad(), func(t *testing.T, c *client) {
		for query, edges := range map[string]struct{ inside, outside []any }{
			`{ role(slug: "role-1") { similar(first: %v) { totalCount } } }`:                                                 {[]any{1, 100, "null"}, []any{0, 101, -1}},
			`{ rolesFor(profile: {skills: ["skill-1"]}, first: %v) { totalCount } }`:                                         {[]any{1, 100, "null"}, []any{0, 101, -1}},
			`{ skillGap(profile: {skills: ["skill-1"]}, role: "role-1") { covered { tools(first: %v) { totalCount } } } }`:   {[]any{1, 100, "null"}, []any{0, 101}},
			`{ skillGap(profile: {skills: ["skill-1"]}, role: "role-1") { missing { degrees(first: %v) { totalCount } } } }`: {[]any{1, 100, "null"}, []any{0, 101}},
			`{ rolesFor(profile: {roles: %v}) { totalCount } }`:                                                              {[]any{quoted("role", 1), quoted("role", 100)}, []any{"[]", quoted("role", 101)}},
			`{ rolesFor(profile: {skills: %v}) { totalCount } }`:                                                             {[]any{quoted("skill", 100), strings.Replace(quoted("skill", 100), "]", `, "skill-99", "skill-99"]`, 1)}, []any{"[]", quoted("skill", 101)}},
			`{ rolesFor(profile: {tools: %v}) { totalCount } }`:                                                              {[]any{quoted("tool", 100)}, []any{quoted("tool", 101)}},
			`{ rolesFor(profile: {languages: %v}) { totalCount } }`:                                                          {[]any{quoted("language", 100)}, []any{quoted("language", 101)}},
			`{ rolesFor(profile: {degrees: %v}) { totalCount } }`:                                                            {[]any{quoted("degree", 100)}, []any{quoted("degree", 101)}},
			`{ skillGap(profile: {roles: %v}, role: "role-100") { coverage missing { tools { totalCount } } } }`:             {[]any{quoted("role", 1), quoted("role", 100)}, []any{"[]", quoted("role", 101)}},
			`{ skillGap(profile: {tools: %v}, role: "role-1") { coverage covered { tools { totalCount } } } }`:               {[]any{quoted("tool", 1), quoted("tool", 100)}, []any{"[]", quoted("tool", 101)}},
		} {
			for _, edge := range edges.inside {
				c.data(t, fmt.Sprintf(query, edge), nil)
			}
			for _, edge := range edges.outside {
				asked := fmt.Sprintf(query, edge)
				refused(t, shortened(asked), c.post(t, asked, nil), refusal{400, "BAD_USER_INPUT", ""})
			}
		}
	})
}

// TestPagesOfScores walks each list by pages of one, which come to the whole list,
// and asks elsewhere with a cursor of it.
func TestPagesOfScores(t *testing.T) {
	const gap = `skillGap(profile: {skills: ["b"]}, role: "one")`
	onStores(t, nil, weighed(), func(t *testing.T, c *client) {
		for _, list := range []struct {
			query, want string
			elsewhere   []string
			same        string
		}{
			{
				`{ role(slug: "one") { similar(first: 1, after: %s) { totalCount nodes { slug } pageInfo { hasPreviousPage endCursor } } } }`, "two four three",
				[]string{
					`{ role(slug: "two") { similar(after: %s) { totalCount } } }`,
					`{ role(slug: "one") { similar(kinds: [TOOL], after: %s) { totalCount } } }`,
					`{ role(slug: "one") { skills(after: %s) { totalCount } } }`,
					`{ roles { nodes { similar(after: %s) { totalCount } } } }`,
					`{ rolesFor(profile: {roles: ["one"]}, after: %s) { totalCount } }`,
				},
				`{ roles(where: {slugs: ["one"]}) { nodes { x: similar(kinds: [DEGREE, INDUSTRY, LANGUAGE, SKILL, TOOL], after: %s) { totalCount } } } }`,
			},
			{
				`{ rolesFor(profile: {tools: ["c"], skills: ["b"]}, kinds: [SKILL, TOOL], first: 1, after: %s) { totalCount nodes { slug } pageInfo { hasPreviousPage endCursor } } }`, "three two one",
				[]string{
					`{ rolesFor(profile: {tools: ["c"], skills: ["b"]}, after: %s) { totalCount } }`,
					`{ rolesFor(profile: {tools: ["c"]}, kinds: [SKILL, TOOL], after: %s) { totalCount } }`,
					`{ roles(after: %s) { totalCount } }`,
				},
				`{ y: rolesFor(kinds: [TOOL, SKILL, TOOL], profile: {skills: ["b", "b"], tools: "c", roles: []}, after: %s, first: 7) { totalCount } }`,
			},
			{
				`{ ` + gap + ` { missing { skills(first: 1, after: %s) { totalCount nodes { slug } pageInfo { hasPreviousPage endCursor } } } } }`, "a",
				[]string{
					`{ ` + gap + ` { covered { skills(after: %s) { totalCount } } } }`,
					`{ ` + gap + ` { missing { tools(after: %s) { totalCount } } } }`,
					`{ skillGap(profile: {skills: ["b"]}, role: "one", kinds: [SKILL]) { missing { skills(after: %s) { totalCount } } } }`,
					`{ skillGap(profile: {tools: ["c"]}, role: "one") { missing { skills(after: %s) { totalCount } } } }`,
					`{ skillGap(profile: {skills: ["b"]}, role: "two") { missing { skills(after: %s) { totalCount } } } }`,
					`{ role(slug: "one") { skills(after: %s) { totalCount } } }`,
				},
				`{ z: ` + gap + ` { missing { skills(after: %s, first: 3) { totalCount } } } }`,
			},
		} {
			var walked []string
			cursor := "null"
			for range 5 {
				got := c.data(t, fmt.Sprintf(list.query, cursor), nil)
				_, rest, found := strings.Cut(got, `"slug":"`)
				if !found {
					break
				}
				slug, rest, _ := strings.Cut(rest, `"`)
				_, rest, _ = strings.Cut(rest, `"endCursor":"`)
				text, _, _ := strings.Cut(rest, `"`)
				if strings.Contains(got, `"hasPreviousPage":true`) != (len(walked) > 0) {
					t.Errorf("page %d: %s", len(walked), got)
				}
				walked, cursor = append(walked, slug), `"`+text+`"`
			}
			if got := strings.Join(walked, " "); got != list.want {
				t.Errorf("%s by pages of one: %s, want %s", list.query, got, list.want)
			}
			for _, query := range list.elsewhere {
				refused(t, query, c.post(t, fmt.Sprintf(query, cursor), nil), refusal{400, "BAD_USER_INPUT", "`after` is not a cursor of this list"})
			}
			c.data(t, fmt.Sprintf(list.same, cursor), nil)
		}
	})
}

// TestForgedCursor gives a place of another kind than the list has, under the
// list's own mark.
func TestForgedCursor(t *testing.T) {
	onStores(t, nil, weighed(), func(t *testing.T, c *client) {
		list := kg.NewList("role:one", "Role.similar", answer.NewSimilarArguments(nil, nil, nil).Selection())
		for _, place := range []kg.Place{
			{Number: kg.Known(1), Kind: kg.Tool, SortKey: "c", Slug: "c"},
			{Kind: kg.Role, SortKey: "two", Slug: "two"},
		} {
			query := fmt.Sprintf(`{ role(slug: "one") { similar(after: %q) { totalCount } } }`, kg.NewCursor(list, kg.ByWeight, place))
			refused(t, query, c.post(t, query, nil), refusal{400, "BAD_USER_INPUT", "`after` is not a cursor of this list"})
		}
		c.wants(t, fmt.Sprintf(`{ role(slug: "one") { similar(after: %q) { nodes { slug } } } }`, kg.NewCursor(list, kg.ByWeight, kg.Place{Number: kg.Known(312_500), Kind: kg.Role, SortKey: "eve", Slug: "eve"})),
			`{"role": {"similar": {"nodes": [{"slug": "four"}, {"slug": "three"}]}}}`)
	})
}

// TestExplainScores has its figures counted by hand. The roles with the most links
// of each kind have 8, 13, 3, 5 and 3 in the seed, and the one that is asked for
// has 8, 13, 3, 5 and 2, to things that have 10, 13, 4, 10 and 3 links back. Of the
// profile, the role costs 8, 13, 3 and 3 links and 10, 13, 4 and 3 back, and Python
// itself 1 and 2 back: at most 6 to languages, which is all that there are.
func TestExplainScores(t *testing.T) {
	c := &client{address: serveStore(t, ofSeed(t))}
	e := explain(t, c, `{
		role(slug: "data-science-engineer") { similar(first: 3) { totalCount edges { overlap { union } node { name similar(kinds: [TOOL], first: 1) { nodes { id } } } } } }
		rolesFor(profile: {roles: ["data-science-engineer"], languages: ["python"]}, after: null) { totalCount }
		skillGap(profile: {languages: ["python"], skills: ["programming"]}, role: "data-science-engineer") { coverage covered { languages(first: 2) { nodes { id } } } }
	}`, "true").Extensions.Explain
	got := strings.Join(e.Plan, "\n")
	for _, line := range []string{
		"role: by id: role:data-science-engineer; costs 1, touched 1 node and 0 links",
		"  role.similar: roles that are like them by skills, tools, languages, industries, degrees; first 3; total; costs 72, touched 0 nodes and 71 links",
		"    role.similar.edges.node.similar: roles that are like them by tools; first 1; costs 48, touched 0 nodes and 22 links",
		"rolesFor: roles by the part of their skills, tools, languages, degrees that 1 role and 1 thing cover; total; costs 60, touched 1 node and 56 links",
		"skillGap.coverage: data-science-engineer by the part of their skills, tools, languages, degrees that 0 roles and 2 things cover; costs 30, touched 3 nodes and 26 links",
		"  skillGap.covered.languages: -[USES_LANGUAGE]-> languages; where ((slug is python)); first 2 by weight, descending; costs",
	} {
		if !strings.Contains("\n"+got, "\n"+line) {
			t.Errorf("the plan lacks the line\n%s\nit is\n%s", line, got)
		}
	}
}

// TestScoresAreOnePlan has the store asked once for all that can be asked of
// scores, and of what stands below them.
func TestScoresAreOnePlan(t *testing.T) {
	counted := &counting{Store: ofSeed(t)}
	c := &client{address: serveStore(t, counted)}
	c.data(t, `{
		role(slug: "data-science-engineer") { similar { nodes { tools { nodes { roles { nodes { similar { totalCount } } } } } } again: edges { overlap { jaccard } } } twice: similar(first: 10) { totalCount } }
		skillGap(profile: {skills: ["programming"]}, role: "data-science-engineer") { role { name similar { totalCount } } coverage covered { skills { nodes { roles { totalCount } } } } missing { tools { totalCount } } }
		rolesFor(profile: {skills: ["programming"]}) { nodes { degrees { totalCount } } }
		same: rolesFor(profile: {skills: ["programming", "programming"], tools: []}, kinds: []) { totalCount }
	}`, nil)
	// The role, the roles like it, their tools, the tools' roles and those like
	// these; the gap's coverage, two lists and one below; the roles that are
	// covered and their degrees.
	if counted.executed != 1 || counted.branches != 11 {
		t.Errorf("the store was asked %d times, at last for %d branches; want once, for eleven", counted.executed, counted.branches)
	}
}

// TestManyScoresAreTooMany has a hundred roles that are all alike: a list of each
// of them is an answer, and the overlap of each two is too much of one.
func TestManyScoresAreTooMany(t *testing.T) {
	f := &kg.Facts{Source: kg.Source{Slug: "own", Name: "Own"}, Nodes: []kg.NodeFact{{Kind: kg.Skill, Slug: "a", Name: "A"}}}
	for i := range 101 {
		f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kg.Role, Slug: denseSlug(kg.Role, i), Name: fmt.Sprint("Role ", i)})
		f.Links = append(f.Links, kg.LinkFact{Relation: kg.RequiresSkill, From: denseSlug(kg.Role, i), To: "a", Strength: kg.NoWeight})
	}
	onStores(t, nil, []*kg.Facts{f}, func(t *testing.T, c *client) {
		const asked = `{ roles(first: 100) { nodes { similar(first: 100) { totalCount edges { score %s } } } } }`
		if got := c.data(t, fmt.Sprintf(asked, "overlap { shared }"), nil); strings.Count(got, `"totalCount":100,`) != 100 || strings.Count(got, `"score":1,`) != 10_000 {
			t.Errorf("answered %.300s", got)
		}
		refused(t, "all overlaps", c.post(t, fmt.Sprintf(asked, "overlap { kind shared union jaccard }"), nil), refusal{400, "QUERY_TOO_COSTLY", "more than 250000 values"})
	})
}
