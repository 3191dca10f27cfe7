//go:build !race

// With the race detector memory that is kept for other answers is dropped at random.

package graph_test

import (
	"encoding/json"
	"log/slog"
	"testing"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// TestAllocations holds the ways that most operations take to few allocations. The
// counts are those of a known operation, from its request to the text of its
// answer; they grow by the logarithm of the answer's size at most.
func TestAllocations(t *testing.T) {
	store, err := embedded.New(nil, storetest.Skewed(100))
	if err != nil {
		t.Fatal(err)
	}
	service := graph.NewService(store, slog.New(slog.DiscardHandler), graph.DefaultConfig())
	for _, operation := range []struct {
		name, query string
		most        float64
	}{
		{"page", `{ tools(first: 20) { nodes { id name categories sources { name } } } }`, 10},
		{"longer page", `{ tools(first: 100) { nodes { id name categories sources { name } } } }`, 10},
		{"nested", `{ roles(first: 100) { nodes { tools(first: 10) { nodes { roles(first: 5) { nodes { name } } } } } } }`, 18},
		{"evidence", `{ roles(first: 100) { nodes { skills { edges { weight evidence { measure value source { slug } } node { name } } } } } }`, 14},
		{"overlap", `query($a: String!) { compareRoles(roles: [$a, "role-2"]) { overlap { kind shared union jaccard } } }`, 16},
		{"paths", `{ paths(from: "role:role-1", to: "role:role-2", maxHops: 4) { count paths { weight nodes { name } } } }`, 14},
	} {
		request := graph.Request{Query: operation.query, Variables: map[string]any{}}
		if operation.name == "overlap" {
			request.Variables["a"] = string(kg.MakeSlug("role 1"))
		}
		answer := func() {
			response := service.Answer(t.Context(), request)
			if len(response.Errors) > 0 || !json.Valid(response.Data) {
				t.Fatal(operation.name, response.Errors)
			}
			response.Free()
		}
		answer()
		if got := testing.AllocsPerRun(100, answer); got > operation.most {
			t.Errorf("%s takes %v allocations, more than %v", operation.name, got, operation.most)
		} else {
			t.Logf("%s takes %v", operation.name, got)
		}
	}
}
