package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rolegraph/kg"
)

// broad is a graph of so many entities of each kind that lists can have one more
// than they may; each role has one of each.
func broad() []*kg.Facts {
	const each = 101
	f := &kg.Facts{Source: kg.Source{Slug: "own", Name: "Own"}}
	for _, kind := range kg.Kinds() {
		for i := range each {
			f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kind, Slug: denseSlug(kind, i), Name: fmt.Sprint(kind.Label(), " ", i), Aliases: []string{"Another"}})
			if kind != kg.Role {
				f.Links = append(f.Links, kg.LinkFact{Relation: kg.RoleRelation(kind), From: denseSlug(kg.Role, i), To: denseSlug(kind, i), Strength: kg.NoWeight})
			}
		}
	}
	return []*kg.Facts{f}
}

// slugsOf are so many slugs that begin alike.
func slugsOf(prefix string, n int) []string {
	slugs := make([]string, n)
	for i := range slugs {
		slugs[i] = fmt.Sprintf("%s-%d", prefix, i)
	}
	return slugs
}

// quoted is a list of slugs as GraphQL.
func quoted(prefix string, n int) string {
	return `["` + strings.Join(slugsOf(prefix, n), `", "`) + `"]`
}

// steps are so many steps of a walk, to tools and back.
func steps(n int) string { return strings.Repeat("{relation: USES_TOOL} ", n) }

func nestedNot(levels int) string {
	return strings.Repeat(`{not: `, levels) + `{slugs: ["tool-1"]}` + strings.Repeat(`}`, levels)
}

// TestBounds asks at each edge of SEMANTICS.md's bounds, which is answered, and
// one past it, which is refused.
func TestBounds(t *testing.T) {
	onStores(t, nil, broad(), func(t *testing.T, c *client) {
		for query, edges := range map[string]struct{ inside, outside []any }{
			`{ tools(first: %v) { totalCount } }`:                                                                     {[]any{1, 100}, []any{0, 101}},
			`{ role(slug: "role-1") { tools(first: %v) { totalCount } } }`:                                            {[]any{1, 100}, []any{0, 101}},
			`{ search(text: "x", first: %v) { totalCount } }`:                                                         {[]any{1, 100}, []any{0, 101}},
			`{ tools { facets(by: ROLES, first: %v) { value } } }`:                                                    {[]any{1, 100}, []any{0, 101}},
			`{ compareRoles(roles: ["role-1"]) { matrix(first: %v) { totalCount } } }`:                                {[]any{1, 100}, []any{0, 101}},
			`{ tool(slug: "tool-1") { aliases(first: %v) } }`:                                                         {[]any{1, 5000}, []any{0, 5001}},
			`{ paths(from: "tool:tool-1", to: "role:role-1", first: %v) { paths { length } } }`:                       {[]any{1, 100, "null"}, []any{0, 101}},
			`{ neighborhood(of: "role:role-1", first: %v) { omitted } }`:                                              {[]any{1, 500, "null"}, []any{0, 501}},
			`{ neighborhood(of: "role:role-1", hops: %v) { omitted } }`:                                               {[]any{1, 3, "null"}, []any{0, 4}},
			`{ traverse(from: %v, steps: [{relation: USES_TOOL}]) { totalCount } }`:                                   {[]any{quoted("tool:tool", 1), quoted("tool:tool", 100)}, []any{"[]", quoted("tool:tool", 101), `["tool:nothing"]`}},
			`{ traverse(from: ["role:role-1"], steps: [%v]) { totalCount } }`:                                         {[]any{steps(1), steps(6)}, []any{"", steps(7)}},
			`{ traverse(from: ["role:role-1"], steps: [{relation: USES_TOOL, to: {slugs: %v}}]) { totalCount } }`:     {[]any{"[]", quoted("tool", 100)}, []any{quoted("tool", 101)}},
			`{ traverse(from: ["role:role-1"], first: %v, steps: [{relation: USES_TOOL}]) { totalCount } }`:           {[]any{1, 100}, []any{0, 101}},
			`{ paths(from: "tool:tool-1", to: "tool:tool-2", maxHops: %v) { count } }`:                                {[]any{1, 6, "null"}, []any{0, 7}},
			`{ nodes(ids: %v) { id } }`:                                                                               {[]any{"[]", quoted("tool", 100)}, []any{quoted("tool", 101)}},
			`{ compareRoles(roles: %v) { overlap { union } } }`:                                                       {[]any{quoted("role", 1), quoted("role", 8)}, []any{"[]", quoted("role", 9)}},
			`{ tools(where: {slugs: %v}) { totalCount } }`:                                                            {[]any{"[]", quoted("tool", 100), strings.Replace(quoted("tool", 100), "]", `, "tool-99", "tool-99"]`, 1)}, []any{quoted("tool", 101)}},
			`{ tools(where: {codes: %v}) { totalCount } }`:                                                            {[]any{"[]", quoted("c", 100)}, []any{quoted("c", 101)}},
			`{ tools(where: {categories: %v}) { totalCount } }`:                                                       {[]any{"[]", quoted("c", 100)}, []any{quoted("c", 101)}},
			`{ tools(where: {sources: ["own", %v]}) { totalCount } }`:                                                 {[]any{`"own"`}, []any{strings.Trim(quoted("c", 100), "[]")}},
			`{ tools(where: {roles: {all: %v}}) { totalCount } }`:                                                     {[]any{"[]", quoted("role", 100)}, []any{quoted("role", 101)}},
			`{ tools(where: {roles: {any: %v}}) { totalCount } }`:                                                     {[]any{"[]", quoted("role", 100)}, []any{quoted("role", 101)}},
			`{ tools(where: {roles: {none: %v}}) { totalCount } }`:                                                    {[]any{"[]", quoted("role", 100)}, []any{quoted("role", 101)}},
			`{ tools(where: {and: [%v]}) { totalCount } }`:                                                            {[]any{"", manyFilters(100)}, []any{manyFilters(101)}},
			`{ tools(where: {or: [%v]}) { totalCount } }`:                                                             {[]any{"", manyFilters(100)}, []any{manyFilters(101)}},
			`{ tools(where: %v) { totalCount } }`:                                                                     {[]any{"{}", nestedNot(5)}, []any{nestedNot(6)}},
			`{ tools(where: {text: "%v"}) { totalCount } }`:                                                           {[]any{"", " " + strings.Repeat("😀", 200) + " "}, []any{strings.Repeat("😀", 201)}},
			`{ search(text: "%v") { totalCount } }`:                                                                   {[]any{"", " " + strings.Repeat("é", 200) + " "}, []any{strings.Repeat("é", 201)}},
			`{ tools(where: {roleCount: {min: %v, max: 2}}) { totalCount } }`:                                         {[]any{-5, 2, "null"}, []any{3}},
			`{ roles(where: {medianPay: {min: 1e300, max: %v}}) { totalCount } }`:                                     {[]any{"1e300", "null"}, []any{"-1e300"}},
			`{ role(slug: "role-1") { tools(link: {minWeight: %v}) { totalCount } } }`:                                {[]any{-1, 0, 0.5, 1, 2, "null"}, nil},
			`{ role(slug: "role-1") { tools(link: {sources: %v}) { totalCount } } }`:                                  {[]any{"[]", `["own", "own"]`}, []any{quoted("c", 101)}},
			`{ tools(where: {and: [{slugs: ["tool-1"]}, {not: {slugs: ["tool-%v"]}}]}) { totalCount nodes { id } } }`: {[]any{1, 2}, nil},
		} {
			for _, edge := range edges.inside {
				c.data(t, fmt.Sprintf(query, edge), nil)
			}
			for _, edge := range edges.outside {
				asked := fmt.Sprintf(query, edge)
				says := ""
				if strings.Contains(asked, "ources: ") {
					says = "has 101 entries; at most 100"
				}
				refused(t, shortened(asked), c.post(t, asked, nil), refusal{400, "BAD_USER_INPUT", says})
			}
		}
	})
}

