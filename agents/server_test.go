package agents_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"rolegraph/agents"
	"rolegraph/agents/agentstest"
	"rolegraph/graph"
	"rolegraph/seed"
	"rolegraph/store/embedded"
)

// serverOfSeed is a server of the seed.
func serverOfSeed(t *testing.T) *agents.Server {
	t.Helper()
	facts, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	store, err := embedded.New(joins, facts)
	if err != nil {
		t.Fatal(err)
	}
	return agents.NewServer(graph.NewService(store, slog.New(slog.DiscardHandler), graph.DefaultConfig()), agents.Config{Version: "(test)", Schema: true, GraphQL: true}, slog.New(slog.DiscardHandler))
}

// onSeed is a client of a server of the seed, over HTTP.
func onSeed(t *testing.T) *agentstest.Session {
	t.Helper()
	server := httptest.NewServer(serverOfSeed(t).Handler())
	t.Cleanup(server.Close)
	return agentstest.Connect(t, &mcp.StreamableClientTransport{Endpoint: server.URL})
}

func TestWalk(t *testing.T) {
	agentstest.Walk(t, onSeed(t))
}

// TestInitialization is what a client is told before it asks.
func TestInitialization(t *testing.T) {
	session := onSeed(t)
	told := 0
	server := session.InitializeResult()
	if server.ServerInfo.Name != "rolegraph" || server.ServerInfo.Version != "(test)" {
		t.Errorf("the server calls itself %+v", server.ServerInfo)
	}
	var names []string
	for tool, err := range session.Tools(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, tool.Name)
		if !strings.Contains(server.Instructions, "\n- "+tool.Name+": ") {
			t.Errorf("the instructions do not say what %s is for", tool.Name)
		}
		hints := tool.Annotations
		if !hints.ReadOnlyHint || !hints.IdempotentHint || hints.OpenWorldHint == nil || *hints.OpenWorldHint {
			t.Errorf("%s is said to be %+v", tool.Name, hints)
		}
		// The example in a description can be called.
		_, example, found := strings.Cut(tool.Description, "Example: ")
		var arguments, result map[string]any
		if err := json.NewDecoder(strings.NewReader(example)).Decode(&arguments); err != nil || !found || tool.Title == "" {
			t.Fatalf("%s is described as %q: %s", tool.Name, tool.Title, tool.Description)
		}
		session.Call(t, tool.Name, arguments, &result)
		input, err := json.Marshal(tool.InputSchema)
		if err != nil {
			t.Fatal(err)
		}
		told += len(tool.Name) + len(tool.Description) + len(input)
	}
	t.Logf("%d bytes tell a model of the tools", told)
	if told > 6_500 {
		t.Errorf("%d bytes tell a model of the tools, want at most 6,500", told)
	}
	if got, want := strings.Join(names, " "), "compare_roles describe graphql paths search skill_gap"; got != want {
		t.Errorf("the tools are %s, want %s", got, want)
	}
	if server.Capabilities.Tools.ListChanged || server.Capabilities.Resources.Subscribe {
		t.Errorf("the server promises %+v", server.Capabilities)
	}
}

// TestManyClients asks from many clients at once. When all have gone, nothing of
// them is left.
func TestManyClients(t *testing.T) {
	server := serverOfSeed(t)
	before := runtime.NumGoroutine()
	func() {
		serving := httptest.NewServer(server.Handler())
		defer serving.Close()
		client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
		var clients sync.WaitGroup
		for i := range 20 {
			clients.Go(func() {
				own := &http.Transport{}
				defer own.CloseIdleConnections()
				session, err := client.Connect(t.Context(), &mcp.StreamableClientTransport{
					Endpoint: serving.URL, HTTPClient: &http.Client{Transport: own},
				}, nil)
				if err != nil {
					t.Error(err)
					return
				}
				defer session.Close()
				for range 5 {
					first := i%5 + 1
					result, err := session.CallTool(t.Context(), &mcp.CallToolParams{
						Name: "search", Arguments: map[string]any{"query": "m", "first": first},
					})
					if err != nil || result.IsError || strings.Count(result.Content[0].(*mcp.TextContent).Text, `"score"`) != first {
						t.Errorf("%d: %v %+v", first, err, result)
					}
				}
			})
		}
		clients.Wait()
	}()
	for deadline := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines before, %d after:\n%s", before, runtime.NumGoroutine(), stacks[:runtime.Stack(stacks, true)])
		}
	}
}

