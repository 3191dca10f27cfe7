package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// blocks are the contents of a file's code blocks of a language.
func blocks(t *testing.T, path, language string) []string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var contents []string
	for _, match := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		contents = append(contents, match[1])
	}
	if len(contents) == 0 {
		t.Fatalf("%s has no block of %s", path, language)
	}
	return contents
}

// TestReadme asks what the README asks, as GraphQL and as curl's body.
func TestReadme(t *testing.T) {
	query, answer := blocks(t, "README.md", "graphql")[0], blocks(t, "README.md", "json")[0]
	body := regexp.MustCompile(`(?s)-d '(.*?)'`).FindStringSubmatch(strings.Join(blocks(t, "README.md", "sh"), ""))[1]
	answer = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(answer), "{\n  \"data\":"), "}")
	onSeed(t, func(t *testing.T, c *client) {
		c.wants(t, query, answer)
		got := c.do(t, "POST", "/graphql", map[string]string{"Content-Type": "application/json"}, body)
		if want := `{"data":` + c.data(t, query, nil) + `}`; got.body != want {
			t.Errorf("curl gets %s, want %s", got.body, want)
		}
	})
}

// TestDocumentedOperations are answered.
func TestDocumentedOperations(t *testing.T) {
	operations := blocks(t, "docs/api.md", "graphql")
	onSeed(t, func(t *testing.T, c *client) {
		for _, operation := range operations {
			c.data(t, operation, nil)
		}
	})
}
