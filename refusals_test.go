package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// refusal is what a request must be refused with.
type refusal struct {
	status int
	code   string
	says   string // a part of the message of the first error
}

// refused checks a response, and that it repeats nothing of a secret.
func refused(t *testing.T, asked string, got reply, want refusal) {
	t.Helper()
	var response struct {
		Data   *json.RawMessage
		Errors []struct {
			Message    string
			Path       []any
			Extensions struct{ Code string }
		}
	}
	if err := json.Unmarshal([]byte(got.body), &response); err != nil || response.Data != nil || len(response.Errors) == 0 {
		t.Errorf("%s: answered %d %s", asked, got.status, got.body)
		return
	}
	first := response.Errors[0]
	if got.status != want.status || first.Extensions.Code != want.code || !strings.Contains(first.Message, want.says) {
		t.Errorf("%s:\n got %d %s %q\nwant %d %s %q", asked, got.status, first.Extensions.Code, first.Message, want.status, want.code, want.says)
	}
	if strings.Contains(got.body, `"data"`) {
		t.Errorf("%s: a refused request has data: %s", asked, got.body)
	}
	if strings.Contains(got.body, "s3cret") {
		t.Errorf("%s: the body is echoed: %s", asked, got.body)
	}
}

func TestBadArguments(t *testing.T) {
	bad := func(says string) refusal { return refusal{400, "BAD_USER_INPUT", says} }
	invalid := func(says string) refusal { return refusal{400, "GRAPHQL_VALIDATION_FAILED", says} }
	onSeed(t, func(t *testing.T, c *client) {
		for query, want := range map[string]refusal{
			`{ tools(first: 0) { totalCount } }`:                                                                                 bad("`first` is 0; it must be from 1 to 100"),
			`{ tools(first: -1) { totalCount } }`:                                                                                bad("`first` is -1"),
			`{ tools(first: 101) { totalCount } }`:                                                                               bad("`first` is 101"),
			`{ tools(first: 2147483648) { totalCount } }`:                                                                        invalid("an Int must be from -2147483648 to 2147483647"),
			`{ tools(first: 1e2) { totalCount } }`:                                                                               invalid("Int"),
			`{ tools(first: "1") { totalCount } }`:                                                                               invalid("Int"),
			`{ tool(slug: "git") { aliases(first: 5001) } }`:                                                                     bad("`first` is 5001; it must be from 1 to 5000"),
			`{ tool(slug: "no such tool") { aliases(first: 0) } }`:                                                               bad("`first` is 0"),
			`{ tools(after: "garbage") { totalCount } }`:                                                                         bad("`after` is not a cursor of this list"),
			`{ tools(after: "") { totalCount } }`:                                                                                bad("`after` is not a cursor of this list"),
			`{ tools(where: {roles: {all: ["nobody"]}}) { totalCount } }`:                                                        bad("`where.roles.all`: there is no role \"nobody\""),
			`{ tools(where: {roles: {any: ["data-sience"]}}) { totalCount } }`:                                                   bad(`did you mean "data-science-engineer" or "data-scientist"?`),
			`{ tools(where: {roles: {none: ["role:x"]}}) { totalCount } }`:                                                       bad("there is no role"),
			`{ tools(where: {sources: ["nowhere"]}) { totalCount } }`:                                                            bad("`where.sources`: there is no source \"nowhere\"; there is \"article\""),
			`{ tools(where: {colour: "red"}) { totalCount } }`:                                                                   invalid("colour"),
			`{ tools(orderBy: {field: WEIGHT}) { totalCount } }`:                                                                 invalid("WEIGHT"),
			`{ tools(orderBy: {}) { totalCount } }`:                                                                              invalid("field"),
			`{ role(slug: "data-scientist") { tools(link: {sources: ["x"]}) { totalCount } } }`:                                  bad("`link.sources`: there is no source"),
			`{ role(slug: "data-scientist") { tools(link: {tags: [WARM]}) { totalCount } } }`:                                    invalid("WARM"),
			`{ compareRoles(roles: []) { roles { id } } }`:                                                                       bad("1 to 8 roles"),
			`{ compareRoles(roles: ["a","b","c","d","e","f","g","h","i"]) { roles { id } } }`:                                    bad("9 entries"),
			`{ compareRoles(roles: ["data-scientist", "data-scientist"]) { roles { id } } }`:                                     bad("twice"),
			`{ compareRoles(roles: ["data-engineer"]) { roles { id } } }`:                                                        bad("there is no role \"data-engineer\""),
			`{ nodes(ids: [` + strings.Repeat(`"x",`, 101) + `]) { id } }`:                                                       bad("`ids` has 101 entries; at most 100"),
			`{ tools(where: {slugs: [` + strings.Repeat(`"x",`, 3) + many(101) + `]}) { totalCount } }`:                          bad("`where.slugs` has"),
			`{ tools(where: {roleCount: {min: 3, max: 2}}) { totalCount } }`:                                                     bad("`where.roleCount`: `min` is 3, above `max`, which is 2"),
			`{ roles(where: {or: [{growth: {min: 0.5, max: -1}}]}) { totalCount } }`:                                             bad("`where.or[0].growth`: `min` is 0.5, above `max`, which is -1"),
			`{ tools(where: {not: {and: [{roles: {any: ["nobody"]}}]}}) { totalCount } }`:                                        bad("`where.not.and[0].roles.any`: there is no role"),
			`{ tools(where: {roles: {any: ["data-scientist"], link: {sources: ["x"]}}}) { totalCount } }`:                        bad("`where.roles.link.sources`: there is no source"),
			`{ tools(where: ` + strings.Repeat(`{not: `, 6) + `{slugs: ["git"]}` + strings.Repeat(`}`, 6) + `) { totalCount } }`: bad("nested too deep"),
			`{ tools(where: {or: [` + manyFilters(101) + `]}) { totalCount } }`:                                                  bad("`where.or` has 101 entries"),
			`{ tools(where: {or: [` + manyFilters(100) + `]}) { a: totalCount } b: tools(first: 3, where: {or: [` + manyFilters(100) + `]}) { totalCount } c: tools(where: {slugs: ["git"]}) { totalCount } }`: {400, "QUERY_TOO_COSTLY", "more than 200 conditions"},
			`{ search(text: "` + strings.Repeat("x", 201) + `") { totalCount } }`:                                            bad("`text` has 201 characters; at most 200"),
			`{ search(text: "x", first: 0) { nodes { aliases(first: 0) } } }`:                                                bad("`first` is 0"),
			`{ search(text: "x", after: "x") { totalCount } }`:                                                               bad("`after` is not a cursor of this list"),
			`{ search(text: "x", kinds: [THING]) { totalCount } }`:                                                           invalid("THING"),
			`{ tools(where: {text: "` + strings.Repeat("é", 201) + `"}) { totalCount } }`:                                    bad("`where.text` has 201 characters"),
			`{ compareRoles(roles: ["data-scientist"], link: {sources: ["x"]}) { only { role { id } } } }`:                   bad("`link.sources`: there is no source"),
			`{ compareRoles(roles: ["data-scientist"]) { only { has { tools(first: 0) { totalCount } } } } }`:                bad("`first` is 0"),
			`{ compareRoles(roles: ["data-scientist"]) { matrix(kinds: [TOOL, ROLE]) { totalCount } } }`:                     bad("`kinds`: entities of the kind ROLE do not count here; those of SKILL, TOOL, LANGUAGE, INDUSTRY, DEGREE do"),
			`{ compareRoles(roles: ["data-scientist"]) { matrix(first: 101) { totalCount } } }`:                              bad("`first` is 101"),
			`{ compareRoles(roles: ["data-scientist"]) { matrix(after: "x") { totalCount } } }`:                              bad("`after` is not a cursor of this matrix"),
			`{ compareRoles(roles: ["data-scientist"]) { matrix { edges { links { to { aliases(first: 0) } } } } } }`:        bad("`first` is 0"),
			`{ tools { facets(by: TYPE) { value } } }`:                                                                       bad("`by`: tools are not counted by TYPE; they are by CATEGORY, SOURCE, ROLES"),
			`{ role(slug: "data-scientist") { skills { facets(by: SKILLS) { entity { id } } } } }`:                           bad("skills are not counted by SKILLS"),
			`{ tools { facets(by: SOURCE, first: 101) { entity { aliases(first: 0) } } } }`:                                  bad("`first` is 101"),
			`{ tools { facets(first: 1) { value } } }`:                                                                       invalid("by"),
			`{ paths(from: "tool:git", to: "tool:docker", maxHops: 0) { count } }`:                                           bad("`maxHops` is 0; it must be from 1 to 6"),
			`{ paths(from: "tool:git", to: "tool:docker", maxHops: 7) { count } }`:                                           bad("`maxHops` is 7"),
			`{ paths(from: "tool:git", to: "tool:docker", first: 101) { count } }`:                                           bad("`first` is 101"),
			`{ paths(from: "tool:git", to: "tool:git") { count } }`:                                                          bad("`from` and `to` are both \"tool:git\"; paths lead from one entity to another"),
			`{ paths(from: "git", to: "tool:docker") { count } }`:                                                            bad("`from`: \"git\" is not an id; ids are `kind:slug`, such as `tool:docker`; did you mean \"tool:git\"?"),
			`{ paths(from: "computer-science", to: "tool:docker") { count } }`:                                               bad(`did you mean "skill:computer-science" or "degree:computer-science"?`),
			`{ paths(from: "tool:docker", to: "Tool:mongo") { count } }`:                                                     bad("`to`: \"Tool:mongo\" is not an id; ids are `kind:slug`, such as `tool:docker`; did you mean \"tool:mongodb\"?"),
			`{ paths(from: "tool:docker", to: "tool:mongo") { count } }`:                                                     bad("`to`: there is no tool \"mongo\"; did you mean \"tool:mongodb\"?"),
			`{ paths(from: "tool:docker", to: "tool:mongodb", through: [THING]) { count } }`:                                 invalid("THING"),
			`{ paths(from: "tool:docker", to: "tool:mongodb") { paths { nodes { aliases(first: 0) } } } }`:                   bad("`first` is 0"),
			`{ paths(from: "tool:docker", to: "tool:mongodb") { hubs { ... on Tool { roles(first: 0) { totalCount } } } } }`: bad("`first` is 0"),
			`{ tool { slug } }`:                              invalid("slug"),
			`{ tool(slug: "git", name: "git") { slug } }`:    invalid("name"),
			`{ nothing }`:                                    invalid("nothing"),
			`{ tools }`:                                      invalid("tools"),
			`{ tool(slug: "git") { slug { x } } }`:           invalid("x"),
			`{ tool(slug: "git") { ... on Role { slug } } }`: invalid("Role"),
			`{ a: tool(slug: "git") { slug } a: tool(slug: "docker") { slug } }`: invalid("conflict"),
			`query($x: Int) { tools { totalCount } }`:                            invalid("$x"),
			`mutation { tools { totalCount } }`:                                  invalid(""),
			`subscription { tools { totalCount } }`:                              invalid(""),
			`{ tools { totalCount }`:                                             {400, "GRAPHQL_PARSE_FAILED", "Expected"},
			`fragment F on Tool { slug }`:                                        {400, "GRAPHQL_PARSE_FAILED", "no operation"},
			`query A { tools { totalCount } } query B { tools { totalCount } }`:  invalid("`operationName` must say which"),
			`{ ` + strings.Repeat(`tools { totalCount } `, 2000) + `}`:           {400, "QUERY_TOO_COSTLY", "the document has 8002 tokens; at most 2000"},
			`{ ... @defer { tools { totalCount } } }`:                            invalid("defer"),
		} {
			refused(t, shortened(query), c.post(t, query, nil), want)
		}
	})
}

