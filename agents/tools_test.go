package agents_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"rolegraph/agents"
	"rolegraph/agents/agentstest"
	"rolegraph/graph"
)

const (
	dataRole     = "role:data-science-engineer"
	learningRole = "role:machine-learning-software-engineer"
)

func TestSearchPages(t *testing.T) {
	session := onSeed(t)
	type result struct {
		Total      int
		Hits       []struct{ ID, Matched, About string }
		Next, Note string
	}
	ask := func(arguments map[string]any) result {
		var got result
		session.Call(t, "search", arguments, &got)
		return got
	}
	all := ask(map[string]any{"query": "data"})
	first := ask(map[string]any{"query": "data", "first": 2})
	if len(first.Hits) != 2 || first.Total != all.Total || first.Next == "" || !strings.HasPrefix(first.Note, fmt.Sprintf("2 of %d shown", all.Total)) {
		t.Fatalf("the first page is %+v", first)
	}
	rest := ask(map[string]any{"query": "data", "first": 100, "after": first.Next})
	if got := append(slices.Clone(first.Hits), rest.Hits...); !slices.Equal(got, all.Hits) || rest.Next != "" || rest.Note != "" {
		t.Errorf("two pages are %+v, all are %+v", got, all.Hits)
	}
	if got := ask(map[string]any{"query": "K8s"}); len(got.Hits) != 1 || got.Hits[0].ID != "tool:kubernetes" || got.Hits[0].Matched != "K8s" {
		t.Errorf("by an alias: %+v", got)
	}
	if got := ask(map[string]any{"query": "git"}); len(got.Hits) != 1 || got.Hits[0].ID != "tool:git" || got.Hits[0].Matched != "" {
		t.Errorf("by its name: %+v", got)
	}
	if got := ask(map[string]any{"query": "nothing of the sort"}); got.Total != 0 || got.Note == "" {
		t.Errorf("nothing is found as %+v", got)
	}
	if got := ask(map[string]any{"query": "python", "kinds": []string{"role", "degree"}}); got.Total != 0 {
		t.Errorf("python is found among roles and degrees: %+v", got)
	}
}

// TestDescribeEveryKind has an entity of each kind, and what is said of no other.
func TestDescribeEveryKind(t *testing.T) {
	session := onSeed(t)
	for id, wants := range map[string][]string{
		"skill:programming":   {`"list":"roles","total":2`, `"sources":["article"]`},
		"tool:docker":         {`"list":"roles","total":1`, `"categories":[`},
		"language:cpp":        {`"name":"C++"`, `"list":"roles","total":1`},
		"industry:finance":    {`"notes":["Finding fraud","Models of risk"]`, `"list":"roles","total":2`},
		"degree:statistics":   {`"list":"roles","total":1`},
		"role:data-scientist": {`"name":"Data Scientist"`},
	} {
		var described map[string]any
		text := session.Call(t, "describe", map[string]any{"id": id}, &described)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %s: %s", id, want, text)
			}
		}
		if strings.Contains(text, "null") || strings.Contains(text, "[]") || strings.Contains(text, `""`) {
			t.Errorf("%s says what it does not know: %s", id, text)
		}
	}
}

func TestCompareSomeKinds(t *testing.T) {
	session := onSeed(t)
	var compared struct {
		Kinds []struct {
			Kind string
			Only []struct {
				Total    int
				Entities []struct{ ID string }
			}
		}
		Note string
	}
	session.Call(t, "compare_roles", map[string]any{
		"roles": []string{"data-science-engineer", learningRole}, "kinds": []string{"tool"}, "first": 12,
	}, &compared)
	if len(compared.Kinds) != 1 || compared.Kinds[0].Kind != "tool" || len(compared.Kinds[0].Only[0].Entities) != 12 || len(compared.Kinds[0].Only[1].Entities) != 11 {
		t.Errorf("got %+v", compared)
	}
	if !strings.HasPrefix(compared.Note, "at most 12 ") {
		t.Errorf("the note says %q", compared.Note)
	}
}

