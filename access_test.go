package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"rolegraph/access"
	"rolegraph/agents/agentstest"
	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/store/embedded"
)

// tokenFor makes a token for a client, as a person does, and the line for the file.
func tokenFor(t *testing.T, name string) (token, line string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"rolegraph", "token", name}, nil, &stdout, &stderr); status != done {
		t.Fatalf("status %d: %s", status, stderr.String())
	}
	token, line, _ = strings.Cut(strings.TrimSuffix(stdout.String(), "\n"), "\n")
	if strings.Contains(stderr.String(), token) {
		t.Errorf("the token is among the messages: %s", stderr.String())
	}
	return token, line
}

// fileOf writes a file.
func fileOf(t *testing.T, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestListeningBeyondThisMachine takes a decision. What is allowed ends here before it
// listens, as there is no such data file.
func TestListeningBeyondThisMachine(t *testing.T) {
	_, line := tokenFor(t, "ci")
	tokens := fileOf(t, line)
	const undecided = "say --public to answer everybody, or --tokens FILE"
	const allowed = ". is no file, and so no data file of rolegraph"
	for _, c := range []struct {
		args   string
		status int
		stderr string
	}{
		{"--listen 127.0.0.1:0", failed, allowed},
		{"--listen 127.1.2.3:0", failed, allowed},
		{"--listen [::1]:0", failed, allowed},
		{"--listen [::ffff:127.0.0.1]:0", failed, allowed},
		{"--listen localhost:0", failed, allowed},
		{"--listen :8080", wrongUsage, undecided},
		{"--listen :8080", wrongUsage, "--listen 127.0.0.1:8080 answers this machine alone"},
		{"--listen 0.0.0.0:0", wrongUsage, undecided},
		{"--listen [::]:0", wrongUsage, undecided},
		{"--listen 192.0.2.1:80", wrongUsage, undecided},
		{"--listen [2001:db8::1]:80", wrongUsage, undecided},
		{"--listen [::ffff:192.0.2.1]:80", wrongUsage, undecided},
		{"--listen 0.0.0.0:0 --public=false", wrongUsage, undecided},
		{"--listen 0.0.0.0:0 --public", failed, allowed},
		{"--listen 0.0.0.0:0 --tokens " + tokens, failed, allowed},
		{"--listen 127.0.0.1:0 --tokens " + tokens, failed, allowed},
		{"--public --tokens " + tokens, wrongUsage, "choose one of them"},
		{"--tokens nowhere", failed, "nowhere: no such file"},
		{"--tokens " + fileOf(t, line, "ci"), failed, "line 2: expected a name"},
		{"--listen nobody.invalid:80 --public", failed, "can't listen on nobody.invalid:80"},
		{"--listen 127.0.0.1:99999", failed, "can't listen on 127.0.0.1:99999"},
		{"--budget -1", wrongUsage, "-1 is no budget"},
		{"--budget 9999", wrongUsage, "9999 is no budget; it must be from 10000 to 1000000000000, or 0 for no bound"},
		{"--budget 1000000000001", wrongUsage, "is no budget"},
		{"--trusted-proxy 10.0.0.0/8 --trusted-proxy ::1", failed, allowed},
		{"--trusted-proxy proxy.example", wrongUsage, `"proxy.example" is no address or network`},
		{"--trusted-proxy 10.0.0.0/33", wrongUsage, "is no address or network"},
		{"token", wrongUsage, "name the client"},
		{"token a b", wrongUsage, "name the client"},
		{"token Ann", wrongUsage, `"Ann" can't name a client`},
	} {
		var stdout, stderr bytes.Buffer
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		status := run(ctx, append([]string{"rolegraph", "--data", "."}, strings.Fields(c.args)...), nil, &stdout, &stderr)
		cancel()
		if status != c.status || !strings.Contains(stderr.String(), c.stderr) || stdout.String() != "" {
			t.Errorf("%s: status %d\n%s%s", c.args, status, stdout.String(), stderr.String())
		}
	}
	t.Setenv("ROLEGRAPH_LISTEN", "0.0.0.0:0")
	t.Setenv("ROLEGRAPH_PUBLIC", "true")
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"rolegraph", "--data", "."}, nil, &stdout, &stderr); status != failed || !strings.Contains(stderr.String(), allowed) {
		t.Errorf("by the environment: status %d\n%s", status, stderr.String())
	}
}

