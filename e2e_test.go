package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"rolegraph/agents"
	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/seed"
	"rolegraph/store/embedded"
	"rolegraph/store/neo4j"
	"rolegraph/store/neo4j/neo4jtest"
)

func TestMain(m *testing.M) {
	if whom := os.Getenv(attackedVariable); whom != "" {
		os.Exit(attackers(whom))
	}
	os.Exit(neo4jtest.Main(m))
}

var silent = slog.New(slog.DiscardHandler)

// everything is what a server offers without flags.
var everything = offers{schema: true, pages: true, agents: agents.Config{Version: "(test)", Schema: true, GraphQL: true}}

// onStores runs a test over HTTP, with the embedded store, whose every response
// must be that of gqlgen's executor, and then with Neo4j, whose every response must
// equal the embedded store's to the byte.
func onStores(t *testing.T, joins *kg.Joins, facts []*kg.Facts, test func(*testing.T, *client)) {
	t.Helper()
	store, err := embedded.New(joins, facts...)
	if err != nil {
		t.Fatal(err)
	}
	address := serveStore(t, store)
	config := graph.DefaultConfig()
	config.Executor = graph.Generated
	generated := &client{address: serveConfigured(t, store, config)}
	t.Run("embedded", func(t *testing.T) { test(t, &client{address: address, same: generated}) })
	t.Run("neo4j", func(t *testing.T) {
		test(t, &client{address: serveStore(t, filled(t, joins, facts...)), same: &client{address: address}, onNeo4j: true})
	})
}

// unlimited has no limits but those that depend on the schema and the graph.
func unlimited() graph.Config {
	const none = 1_000_000_000
	config := graph.DefaultConfig()
	config.Limits = graph.Limits{
		Body: config.Limits.Body, Tokens: config.Limits.Tokens, Depth: none, Aliases: none, RootFields: none, RepeatedFields: none, FragmentSpreads: none,
		Directives: none, Variables: none, Deadline: config.Limits.Deadline,
	}
	return config
}

func serveStore(t *testing.T, store kg.Store) string {
	return serveConfigured(t, store, graph.DefaultConfig())
}

func serveConfigured(t *testing.T, store kg.Store, config graph.Config) string {
	server := httptest.NewServer(routes(graph.NewService(store, silent, config), store, everything, silent))
	t.Cleanup(server.Close)
	return server.URL
}

