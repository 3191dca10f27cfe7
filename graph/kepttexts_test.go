package graph_test

import (
	"bytes"
	"encoding/json"
	"log/slog"
	"maps"
	"math/rand/v2"
	"testing"

	"rolegraph/graph"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// keptTexts are operations that show the same entities with the same words, and yet
// another text of them, and the variables that each is asked with.
var keptTexts = []struct {
	document  string
	variables []string // in JSON
}{
	{`query Q($n: Int = 2) { roles { nodes { tools { nodes { slug roles(first: $n) { nodes { slug } } } } } } }`, []string{`{}`, `{"n": 1}`, `{"n": 2}`, `{"n": 100}`}},
	{`query Q($n: Int) { roles { nodes { tools { nodes { slug roles(first: $n) { nodes { slug } } } } } } }`, []string{`{}`, `{"n": null}`, `{"n": 1}`, `{"n": 3}`}},
	{`{ roles { nodes { tools { nodes { slug roles(first: 1) { nodes { slug } } } } } } }`, []string{`{}`}},
	{`{ roles { nodes { tools { nodes { slug roles(first: 2) { nodes { slug } } } } } } }`, []string{`{}`}},
	{`{ roles { nodes { tools { nodes { slug roles(where: {tools: {all: ["anvil"]}}) { nodes { slug } } } } } } }`, []string{`{}`}},
	{`{ roles { nodes { tools { nodes { slug roles(where: {tools: {none: ["anvil"]}}) { nodes { slug } } } } } } }`, []string{`{}`}},
	{`query Q($no: Boolean!) { roles { nodes { tools { nodes { slug roles @skip(if: $no) { totalCount } description } } } } }`, []string{`{"no": true}`, `{"no": false}`}},
	{`query Q($no: Boolean!) { roles { nodes { tools { nodes { slug description ... @include(if: $no) { name roles { totalCount } } } } } } }`, []string{`{"no": true}`, `{"no": false}`}},
	{`query Q($no: Boolean!) { roles { nodes { tools { nodes { slug description ...F @include(if: $no) } } } } } fragment F on Tool { name roles { totalCount } }`, []string{`{"no": true}`, `{"no": false}`}},
	{`{ roles { nodes { tools { nodes { slug description ...F } } } } } fragment F on Tool { name roles { totalCount } }`, []string{`{}`}},
	{`{ roles { nodes { tools { nodes { slug description ...F } } } } } fragment F on Tool { roles { totalCount } }`, []string{`{}`}},
	{`{ roles { nodes { tools { nodes { slug description ...F } } } } } fragment F on Tool { ...G } fragment G on Tool { roles { totalCount } }`, []string{`{}`}},
	{`{ roles { nodes { tools { nodes { slug description ...F } } } } } fragment F on Tool { ...G } fragment G on Tool { roles { nodes { slug } } }`, []string{`{}`}},
	{`query Q($of: RoleFilter, $by: LinkFilter) { roles { nodes { tools { nodes { slug roles(where: $of, link: $by) { nodes { slug } } } } } } }`, []string{
		`{}`, `{"of": null}`, `{"of": {"slugs": ["alpha"]}}`, `{"by": {"minWeight": 0.5}}`, `{"by": {"minWeight": 0.9}}`,
	}},
	{`query Q($slugs: [String!], $weight: Float) { roles { nodes { tools { nodes { slug roles(where: {slugs: $slugs}, link: {minWeight: $weight}) { totalCount } } } } } }`, []string{
		`{}`, `{"slugs": []}`, `{"slugs": ["beta"]}`, `{"weight": 0.5}`, `{"weight": 1}`,
	}},
	{`{ roles { nodes { tools { nodes { slug roles(where: {or: {}}) { totalCount } } } } } }`, []string{`{}`}},
	{`{ roles { nodes { tools { nodes { slug roles(where: {or: []}) { totalCount } } } } } }`, []string{`{}`}},
	{`{ roles { nodes { tools { nodes { slug roles(where: {text: "a) } $"}) { totalCount } } } } } }`, []string{`{}`}},
	{`query Q($text: String) { roles { nodes { tools { nodes { slug roles(where: {text: $text}) { totalCount } } } } } }`, []string{`{}`, `{"text": "a"}`, `{"text": "a) } $"}`}},
	{`query Q($first: Int) { tools { nodes { roles { nodes { slug aliases(first: $first) similar(first: $first) { edges { score node { slug } } } } } } } }`, []string{`{}`, `{"first": 1}`}},
	{`query Q($by: Facet!) { skills { nodes { roles { nodes { slug tools { facets(by: $by, first: 2) { value count } } } } } } }`, []string{`{"by": "CATEGORY"}`, `{"by": "SOURCE"}`}},
	{`{ paths(from: "role:alpha", to: "role:beta") { paths { nodes { id ... on Tool { roles { nodes { slug } } } ... on Role { tools { totalCount } } } } } }`, []string{`{}`}},
	{`{ paths(from: "role:alpha", to: "role:beta") { paths { nodes { id ... on Node { id } ... on Entity { name } ... on Tool { roles { totalCount } } } } } }`, []string{`{}`}},
	{`{ neighborhood(of: "role:alpha") { nodes { id ... on Tool { roles { nodes { slug } } } } } }`, []string{`{}`}},
	{`{ roles { nodes { tools { nodes { slug roles(orderBy: {field: NAME}) { nodes { slug } } } } } } }`, []string{`{}`}},
	{`{ roles { nodes { tools { nodes { slug roles(orderBy: {field: NAME, direction: DESC}) { nodes { slug } } } } } } }`, []string{`{}`}},
	{`query Q($direction: Direction!) { roles { nodes { tools { nodes { slug roles(orderBy: {field: NAME, direction: $direction}) { nodes { slug } } } } } } }`, []string{`{"direction": "ASC"}`, `{"direction": "DESC"}`}},
	{`{ roles { nodes { tools { nodes { slug list: roles { nodes { slug } } } } } } }`, []string{`{}`}},
	{`{ roles { nodes { tools { edges { weight node { slug roles { edges { weight cursor node { slug } } pageInfo { endCursor } } } } } } } }`, []string{`{}`}},
	{`{ roles { nodes { skills { nodes { slug roles { nodes { slug } } } } tools { nodes { slug roles { nodes { slug } } } } } } }`, []string{`{}`}},
	{`{ roles { nodes { a: tools { nodes { slug roles { nodes { slug } } } } b: tools(first: 1) { nodes { slug roles { nodes { slug } } } } } } }`, []string{`{}`}},
	{`{ roles { nodes { tools { nodes { slug roles { nodes { slug } } } } tools { nodes { description } } } } }`, []string{`{}`}},
}

// What is kept of entities with all that they show is what would be written anew, as
// gqlgen's code does, whatever was asked before.
func TestKeptTexts(t *testing.T) {
	store, err := embedded.New(nil, storetest.Example(), storetest.Second())
	if err != nil {
		t.Fatal(err)
	}
	service := func(executor graph.Executor) *graph.Service {
		config := unlimited()
		config.Executor = executor
		return graph.NewService(store, slog.New(slog.DiscardHandler), config)
	}
	shaped, generated := service(graph.Shaped), service(graph.Generated)
	var requests []graph.Request
	for _, each := range keptTexts {
		for _, text := range each.variables {
			var variables map[string]any
			decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
			decoder.UseNumber()
			if err := decoder.Decode(&variables); err != nil {
				t.Fatal(err)
			}
			requests = append(requests, graph.Request{Query: each.document, Variables: variables})
		}
	}
	seed := rand.Uint64()
	random := rand.New(rand.NewPCG(seed, 0))
	for range 20 {
		random.Shuffle(len(requests), func(i, j int) { requests[i], requests[j] = requests[j], requests[i] })
		for _, request := range requests {
			want := generated.Answer(t.Context(), graph.Request{Query: request.Query, Variables: maps.Clone(request.Variables)})
			got := shaped.Answer(t.Context(), graph.Request{Query: request.Query, Variables: maps.Clone(request.Variables)})
			if len(want.Errors) > 0 {
				t.Fatalf("%s with %v is refused: %v", request.Query, request.Variables, want.Errors)
			}
			if !bytes.Equal(want.Data, got.Data) {
				t.Fatalf("seed %d: %s with %v\ngot  %s %v\nwant %s", seed, request.Query, request.Variables, got.Data, got.Errors, want.Data)
			}
			got.Free()
		}
	}
	// The short texts of a dozen entities alone are far less than the room of one
	// selection.
	if kept := shaped.KeptTexts(); kept < len(keptTexts)*1<<16 {
		t.Errorf("%d bytes are kept of %d operations: less than one selection of each", kept, len(keptTexts))
	}
}
