package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// folderOf is a folder with files.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// TestDocumentedFiles imports the tables and lines of docs/data.md.
func TestDocumentedFiles(t *testing.T) {
	tables := blocks(t, "docs/data.md", "csv")
	folder := folderOf(t, map[string]string{"nodes.csv": tables[0], "links.csv": tables[1], "facts.jsonl": blocks(t, "docs/data.md", "jsonl")[0]})
	data := filepath.Join(t.TempDir(), "graph.db")
	succeeds(t, "--data", data, "import", "seed")
	out := succeeds(t, "--data", data, "import", "files", folder, "--name", "acme")
	// Of the ends only the role and Airflow are described.
	if !strings.Contains(out, "links.csv: 5 rows") || !strings.Contains(out, "  4 named by links alone, such as the tool Docker in line 3\n") || !strings.Contains(out, "  1 named by links alone, such as the tool Kubernetes in line 3\n") {
		t.Errorf("the import says %s", out)
	}
	p := started(t, "--data", data)
	defer p.stop()
	c := &client{address: p.address}
	c.wants(t, `{ role(slug: "data-platform-engineer") { sources { slug name version asOf license url } } }`, `{"role": {"sources": [
		{"slug": "acme", "name": "Acme Ltd.", "version": "7", "asOf": "2026-03", "license": "internal", "url": "https://acme.example/roles"}]}}`)
	c.wants(t, `{ role(slug: "data-platform-engineer") {
		description aliases codes { scheme value }
		tools { nodes { name categories } edges { weight tags notes { text } evidence { source { slug } measure value min max asOf } } }
		languages { nodes { name roleCount } edges { weight tags } } skills { nodes { name sources { slug } } } relatedRoles { nodes { name } }
		pay { year currency country sample p25 median p75 } education { level percent } outlook { group growth openings }
	} }`, `{"role": {
		"description": "Keeps the data of Acme flowing.", "aliases": ["DPE", "Pipeline Engineer"],
		"codes": [{"scheme": "Acme", "value": "E4"}, {"scheme": "SOC", "value": "15-1243"}],
		"tools": {
			"nodes": [{"name": "Airflow", "categories": ["Big data", "Orchestration"]}, {"name": "Kubernetes", "categories": ["Containers"]}, {"name": "Docker", "categories": ["Containers"]}],
			"edges": [
				{"weight": 0.9, "tags": [], "notes": [{"text": "Daily"}], "evidence": [{"source": {"slug": "acme"}, "measure": null, "value": null, "min": null, "max": null, "asOf": null}]},
				{"weight": 0.75, "tags": [], "notes": [], "evidence": [{"source": {"slug": "acme"}, "measure": "Share of teams", "value": 3, "min": 0, "max": 4, "asOf": "2026-03"}]},
				{"weight": null, "tags": [], "notes": [], "evidence": [{"source": {"slug": "acme"}, "measure": null, "value": null, "min": null, "max": null, "asOf": null}]}]},
		"languages": {"nodes": [{"name": "Python", "roleCount": 3}], "edges": [{"weight": 1, "tags": ["ESSENTIAL"]}]},
		"skills": {"nodes": [{"name": "Data modeling", "sources": [{"slug": "article"}, {"slug": "acme"}]}]},
		"relatedRoles": {"nodes": [{"name": "Data Science Engineer"}]},
		"pay": [
			{"year": 2026, "currency": "EUR", "country": null, "sample": 3, "p25": 67500, "median": 71000, "p75": 80500},
			{"year": 2025, "currency": "EUR", "country": "DE", "sample": 12, "p25": 61000, "median": 70000, "p75": 82000}],
		"education": [{"level": "Bachelor's degree", "percent": 75}],
		"outlook": [{"group": "All at Acme", "growth": 20, "openings": 6}]}}`)
}

// TestFilesThatAreRefused leave the graph as it was.
func TestFilesThatAreRefused(t *testing.T) {
	good := folderOf(t, map[string]string{"nodes.csv": "kind,name\nrole,Baker\n"})
	data := filepath.Join(t.TempDir(), "graph.db")
	succeeds(t, "--data", data, "import", "files", "--name", "acme", good)
	before, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	bad := folderOf(t, map[string]string{"nodes.csv": "kind,name\nrole,Baker\nroll,Butcher\n"})
	for _, c := range []struct {
		status    int
		says      string
		arguments []string
	}{
		{failed, `nodes.csv:3: kind: expected role, skill, tool, language, industry or degree, not "roll"`, []string{"--name", "acme", bad}},
		{failed, "no such file", []string{"--name", "acme", filepath.Join(bad, "nowhere")}},
		{wrongUsage, `"onet" can't name a source of your own`, []string{"--name", "onet", good}},
		{wrongUsage, `"article" can't name a source of your own`, []string{"--name", "article", good}},
		{wrongUsage, `"My roles" can't name a source of your own`, []string{"--name", "My roles", good}},
		{wrongUsage, "name the source, such as --name acme", []string{good}},
		{wrongUsage, "name the folder of your files", []string{"--name", "acme", good, good}},
	} {
		var stdout, stderr bytes.Buffer
		status := run(t.Context(), append([]string{"rolegraph", "--data", data, "import", "files"}, c.arguments...), nil, &stdout, &stderr)
		if status != c.status || !strings.Contains(stderr.String(), c.says) {
			t.Errorf("%v: status %d, %s, want %s", c.arguments, status, stderr.String(), c.says)
		}
	}
	if after, err := os.ReadFile(data); err != nil || !bytes.Equal(before, after) {
		t.Errorf("what is refused has changed the data file: %v", err)
	}
}
