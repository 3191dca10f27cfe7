package operation_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/operation"
)

// schema is of a library.
func schema() *ast.Schema {
	return gqlparser.MustLoadSchema(&ast.Source{Input: `
		type Query { book(id: ID!): Book books(first: Int, after: String, where: Filter, sort: Sort): Books! graph: Graph! }
		type Graph { version: String! }
		type Books { totalCount: Int! pageInfo: PageInfo! nodes: [Book!]! edges: [Edge!]! }
		type Edge { cursor: String! node: Book! }
		type PageInfo { hasNextPage: Boolean! endCursor: String }
		type Book { title: String! words: Int on: Date like(first: Int, after: String): Books! }
		input Filter { titles: [String!] words: Int }
		enum Sort { TITLE WORDS }
		scalar Date`})
}

func parsed(t *testing.T, text string) *operation.Operation {
	t.Helper()
	op, err := operation.Parse(schema(), text, "")
	if err != nil {
		t.Fatal(err)
	}
	return op
}

func TestVariablesAreReadByTheirTypes(t *testing.T) {
	op := parsed(t, `query ($id: ID!, $first: Int, $where: Filter, $sort: Sort, $titles: [String!]) {
		book(id: $id) { title } books(first: $first, where: $where, sort: $sort) { totalCount } a: books(where: {titles: $titles}) { totalCount }
	}`)
	for _, c := range []struct {
		given string
		want  any // the value, or a part of the message as an error
	}{
		{"id=42", "42"},
		{"id=", ""},
		{"id=a=b, c", "a=b, c"},
		{"id=null", "null"},
		{"sort=TITLE", "TITLE"},
		{"first=12", json.Number("12")},
		{"first=1.0", json.Number("1.0")},
		{"first=null", nil},
		{`where={"titles": ["a"], "words": 3}`, map[string]any{"titles": []any{"a"}, "words": json.Number("3")}},
		{`titles=["a", "b"]`, []any{"a", "b"}},
		{"titles=a, b", "a, b"},
		{"first=many", errorText(`the variable $first is of the type Int, and "many" is no JSON for that`)},
		{"first=1 2", errorText("no JSON")},
		{"titles=[a", errorText("no JSON")},
		{"page=1", errorText("the operation has no variable $page; it has $id, $first, $where, $sort, $titles")},
		{"first", errorText(`"first" is no variable: expected name=value`)},
	} {
		got, err := op.Variables([]string{c.given})
		if want, isError := c.want.(errorText); isError {
			if err == nil || !strings.Contains(err.Error(), string(want)) {
				t.Errorf("%s: %v, want an error with %s", c.given, err, want)
			}
			continue
		}
		name, _, _ := strings.Cut(c.given, "=")
		if err != nil || !reflect.DeepEqual(got, map[string]any{name: c.want}) {
			t.Errorf("%s: %#v, %v, want %#v", c.given, got, err, c.want)
		}
	}
	if _, err := op.Variables([]string{"first=1", "first=2"}); err == nil || !strings.Contains(err.Error(), "$first is given twice") {
		t.Errorf("a variable that is given twice: %v", err)
	}
	if _, err := parsed(t, "{ graph { version } }").Variables([]string{"a=1"}); err == nil || !strings.Contains(err.Error(), "it has none") {
		t.Errorf("a variable of an operation without any: %v", err)
	}
}

type errorText string

func TestDocumentsThatHaveNoSuchQuery(t *testing.T) {
	for _, c := range []struct{ text, name, want string }{
		{"query A { graph { version } } query B { graph { version } }", "", "name one of A, B"},
		{"query A { graph { version } }", "C", `no operation "C"; it has A`},
		{"fragment F on Book { title }", "", "F"},
		{"", "", "no operation"},
		{"{ graph { version", "", "Expected Name"},
		{"{ graph { age } }", "", "age"},
		{"{ book(id: 1) { " + strings.Repeat("like { nodes { ", 200) + "title" + strings.Repeat(" } }", 200) + " } }", "", ""},
		{doubling(), "", "more than 20000 fields"},
	} {
		_, err := operation.Parse(schema(), c.text, c.name)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%.80s: %v, want %s", c.text, err, c.want)
		}
	}
}

// doubling selects 2^30 fields with 30 fragments.
func doubling() string {
	var text strings.Builder
	text.WriteString("{ book(id: 1) { ...F0 } } fragment F30 on Book { title }")
	for i := range 30 {
		fmt.Fprintf(&text, " fragment F%d on Book { a: like { nodes { ...F%d } } b: like { nodes { ...F%[2]d } } }", i, i+1)
	}
	return text.String()
}

