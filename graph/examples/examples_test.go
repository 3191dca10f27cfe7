package examples_test

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rolegraph/graph/examples"
)

func TestExamplesAreTheFilesInOrder(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, entry := range entries {
		if name, found := strings.CutSuffix(entry.Name(), ".graphql"); found {
			want = append(want, name)
		}
	}
	var got []string
	for _, example := range examples.All() {
		got = append(got, example.Name)
		content, err := os.ReadFile(example.Name + ".graphql")
		if err != nil || example.Operation != string(content) {
			t.Errorf("%s is not its file: %v", example.Name, err)
		}
		if example.Summary == "" || !strings.HasPrefix(example.Operation, "# "+example.Summary+"\n") {
			t.Errorf("%s has the summary %q", example.Name, example.Summary)
		}
		if !regexp.MustCompile(`(?m)^query \w+`).MatchString(example.Operation) {
			t.Errorf("%s has no operation with a name, which editors show as its title", example.Name)
		}
		_, err = os.Stat(example.Name + ".variables.json")
		if (err == nil) != (example.Variables != nil) || example.Variables != nil && !json.Valid(example.Variables) {
			t.Errorf("%s has the variables %s", example.Name, example.Variables)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
