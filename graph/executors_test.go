package graph_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"maps"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// TestExecutorsAgree has random operations on random graphs answered by the shape
// and by gqlgen's code, which walks the operation by itself: both write the same.
func TestExecutorsAgree(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: graph.SDL()})
	asked := map[string]int{} // how often each type was selected of
	answered := 0
	rapid.Check(t, func(t *rapid.T) {
		facts := storetest.Facts(t)
		store, err := embedded.New(nil, facts...)
		if err != nil {
			t.Fatal(err)
		}
		services := map[graph.Executor]*graph.Service{}
		for _, executor := range []graph.Executor{graph.Shaped, graph.Generated} {
			config := unlimited()
			config.Executor = executor
			services[executor] = graph.NewService(store, slog.New(slog.DiscardHandler), config)
		}
		for range 100 {
			text, variables := drawOperation(t, schema, kg.Merge(nil, facts...))
			responses := map[graph.Executor]*graph.Response{}
			for executor, service := range services {
				responses[executor] = service.Answer(t.Context(), graph.Request{Query: text, Variables: maps.Clone(variables)})
			}
			shaped, generated := responses[graph.Shaped], responses[graph.Generated]
			if !bytes.Equal(shaped.Data, generated.Data) || encoded(t, shaped.Errors) != encoded(t, generated.Errors) {
				t.Fatalf("%s\nshaped    %s %v\ngenerated %s %v", text, shaped.Data, shaped.Errors, generated.Data, generated.Errors)
			}
			for _, problem := range shaped.Errors {
				if problem.Extensions["code"] == "INTERNAL" || problem.Extensions["code"] == "GRAPHQL_VALIDATION_FAILED" {
					t.Fatalf("%s\nis refused: %v", text, problem)
				}
			}
			if len(shaped.Errors) == 0 {
				again := services[graph.Shaped].Answer(t.Context(), graph.Request{Query: text, Variables: maps.Clone(variables)})
				if !bytes.Equal(again.Data, shaped.Data) {
					t.Fatalf("%s\nis answered %s, and then, when its plan is known, %s", text, shaped.Data, again.Data)
				}
				again.Free()
				answered++
				countTypes(asked, shaped.Data)
			}
			shaped.Free()
		}
	})
	t.Logf("%d operations were answered, with objects of %d types", answered, len(asked))
	if len(asked) < 45 || answered < 1000 {
		t.Errorf("%d operations with %d types prove too little", answered, len(asked))
	}
}

func encoded(t *rapid.T, value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// countTypes counts the objects of an answer that tell their type.
func countTypes(counts map[string]int, data []byte) {
	var walk func(any)
	walk = func(value any) {
		switch value := value.(type) {
		case map[string]any:
			if name, ok := value["__typename"].(string); ok {
				counts[name]++
			}
			for _, inner := range value {
				walk(inner)
			}
		case []any:
			for _, inner := range value {
				walk(inner)
			}
		}
	}
	var answer any
	if json.Unmarshal(data, &answer) == nil {
		walk(answer)
	}
}
