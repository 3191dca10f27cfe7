package main

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"rolegraph/graph"
	"rolegraph/kg"
)

// explained is a response that explains itself.
type explained struct {
	Data       json.RawMessage
	Errors     json.RawMessage
	Extensions struct{ Explain *graph.Explanation }
}

// explain asks for an operation with `extensions.explain`.
func explain(t *testing.T, c *client, query, how string) explained {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "extensions": map[string]any{"explain": json.RawMessage(how)}})
	if err != nil {
		t.Fatal(err)
	}
	got := c.do(t, http.MethodPost, "/graphql", map[string]string{"Content-Type": "application/json"}, string(body))
	var response explained
	if err := json.Unmarshal([]byte(got.body), &response); err != nil {
		t.Fatalf("%s: %v", got.body, err)
	}
	return response
}

const explainable = `{ both: compareRoles(roles: ["data-science-engineer", "machine-learning-software-engineer"]) { overlap { jaccard } }
	language(slug: "python") { roles(first: 5) { nodes { tools(link: {minWeight: 0.5}) { totalCount facets(by: CATEGORY) { value } } } } } }`

// TestExplain has its figures counted by hand: the seed's two roles have 58
// links to what is compared, and Python leads to these two roles, whose links
// to tools are 24, all of which are looked at for the total and for the facets.
func TestExplain(t *testing.T) {
	onSeed(t, func(t *testing.T, c *client) {
		onNeo4j := c.onNeo4j
		c = &client{address: c.address} // times differ
		plain := c.data(t, explainable, nil)
		got := explain(t, c, explainable, "true")
		if string(got.Data) != plain || got.Errors != nil || got.Extensions.Explain == nil {
			t.Fatalf("the answer with its explanation is %+v", got)
		}
		e := got.Extensions.Explain
		want := []graph.ExplainedField{
			{Path: "both.overlap", Cost: 58},
			{Path: "language.roles.nodes.tools", Cost: 2 + 24},
			{Path: "language.roles.nodes.tools.facets", Cost: 24},
			{Path: "language.roles", Cost: 2},
			{Path: "language", Cost: 1},
		}
		if e.Cost.Total != 111 || e.Cost.Limit != graph.DefaultCostLimit || !slices.Equal(e.Cost.Fields, want) {
			t.Errorf("the cost is %+v, want %v", e.Cost, want)
		}
		if plan := strings.Join(e.Plan, "\n"); len(e.Plan) != 5 || !strings.Contains(plan, "\n  language.roles: <-[USES_LANGUAGE]- roles; first 5 by weight, descending; costs 2") ||
			!strings.Contains(plan, "\n    language.roles.nodes.tools: -[USES_TOOL]-> tools; links of weight 0.5 and more; total; costs 26") ||
			!strings.Contains(plan, "\n      language.roles.nodes.tools.facets: counts by category; first 20; costs 24") {
			t.Errorf("the plan is\n%s", plan)
		}
		stages := ""
		for _, stage := range e.Stages {
			stages += stage.Name + " "
		}
		wantStages := "parse validate plan execute answer "
		if onNeo4j {
			wantStages += "profile "
		}
		if stages != wantStages {
			t.Errorf("the stages are %s", stages)
		}
		if onNeo4j {
			if e.Touched == nil || e.Touched.Nodes != nil || e.Touched.Hits == nil || *e.Touched.Hits < 100 {
				t.Errorf("touched is %+v", e.Touched)
			}
			text := strings.Join(e.Statement.Text, "\n")
			if !strings.Contains(text, "MATCH (p)<-[l:USES_LANGUAGE]-(n)") || !slices.Contains(e.Statement.Parameters, "ids0") || !slices.IsSorted(e.Statement.Parameters) {
				t.Errorf("the statement is %+v", e.Statement)
			}
			for _, name := range e.Statement.Parameters {
				if !strings.Contains(text, "$"+name) {
					t.Errorf("the statement has no parameter %s", name)
				}
			}
			return
		}
		if e.Statement != nil || e.Touched == nil || *e.Touched.Nodes != 1 || *e.Touched.Links != 58+2+24+24 {
			t.Errorf("touched is %+v, the statement %+v", e.Touched, e.Statement)
		}
	})
}

func TestExplainOnlyExecutesNothing(t *testing.T) {
	counted := &counting{Store: ofSeed(t)}
	c := &client{address: serveStore(t, counted)}
	got := explain(t, c, explainable, `"only"`)
	if e := got.Extensions.Explain; counted.executed != 0 || string(got.Data) != "null" || got.Errors != nil || e == nil || e.Touched != nil || len(e.Plan) != 5 || e.Cost.Total != 111 {
		t.Errorf("%d plans were executed, and the answer is %+v", counted.executed, got)
	}
}