func many(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(`"t` + strings.Repeat("x", i) + `" `)
	}
	return b.String()
}

// nestedFilter is a ToolFilter in so many others.
func nestedFilter(depth int) json.RawMessage {
	return json.RawMessage(strings.Repeat(`{"and":`, depth) + `{"slugs":["git"]}` + strings.Repeat(`}`, depth))
}

func manyFilters(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{slugs: ["t%d"]} `, i)
	}
	return b.String()
}

func shortened(text string) string { return text[:min(len(text), 120)] }

// TestHugeOperations are refused before they take time or memory.
func TestHugeOperations(t *testing.T) {
	fragments := "{ roles { nodes { ...F0 } } }"
	for i := range 60 {
		fragments += fmt.Sprintf(" fragment F%d on Role { a: relatedRoles { nodes { ...F%d } } b: relatedRoles { nodes { ...F%d } } }", i, i+1, i+1)
	}
	fragments += " fragment F60 on Role { id }"
	lists := "{ roles { nodes { ...A } } }"
	for _, fragment := range []struct{ name, below string }{{"A", "nodes { ...B }"}, {"B", "totalCount"}} {
		lists += " fragment " + fragment.name + " on Role {"
		for i := range 15 {
			lists += fmt.Sprintf(" l%d: relatedRoles(first: %d) { %s }", i, i+1, fragment.below)
		}
		lists += " }"
	}
	deep := "id"
	for range 8 {
		deep = "skills { nodes { roles { nodes { " + deep + " } } } }"
	}
	c := &client{address: serveConfigured(t, ofSeed(t), unlimited())}
	for query, says := range map[string]string{
		fragments:                              "more than 20000 fields",
		lists:                                  "asks for 241 different lists; at most 200",
		"{ roles { nodes { " + deep + " } } }": "more than 250000 values",
	} {
		begun := time.Now()
		refused(t, shortened(query), c.post(t, query, nil), refusal{400, "QUERY_TOO_COSTLY", says})
		if took := time.Since(begun); took > 3*time.Second {
			t.Errorf("%s took %s", shortened(query), took)
		}
	}
}

func TestAllBadArgumentsAreNamedAtOnce(t *testing.T) {
	onSeed(t, func(t *testing.T, c *client) {
		got := c.post(t, `{ a: tools(first: 0) { totalCount } b: role(slug: "data-scientist") { skills(first: 500, where: {roles: {any: ["x"]}}) { nodes { aliases(first: -5) } } }
			x: tools(where: {roles: {all: ["zz"]}}) { totalCount } y: tools(where: {roles: {all: ["zz"]}}) { totalCount }
			malformed: node(id: "bad") { ... on Tool { roles(first: 0) { totalCount } } }
			c: compareRoles(roles: ["zz"]) { shared { tools(first: 0) { totalCount } } } }`, nil)
		var response struct {
			Errors []struct{ Path []any }
		}
		if err := json.Unmarshal([]byte(got.body), &response); err != nil || len(response.Errors) != 9 {
			t.Fatalf("want nine errors, got %s", got.body)
		}
		want := [][]any{
			{"a"},
			{"b", "skills"},
			{"b", "skills"},
			{"b", "skills", "nodes", "aliases"},
			{"x"},
			{"y"},
			{"malformed", "roles"},
			{"c"},
			{"c", "shared", "tools"},
		}
		for i, path := range want {
			gotPath, _ := json.Marshal(response.Errors[i].Path)
			if wantPath, _ := json.Marshal(path); string(gotPath) != string(wantPath) {
				t.Errorf("error %d has the path %s, want %s", i, gotPath, wantPath)
			}
		}
	})
}

func TestCursorsOfOtherLists(t *testing.T) {
	onSeed(t, func(t *testing.T, c *client) {
		cursor := func(query string) string {
			_, rest, _ := strings.Cut(c.data(t, query, nil), `"endCursor":"`)
			text, _, found := strings.Cut(rest, `"`)
			if !found {
				t.Fatalf("no cursor from %s", query)
			}
			return text
		}
		const page = `{ pageInfo { endCursor } }`
		tools := cursor(`{ tools(first: 2) ` + page + ` }`)
		ofRole := cursor(`{ role(slug: "data-science-engineer") { tools(first: 2) ` + page + ` } }`)
		union := cursor(`{ compareRoles(roles: ["data-science-engineer"]) { union { tools(first: 2) ` + page + ` } } }`)
		want := refusal{400, "BAD_USER_INPUT", "`after` is not a cursor of this list"}
		for query, cursor := range map[string]string{
			`query($c: String) { tools(after: $c, orderBy: {field: NAME, direction: DESC}) { totalCount } }`:                                  tools,
			`query($c: String) { tools(after: $c, where: {slugs: ["git"]}) { totalCount } }`:                                                  tools,
			`query($c: String) { skills(after: $c) { totalCount } }`:                                                                          tools,
			`query($c: String) { role(slug: "data-science-engineer") { tools(after: $c) { totalCount } } }`:                                   tools,
			`query($c: String) { role(slug: "machine-learning-software-engineer") { tools(after: $c) { totalCount } } }`:                      ofRole,
			`query($c: String) { role(slug: "data-science-engineer") { tools(after: $c, orderBy: {field: NAME}) { totalCount } } }`:           ofRole,
			`query($c: String) { role(slug: "data-science-engineer") { tools(after: $c, link: {minWeight: 0}) { totalCount } } }`:             ofRole,
			`query($c: String) { roles { nodes { tools(after: $c) { totalCount } } } }`:                                                       ofRole,
			`query($c: String) { compareRoles(roles: ["data-science-engineer"]) { shared { tools(after: $c) { totalCount } } } }`:             union,
			`query($c: String) { compareRoles(roles: ["machine-learning-software-engineer"]) { union { tools(after: $c) { totalCount } } } }`: union,
			`query($c: String) { tools(after: $c) { totalCount } }`:                                                                           tools + "A",
		} {
			refused(t, query, c.post(t, query, map[string]any{"c": cursor}), want)
		}
		// The same list by another way, with another size, under an alias, with
		// what does not restrict, and with the arguments in another order.
		for query, cursor := range map[string]string{
			`query($c: String) { x: tools(where: {slugs: [], roles: {all: []}}, first: 1, after: $c, orderBy: {direction: ASC, field: NAME}) { totalCount } }`: tools,
			`query($c: String) { entity(id: "role:data-science-engineer") { ... on Role { tools(after: $c, link: {}, orderBy: null) { totalCount } } } }`:      ofRole,
			`query($c: String) { roles(where: {slugs: ["data-science-engineer"]}) { nodes { tools(after: $c) { totalCount } } } }`:                             ofRole,
		} {
			c.data(t, query, map[string]any{"c": cursor})
		}
	})
}