// TestHTTPRefusals sends what no client of ours sends.
func TestHTTPRefusals(t *testing.T) {
	server := httptest.NewServer(serverOfSeed(t).Handler())
	defer server.Close()
	const call = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search","arguments":{"query":"git"}}}`
	for name, request := range map[string]struct {
		method, body string
		host         string
		header       map[string]string
		status       int
		says         string
	}{
		"a call":                             {body: call, status: 200, says: `"id\":\"tool:git`},
		"a page of this server":              {body: call, header: map[string]string{"Origin": server.URL, "Sec-Fetch-Site": "same-origin"}, status: 200},
		"a page of another server":           {body: call, header: map[string]string{"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}, status: 403, says: "cross-origin"},
		"one from an older browser":          {body: call, header: map[string]string{"Origin": "https://evil.example"}, status: 403, says: "cross-origin"},
		"a name that leads to loopback":      {body: call, host: "evil.example", header: map[string]string{"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"}, status: 403, says: `Host`},
		"a batch":                            {body: "[" + call + "," + call + "]", status: 400, says: "not a batch"},
		"a batch behind white space":         {body: " \n[" + call + "]", status: 400, says: "not a batch"},
		"a body that is too long":            {body: `{"jsonrpc":"2.0","id":1,"method":"` + strings.Repeat("x", 200_000) + `"}`, status: 413, says: "200000 bytes"},
		"no JSON":                            {body: "hello", status: 400, says: "malformed"},
		"GET, for which there are no events": {method: "GET", status: 405},
		"an unknown method":                  {body: `{"jsonrpc":"2.0","id":1,"method":"tools/destroy"}`, status: 400, says: "tools/destroy"},
		"a wait for changes": {
			body:   `{"jsonrpc":"2.0","id":1,"method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}`,
			header: map[string]string{"Mcp-Protocol-Version": "2026-07-28", "Mcp-Method": "subscriptions/listen"},
			status: 200,
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			method := request.method
			if method == "" {
				method = http.MethodPost
			}
			r, err := http.NewRequestWithContext(ctx, method, server.URL, strings.NewReader(request.body))
			if err != nil {
				t.Fatal(err)
			}
			r.Host = request.host
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Accept", "application/json, text/event-stream")
			for name, value := range request.header {
				r.Header.Set(name, value)
			}
			response, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			defer response.Body.Close()
			var body strings.Builder
			if err := response.Write(&body); err != nil {
				t.Fatal(err)
			}
			if response.StatusCode != request.status || !strings.Contains(body.String(), request.says) {
				t.Errorf("want %d with %s, got\n%.400s", request.status, request.says, body.String())
			}
		})
	}
}

// TestServeEndsWithItsClient has a client on pipes, as one that has started the
// program, leave.
func TestServeEndsWithItsClient(t *testing.T) {
	for _, how := range []string{"the client leaves", "the context ends"} {
		t.Run(how, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			in, toServer := io.Pipe()
			fromServer, out := io.Pipe()
			served := make(chan error, 1)
			go func() { served <- serverOfSeed(t).Serve(ctx, in, out) }()
			session := agentstest.Connect(t, &mcp.IOTransport{Reader: fromServer, Writer: toServer})
			agentstest.Walk(t, session)
			if how == "the client leaves" {
				session.Close()
			} else {
				cancel()
			}
			select {
			case err := <-served:
				if err != nil {
					t.Error(err)
				}
			case <-time.After(10 * time.Second):
				t.Error("it still serves")
			}
		})
	}
}

// TestArgumentsThatAreNull are none; and a message that can't be handled ends nothing.
func TestArgumentsThatAreNull(t *testing.T) {
	server := httptest.NewServer(serverOfSeed(t).Handler())
	defer server.Close()
	for _, tool := range []string{"search", "describe", "compare_roles", "skill_gap", "paths", "graphql"} {
		message := `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"` + tool + `","arguments":null}}`
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL, strings.NewReader(message))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Accept", "application/json, text/event-stream")
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatalf("%s: %v", tool, err)
		}
		body, err := io.ReadAll(response.Body)
		response.Body.Close()
		if err != nil || !strings.Contains(string(body), "missing properties") {
			t.Errorf("%s answers %s %v", tool, body, err)
		}
	}
}

// panicking is an API with a fault.
type panicking struct{}

func (panicking) Answer(context.Context, graph.Request) *graph.Response { panic("a secret") }

// TestPanic is answered under an id that the log has, and ends nothing.
func TestPanic(t *testing.T) {
	var log bytes.Buffer
	server := httptest.NewServer(agents.NewServer(panicking{}, agents.Config{Version: "(test)", Schema: true, GraphQL: true}, slog.New(slog.NewTextHandler(&log, nil))).Handler())
	defer server.Close()
	session := agentstest.Connect(t, &mcp.StreamableClientTransport{Endpoint: server.URL})
	for range 2 {
		_, err := session.CallTool(t.Context(), &mcp.CallToolParams{Name: "search", Arguments: map[string]any{"query": "git"}})
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Fatalf("a fault is told as %v", err)
		}
		_, id, _ := strings.Cut(err.Error(), "under the id ")
		if id == "" || !strings.Contains(log.String(), "id="+id) || !strings.Contains(log.String(), "a secret") {
			t.Errorf("the log has nothing of %v:\n%s", err, log.String())
		}
	}
}
