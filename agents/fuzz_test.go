package agents_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"rolegraph/agents"
	"rolegraph/graph"
	"rolegraph/seed"
	"rolegraph/store/embedded"
)

// FuzzMessages sends any bytes by both ways: as a message over HTTP, and as lines of
// messages after one that opens a session. They are answered or refused, and never a
// fault of the program; what is written is lines of JSON.
func FuzzMessages(f *testing.F) {
	facts, joins, err := seed.Load()
	if err != nil {
		f.Fatal(err)
	}
	store, err := embedded.New(joins, facts)
	if err != nil {
		f.Fatal(err)
	}
	var log bytes.Buffer
	server := agents.NewServer(
		graph.NewService(store, slog.New(slog.DiscardHandler), graph.DefaultConfig()),
		agents.Config{Version: "(test)", Schema: true, GraphQL: true}, slog.New(slog.NewTextHandler(&log, nil)),
	)
	handler := server.Handler()
	const opening = `{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"t","version":"1"}}}
{"jsonrpc":"2.0","method":"notifications/initialized"}
`
	f.Add([]byte(strings.SplitAfter(opening, "\n")[0]))
	for _, call := range []string{
		`{"name":"search","arguments":{"query":"git","first":2}}`,
		`{"name":"describe","arguments":{"id":"role:data-scientist"}}`,
		`{"name":"compare_roles","arguments":{"roles":["data-science-engineer","machine-learning-software-engineer"]}}`,
		`{"name":"skill_gap","arguments":{"role":"data-science-engineer","have":["skill:programming"]}}`,
		`{"name":"paths","arguments":{"from":"tool:git","to":"tool:docker"}}`,
		`{"name":"graphql","arguments":{"query":"{ graph { version } }","variables":{"a":1}}}`,
		`{"name":"search","arguments":null}`,
		`{"name":1}`,
	} {
		f.Add([]byte(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":` + call + `}`))
	}
	for _, message := range []string{
		`{"jsonrpc":"2.0","id":"a","method":"tools/list","params":{"cursor":"x"}}`, `{"jsonrpc":"2.0","id":1,"method":"resources/list"}`,
		`{"jsonrpc":"2.0","id":1,"method":"resources/read","params":{"uri":"rolegraph://schema"}}`,
		`{"jsonrpc":"2.0","id":1,"method":"completion/complete","params":{"ref":{"type":"ref/resource","uri":"x"},"argument":{"name":"type","value":"R"}}}`,
		`{"jsonrpc":"2.0","id":1,"method":"ping"}`, `{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}`,
		`{"jsonrpc":"2.0","id":1,"result":{}}`, `{"jsonrpc":"2.0","id":1,"error":{}}`, `[]`, `null`, ``, `{`, "\xff\n\n{}",
	} {
		f.Add([]byte(message))
	}
	f.Fuzz(func(t *testing.T, message []byte) {
		log.Reset()
		request := httptest.NewRequest(http.MethodPost, "http://127.0.0.1/mcp", bytes.NewReader(message))
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Accept", "application/json, text/event-stream")
		response := httptest.NewRecorder()
		handler.ServeHTTP(response, request)
		if response.Code >= http.StatusInternalServerError {
			t.Errorf("%s\nis answered %d %s", message, response.Code, response.Body)
		}
		var out bytes.Buffer
		_ = server.Serve(t.Context(), io.NopCloser(io.MultiReader(strings.NewReader(opening), bytes.NewReader(message))), &out) // what ends it is for the client
		for line := range bytes.Lines(out.Bytes()) {
			if !json.Valid(line) {
				t.Errorf("%s\nis answered %s", message, line)
			}
		}
		if log.Len() > 0 {
			t.Errorf("%s\nfails: %s", message, log.String())
		}
	})
}