func TestBadVariables(t *testing.T) {
	bad := func(says string) refusal { return refusal{400, "BAD_USER_INPUT", says} }
	onSeed(t, func(t *testing.T, c *client) {
		for _, v := range []struct {
			declared string
			value    any
			want     refusal
		}{
			{"Int", "s3cret", bad("variable $v: expected a whole number")},
			{"Int", 1.5, bad("expected a whole number")},
			{"Int", true, bad("expected a whole number")},
			{"Int", []any{1, 2}, bad("expected a whole number")},
			{"Int", 2147483648, refusal{400, "GRAPHQL_VALIDATION_FAILED", "an Int must be from"}},
			{"Int", json.Number("1e400"), bad("expected a whole number")},
			{"Int!", nil, bad("null is not allowed")},
		} {
			got := c.post(t, `query($v: `+v.declared+`) { tools(first: $v) { totalCount } }`, map[string]any{"v": v.value})
			refused(t, v.declared, got, v.want)
		}
		for _, v := range []struct {
			value any
			want  refusal
		}{
			{"s3cret", bad("variable $v: expected an object of type ToolFilter")},
			{nestedFilter(5000), refusal{400, "BAD_USER_INPUT", "is nested more than"}},
			{nestedFilter(6), bad("`where.and[0].and[0].and[0].and[0].and[0].and[0]` is nested too deep")},
			{map[string]any{"slugs": 5}, bad("variable $v.slugs: expected a string")},
			{map[string]any{"slugs": []any{"a", nil}}, bad("variable $v.slugs[1]: null is not allowed")},
			{map[string]any{"roles": map[string]any{"some": []any{}}}, bad(`variable $v.roles: SetFilter has no field "some"`)},
		} {
			got := c.post(t, `query($v: ToolFilter) { tools(where: $v) { totalCount } }`, map[string]any{"v": v.value})
			refused(t, "ToolFilter", got, v.want)
		}
		refused(t, "missing", c.post(t, `query($v: String!) { tool(slug: $v) { slug } }`, nil), bad("variable $v: a value is required"))
		refused(t, "enum", c.post(t, `query($v: LinkTag!) { role(slug: "data-scientist") { tools(link: {tags: [$v]}) { totalCount } } }`, map[string]any{"v": "hot"}), bad("expected one of the values of LinkTag"))
		// A default lets a variable stand where null is not allowed.
		for _, query := range []string{
			`query($v: String = "a") { role(slug: $v) { id } }`,
			`query($v: Boolean = true) { graph { version @skip(if: $v) } }`,
			`query($v: String = "a") { roles(where: {slugs: [$v]}) { totalCount } }`,
			`query($v: ID = "a") { node(id: $v) { id } }`,
			`query($v: ID = "a") { nodes(ids: ["b", $v]) { ...F } } fragment F on Node { id }`,
			`query($v: EntityOrderField = NAME) { tools(orderBy: {field: $v}) { totalCount } }`,
			`query($v: Boolean = true) { ...F } fragment F on Query { graph { ... @include(if: $v) { version } } }`,
		} {
			refused(t, query, c.post(t, query, map[string]any{"v": nil}), bad("variable $v: null is not allowed here"))
			c.data(t, query, nil)
		}
		// What is allowed: a list of one, defaults, a whole number with a point.
		for _, value := range []any{"git", []any{"git"}} {
			if got := c.data(t, `query($v: [String!], $first: Int = 3) { tools(first: $first, where: {slugs: $v}) { totalCount } }`, map[string]any{"v": value}); got != `{"tools":{"totalCount":1}}` {
				t.Errorf("%v: got %s", value, got)
			}
		}
		c.data(t, `query($v: Int) { tools(first: $v) { totalCount } }`, map[string]any{"v": json.Number("5.0")})
		c.data(t, `query($v: Int) { tools(first: $v) { totalCount } }`, map[string]any{"v": nil})
	})
}

