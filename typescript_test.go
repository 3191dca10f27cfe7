package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph"
)

// TestDocumentedTypeScript finds what docs/typescript.md shows in the files of
// clients/, word for word. There it is compiled, and tried against a server.
func TestDocumentedTypeScript(t *testing.T) {
	var sources []string
	read := func(path string) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sources = append(sources, string(text))
	}
	read("clients/codegen.json")
	read("clients/relay.config.json")
	err := filepath.WalkDir("clients/src", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			read(path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range []string{"json", "ts"} {
		for _, shown := range blocks(t, "docs/typescript.md", language) {
			if !slices.ContainsFunc(sources, func(source string) bool { return strings.Contains(source, shown) }) {
				t.Errorf("no file of clients/ has\n%s", shown)
			}
		}
	}
}

// TestDocumentedKeys compares the table of docs/typescript.md with the schema: each
// type of objects stands in one row, which says whether it has an id or a slug that
// can be its key.
func TestDocumentedKeys(t *testing.T) {
	text, err := os.ReadFile("docs/typescript.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "|---|---|\n")
	table, _, _ = strings.Cut(table, "\n\n")
	keys := map[string]string{} // of types, or of all whose names end so
	for _, row := range strings.Split(table, "\n") {
		cells := strings.Split(row, "|")
		for _, name := range regexp.MustCompile("`(.+?)`").FindAllStringSubmatch(cells[1], -1) {
			if _, twice := keys[name[1]]; twice {
				t.Errorf("%s stands twice in the table", name[1])
			}
			keys[name[1]] = strings.Trim(cells[2], " `")
		}
	}
	used := map[string]bool{}
	for name, definition := range gqlparser.MustLoadSchema(&ast.Source{Input: graph.SDL()}).Types {
		if definition.Kind != ast.Object || definition.BuiltIn || name == "Query" {
			continue
		}
		row := name
		if _, found := keys[name]; !found {
			row = "…" + regexp.MustCompile("[A-Z][a-z]*$").FindString(name)
		}
		key, found := keys[row]
		used[row] = true
		want := ""
		for _, field := range []string{"id", "slug"} {
			if want == "" && definition.Fields.ForName(field) != nil {
				want = field
			}
		}
		isKey := key == "id" || key == "slug"
		if !found || isKey != (want != "") || isKey && key != want {
			t.Errorf("the table says of %s %q, and the schema that its key is %q", name, key, want)
		}
	}
	for row := range keys {
		if !used[row] {
			t.Errorf("the schema has no %s, which stands in the table", row)
		}
	}
}