// TestServerForThoseWithTokens asks each path, with and without.
func TestServerForThoseWithTokens(t *testing.T) {
	token, line := tokenFor(t, "ci")
	seedOnly(t)
	file := fileOf(t, line)
	p := started(t, "--tokens", file)
	c := &client{address: p.address}
	const query = `{"query": "{ tool(slug: \"git\") { name } }"}`
	post := map[string]string{"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
	const initialize = `{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}`
	for _, r := range []struct {
		method, path, body string
		guarded            bool
		says               string
	}{
		{"POST", "/graphql", query, true, `{"data":{"tool":{"name":"Git"}}}`},
		{"GET", "/graphql?query=%7Bgraph%7B__typename%7D%7D", "", true, `{"data":{"graph":{"__typename":"Graph"}}}`},
		{"POST", "/mcp", initialize, true, `"serverInfo"`},
		{"GET", "/schema.graphql", "", true, graph.SDL()},
		{"GET", "/metrics", "", true, "go_goroutines"},
		{"GET", "/healthz", "", false, "ok\n"},
		{"GET", "/readyz", "", false, "ready\n"},
		{"GET", "/", "", false, "<html"},
		{"GET", "/playground", "", false, "<html"},
		// Whether there is such an entity is for those who have a token.
		{"GET", "/tool/git", "", false, "<html"},
		{"GET", "/tool/no-such-tool", "", false, "<html"},
	} {
		header := map[string]string{}
		if r.method == "POST" {
			header = map[string]string{"Content-Type": post["Content-Type"], "Accept": post["Accept"]}
		}
		for _, shown := range []string{"", "Bearer " + token[:len(token)-1], "Bearer " + token} {
			if shown != "" {
				header["Authorization"] = shown
			}
			got := c.do(t, r.method, r.path, header, r.body)
			if r.guarded && shown != "Bearer "+token {
				if got.status != http.StatusUnauthorized || !strings.HasPrefix(got.header.Get("WWW-Authenticate"), "Bearer") || strings.Contains(got.body, r.says) {
					t.Errorf("%s %s with %q: %d %v %.200s", r.method, r.path, shown, got.status, got.header, got.body)
				}
				if strings.HasPrefix(r.path, "/graphql") {
					refused(t, r.path, got, refusal{http.StatusUnauthorized, "UNAUTHENTICATED", ""})
				}
				continue
			}
			if got.status != http.StatusOK || !strings.Contains(got.body, r.says) {
				t.Errorf("%s %s with %q: %d %.200s", r.method, r.path, shown, got.status, got.body)
			}
		}
	}

	// The command line shows the token of the environment, or of a file.
	ask := func(args ...string) (int, string, string) {
		return answered(t, `{ tool(slug: "git") { name } }`, append([]string{"--url", p.address + "/graphql"}, args...)...)
	}
	if status, _, stderr := ask(); status != failed || !strings.Contains(stderr, "this is not allowed (status 401); ROLEGRAPH_TOKEN or --token-file may hold a token for it") {
		t.Errorf("without a token: %d %s", status, stderr)
	}
	if status, stdout, stderr := ask("--token-file", fileOf(t, token, "")); status != done || stdout != `{"data":{"tool":{"name":"Git"}}}`+"\n" {
		t.Errorf("with a file: %d %s%s", status, stdout, stderr)
	}
	for _, text := range []string{"", "two words", "x\x00y", strings.Repeat("x", 5000)} {
		if status, _, stderr := ask("--token-file", fileOf(t, text)); status != failed || !strings.Contains(stderr, "has no token; expected one, alone in the file") {
			t.Errorf("with a file of %.20q: %d %s", text, status, stderr)
		}
	}
	t.Setenv("ROLEGRAPH_TOKEN", token)
	if status, _, stderr := ask(); status != done {
		t.Errorf("with the environment: %d %s", status, stderr)
	}
	t.Setenv("ROLEGRAPH_TOKEN", "rolegraph_other")
	if status, _, stderr := ask(); status != failed || !strings.Contains(stderr, "does not take the token that it was shown (status 401)") || strings.Contains(stderr, "rolegraph_other") {
		t.Errorf("with a wrong token: %d %s", status, stderr)
	}

	// Who is taken from the file is not let in any more, and the server goes on.
	if err := os.WriteFile(file, []byte("# nobody\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	withToken := func() int {
		return c.do(t, "GET", "/schema.graphql", map[string]string{"Authorization": "Bearer " + token}, "").status
	}
	for deadline := time.Now().Add(20 * time.Second); withToken() != http.StatusUnauthorized; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("who was taken from the file is still let in")
		}
	}
	p.stop()
	for _, secret := range []string{token, strings.Fields(line)[1], "rolegraph_other"} {
		if strings.Contains(p.stderr.String(), secret) {
			t.Errorf("the log has %s", p.stderr.String())
		}
	}
}

