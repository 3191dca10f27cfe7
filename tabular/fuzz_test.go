package tabular_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"rolegraph/tabular"
)

// FuzzCSV writes rows of any texts, which another reader of CSV reads as they were.
// (Line ends within a text that are two characters it makes one.)
func FuzzCSV(f *testing.F) {
	for _, text := range []string{"", "a", "a,b", "\"", "a\nb", "a\rb", "\r\n", " a ", `\.`, "=1+1", "#", "\ufeff", "\x00", "\xff", "\u2028"} {
		f.Add(text, text, "")
		f.Add(text, "", text)
	}
	f.Fuzz(func(t *testing.T, name, first, second string) {
		for _, width := range []int{1, 2} {
			rows := [][]string{{name, "other"}, {first, second}, {second, first}, {"", ""}}
			for i := range rows {
				rows[i] = rows[i][:width]
			}
			var text bytes.Buffer
			table, err := tabular.NewCSV(&text, []tabular.Column{{Name: name}, {Name: "other"}}[:width])
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows[1:] {
				if err := table.Write(row); err != nil {
					t.Fatal(err)
				}
			}
			if err := table.Flush(); err != nil {
				t.Fatal(err)
			}
			read, err := csv.NewReader(&text).ReadAll()
			if err != nil {
				t.Fatalf("%q is not read: %v", rows, err)
			}
			for _, row := range rows {
				for i := range row {
					row[i] = strings.ReplaceAll(row[i], "\r\n", "\n")
				}
			}
			if !slices.EqualFunc(read, rows, slices.Equal) {
				t.Errorf("%q is read as %q", rows, read)
			}
		}
	})
}

// FuzzRows makes rows of any answer, as a server that means ill may send it: each has
// a field for each column, or the answer is refused.
func FuzzRows(f *testing.F) {
	layout := layoutOf(f, "{ one { name words part { name count } parts { text } grid { yes } more { totalCount nodes { name parts { count } } edges { weight node { name } } facets { value count } } } things { nodes { name } } any(ids: []) { name } }")
	f.Add(`{"one": {"name": "a", "words": ["b", "c|d"], "part": null, "parts": [{"text": "x\ny"}, null], "grid": [[{"yes": true}], null, [null]], "more": {"totalCount": 2, "nodes": [{"name": "e", "parts": []}], "edges": [{"weight": 0.5, "node": null}], "facets": [{"value": "v", "count": 1e3}]}}, "things": {"nodes": []}, "any": [null, {"name": "z"}]}`)
	f.Add(`{"one": null, "things": null, "any": null}`)
	f.Add(`{"one": {"words": [["a"], [[]]], "grid": [[[{"yes": false}]]]}}`)
	f.Add(`{"one": [], "things": {"nodes": {"name": 1}}, "any": {"name": {}}}`)
	f.Fuzz(func(t *testing.T, text string) {
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		var answer map[string]any
		if decoder.Decode(&answer) != nil {
			return
		}
		if err := layout.Rows(answer, func(row []string) bool {
			if len(row) != len(layout.Columns()) {
				t.Errorf("%s: a row has %d fields, not %d", text, len(row), len(layout.Columns()))
			}
			return true
		}); err != nil && err.Error() == "" {
			t.Errorf("%s: the error says nothing", text)
		}
	})
}
