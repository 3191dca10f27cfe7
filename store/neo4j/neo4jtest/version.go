package neo4jtest

import (
	"fmt"
	"os"
	"strings"
)

// version is a Neo4j that tests can run on.
type version struct {
	name  string // as NEO4J_TEST_VERSION has it
	maven string // as Maven Central has it
	java  int    // the least that it runs on
}

// versions are those known. Tests run on the first unless told otherwise.
func versions() []version {
	return []version{
		{name: "5.26", maven: "5.26.30", java: 17},
		{name: "2026.08", maven: "2026.08.1", java: 21},
	}
}

// wanted gives the version that NEO4J_TEST_VERSION names.
func wanted() (version, error) {
	name, known := os.Getenv("NEO4J_TEST_VERSION"), versions()
	if name == "" {
		return known[0], nil
	}
	names := make([]string, len(known))
	for i, v := range known {
		if v.name == name {
			return v, nil
		}
		names[i] = v.name
	}
	return version{}, fmt.Errorf("NEO4J_TEST_VERSION is %q; the tests know %s", name, strings.Join(names, " and "))
}
