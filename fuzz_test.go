package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rolegraph/graph"
)

// FuzzAnswer has any operation with any variables: it is answered or refused,
// never a fault of the program, and what is answered is JSON.
func FuzzAnswer(f *testing.F) {
	service := graph.NewService(ofSeed(f), silent, graph.DefaultConfig())
	paths, err := filepath.Glob("graph/examples/*.graphql")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		operation, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(operation), `{"slug": "data-scientist", "after": "AAAA"}`)
	}
	f.Add(`query($w: ToolFilter, $f: Int) { tools(where: $w, first: $f) { totalCount } }`, `{"w": {"or": [{"not": {"text": "x"}}, {"roleCount": {"min": 1}}]}, "f": 3}`)
	f.Add(`query($i: [ID!]!) { nodes(ids: $i) { ...F } } fragment F on Entity { aliases(first: 2) ... on Skill { broader { edges { cursor weight } } } }`, `{"i": ["skill:programming", "x"]}`)
	f.Fuzz(func(t *testing.T, query, variables string) {
		var values map[string]any
		decoder := json.NewDecoder(strings.NewReader(variables))
		decoder.UseNumber()
		if err := decoder.Decode(&values); err != nil {
			return
		}
		response := service.Answer(t.Context(), graph.Request{Query: query, Variables: values})
		for _, problem := range response.Errors {
			if code := problem.Extensions["code"]; code == "INTERNAL" || code == nil {
				t.Errorf("%s\n%s\n%v", query, variables, problem)
			}
		}
		if len(response.Errors) == 0 && !json.Valid(response.Data) {
			t.Errorf("%s\nis answered %s", query, response.Data)
		}
	})
}