// shows is a transport that shows a token.
type shows struct{ token string }

func (s shows) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+s.token)
	return http.DefaultTransport.RoundTrip(r)
}

// allUseAll is a graph of a hundred roles that use a hundred tools each.
func allUseAll() *kg.Facts {
	facts := &kg.Facts{Source: kg.Source{Slug: "own", Name: "Own"}}
	for i := range 100 {
		role, tool := kg.Slug(fmt.Sprint("role-", i)), kg.Slug(fmt.Sprint("tool-", i))
		facts.Nodes = append(facts.Nodes, kg.NodeFact{Kind: kg.Role, Slug: role, Name: string(role)}, kg.NodeFact{Kind: kg.Tool, Slug: tool, Name: string(tool)})
		for j := range 100 {
			facts.Links = append(facts.Links, kg.LinkFact{Relation: kg.UsesTool, From: role, To: kg.Slug(fmt.Sprint("tool-", j))})
		}
	}
	return facts
}

// dear asks for the ten thousand links.
const dear = `{ roles(first: 100) { nodes { tools(first: 100) { nodes { slug } } } } }`

// TestBudgetOfAClient spends it over HTTP and as an agent, which is the same budget.
func TestBudgetOfAClient(t *testing.T) {
	token, line := tokenFor(t, "ci")
	another, anotherLine := tokenFor(t, "another")
	store, err := embedded.New(&kg.Joins{}, allUseAll())
	if err != nil {
		t.Fatal(err)
	}
	gate, err := access.Open(access.Config{Tokens: fileOf(t, line, anotherLine), Budget: 10_000, Log: silent})
	if err != nil {
		t.Fatal(err)
	}
	config, guarded := graph.DefaultConfig(), everything
	config.Meter, guarded.gate = gate.Meter(), gate
	server := httptest.NewServer(routes(graph.NewService(store, silent, config), store, guarded, silent))
	defer server.Close()
	c := &client{address: server.URL}
	ask := func(token, query string) reply {
		body, _ := json.Marshal(map[string]any{"query": query})
		return c.do(t, "POST", "/graphql", map[string]string{"Content-Type": "application/json", "Authorization": "Bearer " + token}, string(body))
	}
	// A hundred roles cost a point each, beside the 1,000 of a request.
	got := ask(token, `{ roles(first: 100) { nodes { name } } }`)
	if got.status != http.StatusOK || got.header.Get("RateLimit-Policy") != `"cost";q=10000;qu="points";w=60` || got.header.Get("RateLimit") != `"cost";r=8900;t=7` {
		t.Fatalf("%d %v %.300s", got.status, got.header, got.body)
	}
	got = ask(token, dear)
	refused(t, "never", got, refusal{http.StatusOK, "QUERY_TOO_COSTLY", "this client may spend at most 9000 at a time: waiting does not help"})
	if got.header.Get("Retry-After") != "" {
		t.Error("there is a time to wait for what will never be")
	}
	got = ask(token, `{ roles(first: 80) { nodes { tools(first: 100) { nodes { slug } } } } }`)
	refused(t, "too soon", got, refusal{http.StatusTooManyRequests, "RATE_LIMITED", "this client may spend"})
	var refusedAs struct {
		Errors []struct {
			Extensions struct{ Cost, Left, RetryAfter int }
		}
	}
	if err := json.Unmarshal([]byte(got.body), &refusedAs); err != nil || len(refusedAs.Errors) != 1 {
		t.Fatalf("%d %.300s", got.status, got.body)
	}
	wait, left := refusedAs.Errors[0].Extensions.RetryAfter, refusedAs.Errors[0].Extensions.Left
	if got.header.Get("Retry-After") != fmt.Sprint(wait) || got.header.Get("RateLimit") != fmt.Sprintf(`"cost";r=%d;t=%d`, left, wait) || wait < 1 || wait > 60 {
		t.Errorf("%v %.300s", got.header, got.body)
	}
	// What is no operation costs the request, too.
	for asked := 0; got.status != http.StatusTooManyRequests || !strings.Contains(got.body, "each request costs 1000"); asked++ {
		if asked == 100 {
			t.Fatalf("still answered: %d %v %s", got.status, got.header, got.body)
		}
		got = ask(token, "no GraphQL")
	}
	refused(t, "too many requests", got, refusal{http.StatusTooManyRequests, "RATE_LIMITED", "try again in"})
	if !strings.Contains(got.body, `"cost":1000`) || !strings.Contains(got.body, `"retryAfter":`+got.header.Get("Retry-After")) {
		t.Errorf("it does not say what it costs, or how long to wait: %v %s", got.header, got.body)
	}

	agent := agentstest.Connect(t, &mcp.StreamableClientTransport{Endpoint: server.URL + "/mcp", HTTPClient: &http.Client{Transport: shows{token: another}}})
	result, err := agent.CallTool(t.Context(), &mcp.CallToolParams{Name: "graphql", Arguments: map[string]any{"query": dear}})
	if err != nil || !result.IsError || !strings.Contains(result.Content[0].(*mcp.TextContent).Text, "QUERY_TOO_COSTLY: the operation costs") {
		t.Errorf("an agent is answered %+v, %v", result, err)
	}
}

