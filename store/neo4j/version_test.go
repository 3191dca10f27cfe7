package neo4j

import "testing"

func TestVersions(t *testing.T) {
	for agent, want := range map[string]bool{
		"Neo4j/4.4.38": true, "Neo4j/5.22.0": true, "Neo4j/5.26.0": false, "Neo4j/5.27.1": false, "Neo4j/2026.08.0": false, "Memgraph": false,
	} {
		if got := tooOld(agent); got != want {
			t.Errorf("%s is too old: %t, want %t", agent, got, want)
		}
	}
}
