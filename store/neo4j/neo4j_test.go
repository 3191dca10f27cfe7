package neo4j_test

import (
	"context"
	"io"
	"log/slog"
	"os"
	"testing"

	"rolegraph/kg"
	"rolegraph/store/neo4j"
	"rolegraph/store/neo4j/neo4jtest"
	"rolegraph/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(neo4jtest.Main(m)) }

// open wipes the shared database and opens a store of it.
func open(t *testing.T, joins *kg.Joins) kg.Store {
	server := neo4jtest.Shared(t)
	server.Wipe(t)
	return another(t, server, joins)
}

// another opens one more store of a database.
func another(t *testing.T, server *neo4jtest.Server, joins *kg.Joins) *neo4j.Store {
	store, err := neo4j.Open(neo4j.Config{
		URI: server.URI, Username: server.Username, Password: server.Password, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	}, joins)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close(context.WithoutCancel(t.Context())) })
	return store
}

func TestStore(t *testing.T) { storetest.Run(t, open) }

// TestRandomPlans takes minutes for the fifty graphs of continuous integration:
// the database compiles each of the statements.
func TestRandomPlans(t *testing.T) {
	graphs := 8
	if os.Getenv("CI") == "true" {
		graphs = 50
	}
	storetest.RunRandom(t, open, graphs, 22)
}
