package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rolegraph/store/neo4j/neo4jtest"
)

// versionIn is the version that a command tells at its end.
func versionIn(t *testing.T, out string) string {
	t.Helper()
	_, version, found := strings.Cut(out, ", version ")
	if !found {
		t.Fatalf("no version in %s", out)
	}
	return strings.TrimSpace(version)
}

// TestExportComesBack has a graph of three sources go to another data file, to the
// same version, and beside what is there.
func TestExportComesBack(t *testing.T) {
	folder := t.TempDir()
	data, other, lines := filepath.Join(folder, "graph.db"), filepath.Join(folder, "other.db"), filepath.Join(folder, "graph.jsonl")
	succeeds(t, "--data", data, "import", "onet", smallONET(t, 50))
	want := versionIn(t, succeeds(t, "--data", data, "import", "files", folderOf(t, map[string]string{"links.csv": "relation,from,to\nuses_tool,Testers,Hammer\n"}), "--name", "acme"))
	out := succeeds(t, "--data", data, "export", "--output", lines)
	if versionIn(t, out) != want || !strings.HasPrefix(out, "exported "+lines+": ") {
		t.Errorf("the export says %s, want version %s", out, want)
	}
	written, err := os.ReadFile(lines)
	if err != nil {
		t.Fatal(err)
	}
	if shown := succeeds(t, "--data", data, "export", "--format", "jsonl"); shown != string(written) {
		t.Errorf("standard output is not the file: %s", shown)
	}
	if out := succeeds(t, "--data", other, "import", "jsonl", "--dry-run", lines); versionIn(t, out) != want {
		t.Errorf("a dry run says %s, want version %s", out, want)
	}
	if _, err := os.Stat(other); err == nil {
		t.Error("a dry run has written the data file")
	}
	out = succeeds(t, "--data", other, "import", "jsonl", lines)
	if versionIn(t, out) != want || !strings.Contains(out, "imported article, acme, onet: ") || !strings.Contains(out, "roles: 1 new\ntools: 51 new\nUSES_TOOL: 51 new\n") {
		t.Errorf("the import says %s, want version %s", out, want)
	}
	if out := succeeds(t, "--data", other, "import", "jsonl", lines); !strings.Contains(out, "no entity and no link is new, changed or gone\n") {
		t.Errorf("the same again says %s", out)
	}
	out = succeeds(t, "--data", other, "import", "files", "--name", "acme", folderOf(t, map[string]string{"nodes.csv": "kind,name,description\ntool,Docker,Boxes.\n"}))
	if !strings.Contains(out, "roles: 1 changed\ntools: 1 changed, 1 gone\nUSES_TOOL: 1 gone\n") {
		t.Errorf("another import of acme says %s", out)
	}
	// A file that is cut off between two lines changes nothing.
	short := filepath.Join(folder, "short.jsonl")
	if err := os.WriteFile(short, written[:bytes.LastIndexByte(written[:len(written)-1], '\n')+1], 0o600); err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"rolegraph", "--data", other, "import", "jsonl", short}, nil, &stdout, &stderr); status != failed || !strings.Contains(stderr.String(), "the file is cut off") {
		t.Errorf("status %d, %s", status, stderr.String())
	}
}

// TestExportForOthers writes the seed's graph, without a data file.
func TestExportForOthers(t *testing.T) {
	folder := t.TempDir()
	data, tables, xml := filepath.Join(folder, "graph.db"), filepath.Join(folder, "tables"), filepath.Join(folder, "graph.graphml")
	out := succeeds(t, "--data", data, "export", "--format", "csv", "--output", tables)
	if !strings.Contains(out, "52 entities") {
		t.Errorf("the export says %s", out)
	}
	languages, err := os.ReadFile(filepath.Join(tables, "languages.csv"))
	if err != nil || !strings.Contains(string(languages), "\nlanguage:python,Language,Python,python,") {
		t.Errorf("languages.csv: %s, %v", languages, err)
	}
	succeeds(t, "--data", data, "export", "--format", "graphml", "--output", xml)
	written, err := os.ReadFile(xml)
	if err != nil || succeeds(t, "--data", data, "export", "--format", "graphml") != string(written) {
		t.Errorf("standard output is not the file (%v)", err)
	}
	for _, c := range []struct {
		status    int
		says      string
		arguments []string
	}{
		{wrongUsage, "csv is a folder of tables: name it with --output", []string{"--format", "csv"}},
		{wrongUsage, `unknown format "xlsx"; known are jsonl, csv, graphml`, []string{"--format", "xlsx"}},
		{wrongUsage, `unknown argument "graph"`, []string{"graph"}},
		{failed, tables + " is there already; name a folder that is not", []string{"--format", "csv", "--output", tables}},
		{failed, "no such file", []string{"--output", filepath.Join(folder, "nowhere", "graph.jsonl")}},
	} {
		var stdout, stderr bytes.Buffer
		if status := run(t.Context(), append([]string{"rolegraph", "--data", data, "export"}, c.arguments...), nil, &stdout, &stderr); status != c.status || !strings.Contains(stderr.String(), c.says) {
			t.Errorf("%v: status %d, %s, want %s", c.arguments, status, stderr.String(), c.says)
		}
	}
	ended, end := context.WithCancel(t.Context())
	end()
	var stdout, stderr bytes.Buffer
	if status := run(ended, []string{"rolegraph", "--data", data, "export"}, nil, &stdout, &stderr); status == done || stdout.Len() > 0 {
		t.Errorf("an export that is ended: status %d, %s", status, stdout.String())
	}
}

// TestExportFromADatabase is that of the embedded store, byte by byte, and so are
// what imports tell.
func TestExportFromADatabase(t *testing.T) {
	server := neo4jtest.Shared(t)
	server.Wipe(t)
	data, onet := filepath.Join(t.TempDir(), "graph.db"), smallONET(t, 20)
	embedded := func(arguments ...string) string {
		return succeeds(t, append([]string{"--data", data}, arguments...)...)
	}
	embedded("import", "seed")
	want := map[string]string{}
	commands := [][]string{{"import", "onet", "--dry-run", onet}, {"import", "onet", onet}, {"export"}, {"export", "--format", "graphml"}}
	for _, command := range commands {
		want[strings.Join(command, " ")] = embedded(command...)
	}
	environment(t, server)
	succeeds(t, "import", "seed")
	for _, command := range commands {
		if got := succeeds(t, command...); got != want[strings.Join(command, " ")] {
			t.Errorf("%v:\n got %s\nwant %s", command, got, want[strings.Join(command, " ")])
		}
	}
}
