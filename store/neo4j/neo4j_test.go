package neo4j_test

import (
	"context"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

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

// TestRandomPlans takes minutes for the graphs of continuous integration: the
// database compiles each of the statements, for a second and more where a plan has
// paths. They are for the version that is tested first; whether another one reads
// the same Cypher, a few show too. The plans of the tests below have few shapes, so
// that there can be many.
func TestRandomPlans(t *testing.T) {
	graphs := 5
	if os.Getenv("CI") == "true" && os.Getenv("NEO4J_TEST_VERSION") == "" {
		graphs = 15
	}
	storetest.RunRandom(t, open, graphs, 22)
}

func TestRandomWalks(t *testing.T) { storetest.RunWalks(t, open, 8, 60) }

func TestRandomScores(t *testing.T) { storetest.RunScores(t, open, 8, 50) }

func TestRandomPaths(t *testing.T) { storetest.RunPaths(t, open, 8, 150) }

// TestBrokenOffImport leaves the database as an import does that dies half way.
func TestBrokenOffImport(t *testing.T) {
	store := open(t, nil)
	if _, err := store.Replace(t.Context(), storetest.Example()); err != nil {
		t.Fatal(err)
	}
	// As a server does before it is ready. The statement is compiled then, too.
	if _, err := store.Execute(t.Context(), &kg.Plan{}); err != nil {
		t.Fatal(err)
	}
	neo4jtest.Shared(t).Run(t,
		"MATCH (g:Graph) SET g.epoch = g.epoch + 1",
		"MATCH (:Role)-[l:USES_TOOL]->(:Tool {slug: 'crane'}) DELETE l",
		"MATCH (n:Role {slug: 'beta'}) DETACH DELETE n")
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	if _, err := store.Execute(ctx, &kg.Plan{}); kg.AsError(err).Code != kg.Unavailable {
		t.Errorf("reading from a half-written database: got %v, want %s", err, kg.Unavailable)
	}
	// What was said is there all the same.
	if facts, err := store.Facts(t.Context()); err != nil || len(facts) != 1 || !reflect.DeepEqual(facts[0], storetest.Example()) {
		t.Errorf("the facts are %v, %v", facts, err)
	}
	if _, err := store.Replace(t.Context(), storetest.Second()); err != nil {
		t.Fatal(err)
	}
	storetest.Holds(t, store, nil, storetest.Example(), storetest.Second())
}

// TestOvertakenImport begins another import while one writes, which must not happen
// while its lock holds: the first one ends, and writes nothing more.
func TestOvertakenImport(t *testing.T) {
	server := neo4jtest.Shared(t)
	server.Wipe(t)
	wrote := 0
	store, err := neo4j.Open(neo4j.Config{
		URI: server.URI, Username: server.Username, Password: server.Password, Log: slog.New(slog.DiscardHandler),
		Wrote: func(int, int) {
			wrote++
			server.Run(t, "MATCH (g:Graph) SET g.epoch = g.epoch + 2")
		},
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close(context.WithoutCancel(t.Context()))
	if _, err := store.Replace(t.Context(), storetest.Example()); kg.AsError(err).Code != kg.Unavailable || !strings.Contains(err.Error(), "another import") || wrote != 1 {
		t.Errorf("an import that was overtaken: %v, after %d transactions", err, wrote)
	}
	next := another(t, server, nil)
	if _, err := next.Replace(t.Context(), storetest.Example()); err != nil {
		t.Fatal(err)
	}
	storetest.Holds(t, next, nil, storetest.Example())
}

// TestGraphOfAnotherFormat is refused, and written anew by the next import.
func TestGraphOfAnotherFormat(t *testing.T) {
	store := open(t, nil).(*neo4j.Store)
	if _, err := store.Replace(t.Context(), storetest.Example()); err != nil {
		t.Fatal(err)
	}
	if err := store.Connect(t.Context()); err != nil {
		t.Fatal(err)
	}
	server := neo4jtest.Shared(t)
	for _, other := range []string{"MATCH (g:Graph) SET g.format = 0", "MATCH (g:Graph) REMOVE g.format"} {
		server.Run(t, other, "MATCH (n:Role) REMOVE n.roleCount")
		if err := store.Connect(t.Context()); err == nil || !strings.Contains(err.Error(), "another version of rolegraph") {
			t.Errorf("Connect: got %v", err)
		}
		if _, err := store.Replace(t.Context(), storetest.Example()); err != nil {
			t.Fatal(err)
		}
		if err := store.Connect(t.Context()); err != nil {
			t.Error(err)
		}
		storetest.Holds(t, store, nil, storetest.Example())
	}
}

// TestStoresOfOneDatabase has one store see what another has imported.
func TestStoresOfOneDatabase(t *testing.T) {
	first := open(t, nil)
	other := another(t, neo4jtest.Shared(t), nil)
	storetest.Holds(t, other, nil)
	var writing sync.WaitGroup
	for store, facts := range map[kg.Store]*kg.Facts{first: storetest.Example(), other: storetest.Second()} {
		writing.Go(func() {
			if _, err := store.Replace(t.Context(), facts); err != nil {
				t.Error(err)
			}
		})
	}
	writing.Wait()
	storetest.Holds(t, first, nil, storetest.Example(), storetest.Second())
	storetest.Holds(t, other, nil, storetest.Example(), storetest.Second())
}

func TestForeignDataStays(t *testing.T) {
	store := open(t, nil)
	server := neo4jtest.Shared(t)
	server.Run(t, "CREATE (:Invoice {id: 'role:alpha'})-[:FOR]->(:Customer)",
		"CREATE (:Tool {name: 'Saw', key: 'saw', sortKey: 'saw'})<-[:USES_TOOL]-(:Person), (:Tool {name: 'Hammer'})")
	for _, facts := range []*kg.Facts{storetest.Example(), storetest.Second(), {Source: storetest.Example().Source}} {
		if _, err := store.Replace(t.Context(), facts); err != nil {
			t.Fatal(err)
		}
	}
	if records := server.Run(t, "MATCH (n:Invoice)-[:FOR]->(:Customer) RETURN n"); len(records) != 1 {
		t.Error("somebody else's data is gone")
	}
	storetest.Holds(t, store, nil, &kg.Facts{Source: storetest.Example().Source}, storetest.Second())
}

// TestFactsLargerThanAPart are kept in several pieces, and found again.
func TestFactsLargerThanAPart(t *testing.T) {
	store := open(t, nil)
	large := storetest.Example()
	noise := rand.NewChaCha8([32]byte{})
	for i := range large.Nodes {
		text := make([]byte, 300_000)
		_, _ = noise.Read(text)
		large.Nodes[i].Description = hex.EncodeToString(text)
	}
	for _, facts := range []*kg.Facts{large, storetest.Second()} {
		if _, err := store.Replace(t.Context(), facts); err != nil {
			t.Fatal(err)
		}
	}
	if parts := neo4jtest.Shared(t).Run(t, "MATCH (f:Facts {source: 'onet'}) RETURN f.part"); len(parts) < 2 {
		t.Fatalf("the facts are kept in %d pieces; this test is about several", len(parts))
	}
	storetest.Holds(t, store, nil, large, storetest.Second())
}

func TestWrongCredentials(t *testing.T) {
	server := neo4jtest.Start(t, neo4jtest.Options{Authentication: true})
	server.Username, server.Password = "neo4j", "wrong"
	store := another(t, server, nil)
	if err := store.Connect(t.Context()); !errors.Is(err, neo4j.ErrCredentials) {
		t.Errorf("Connect: got %v, want %v", err, neo4j.ErrCredentials)
	}
	if _, err := store.Execute(t.Context(), &kg.Plan{}); !errors.Is(err, neo4j.ErrCredentials) {
		t.Errorf("Execute: got %v, want %v", err, neo4j.ErrCredentials)
	}
}

func TestUnreachableDatabase(t *testing.T) {
	store := another(t, &neo4jtest.Server{URI: "bolt://127.0.0.1:1"}, nil)
	begun := time.Now()
	for name, err := range map[string]error{
		"Connect": store.Connect(t.Context()),
		"Replace": func() error { _, err := store.Replace(t.Context(), storetest.Example()); return err }(),
		"Execute": func() error { _, err := store.Execute(t.Context(), &kg.Plan{}); return err }(),
		"Index":   func() error { _, err := store.Index(t.Context()); return err }(),
	} {
		if kg.AsError(err).Code != kg.Unavailable {
			t.Errorf("%s: got %v, want %s", name, err, kg.Unavailable)
		}
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("four refusals took %s", took)
	}
}

func TestURIOfSomethingElse(t *testing.T) {
	if _, err := neo4j.Open(neo4j.Config{URI: "http://127.0.0.1"}, nil); err == nil || !strings.Contains(err.Error(), "neo4j://127.0.0.1:7687") {
		t.Errorf("got %v, want an error that shows a right URI", err)
	}
}
