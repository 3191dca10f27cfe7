package main

import (
	"strings"
	"testing"
)

// TestMetrics asks two operations, one of them three times and once with other
// variables, and finds that counted.
func TestMetrics(t *testing.T) {
	c := &client{address: serveStore(t, ofSeed(t))}
	const named = `query($slug: String!) { tool(slug: $slug) { name } }`
	for _, slug := range []string{"docker", "docker", "docker", "git"} {
		c.data(t, named, map[string]any{"slug": slug})
	}
	c.data(t, `{ graph { version } }`, nil)
	got := c.do(t, "GET", "/metrics", nil, "")
	for _, line := range []string{
		`rolegraph_plans_total{kept="yes"} 2`, `rolegraph_plans_total{kept="no"} 3`,
		`rolegraph_documents_total{kept="yes"} 1`, `rolegraph_documents_total{kept="no"} 2`, "go_goroutines ",
	} {
		if got.status != 200 || !strings.Contains(got.body, "\n"+line) {
			t.Errorf("no line %s in\n%s", line, got.body)
		}
	}
}
