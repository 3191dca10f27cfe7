package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the examples' answers anew")

// TestExamples compares the answers of graph/examples with the files beside
// them, which a person has read.
func TestExamples(t *testing.T) {
	paths, err := filepath.Glob("graph/examples/*.graphql")
	if err != nil || len(paths) == 0 {
		t.Fatal("no examples", err)
	}
	onSeed(t, func(t *testing.T, c *client) {
		for _, path := range paths {
			operation, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !strings.HasPrefix(string(operation), "# ") {
				t.Errorf("%s does not begin with a line that says what it shows", path)
			}
			var got bytes.Buffer
			if err := json.Indent(&got, []byte(c.data(t, string(operation), nil)), "", "  "); err != nil {
				t.Fatal(err)
			}
			got.WriteByte('\n')
			golden := strings.TrimSuffix(path, ".graphql") + ".json"
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != string(want) {
				t.Errorf("%s is answered otherwise than %s says; read it, and accept it with go test -run Examples -update .\n%s", path, golden, got.String())
			}
		}
	})
}
