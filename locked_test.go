package main

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLockedServer shows neither schema nor pages, and answers.
func TestLockedServer(t *testing.T) {
	p := started(t, "--locked")
	for path, status := range map[string]int{
		"/": 404, "/playground": 404, "/compare": 404, "/role/data-scientist": 404, "/schema.graphql": 404, "/healthz": 200, "/readyz": 200,
		"/graphql?query=%7B__schema%7BqueryType%7Bname%7D%7D%7D": 200,
	} {
		got := p.get(t, path)
		if got.status != status {
			t.Errorf("%s: %d %s", path, got.status, got.body)
		}
		if strings.Contains(got.body, `"queryType"`) {
			t.Errorf("%s: %s", path, got.body)
		}
	}
	c := &client{address: p.address}
	c.wants(t, `{ tool(slug: "git") { name } }`, `{"tool": {"name": "Git"}}`)
	got := c.do(t, http.MethodPost, "/graphql", map[string]string{"Content-Type": "application/json"}, `{"query": "{ graph { version } }", "extensions": {"explain": true}}`)
	if !strings.Contains(got.body, "this server does not explain") {
		t.Errorf("explained: %s", got.body)
	}
}

// TestKnownDocumentsOnly answers what is in a file, and nothing else.
func TestKnownDocumentsOnly(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	p := started(t, "--documents", write("documents.json", `{"sha256:1": "query Git { tool(slug: \"git\") { name } }"}`), "--documents-only")
	c := &client{address: p.address}
	header := map[string]string{"Content-Type": "application/json", "Accept": "application/graphql-response+json"}
	if got := c.do(t, http.MethodPost, "/graphql", header, `{"documentId": "sha256:1"}`); got.body != `{"data":{"tool":{"name":"Git"}}}` {
		t.Errorf("a known one: %d %s", got.status, got.body)
	}
	refused(t, "another", c.do(t, http.MethodPost, "/graphql", header, `{"query": "{ __typename }"}`), refusal{400, "BAD_USER_INPUT", "known documents only"})
	if got := p.get(t, "/playground"); got.status != 404 {
		t.Errorf("the playground: %d", got.status)
	}
	for line, want := range map[string]struct {
		status int
		says   string
	}{
		"--documents-only": {wrongUsage, "--documents-only needs --documents FILE"},
		"--documents " + filepath.Join(folder, "none.json"):      {failed, "none.json"},
		"--documents " + write("wrong.json", `["a"]`):            {failed, "wrong.json: the list of documents must be a JSON object"},
		"--documents " + write("invalid.json", `{"a": "{ x }"}`): {failed, `the document "a"`},
		"--depth-limit 0":  {wrongUsage, "0 is no limit; it must be 1 or more"},
		"--deadline 1ms":   {wrongUsage, "1ms is no deadline; it must be from 100ms to 1h"},
		"--deadline never": {wrongUsage, "never"},
	} {
		var stdout, stderr output
		if status := run(t.Context(), append([]string{"rolegraph", "--listen", "127.0.0.1:0"}, strings.Fields(line)...), nil, &stdout, &stderr); status != want.status || !strings.Contains(stderr.String(), want.says) {
			t.Errorf("%s: %d %s", line, status, stderr.String())
		}
	}
}
