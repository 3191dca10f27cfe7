//go:build soak

package main

import (
	"bytes"
	"strings"
	"testing"

	"rolegraph/store/neo4j/neo4jtest"
)

// TestReadOnlyDatabase serves a database that only lets itself be read, and imports
// into it, which is refused.
func TestReadOnlyDatabase(t *testing.T) {
	home := t.TempDir()
	writable := neo4jtest.Start(t, neo4jtest.Options{Home: home})
	fillNew(t, writable.URI, writable)
	writable.Stop()
	environment(t, neo4jtest.Start(t, neo4jtest.Options{
		Home: home, Settings: map[string]string{"server.databases.default_to_read_only": "true"},
	}))
	p := started(t)
	right := p.answersAgain(t, smallAnswer)

	var stdout, stderr bytes.Buffer
	folder := folderOf(t, map[string]string{"nodes.csv": "kind,name\nrole,Juggler\n", "links.csv": "relation,from,to\n"})
	if status := run(t.Context(), []string{"rolegraph", "import", "files", folder, "--name", "circus"}, nil, &stdout, &stderr); status != failed || !strings.Contains(stderr.String(), "read-only") {
		t.Errorf("an import into a read-only database: status %d, %s", status, stderr.String())
	}
	if again := p.answersAgain(t, smallAnswer); again != right {
		t.Errorf("after an import that was refused: %.300s", again)
	}
}
