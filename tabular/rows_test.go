package tabular_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"rolegraph/operation"
	"rolegraph/tabular"
)

func schema() *ast.Schema {
	return gqlparser.MustLoadSchema(&ast.Source{Input: `
		type Query { one: Thing two: Thing things: Connection any(ids: [ID!]): [Thing] }
		type Connection { totalCount: Int! nodes: [Thing] edges: [Edge] facets: [Facet!]! pageInfo: Page }
		type Page { hasNextPage: Boolean }
		type Edge { weight: Float node: Thing }
		type Facet { value: String count: Int }
		type Thing { name: String text: String count: Int yes: Boolean words: [String] part: Thing parts: [Thing] more: Connection grid: [[Thing]] }`})
}

func layoutOf(tb testing.TB, text string) *tabular.Layout {
	tb.Helper()
	op, err := operation.Parse(schema(), text, "")
	if err != nil {
		tb.Fatal(err)
	}
	return tabular.NewLayout(op.Fields())
}

// asCSV is an answer as CSV.
func asCSV(tb testing.TB, layout *tabular.Layout, answer map[string]any) (string, error) {
	tb.Helper()
	var text bytes.Buffer
	table, err := tabular.NewCSV(&text, layout.Columns())
	if err != nil {
		tb.Fatal(err)
	}
	err = layout.Rows(answer, func(row []string) bool {
		if err := table.Write(row); err != nil {
			tb.Fatal(err)
		}
		return true
	})
	if err := table.Flush(); err != nil {
		tb.Fatal(err)
	}
	return text.String(), err
}

func TestRules(t *testing.T) {
	for name, c := range map[string]struct{ operation, answer, want string }{
		"values alone": {
			`{ one { name part { count yes } } }`, `{"one": {"name": "a", "part": {"count": 3, "yes": false}}}`,
			"name,part.count,part.yes\na,3,false\n",
		},
		"two things": {
			`{ one { name } two { name } }`, `{"one": {"name": "a"}, "two": null}`,
			"one.name,two.name\na,\n",
		},
		"a list, and what is around it": {
			`{ things { totalCount nodes { name count } } }`, `{"things": {"totalCount": 2, "nodes": [{"name": "a", "count": 1}, {"name": null, "count": 1.50}]}}`,
			"totalCount,name,count\n2,a,1\n2,,1.50\n",
		},
		"an empty list": {
			`{ things { nodes { name } } }`, `{"things": {"nodes": []}}`, "name\n",
		},
		"an empty list, and what is around it": {
			`{ things { totalCount nodes { name } } }`, `{"things": {"totalCount": 0, "nodes": []}}`, "totalCount,name\n0,\n",
		},
		"entries that are null, which no empty line stands for": {
			`{ any { name } }`, `{"any": [null, {"name": "b"}]}`, "name\n\"\"\nb\n",
		},
		"edges": {
			`{ things { edges { weight node { name } } } }`, `{"things": {"edges": [{"weight": 0.5, "node": {"name": "a"}}]}}`, "weight,name\n0.5,a\n",
		},
		"a name that is the edge's and the node's": {
			`{ things { edges { __typename node { __typename } } } }`, `{"things": {"edges": [{"__typename": "E", "node": {"__typename": "N"}}]}}`,
			"__typename,node.__typename\nE,N\n",
		},
		"lists in lists": {
			`{ any { name parts { name more { nodes { name } } } } }`,
			`{"any": [{"name": "a", "parts": [{"name": "b", "more": {"nodes": [{"name": "c"}, {"name": "d"}]}}, {"name": "e", "more": null}]}, {"name": "f", "parts": null}]}`,
			"name,parts.name,parts.more.name\na,b,c\na,b,d\na,e,\nf,,\n",
		},
		"lists beside each other": {
			`{ one { name more { nodes { name count } } parts { name } } }`,
			`{"one": {"name": "a", "more": {"nodes": [{"name": "b", "count": 1}]}, "parts": [{"name": "c"}, {"name": "d"}]}}`,
			"name,list,list.name,count\na,more,b,1\na,parts,c,\na,parts,d,\n",
		},
		"nodes beside another list": {
			`{ things { nodes { name } facets { value count } } }`,
			`{"things": {"nodes": [{"name": "a"}], "facets": [{"value": "v", "count": 2}]}}`,
			"list,name,value,count\nnodes,a,,\nfacets,,v,2\n",
		},
		"lists beside each other in entries of one that stands beside another": {
			`{ one { parts { name parts { name } any: parts { count } } more { nodes { name } } } }`,
			`{"one": {"parts": [{"name": "a", "parts": [{"name": "b"}], "any": [{"count": 1}]}, {"name": "c", "parts": [], "any": []}], "more": {"nodes": [{"name": "d"}]}}}`,
			"list,name,list.name,count\nparts.parts,a,b,\nparts.any,a,,1\nparts,c,,\nmore,d,,\n",
		},
		"lists of values": {
			`{ any { name words } }`, `{"any": [{"name": "a", "words": ["x", "y|z", null]}, {"name": "b", "words": []}]}`,
			"name,words\na,x|y¦z|\nb,\n",
		},
		"lists of lists": {
			`{ one { grid { name } } }`, `{"one": {"grid": [[{"name": "a"}, {"name": "b"}], null, [{"name": "c"}]]}}`, "grid.name\na\nb\n\"\"\nc\n",
		},
		"numbers as they stand": {
			`{ any { count } }`, `{"any": [{"count": 1e400}, {"count": 12345678901234567890}, {"count": 1.0}]}`, "count\n1e400\n12345678901234567890\n1.0\n",
		},
		"marks of CSV": {
			`{ any { name text } }`, `{"any": [{"name": "a,\"b\"", "text": "c\nd"}, {"name": "=1+1", "text": " "}]}`, "name,text\n\"a,\"\"b\"\"\",\"c\nd\"\n=1+1,\" \"\n",
		},
		"a column that is called as that of lists": {
			`{ one { list: name parts { name } grid { name } } }`, `{"one": {"list": "a", "parts": [{"name": "b"}], "grid": []}}`, "list,list.list,name\na,parts,b\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			answer, err := operation.Decode([]byte(c.answer))
			if err != nil {
				t.Fatal(err)
			}
			got, err := asCSV(t, layoutOf(t, c.operation), answer)
			if err != nil || got != c.want {
				t.Errorf("got %v\n%s\nwant\n%s", err, got, c.want)
			}
		})
	}
}