func TestPaths(t *testing.T) {
	session := onSeed(t)
	// MongoDB is of one role and TensorFlow of the other. What both roles have, two
	// skills, a language, five industries and a degree, is what lies between; so does
	// the role that both are related to.
	var found struct {
		Count float64
		Paths []struct {
			Weight   float64
			Entities []struct{ ID string }
			Links    []struct{ From, Relation, To string }
		}
		Note string
	}
	session.Call(t, "paths", map[string]any{"from": "tool:mongodb", "to": "tool:tensorflow", "first": 2}, &found)
	if found.Count != 10 || len(found.Paths) != 2 || found.Paths[0].Weight != 0.5 || !strings.HasPrefix(found.Note, "2 of 10 shown") {
		t.Fatalf("got %+v", found)
	}
	session.Call(t, "paths", map[string]any{"from": "tool:mongodb", "to": "tool:tensorflow", "through": []string{"role", "language"}}, &found)
	want := `[{"From":"role:data-science-engineer","Relation":"USES_TOOL","To":"tool:mongodb"},` +
		`{"From":"role:data-science-engineer","Relation":"USES_LANGUAGE","To":"language:python"},` +
		`{"From":"role:machine-learning-software-engineer","Relation":"USES_LANGUAGE","To":"language:python"},` +
		`{"From":"role:machine-learning-software-engineer","Relation":"USES_TOOL","To":"tool:tensorflow"}]`
	if got, _ := json.Marshal(found.Paths[0].Links); found.Count != 2 || string(got) != want {
		t.Errorf("through roles and languages there are %v, the first\n%s\nwant two, the first\n%s", found.Count, got, want)
	}
	session.Call(t, "paths", map[string]any{"from": "tool:mongodb", "to": "tool:tensorflow", "max_hops": 3}, &found)
	if found.Count != 0 || !strings.Contains(found.Note, "no path of at most 3 links") {
		t.Errorf("of three links there are %+v", found)
	}
}

