package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rolegraph/graph/examples"
)

var update = flag.Bool("update", false, "write the examples' answers anew")

// TestExamples compares the answers of graph/examples with the files beside
// them, which a person has read.
func TestExamples(t *testing.T) {
	all := examples.All()
	if len(all) == 0 {
		t.Fatal("no examples")
	}
	onSeed(t, func(t *testing.T, c *client) {
		for _, example := range all {
			path := filepath.Join("graph/examples", example.Name+".graphql")
			if !strings.HasPrefix(example.Operation, "# ") {
				t.Errorf("%s does not begin with a line that says what it shows", path)
			}
			var variables map[string]any
			if example.Variables != nil {
				if err := json.Unmarshal(example.Variables, &variables); err != nil {
					t.Fatal(err)
				}
			}
			var got bytes.Buffer
			if err := json.Indent(&got, []byte(c.data(t, example.Operation, variables)), "", "  "); err != nil {
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