// TestFullFilters gives every list of a filter a hundred entries.
func TestFullFilters(t *testing.T) {
	onStores(t, nil, broad(), func(t *testing.T, c *client) {
		where := map[string]any{"slugs": slugsOf("role", 100), "codes": slugsOf("c", 100), "text": "a b c"}
		for field, prefix := range map[string]string{"skills": "skill", "tools": "tool", "languages": "language", "industries": "industry", "degrees": "degree", "relatedRoles": "role"} {
			set := slugsOf(prefix, 100)
			where[field] = map[string]any{"all": set, "any": set, "none": set}
		}
		begun := time.Now()
		for _, query := range []string{
			"query($w: RoleFilter) { roles(where: $w) { totalCount nodes { id } } }",
			"query($w: RoleFilter) { roles(where: {not: $w}) { totalCount } }",
		} {
			c.data(t, query, map[string]any{"w": where})
		}
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("two filters took %s", took)
		}
	})
}

// strangeTexts mean something to a search engine, a database or a program, and
// here are texts.
var strangeTexts = []string{
	"???", "...", "   ", "\u200b", "😀", "👩‍💻", "tool 1*", "to?l", "tool~2", "tool^5", `"tool 1"`, "name:tool", "tool AND role", "-tool", "+tool", "[a TO z]", "tool\\", "/tool.*/",
	".*", "^tool$", "(tool", "[", "tool{2,}", "') RETURN 1 //", "$ids0", "`n`", "n.name", "\x00", "\u202etool", "%74ool", "<b>tool</b>", "null", "{{tool}}", "tool\r\n\r\n",
}

func TestTextIsText(t *testing.T) {
	onStores(t, nil, broad(), func(t *testing.T, c *client) {
		for _, text := range strangeTexts {
			found := c.data(t, `query($t: String!) { search(text: $t, first: 3) { totalCount nodes { id } } }`, map[string]any{"t": text})
			c.data(t, `query($t: String!) { tools(where: {text: $t}) { totalCount } roles(where: {slugs: [$t], codes: [$t], not: {text: $t}}) { totalCount } }`, map[string]any{"t": text})
			// A text without a letter, a digit, + or # has no word.
			if strings.Trim(text, "?. \u200b😀*^$([\x00/\\👩💻\u200d") == "" && found != `{"search":{"totalCount":0,"nodes":[]}}` {
				t.Errorf("%q finds %s", text, found)
			}
			refused(t, text, c.post(t, `query($t: String!) { tools(where: {roles: {any: [$t]}}) { totalCount } }`, map[string]any{"t": text}), refusal{400, "BAD_USER_INPUT", "there is no role"})
		}
	})
}