func TestGraphQL(t *testing.T) {
	session := onSeed(t)
	var got struct{ Data any }
	text := session.Call(t, "graphql", map[string]any{
		"query":          "query A { graph { version } } query B($slug: String!, $first: Int) { z: tool(slug: $slug) { name roles(first: $first) { nodes { id } } } a: language(slug: \"cpp\") { name } }",
		"variables":      map[string]any{"slug": "docker", "first": 1},
		"operation_name": "B",
	}, &got)
	// In the order of the selection, as the API gives it.
	if want := `{"data":{"z":{"name":"Docker","roles":{"nodes":[{"id":"role:machine-learning-software-engineer"}]}},"a":{"name":"C++"}}}`; text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

func TestRefusals(t *testing.T) {
	session := onSeed(t)
	type arguments = map[string]any
	tooMany := make([]string, 101)
	for i := range tooMany {
		tooMany[i] = "skill:programming"
	}
	for _, refused := range []struct {
		tool      string
		arguments arguments
		says      []string
	}{
		// What the schemas of arguments refuse.
		{"search", arguments{}, []string{`missing`, `"query"`}},
		{"search", arguments{"query": 5}, []string{`query`, `"string"`}},
		{"search", arguments{"query": "x", "limit": 3}, []string{`unexpected`, `"limit"`}},
		{"search", arguments{"query": "x", "first": 0}, []string{"first", "less than 1"}},
		{"search", arguments{"query": "x", "first": 101}, []string{"first", "greater than 100"}},
		{"search", arguments{"query": "x", "kinds": []string{"job"}}, []string{"job", "role skill tool language industry degree"}},
		{"search", arguments{"query": strings.Repeat("x", 201)}, []string{"query", "more than 200"}},
		{"describe", arguments{}, []string{`"id"`}},
		{"describe", arguments{"id": "tool:docker", "list": "friends"}, []string{"friends", "skills tools languages"}},
		{"compare_roles", arguments{"roles": []string{dataRole}}, []string{"roles", "less than 2"}},
		{"compare_roles", arguments{"roles": strings.Split("a b c d e f g h i", " ")}, []string{"roles", "greater than 8"}},
		{"compare_roles", arguments{"roles": dataRole}, []string{"roles", `"array"`}},
		{"compare_roles", arguments{"roles": []string{dataRole, learningRole}, "kinds": []string{"role"}}, []string{"skill tool language industry degree"}},
		{"skill_gap", arguments{"role": learningRole}, []string{`"have"`}},
		{"skill_gap", arguments{"role": learningRole, "have": []string{}}, []string{"have", "less than 1"}},
		{"skill_gap", arguments{"role": learningRole, "have": tooMany}, []string{"have", "greater than 100"}},
		{"skill_gap", arguments{"role": learningRole, "have": []string{dataRole}, "kinds": []string{"industry"}}, []string{"skill tool language degree"}},
		{"paths", arguments{"from": dataRole}, []string{`"to"`}},
		{"paths", arguments{"from": dataRole, "to": learningRole, "max_hops": 7}, []string{"max_hops", "greater than 6"}},
		{"graphql", arguments{}, []string{`"query"`}},
		{"graphql", arguments{"query": "{ graph { version } }", "variables": "{}"}, []string{"variables", `"object"`}},

		// What the API refuses, in the tools' terms.
		{"search", arguments{"query": "data", "after": "x"}, []string{"BAD_USER_INPUT: `after` is not a cursor of this list"}},
		{"describe", arguments{"id": "tool:dokcer"}, []string{"BAD_USER_INPUT: `id`: there is no tool \"dokcer\"; did you mean \"tool:docker\"?"}},
		{"describe", arguments{"id": "docker"}, []string{"`id`: \"docker\" is not an id", `did you mean "tool:docker"?`}},
		{"describe", arguments{"id": "tool:docker", "after": "x"}, []string{"`after` needs `list`"}},
		{"describe", arguments{"id": "tool:docker", "list": "skills"}, []string{"`list`: tool:docker has no skills"}},
		{"compare_roles", arguments{"roles": []string{"role:data-sience-engineer", "tool:docker"}}, []string{
			"`roles`: there is no role \"data-sience-engineer\"; did you mean \"data-science-engineer\"", "\n", "\"tool:docker\"",
		}},
		{"skill_gap", arguments{"role": "role:machine-learning", "have": []string{"language:pyton"}}, []string{
			"`role`: there is no role", "`have`: there is no language \"language:pyton\"; did you mean \"language:python\"?",
		}},
		{"skill_gap", arguments{"role": learningRole, "have": []string{"python"}}, []string{"`have`", "`kind:slug`", "search finds"}},
		{"skill_gap", arguments{"role": learningRole, "have": []string{"industry:finance"}}, []string{"`have`: industry:finance", "degrees can"}},
		{"paths", arguments{"from": "tool:dokcer", "to": learningRole}, []string{"`from`", `"tool:docker"`}},
		{"paths", arguments{"from": dataRole, "to": dataRole}, []string{"BAD_USER_INPUT"}},
		{"graphql", arguments{"query": "{ tool {"}, []string{"GRAPHQL_PARSE_FAILED", "line 1, column 9"}},
		{"graphql", arguments{"query": "{ tool(slug: \"git\") { colour } }"}, []string{"GRAPHQL_VALIDATION_FAILED", "colour", "line 1, column 23"}},
		{"graphql", arguments{"query": "{ t: tools(first: 101) { totalCount } }"}, []string{"BAD_USER_INPUT", "`first`", "(at t)"}},
		{"graphql", arguments{"query": "mutation { destroy }"}, []string{`does not support operation type "mutation"`}},
		{"graphql", arguments{"query": "subscription { news }"}, []string{`does not support operation type "subscription"`}},
		{"graphql", arguments{"query": "query($n: Int!) { tools(first: $n) { totalCount } }", "variables": arguments{"n": "many"}}, []string{"variable $n"}},

		// What would fill the model's context.
		{"graphql", arguments{"query": "{ __schema { types { name description fields { name description } } } }"}, []string{"and may have 32000", "`first`"}},
	} {
		got := session.Refused(t, refused.tool, refused.arguments)
		for _, want := range refused.says {
			if !strings.Contains(got, want) {
				t.Errorf("%s %v is refused with\n%s\nwhich lacks %s", refused.tool, refused.arguments, got, want)
			}
		}
	}
	got := session.Refused(t, "skill_gap", map[string]any{"role": learningRole, "have": []string{"language:pyton"}})
	if strings.Count(got, "pyton") != 1 {
		t.Errorf("one thing that is wrong is told again:\n%s", got)
	}
	_, err := session.CallTool(t.Context(), &mcp.CallToolParams{Name: "destroy"})
	if err == nil || !strings.Contains(err.Error(), `unknown tool "destroy"`) {
		t.Errorf("an unknown tool: %v", err)
	}
}

// failing is an API that fails as a store does.
type failing struct{}

func (failing) Answer(context.Context, graph.Request) *graph.Response {
	return &graph.Response{Data: json.RawMessage("null"), Errors: gqlerror.List{{
		Message: "internal error; the server's log has it under the id", Extensions: map[string]any{"code": "INTERNAL", "id": "ABC"},
	}}}
}

// TestFailure has the id by which the server's log can be searched.
func TestFailure(t *testing.T) {
	server := httptest.NewServer(agents.NewServer(failing{}, agents.Config{Version: "(test)", Schema: true, GraphQL: true}, slog.New(slog.DiscardHandler)).Handler())
	defer server.Close()
	session := agentstest.Connect(t, &mcp.StreamableClientTransport{Endpoint: server.URL})
	for tool, arguments := range map[string]map[string]any{
		"search":  {"query": "git"},
		"graphql": {"query": "{ graph { version } }"},
	} {
		if got := session.Refused(t, tool, arguments); got != "INTERNAL: internal error; the server's log has it under the id (ABC)" {
			t.Errorf("%s says %s", tool, got)
		}
	}
}

// TestArgumentsAreNotRepeated has arguments that are too long refused in few words.
func TestArgumentsAreNotRepeated(t *testing.T) {
	session := onSeed(t)
	for tool, arguments := range map[string]map[string]any{
		"graphql":       {"query": strings.Repeat("x", 100_001)},
		"search":        {"query": strings.Repeat("é", 1000)},
		"compare_roles": {"roles": []string{strings.Repeat("x", 5000), "y", "z", "z", "z", "z", "z", "z", "z"}},
	} {
		if said := session.Refused(t, tool, arguments); len(said) > 400 || strings.Contains(said, strings.Repeat("x", 400)) {
			t.Errorf("%s says %d bytes: %.200s", tool, len(said), said)
		}
	}
}
