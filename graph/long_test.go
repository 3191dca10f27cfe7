package graph_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/store/embedded"
)

// TestLongAnswer asks for an answer of few values that are long and recur: it is
// refused by both executors, before all of it is written.
func TestLongAnswer(t *testing.T) {
	facts := &kg.Facts{Source: kg.Source{Slug: "own", Name: "Own"}}
	for i := range 60 {
		role := kg.NodeFact{Kind: kg.Role, Slug: kg.Slug(fmt.Sprintf("role-%d", i)), Name: fmt.Sprintf("Role %d", i)}
		for j := range 200 {
			role.Aliases = append(role.Aliases, fmt.Sprintf("%s %d of %d", strings.Repeat("alias ", 8), j, i))
		}
		tool := kg.NodeFact{Kind: kg.Tool, Slug: kg.Slug(fmt.Sprintf("tool-%d", i)), Name: fmt.Sprintf("Tool %d", i)}
		facts.Nodes = append(facts.Nodes, role, tool)
		for j := range 60 {
			facts.Links = append(facts.Links, kg.LinkFact{Relation: kg.UsesTool, From: role.Slug, To: kg.Slug(fmt.Sprintf("tool-%d", j)), Strength: kg.NoWeight})
		}
	}
	store, err := embedded.New(nil, facts)
	if err != nil {
		t.Fatal(err)
	}
	const query = `{ roles(first: 60) { nodes { tools(first: 60) { nodes { roles(first: %d) { nodes { aliases(first: 5000) } } } } } } }`
	for _, executor := range []graph.Executor{graph.Shaped, graph.Generated} {
		config := graph.DefaultConfig()
		config.Executor = executor
		service := graph.NewService(store, slog.New(slog.DiscardHandler), config)
		response := service.Answer(t.Context(), graph.Request{Query: fmt.Sprintf(query, 1)})
		if len(response.Errors) != 1 || response.Errors[0].Extensions["code"] != "QUERY_TOO_COSTLY" || !strings.Contains(response.Errors[0].Message, "longer than 32 MB") || response.Data != nil {
			t.Errorf("%s: %v, %d bytes", executor, response.Errors, len(response.Data))
		}
		short := service.Answer(t.Context(), graph.Request{Query: `{ roles(first: 60) { nodes { aliases(first: 5000) } } }`})
		if len(short.Errors) > 0 || len(short.Data) < 500_000 {
			t.Errorf("%s: %v, %d bytes", executor, short.Errors, len(short.Data))
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	response := graph.NewService(store, slog.New(slog.DiscardHandler), graph.DefaultConfig()).Answer(cancelled, graph.Request{Query: fmt.Sprintf(query, 1)})
	if len(response.Errors) != 1 || response.Errors[0].Extensions["code"] != "TIMEOUT" {
		t.Errorf("without time: %v", response.Errors)
	}
}