// TestPagedOperations compares what is asked with what a person would ask.
func TestPagedOperations(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a list": {
			`{ books { nodes { title } } }`,
			`query ($after: String) { books(after: $after) { nodes { title }
				_page: pageInfo { hasNextPage } _page: pageInfo { endCursor } _total: totalCount } _graph: graph { version } }`,
		},
		"a list of one thing, with lists of its own": {
			`query Q($id: ID!) { book(id: $id) { title like(first: 5) { edges { node { like { nodes { title } } } } } } }`,
			`query Q ($id: ID!, $after: String) { book(id: $id) { title like(first: 5, after: $after) { edges { node {
				like { nodes { title } _page: pageInfo { hasNextPage } } } }
				_page: pageInfo { hasNextPage } _page: pageInfo { endCursor } _total: totalCount } } _graph: graph { version } }`,
		},
		"a variable of its own": {
			`query ($from: String) { books(after: $from) { nodes { title } } }`,
			`query ($from: String) { books(after: $from) { nodes { title }
				_page: pageInfo { hasNextPage } _page: pageInfo { endCursor } _total: totalCount } _graph: graph { version } }`,
		},
		"a variable of the same name for something else": {
			`query ($after: String) { a: books(after: $after) { totalCount } books { nodes { title } } }`,
			`query ($after: String, $after_: String) { a: books(after: $after) { totalCount _page: pageInfo { hasNextPage } }
				books(after: $after_) { nodes { title }
				_page: pageInfo { hasNextPage } _page: pageInfo { endCursor } _total: totalCount } _graph: graph { version } }`,
		},
		"a fragment that is used in the list, too": {
			`{ book(id: 1) { ...L } } fragment L on Book { like { nodes { title ...M } } } fragment M on Book { words }
			 query Other { graph { version } }`,
			`query One ($after: String) { book(id: 1) { ... on Book { like(after: $after) { nodes { title ... M }
				_page: pageInfo { hasNextPage } _page: pageInfo { endCursor } _total: totalCount } } } _graph: graph { version } }
			 fragment M on Book { words }`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			text, operationName := c.text, ""
			if strings.Contains(text, "Other") {
				text, operationName = "query One "+text, "One"
			}
			op, err := operation.Parse(schema(), text, operationName)
			if err != nil {
				t.Fatal(err)
			}
			paged, err := op.Paged()
			if err != nil {
				t.Fatal(err)
			}
			if got, want := strings.Join(strings.Fields(paged.Query), " "), strings.Join(strings.Fields(c.want), " "); got != want {
				t.Errorf("asks\n%s\nwant\n%s", got, want)
			}
			if _, err := operation.Parse(schema(), paged.Query, ""); err != nil {
				t.Errorf("what is asked does not fit the schema: %v", err)
			}
		})
	}
}

// FuzzOperations: whatever fits the schema still does when it asks for pages, too.
func FuzzOperations(f *testing.F) {
	for _, text := range []string{
		"{ books { nodes { title } } }",
		"query ($after: String) { a: books(after: $after) { edges { node { like { nodes { words } } } } } }",
		"{ book(id: 1) { ...L ...L @include(if: true) } } fragment L on Book { like(after: \"x\") { nodes { title } } }",
		"query A { book(id: 1) { ... on Book { ... @skip(if: false) { like(after: null) { edges { cursor } } } } } }",
		"{ __schema { types { name fields { name } } } __typename }",
	} {
		f.Add(text)
	}
	of := schema()
	f.Fuzz(func(t *testing.T, text string) {
		op, err := operation.Parse(of, text, "")
		if err != nil || strings.Contains(text, "_page") || strings.Contains(text, "_total") || strings.Contains(text, "_graph") {
			return // what has the names for itself is refused by who answers
		}
		if _, err := operation.Parse(of, op.Watched().Query, ""); err != nil {
			t.Errorf("%s becomes\n%s\n%v", text, op.Watched().Query, err)
		}
		paged, err := op.Paged()
		if err != nil {
			return
		}
		if _, err := operation.Parse(of, paged.Query, ""); err != nil {
			t.Errorf("%s becomes\n%s\n%v", text, paged.Query, err)
		}
	})
}

