package graph_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"

	"rolegraph/graph"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// beyond has for each limit the operation that is cheapest to send and passes it,
// and those that make its check work most.
func beyond() map[string]string {
	times := strings.Repeat
	numbered := func(n int, format string) (text string) {
		for i := range n {
			text += fmt.Sprintf(format, i)
		}
		return text
	}
	// Fragments that have each other twice, and so more fields than can be counted.
	doubling := "{ ...F0 }"
	for i := range 200 {
		doubling += fmt.Sprintf(" fragment F%d on X { ...F%d ...F%d }", i, i+1, i+1)
	}
	return map[string]string{
		"body":              times("#", 100_001),
		"tokens":            "{" + times("a ", 2000) + "}",
		"tokens, most":      times("{ ", 49_000),
		"depth":             times("{a", 13) + times("}", 13),
		"depth, most":       times("{a", 660) + times("}", 660),
		"aliases":           "{x{" + numbered(31, "a%d:b ") + "}}",
		"aliases, doubling": doubling + " fragment F200 on X { a: b }",
		"root fields":       "{" + times("a ", 21) + "}",
		"repeated fields":   "{x{" + times("a ", 52) + "}}",
		"repeated, most":    "{x{" + times("a ", 1900) + "}}",
		"fragment spreads":  "{" + numbered(201, "...F%d ") + "}",
		"spreads, most":     "{" + numbered(660, "...F%d ") + "}",
		"directives":        "{x" + times("@a", 51) + "}",
		"variables":         "query(" + numbered(51, "$a%d:A ") + "){x}",
		"introspections":    "{__schema{x}...{__schema{x}}}",
		"introspection":     "{__schema" + times("{a", 15) + times("}", 15) + "}",
		"cost":              `{ roles(first: 100) { nodes { tools(first: 100) { nodes { roles(first: 100) { nodes { tools(first: 100) { nodes { roles(first: 100) { totalCount } } } } } } } } } }`,
		// Names that are compared with all of the schema.
		"a long type name":  "{graph{version}} fragment f on " + times("T", 97_000) + " {x}",
		"long type names":   "{graph{version}}" + numbered(200, " fragment f%d on "+times("T", 460)+" {x}"),
		"a long field name": "{" + times("T", 97_000) + "}",
		"short and many":    "{graph{" + numbered(280, "ver%d ") + "}}",
		// Within the limits, and wrong: the dearest to validate.
		"validation":          "{roles{nodes{" + numbered(1900, "rol%d ") + "}}}",
		"validation, spreads": "{roles{nodes{" + numbered(130, "...F%d ") + "}}}" + numbered(130, " fragment F%d on Role{tools{nodes{x}}}"),
	}
}

// TestRefusalsTakeLittle has each refused with less than 10 MB of memory. How long that
// takes, a benchmark says.
func TestRefusalsTakeLittle(t *testing.T) {
	store, err := embedded.New(nil, storetest.Skewed(100))
	if err != nil {
		t.Fatal(err)
	}
	service := graph.NewService(store, slog.New(slog.DiscardHandler), graph.DefaultConfig())
	for name, query := range beyond() {
		body, err := json.Marshal(map[string]string{"query": query})
		if err != nil {
			t.Fatal(err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		response := refuse(service, body)
		runtime.ReadMemStats(&after)
		if took := after.TotalAlloc - before.TotalAlloc; response.Code < 400 || took > 10<<20 {
			t.Errorf("%s: %d, with %d bytes of memory: %.100s", name, response.Code, took, response.Body)
		}
	}
}

func refuse(service *graph.Service, body []byte) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/graphql-response+json")
	response := httptest.NewRecorder()
	service.ServeHTTP(response, request)
	return response
}

// BenchmarkRefusals is what it takes to refuse, over HTTP.
func BenchmarkRefusals(b *testing.B) {
	store, err := embedded.New(nil, storetest.Skewed(100))
	if err != nil {
		b.Fatal(err)
	}
	service := graph.NewService(store, slog.New(slog.DiscardHandler), graph.DefaultConfig())
	for name, query := range beyond() {
		body, err := json.Marshal(map[string]string{"query": query})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				response := refuse(service, body)
				if response.Code == http.StatusOK {
					b.Fatalf("%d %s", response.Code, response.Body)
				}
			}
		})
	}
}
