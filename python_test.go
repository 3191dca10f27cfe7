package main

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"rolegraph/store/embedded"
)

// TestDocumentedPython runs the cells of docs/python.md one after the other, as a
// notebook does; they show what the page says.
func TestDocumentedPython(t *testing.T) {
	steps := transcript(t, "docs/python.md", "python", serveStore(t, ofSeed(t)))
	var cells []string
	for _, step := range steps {
		cells = append(cells, step.code)
	}
	for i, shown := range notebook(t, cells...) {
		if shown != steps[i].output {
			t.Errorf("%s\nshows:\n%swant:\n%s", steps[i].code, shown, steps[i].output)
		}
	}
}

// TestDocumentedPythonGoesThroughAllPages runs the page's cells on the published
// data, where lists have many pages, and those within lists several. What they
// gather is all that the graph counts.
func TestDocumentedPythonGoesThroughAllPages(t *testing.T) {
	joins, facts := published(t)
	store, err := embedded.New(joins, facts...)
	if err != nil {
		t.Fatal(err)
	}
	var cells []string
	for _, step := range transcript(t, "docs/python.md", "python", serveStore(t, store)) {
		cells = append(cells, step.code)
	}
	cells = append(cells, `
counts = ask("{ graph { counts { kind count } links { relation count } } }")["graph"]
counts = {count.get("kind") or count["relation"]: count["count"] for count in counts["counts"] + counts["links"]}
print(len(rest) > 0, uses["weight"].notna().any(), matrix.all(axis="columns").any())
print(len(roles) - counts["ROLE"], len(tools) - counts["TOOL"], len(uses) - counts["USES_TOOL"])
print(tools["id"].is_unique, uses.duplicated(["role.slug", "node.id"]).any())`)
	shown := notebook(t, cells...)
	if got, want := shown[len(shown)-1], "True True True\n0 0 0\nTrue False\n"; got != want {
		t.Errorf("gathered\n%swant\n%s", got, want)
	}
}

// notebook runs cells, and gives what each of them shows.
func notebook(t *testing.T, cells ...string) []string {
	t.Helper()
	input, err := json.Marshal(cells)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), pythonWithPandas(t), "testdata/notebook.py")
	command.Stdin = strings.NewReader(string(input))
	var complaints strings.Builder
	command.Stderr = &complaints
	output, err := command.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, complaints.String())
	}
	var shown []string
	if err := json.Unmarshal(output, &shown); err != nil {
		t.Fatal(err)
	}
	return shown
}

// pythonWithPandas is the first Python that has it: that of the PATH, or the
// system's, for which packages install it.
func pythonWithPandas(t *testing.T) string {
	t.Helper()
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.CommandContext(t.Context(), python, "-c", "import pandas, requests").Run() == nil {
			return python
		}
	}
	lacking(t, "no python3 has pandas and requests, which the page uses")
	return ""
}