func TestBadRequests(t *testing.T) {
	const (
		jsonType = "application/json"
		good     = `{"query": "{ graph { version } }"}`
	)
	onSeed(t, func(t *testing.T, c *client) {
		for _, r := range []struct {
			name, method, path, contentType, accept, body string
			want                                          refusal
		}{
			{"not JSON", "POST", "/graphql", jsonType, "", `{"query": s3cret`, refusal{400, "BAD_USER_INPUT", "the body must be a JSON object"}},
			{"no object", "POST", "/graphql", jsonType, "", `["s3cret"]`, refusal{400, "BAD_USER_INPUT", "the body must be a JSON object"}},
			{"null", "POST", "/graphql", jsonType, "", `null`, refusal{400, "BAD_USER_INPUT", "the body must be a JSON object"}},
			{"empty", "POST", "/graphql", jsonType, "", ``, refusal{400, "BAD_USER_INPUT", "the body must be a JSON object"}},
			{"two values", "POST", "/graphql", jsonType, "", good + good, refusal{400, "BAD_USER_INPUT", "the body must be a JSON object"}},
			{"no query", "POST", "/graphql", jsonType, "", `{"variables": {}}`, refusal{400, "BAD_USER_INPUT", "`query` is missing"}},
			{"query of another type", "POST", "/graphql", jsonType, "", `{"query": ["s3cret"]}`, refusal{400, "BAD_USER_INPUT", "`query` must be a string"}},
			{"variables of another type", "POST", "/graphql", jsonType, "", `{"query": "{ graph { version } }", "variables": "s3cret"}`, refusal{400, "BAD_USER_INPUT", "`variables` must be an object"}},
			{"extensions of another type", "POST", "/graphql", jsonType, "", `{"query": "{ graph { version } }", "extensions": 1}`, refusal{400, "BAD_USER_INPUT", "`extensions` must be an object"}},
			{"another operation's name", "POST", "/graphql", jsonType, "application/graphql-response+json", `{"query": "query A { graph { version } }", "operationName": "B"}`, refusal{400, "GRAPHQL_VALIDATION_FAILED", "no operation of the name"}},
			{"wrong content type", "POST", "/graphql", "text/plain", "", good, refusal{415, "BAD_USER_INPUT", "must be application/json"}},
			{"no content type", "POST", "/graphql", "", "", good, refusal{415, "BAD_USER_INPUT", "must be application/json"}},
			{"another charset", "POST", "/graphql", jsonType + "; charset=latin1", "", good, refusal{415, "BAD_USER_INPUT", "in UTF-8"}},
			{"too large", "POST", "/graphql", jsonType, "", `{"query": "` + strings.Repeat("s3cret ", 20_000) + `"}`, refusal{413, "BAD_USER_INPUT", "at most 100000 bytes"}},
			{"nothing acceptable", "POST", "/graphql", jsonType, "text/html", good, refusal{406, "BAD_USER_INPUT", "Accept"}},
			{"another method", "PUT", "/graphql", jsonType, "", good, refusal{405, "BAD_USER_INPUT", "use POST or GET"}},
			{"GET without query", "GET", "/graphql", "", "", "", refusal{400, "BAD_USER_INPUT", "`query` is missing"}},
			{"GET with broken variables", "GET", "/graphql?query=%7Bgraph%7Bversion%7D%7D&variables=%7Bs3cret", "", "", "", refusal{400, "BAD_USER_INPUT", "`variables` must be an object"}},
			{"GET that is too long", "GET", "/graphql?query=" + strings.Repeat("s3cret+", 20_000), "", "", "", refusal{414, "BAD_USER_INPUT", "at most 100000 bytes"}},
			{"GET with a broken URL", "GET", "/graphql?query=%zz", "", "", "", refusal{400, "BAD_USER_INPUT", "malformed"}},
			{"GET with more than variables", "GET", "/graphql?query=%7Bgraph%7Bversion%7D%7D&variables=%7B%7D%7Djunk", "", "", "", refusal{400, "BAD_USER_INPUT", "`variables` must be an object"}},
			{"GET of a mutation", "GET", "/graphql?query=" + url.QueryEscape("mutation { s3cret }"), "", "", "", refusal{405, "BAD_USER_INPUT", "GET executes queries only"}},
		} {
			header := map[string]string{}
			if r.contentType != "" {
				header["Content-Type"] = r.contentType
			}
			if r.accept != "" {
				header["Accept"] = r.accept
			}
			got := c.do(t, r.method, r.path, header, r.body)
			refused(t, r.name, got, r.want)
			if got.status == http.StatusMethodNotAllowed && got.header.Get("Allow") == "" {
				t.Errorf("%s: 405 without Allow", r.name)
			}
		}
	})
}