// filled is a store of a wiped Neo4j with facts.
func filled(t testing.TB, joins *kg.Joins, facts ...*kg.Facts) kg.Store {
	t.Helper()
	server := neo4jtest.Shared(t)
	server.Wipe(t)
	store, err := neo4j.Open(neo4j.Config{URI: server.URI, Username: server.Username, Password: server.Password, Log: silent}, joins)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close(context.WithoutCancel(t.Context())) })
	for _, f := range facts {
		if _, err := store.Replace(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	// As a server does before it is ready: a database that has just begun takes
	// longer to give the index than an operation may.
	if _, err := store.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
	return store
}

// onSeed is onStores with the seed.
func onSeed(t *testing.T, test func(*testing.T, *client)) {
	t.Helper()
	facts, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	onStores(t, joins, []*kg.Facts{facts}, test)
}

// ofSeed is an embedded store of the seed.
func ofSeed(tb testing.TB) kg.Store {
	tb.Helper()
	facts, joins, err := seed.Load()
	if err != nil {
		tb.Fatal(err)
	}
	store, err := embedded.New(joins, facts)
	if err != nil {
		tb.Fatal(err)
	}
	return store
}

// client asks a server as any client would.
type client struct {
	address string
	same    *client // if set, it must answer alike
	onNeo4j bool
}

// reply is an HTTP response.
type reply struct {
	status int
	header http.Header
	body   string
}

// do sends a request, and sends it to the other server as well. What Neo4j has not
// answered in time is asked again: on a busy machine it may take as long as that to
// plan a statement, and the tests are about answers.
func (c *client) do(t *testing.T, method, path string, header map[string]string, body string) reply {
	t.Helper()
	got := c.send(t, method, path, header, body)
	if c.same == nil {
		return got
	}
	for range 3 {
		if strings.Contains(got.body, `"code":"TIMEOUT"`) {
			got = c.send(t, method, path, header, body)
		}
	}
	if want := c.same.send(t, method, path, header, body); got.status != want.status || got.body != want.body {
		t.Errorf("the stores differ:\nneo4j    %d %s\nembedded %d %s\nasked %s", got.status, got.body, want.status, want.body, body)
	}
	return got
}

// send sends a request.
func (c *client) send(t *testing.T, method, path string, header map[string]string, body string) reply {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, c.address+path, bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range header {
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{response.StatusCode, response.Header, string(content)}
}

// post sends an operation as the specification's media type.
func (c *client) post(t *testing.T, query string, variables map[string]any) reply {
	t.Helper()
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		t.Fatal(err)
	}
	return c.do(t, http.MethodPost, "/graphql", map[string]string{
		"Content-Type": "application/json", "Accept": "application/graphql-response+json",
	}, string(body))
}

// data asks for an operation that must succeed, and gives its `data` as JSON.
func (c *client) data(t *testing.T, query string, variables map[string]any) string {
	t.Helper()
	got := c.post(t, query, variables)
	var response struct {
		Data   json.RawMessage
		Errors json.RawMessage
	}
	if err := json.Unmarshal([]byte(got.body), &response); err != nil || got.status != http.StatusOK || response.Errors != nil {
		t.Fatalf("%s\nwas answered %d %s", query, got.status, got.body)
	}
	return string(response.Data)
}

// wants checks that an operation's data is this JSON, white space aside.
func (c *client) wants(t *testing.T, query, want string) {
	t.Helper()
	var compact bytes.Buffer
	if err := json.Compact(&compact, []byte(want)); err != nil {
		t.Fatal(err)
	}
	if got := c.data(t, query, nil); got != compact.String() {
		t.Errorf("%s\n got %s\nwant %s", query, got, compact.String())
	}
}

// counting counts what is executed on a store.
type counting struct {
	kg.Store
	executed int
	branches int
}

func (c *counting) Execute(ctx context.Context, plan *kg.Plan) (*kg.Result, error) {
	c.executed++
	c.branches = len(plan.Branches)
	return c.Store.Execute(ctx, plan)
}

// nested is an operation of four levels and twenty lists.
const nested = `{ roles { totalCount nodes { name
  skills { edges { weight node { name roles { totalCount nodes { name tools { totalCount nodes { name } } skills { totalCount nodes { name } } } } } } }
  tools { edges { weight node { name roles { totalCount nodes { name tools { totalCount nodes { name } } skills { totalCount nodes { name } } } } } } }
  languages { edges { weight node { name roles { totalCount nodes { name tools { totalCount nodes { name } } skills { totalCount nodes { name } } } } } } }
  industries { edges { weight node { name roles { totalCount nodes { name tools { totalCount nodes { name } } skills { totalCount nodes { name } } } } } } }
  degrees { edges { weight node { name roles { totalCount nodes { name tools { totalCount nodes { name } } } } } } }
} } }`

// TestNestedOperationIsOnePlan has the store asked once, whatever the nesting;
// that Neo4j answers a plan by one statement is tested where that store is.
func TestNestedOperationIsOnePlan(t *testing.T) {
	counted := &counting{Store: ofSeed(t)}
	c := &client{address: serveStore(t, counted)}
	c.data(t, nested, nil)
	if counted.executed != 1 || counted.branches != 20 {
		t.Errorf("the store was asked %d times, at last for %d branches; want once, for twenty", counted.executed, counted.branches)
	}
}

// BenchmarkNestedOperation answers an operation of four levels and twenty lists
// from its text to its JSON, on the seed.
func BenchmarkNestedOperation(b *testing.B) {
	service := graph.NewService(ofSeed(b), silent, graph.DefaultConfig())
	b.ReportAllocs()
	for b.Loop() {
		response := service.Answer(b.Context(), graph.Request{Query: nested})
		if len(response.Errors) > 0 {
			b.Fatal(response.Errors)
		}
		b.ReportMetric(float64(len(response.Data)), "bytes")
	}
}
