package neo4jtest

import (
	"os"
	"strings"
	"testing"
)

func TestVersionIsChosenByName(t *testing.T) {
	for name, want := range map[string]string{"": "5.26.", "5.26": "5.26.", "2026.08": "2026.08."} {
		t.Setenv("NEO4J_TEST_VERSION", name)
		if got, err := wanted(); err != nil || !strings.HasPrefix(got.maven, want) {
			t.Errorf("%q chooses %q, %v; want one of %s", name, got.maven, err, want)
		}
	}
	t.Setenv("NEO4J_TEST_VERSION", "4.4")
	if _, err := wanted(); err == nil || !strings.HasSuffix(err.Error(), `"4.4"; the tests know 5.26 and 2026.08`) {
		t.Errorf("an unknown version: %v", err)
	}
}

func TestServerIsOfTheWantedVersion(t *testing.T) {
	if os.Getenv("NEO4J_TEST_URI") != "" {
		t.Skip("the database of NEO4J_TEST_URI is of whatever version it is")
	}
	server := Shared(t)
	want, err := wanted()
	if err != nil {
		t.Fatal(err)
	}
	records := server.Run(t, "CALL dbms.components() YIELD versions RETURN versions[0]")
	if got := records[0].Values[0]; got != want.maven {
		t.Errorf("Neo4j %v was started, not %s", got, want.maven)
	}
}