func TestListsThatCanNotBePagedThrough(t *testing.T) {
	for text, want := range map[string]string{
		`{ graph { version } }`:    "the operation has no list in pages: ask for the `nodes` or `edges` of one",
		`{ books { totalCount } }`: "no list in pages",
		`{ books { nodes { title } } more: books { nodes { title } } }`: "the operation has 2 lists in pages, books, more; ask for one at a time",
	} {
		if _, err := parsed(t, text).Paged(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", text, err, want)
		}
	}
}

func TestVariablesOfPages(t *testing.T) {
	paged := func(text string) *operation.Watched {
		w, err := parsed(t, text).Paged()
		if err != nil {
			t.Fatal(err)
		}
		return w
	}
	given := map[string]any{"from": "mine", "x": 1}
	for _, c := range []struct {
		text, cursor string
		want         map[string]any
	}{
		{`{ books { nodes { title } } }`, "", given},
		{`{ books { nodes { title } } }`, "c", map[string]any{"from": "mine", "x": 1, "after": "c"}},
		{`{ books(after: "here") { nodes { title } } }`, "", map[string]any{"from": "mine", "x": 1, "after": "here"}},
		{`{ books(after: "here") { nodes { title } } }`, "c", map[string]any{"from": "mine", "x": 1, "after": "c"}},
		{`query ($from: String) { books(after: $from) { nodes { title } } }`, "", given},
		{`query ($from: String) { books(after: $from) { nodes { title } } }`, "c", map[string]any{"from": "c", "x": 1}},
	} {
		if got := paged(c.text).Variables(given, c.cursor); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s after %q: %v, want %v", c.text, c.cursor, got, c.want)
		}
	}
}

// TestWhatAnswersTellOfPages reads an answer, and writes it without what was asked
// for beside the operation.
func TestWhatAnswersTellOfPages(t *testing.T) {
	op := parsed(t, `{ books { edges { b: node { ...F } } } } fragment F on Book { words like { nodes { on title } } }`)
	paged, err := op.Paged()
	if err != nil {
		t.Fatal(err)
	}
	answer, err := operation.Decode([]byte(`{"_graph": {"version": "v1"}, "books": {"_total": 7, "_page": {"hasNextPage": true, "endCursor": "c"}, "edges": [
		{"b": {"like": {"_page": {"hasNextPage": true}, "nodes": [{"title": "<1>", "on": null}]}, "words": 1.50}},
		{"b": {"like": {"_page": {"hasNextPage": false}, "nodes": []}, "words": 12345678901234567890}},
		{"b": {"like": {"_page": {"hasNextPage": true}, "nodes": []}, "words": null}}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := paged.Page(answer), (operation.Page{More: true, Next: "c", Entries: 3, Total: 7, Version: "v1"}); got != want {
		t.Errorf("the page is %+v, want %+v", got, want)
	}
	if got, want := paged.Cuts(answer), []operation.Cut{{Path: "books.edges.b.like", Nested: true, Lists: 2}}; !reflect.DeepEqual(got, want) {
		t.Errorf("cut are %+v, want %+v", got, want)
	}
	if got, want := op.Watched().Cuts(answer), []operation.Cut{{Path: "books", Lists: 1}, {Path: "books.edges.b.like", Nested: true, Lists: 2}}; !reflect.DeepEqual(got, want) {
		t.Errorf("of one page cut are %+v, want %+v", got, want)
	}
	text, err := op.Encode(answer)
	if want := `{"books":{"edges":[{"b":{"words":1.50,"like":{"nodes":[{"on":null,"title":"<1>"}]}}},` +
		`{"b":{"words":12345678901234567890,"like":{"nodes":[]}}},{"b":{"words":null,"like":{"nodes":[]}}}]}}`; err != nil || string(text) != want {
		t.Errorf("written is %s, %v\nwant %s", text, err, want)
	}
	// What a server gives that knows nothing of pages.
	for _, text := range []string{`{}`, `{"books": null}`, `{"books": 3, "_graph": []}`, `{"books": {"_page": "x", "_total": "y", "edges": {}}}`} {
		answer, err := operation.Decode([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := paged.Page(answer); got != (operation.Page{}) {
			t.Errorf("%s: the page is %+v", text, got)
		}
		paged.Cuts(answer)
	}
	for _, text := range []string{``, `null`, `[]`, `"x"`} {
		if _, err := operation.Decode([]byte(text)); err == nil {
			t.Errorf("%q is taken for data", text)
		}
	}
}