// TestMediaTypes has its statuses from the GraphQL-over-HTTP specification: a
// request error is 400, but 200 where the response is application/json.
func TestMediaTypes(t *testing.T) {
	onSeed(t, func(t *testing.T, c *client) {
		for _, r := range []struct {
			accept, body, mediaType string
			status                  int
		}{
			{"", `{"query": "{ graph { version } }"}`, "application/json; charset=utf-8", 200},
			{"*/*", `{"query": "{ graph { version } }"}`, "application/json; charset=utf-8", 200},
			{"application/graphql-response+json, application/json;q=0.9", `{"query": "{ graph { version } }"}`, "application/graphql-response+json; charset=utf-8", 200},
			{"application/graphql-response+json;q=0.1, application/json", `{"query": "{ nothing }"}`, "application/json; charset=utf-8", 200},
			{"application/graphql-response+json", `{"query": "{ nothing }"}`, "application/graphql-response+json; charset=utf-8", 400},
			{"application/json", `{"query": "{ nothing }"}`, "application/json; charset=utf-8", 200},
			{"application/json;q=0, */*, application/graphql-response+json;q=0.1", `{"query": "{ graph { version } }"}`, "application/graphql-response+json; charset=utf-8", 200},
			{"application/json", `{`, "application/json; charset=utf-8", 400},
		} {
			header := map[string]string{"Content-Type": "application/json; charset=UTF-8"}
			if r.accept != "" {
				header["Accept"] = r.accept
			}
			got := c.do(t, http.MethodPost, "/graphql", header, r.body)
			if got.status != r.status || got.header.Get("Content-Type") != r.mediaType {
				t.Errorf("%s for %q: %d %s, want %d %s", r.body, r.accept, got.status, got.header.Get("Content-Type"), r.status, r.mediaType)
			}
		}
		got := c.do(t, http.MethodGet, "/graphql?"+url.Values{
			"query":     {`query A($s: String!) { tool(slug: $s) { name } } query B { graph { version } }`},
			"variables": {`{"s": "git"}`}, "operationName": {"A"},
		}.Encode(), nil, "")
		if got.status != 200 || got.body != `{"data":{"tool":{"name":"Git"}}}` {
			t.Errorf("GET: %d %s", got.status, got.body)
		}
	})
}