func TestBudgetsByFlags(t *testing.T) {
	seedOnly(t)
	for args, want := range map[string]string{
		"":                         "",
		"--public":                 `"cost";q=5000000;qu="points";w=60`,
		"--public --cost-limit 70": `"cost";q=10000;qu="points";w=60`,
		"--public --budget 0":      "",
		"--public --budget 70000":  `"cost";q=70000;qu="points";w=60`,
		"--budget 10000":           `"cost";q=10000;qu="points";w=60`,
		"--public --cost-limit 9223372036854775807": `"cost";q=1000000000000;qu="points";w=60`,
	} {
		p := started(t, strings.Fields(args)...)
		got := p.get(t, "/graphql?query=%7Bgraph%7Bversion%7D%7D")
		if got.status != http.StatusOK || got.header.Get("RateLimit-Policy") != want {
			t.Errorf("%s: %d %s", args, got.status, got.header.Get("RateLimit-Policy"))
		}
		if metrics := p.get(t, "/metrics").status; (metrics == http.StatusForbidden) != strings.Contains(args, "--public") {
			t.Errorf("%s: /metrics has the status %d", args, metrics)
		}
		p.stop()
	}
}

// TestBudgetOfTheProgram has it answer from a file what no budget is enough for.
func TestBudgetOfTheProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "graph.db")
	store, err := embedded.Open(path, &kg.Joins{}, silent)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Replace(t.Context(), allUseAll()); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	c := &client{address: started(t, "--data", path, "--budget", "10000").address}
	refused(t, "dear", c.post(t, dear, nil), refusal{http.StatusBadRequest, "QUERY_TOO_COSTLY", "this client may spend at most 9000 at a time"})
}

// TestOtherNames asks as a browser does for a page whose name leads to this machine.
func TestOtherNames(t *testing.T) {
	seedOnly(t)
	for args, want := range map[string]int{"": http.StatusMisdirectedRequest, "--public": http.StatusOK} {
		p := started(t, strings.Fields(args)...)
		for _, path := range []string{"/graphql?query=%7Bgraph%7Bversion%7D%7D", "/schema.graphql"} {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.address+path, nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Host = "stranger.example"
			response, err := http.DefaultClient.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
			if response.StatusCode != want {
				t.Errorf("%s, %s: %d", args, path, response.StatusCode)
			}
		}
		p.stop()
	}
}
