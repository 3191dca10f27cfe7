package main

import (
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rolegraph/exporter"
	"rolegraph/kg"
	"rolegraph/seed"
	"rolegraph/store/neo4j/neo4jtest"
	"rolegraph/store/storetest"
	"rolegraph/wholefile"
)

// TestNeo4jAdminImportsTables runs the command of docs/data.md on the tables of the
// seed and a source with every sort of text, and asks a database that starts on
// what it has made.
func TestNeo4jAdminImportsTables(t *testing.T) {
	facts, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	graph := kg.Merge(joins, append(rapid.Custom(storetest.Facts).Example(3), facts)...)
	folder, home := t.TempDir(), t.TempDir()
	if err := wholefile.CreateFolder(filepath.Join(folder, "tables"), func(create func(string, func(io.Writer) error) error) error { return exporter.CSV(graph, create) }); err != nil {
		t.Fatal(err)
	}
	var command string
	for _, block := range blocks(t, "docs/data.md", "sh") {
		if strings.HasPrefix(block, "neo4j-admin ") {
			command = block
		}
	}
	admin := exec.CommandContext(t.Context(), "sh", "-c", command)
	admin.Dir, admin.Env = folder, append(os.Environ(), "PATH="+neo4jtest.Admin(t, home)+string(os.PathListSeparator)+os.Getenv("PATH"))
	if output, err := admin.CombinedOutput(); err != nil {
		t.Fatalf("%q: %v\n%s", command, err, output)
	}

	server := neo4jtest.Start(t, neo4jtest.Options{Home: home})
	for _, c := range []struct {
		statement string
		want      []string
	}{
		{"MATCH (n) RETURN n.id, labels(n), n.name, coalesce(n.description, ''), n.roleCount, coalesce(n.aliases, [])", nodesOf(graph)},
		{"MATCH (a)-[l]->(b) RETURN a.id, type(l), b.id, l.weight, coalesce(l.tags, []), l.sources, l.evidence", linksOf(graph)},
	} {
		var got []string
		for _, record := range server.Run(t, c.statement) {
			got = append(got, asJSON(record.Values))
		}
		slices.Sort(got)
		slices.Sort(c.want)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %s\nwant %s", c.statement, strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
		}
	}
}

// nodesOf are a graph's nodes, each as a row of JSON.
func nodesOf(graph *kg.Graph) (rows []string) {
	for _, n := range graph.Nodes() {
		rows = append(rows, asJSON([]any{n.ID(), []string{n.Kind.Label()}, n.Name, n.Description, n.RoleCount, append([]string{}, n.Aliases...)}))
	}
	return rows
}

// linksOf is as nodesOf, for the links.
func linksOf(graph *kg.Graph) (rows []string) {
	for _, l := range graph.Links() {
		var weight any
		if l.Weight != kg.NoWeight {
			weight = json.Number(l.Weight.String())
		}
		rows = append(rows, asJSON([]any{l.From.ID(), l.Relation, l.To.ID(), weight, append([]kg.LinkTag{}, l.Tags...), l.Sources(), asJSON(l.Evidence)}))
	}
	return rows
}
