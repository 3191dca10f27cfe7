package neo4j_test

import (
	"errors"
	"regexp"
	"slices"
	"testing"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"rolegraph/kg"
	"rolegraph/store/neo4j"
	"rolegraph/store/neo4j/neo4jtest"
	"rolegraph/store/storetest"
)

// TestReadingSessionsWriteNothing sends statements that write by the way of those that
// read: the database itself refuses them.
func TestReadingSessionsWriteNothing(t *testing.T) {
	store := open(t, nil).(*neo4j.Store)
	if _, err := store.Replace(t.Context(), storetest.Example()); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"CREATE (n:Role {slug: 'x'}) RETURN 1",
		"MATCH (n:Role) SET n.name = 'x' RETURN count(n)",
		"MATCH (n) DETACH DELETE n RETURN count(n)",
		"CREATE INDEX x FOR (n:X) ON (n.x)",
	} {
		err := store.Read(t.Context(), statement)
		if database, ok := errors.AsType[*driver.Neo4jError](err); !ok || database.Code != "Neo.ClientError.Statement.AccessMode" || kg.AsError(err).Code != kg.Internal {
			t.Errorf("%s: %v", statement, err)
		}
	}
	storetest.Holds(t, store, nil, storetest.Example())
}

// TestWithoutConstraintsAndIndexes reads from a database that has lost them, and
// imports, which makes them anew.
func TestWithoutConstraintsAndIndexes(t *testing.T) {
	store := open(t, nil)
	if _, err := store.Replace(t.Context(), storetest.Example()); err != nil {
		t.Fatal(err)
	}
	server := neo4jtest.Shared(t)
	named := regexp.MustCompile(`^CREATE (CONSTRAINT|INDEX) (\w+)`)
	var names []string
	for _, statement := range neo4j.SchemaStatements() {
		if found := named.FindStringSubmatch(statement); found != nil {
			server.Run(t, "DROP "+found[1]+" "+found[2])
			names = append(names, found[2])
		}
	}
	storetest.Holds(t, store, nil, storetest.Example())
	if _, err := store.Replace(t.Context(), storetest.Second()); err != nil {
		t.Fatal(err)
	}
	storetest.Holds(t, store, nil, storetest.Example(), storetest.Second())
	var there []string
	for _, record := range server.Run(t, "SHOW INDEXES YIELD name, state WHERE state = 'ONLINE' RETURN name") {
		there = append(there, record.Values[0].(string))
	}
	for _, name := range names {
		if !slices.Contains(there, name) {
			t.Errorf("after an import %s is missing", name)
		}
	}
}