func TestAnswersThatDoNotFit(t *testing.T) {
	for answer, at := range map[string]string{
		`{"one": 3}`:                                   "one.name",
		`{"one": {"name": {}}}`:                        "one.name",
		`{"one": {"words": {"a": 1}}}`:                 "one.words",
		`{"one": {"words": [{"a": 1}]}}`:               "one.words",
		`{"one": {"parts": {"name": "a"}}}`:            "one.parts",
		`{"one": {"parts": [{"name": ["a", 1, {}]}]}}`: "name",
		`{"one": {"parts": ["a"]}}`:                    "name",
	} {
		decoded, err := operation.Decode([]byte(answer))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := asCSV(t, layoutOf(t, "{ one { name words parts { name } } }"), decoded); err == nil || !strings.HasSuffix(err.Error(), "does not fit the operation at `"+at+"`") {
			t.Errorf("%s: %v, want that it does not fit at %s", answer, err, at)
		}
	}
}

func TestRowsEndWhenNoMoreAreWanted(t *testing.T) {
	answer, err := operation.Decode([]byte(`{"any": [{"name": "a"}, {"name": "b"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	if err := layoutOf(t, "{ any { name } }").Rows(answer, func([]string) bool { count++; return false }); err != nil || count != 1 {
		t.Errorf("%d rows, %v", count, err)
	}
}

// drawSelection draws what is selected of a type of the schema.
func drawSelection(t *rapid.T, typeName string, depth int) string {
	var leaves, objects []string
	within := map[string]string{}
	for _, field := range schema().Types[typeName].Fields {
		switch inner := field.Type.Name(); inner {
		case "Thing", "Connection", "Edge", "Facet", "Page":
			objects = append(objects, field.Name)
			within[field.Name] = inner
		default:
			leaves = append(leaves, field.Name)
		}
	}
	var selected []string
	for range rapid.IntRange(1, 4).Draw(t, "fields") {
		alias := rapid.SampledFrom([]string{"", "", "", "a: ", "list: ", "name: "}).Draw(t, "alias")
		if len(objects) > 0 && depth > 0 && (len(leaves) == 0 || rapid.Bool().Draw(t, "object")) {
			name := rapid.SampledFrom(objects).Draw(t, "field")
			if inner := drawSelection(t, within[name], depth-1); inner != "" {
				selected = append(selected, alias+name+" "+inner)
			}
		} else if len(leaves) > 0 {
			selected = append(selected, alias+rapid.SampledFrom(leaves).Draw(t, "field"))
		}
	}
	if len(selected) == 0 {
		return ""
	}
	return "{ " + strings.Join(selected, " ") + " }"
}

// answers draws values, each of which tells the entries of lists that it is in and
// is different from all others.
type answers struct {
	t     *rapid.T
	count int
}

func (a *answers) object(fields []*operation.Field, entry string) any {
	object := map[string]any{}
	for _, field := range fields {
		object[field.Key] = a.value(field, field.Type, entry)
	}
	return object
}

func (a *answers) value(field *operation.Field, of *ast.Type, entry string) any {
	if rapid.IntRange(0, 9).Draw(a.t, "null") == 0 {
		return nil
	}
	if of.Elem != nil {
		list := []any{}
		for i := range rapid.IntRange(0, 3).Draw(a.t, "entries") {
			within := entry
			if len(field.Fields) > 0 {
				a.count++
				within = fmt.Sprintf("%s/%d.%d", entry, a.count, i)
			}
			list = append(list, a.value(field, of.Elem, within))
		}
		return list
	}
	if len(field.Fields) > 0 {
		return a.object(field.Fields, entry)
	}
	a.count++
	mark := rapid.SampledFrom([]string{"", "\"", ",", "\n", " ", "=", "é", "\x1b[2J"}).Draw(a.t, "mark")
	return mark + entry + "#" + strconv.Itoa(a.count)
}

// scalars are all values of an answer.
func scalars(value any, into map[string]bool) {
	switch v := value.(type) {
	case map[string]any:
		for inner := range maps.Values(v) {
			scalars(inner, into)
		}
	case []any:
		for _, inner := range v {
			scalars(inner, into)
		}
	case string:
		into[v] = true
	}
}

// TestNothingIsLost has random answers to random operations: their rows as CSV have
// exactly the answer's values, and each row has values of one entry and of those
// around it.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := drawSelection(t, "Query", 4)
		op, err := operation.Parse(schema(), text, "")
		if err != nil {
			t.Skip("the same name for different things, or nothing selected: ", err)
		}
		answer := (&answers{t: t}).object(op.Fields(), "").(map[string]any)
		layout := tabular.NewLayout(op.Fields())
		var written bytes.Buffer
		table, err := tabular.NewCSV(&written, layout.Columns())
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		if err := layout.Rows(answer, func(row []string) bool { rows++; return table.Write(row) == nil }); err != nil {
			t.Fatal(err)
		}
		if err := table.Flush(); err != nil {
			t.Fatal(err)
		}
		read, err := csv.NewReader(&written).ReadAll()
		if err != nil || len(read) != rows+1 {
			t.Fatalf("%d rows are read as %d, %v", rows, len(read)-1, err)
		}
		header := slices.Clone(read[0])
		slices.Sort(header)
		if distinct := slices.Compact(header); len(distinct) != len(read[0]) {
			t.Fatalf("columns of one name: %q", read[0])
		}
		want, got := map[string]bool{}, map[string]bool{}
		scalars(answer, want)
		for _, row := range read[1:] {
			innermost := ""
			var entries []string
			for i, cell := range row {
				for _, value := range strings.Split(cell, "|") {
					before, _, isValue := strings.Cut(value, "#")
					if !isValue { // empty, or the name of a list
						if value != "" && !strings.HasPrefix(read[0][i], "list") {
							t.Fatalf("%q is no value of the answer", value)
						}
						continue
					}
					got[value] = true
					_, entry, _ := strings.Cut(before, "/")
					entries = append(entries, entry)
					if len(entry) > len(innermost) {
						innermost = entry
					}
				}
			}
			for _, entry := range entries {
				if entry != innermost && entry != "" && !strings.HasPrefix(innermost, entry+"/") {
					t.Fatalf("a row has values of the entries %s and %s: %q", entry, innermost, row)
				}
			}
		}
		if !maps.Equal(got, want) {
			t.Fatalf("the answer to %s\n%v\nhas the values %v\nthe rows %v\n%q", text, answer, want, got, read)
		}
	})
}