func TestExplainIsAsked(t *testing.T) {
	c := &client{address: serveStore(t, ofSeed(t))}
	for how, want := range map[string]bool{"true": true, "false": false, "null": false} {
		if got := explain(t, c, explainable, how); (got.Extensions.Explain != nil) != want || got.Data == nil {
			t.Errorf("explain %s: %+v", how, got)
		}
	}
	for _, how := range []string{`"yes"`, `1`, `{}`, `["only"]`} {
		body := `{"query": "{ graph { version } }", "extensions": {"explain": ` + how + `}}`
		got := c.do(t, http.MethodPost, "/graphql", map[string]string{"Content-Type": "application/json", "Accept": "application/graphql-response+json"}, body)
		refused(t, how, got, refusal{400, "BAD_USER_INPUT", "`extensions.explain` must be true, false or \"only\""})
	}
	refused(t, "an invalid operation", c.post(t, "{ tools(first: 0) { totalCount } }", nil), refusal{400, "BAD_USER_INPUT", "`first` is 0"})

	config := graph.DefaultConfig()
	config.Explain = false
	quiet := &client{address: serveConfigured(t, ofSeed(t), config)}
	for _, how := range []string{"true", `"only"`} {
		got := explain(t, quiet, explainable, how)
		if got.Data != nil || !strings.Contains(string(got.Errors), "this server does not explain") {
			t.Errorf("explain %s where it is switched off: %+v", how, got)
		}
	}
	if got := explain(t, quiet, explainable, "false"); got.Data == nil {
		t.Errorf("nothing explained: %+v", got)
	}
}

// TestCostLimit asks at the limit and one below it.
func TestCostLimit(t *testing.T) {
	serve := func(store kg.Store, limit int) *client {
		config := graph.DefaultConfig()
		config.CostLimit = limit
		return &client{address: serveConfigured(t, store, config)}
	}
	serve(ofSeed(t), 111).data(t, explainable, nil)
	counted := &counting{Store: ofSeed(t)}
	c := serve(counted, 110)
	got := c.post(t, explainable, nil)
	refused(t, "one above the limit", got, refusal{400, "QUERY_TOO_COSTLY", "may touch 111 nodes and links; at most 110 are allowed. `both.overlap` is its dearest field, with 58"})
	if !strings.Contains(got.body, `"path":["both","overlap"]`) || !strings.Contains(got.body, `"cost":111`) || !strings.Contains(got.body, `"limit":110`) {
		t.Errorf("the refusal is %s", got.body)
	}
	// What is too costly can be looked at.
	for _, how := range []string{"true", `"only"`} {
		if got := explain(t, c, explainable, how); got.Extensions.Explain == nil || (got.Errors == nil) != (how == `"only"`) {
			t.Errorf("explain %s of what is too costly: %+v", how, got)
		}
	}
	if counted.executed != 0 {
		t.Errorf("%d plans were executed", counted.executed)
	}
	if got := serve(ofSeed(t), 50).post(t, `{ compareRoles(roles: ["data-science-engineer"]) { a: matrix { totalCount } b: matrix(first: 1) { edges { cursor } } c: overlap { shared } } }`, nil); !strings.Contains(got.body, "compare fewer roles") {
		t.Errorf("the refusal of a matrix says %s", got.body)
	}
	// Searching is work already while planning: it ends at the limit, too. What
	// is asked twice is searched once.
	const twice = `{ a: search(text: "py") { totalCount } b: search(text: "py") { totalCount } tools(where: {text: "py"}) { totalCount } again: tools(where: {text: " py "}) { totalCount } }`
	if got := explain(t, c, twice, `"only"`); got.Extensions.Explain.Cost.Total != 3+3+3 { // a search of all kinds and one of tools; and one tool to find, look at and count
		t.Errorf("the same text twice costs %+v", got.Extensions.Explain.Cost)
	}
	if got := explain(t, serve(ofSeed(t), 1), twice, `"only"`); !strings.Contains(strings.Join(got.Extensions.Explain.Plan, "\n"), "texts are not searched") {
		t.Errorf("beyond the limit the plan is %v", got.Extensions.Explain.Plan)
	}
	refused(t, "four searches", serve(ofSeed(t), 7).post(t, `{ a: search(text: "a") { totalCount } b: search(text: "b") { totalCount } c: search(text: "c") { totalCount } tools(where: {text: "d"}) { totalCount } }`, nil),
		refusal{400, "QUERY_TOO_COSTLY", "at most 7 are allowed"})
}
