package main

import (
	"os/exec"
	"testing"
)

// TestDocumentedShell types the commands of docs/curl.md, each block into a shell of
// its own, all in one folder; they print what the page says.
func TestDocumentedShell(t *testing.T) {
	for _, program := range []string{"bash", "curl", "jq"} {
		if _, err := exec.LookPath(program); err != nil {
			lacking(t, "there is no "+program+", which the commands use")
		}
	}
	folder := t.TempDir()
	for _, step := range transcript(t, "docs/curl.md", "sh", serveStore(t, ofSeed(t))) {
		command := exec.CommandContext(t.Context(), "bash", "-c", step.code)
		command.Dir = folder
		if output, err := command.CombinedOutput(); err != nil || string(output) != step.output {
			t.Errorf("%s\nprints, with %v:\n%swant:\n%s", step.code, err, output, step.output)
		}
	}
}
