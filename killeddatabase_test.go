package main

import (
	"context"
	"net/url"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"rolegraph/kg"
	"rolegraph/seed"
	"rolegraph/store/neo4j"
	"rolegraph/store/neo4j/neo4jtest"
)

// smallAnswer is an operation that a database that has just begun plans soon.
const smallAnswer = `{ tool(slug: "git") { name } }`

// TestDatabaseKilledUnderLoad kills a database while clients ask, and starts it again
// at the same address: the server that ran all the while answers as before.
func TestDatabaseKilledUnderLoad(t *testing.T) {
	home := t.TempDir()
	database := neo4jtest.Start(t, neo4jtest.Options{Home: home})
	environment(t, database)
	fillNew(t, database.URI, database)
	const deadline = 5 * time.Second
	p := started(t, "--deadline", deadline.String())
	p.becomesReady(t)
	right := p.answersAgain(t, smallAnswer)
	quiet := runtime.NumGoroutine()

	ctx, cancel := context.WithCancel(t.Context())
	var mu sync.Mutex
	told := map[string]int{} // by code
	var asking sync.WaitGroup
	for range 8 {
		asking.Go(func() {
			for ctx.Err() == nil {
				begun := time.Now()
				reply := p.ask(t, smallAnswer)
				took := time.Since(begun)
				code := codeOf(reply)
				if code == "" && reply.body != right {
					t.Errorf("another answer: %.300s", reply.body)
				}
				if took > deadline+5*time.Second {
					t.Errorf("told %q after %s, with a deadline of %s", code, took, deadline)
				}
				mu.Lock()
				told[code]++
				mu.Unlock()
				time.Sleep(50 * time.Millisecond) // leaves the database some of the machine
			}
		})
	}
	time.Sleep(500 * time.Millisecond)
	database.Kill()
	killed := time.Now()
	neo4jtest.Start(t, neo4jtest.Options{Home: home, Port: portOf(t, database.URI)})
	up := time.Now()
	if again := p.answersAgain(t, smallAnswer); again != right {
		t.Errorf("after the restart: %.300s", again)
	}
	t.Logf("the database was gone for %s, and answers again %s later", up.Sub(killed).Round(time.Millisecond), time.Since(up).Round(time.Millisecond))
	cancel()
	asking.Wait()
	t.Logf("told by code: %v", told)
	for code := range told {
		if !strings.Contains(" UNAVAILABLE TIMEOUT RATE_LIMITED", code) {
			t.Errorf("%s was told", code)
		}
	}
	if told["UNAVAILABLE"] == 0 {
		t.Error("nobody was told that the database is away")
	}
	restsAt(t, quiet)
}

// fillNew fills a database that has just begun with the seed, and has it plan what a
// server needs before all else. On a busy machine its first statements take longer
// than anybody waits for one.
func fillNew(t *testing.T, uri string, server *neo4jtest.Server) {
	t.Helper()
	facts, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	store, err := neo4j.Open(neo4j.Config{URI: uri, Username: server.Username, Password: server.Password, Log: silent}, joins)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close(context.WithoutCancel(t.Context()))
	for begun := time.Now(); ; {
		_, err := store.Replace(t.Context(), facts)
		if err == nil {
			break
		}
		if kg.AsError(err).Code != kg.Unavailable || time.Since(begun) > 2*time.Minute {
			t.Fatal(err)
		}
	}
	if _, err := store.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func portOf(t *testing.T, address string) int {
	t.Helper()
	parsed, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	port, err := strconv.Atoi(parsed.Port())
	if err != nil {
		t.Fatal(err)
	}
	return port
}
