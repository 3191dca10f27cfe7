package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"rolegraph/graph"
	"rolegraph/seed"
	"rolegraph/store/neo4j"
	"rolegraph/store/neo4j/neo4jtest"
	"rolegraph/store/neo4j/neo4jtest/faultproxy"
)

// newShapes gives operations whose statements are all different, nearly: lists of
// lists, of which each leads to others and tells other things, so many levels deep.
type newShapes struct{ random *rand.Rand }

func (n newShapes) operation(levels int) string {
	return "{ roles(first: 2) " + n.list(true, levels) + " }"
}

// list selects of a list, whose entities are roles or what roles are linked to.
func (n newShapes) list(ofRoles bool, levels int) string {
	fields := "name"
	if n.random.IntN(2) == 0 {
		fields += " description"
	}
	next := []string{"roles"}
	if ofRoles {
		next = []string{"skills", "tools", "languages", "industries", "degrees"}
	}
	if levels > 1 {
		for i := range next {
			if n.random.IntN(2) == 0 || i == len(next)-1 {
				fields += " " + next[i] + "(first: 2) " + n.list(!ofRoles, levels-1)
			}
		}
	}
	total := ""
	if n.random.IntN(2) == 0 {
		total = "totalCount "
	}
	return "{ " + total + "nodes { " + fields + " } }"
}

// TestNewStatementsAreBounded has a database that stalls, so that no new statement
// gets its answer: those that are more than may wait are refused at once, and the
// others when they have waited long enough.
func TestNewStatementsAreBounded(t *testing.T) {
	facts, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	filled(t, joins, facts)
	server := neo4jtest.Shared(t)
	proxy := faultproxy.Start(t, strings.TrimPrefix(server.URI, "bolt://"))
	store, err := neo4j.Open(neo4j.Config{
		URI: "bolt://" + proxy.Address(), Username: server.Username, Password: server.Password, Log: silent, NewStatements: 1,
	}, joins)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close(context.WithoutCancel(t.Context())) })
	if _, err := store.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
	const deadline, clients, mayWait = 6 * time.Second, 60, 16
	config := graph.DefaultConfig()
	config.Limits.Deadline = deadline
	p := &program{address: serveConfigured(t, store, config)}

	proxy.Set(t, faultproxy.Fault{Stall: true})
	shapes := newShapes{rand.New(rand.NewPCG(1, 1))}
	var mu sync.Mutex
	told := map[string]int{} // by what is told, and when
	var asking sync.WaitGroup
	for range clients {
		operation := shapes.operation(4)
		asking.Go(func() {
			begun := time.Now()
			reply := p.ask(t, operation)
			what := codeOf(reply)
			if time.Since(begun) < deadline*2/5 { // the others wait for half
				what += " at once"
			}
			if what == "RATE_LIMITED" && (reply.status != http.StatusTooManyRequests || reply.header.Get("Retry-After") == "") {
				what += fmt.Sprintf(" with status %d", reply.status)
			}
			mu.Lock()
			defer mu.Unlock()
			told[what]++
		})
	}
	asking.Wait()
	if told["TIMEOUT"] != 1 || told["RATE_LIMITED"] != mayWait || told["RATE_LIMITED at once"] != clients-1-mayWait {
		t.Errorf("of %d new operations, one at a time, with %d that may wait: %v", clients, mayWait, told)
	}
	proxy.Set(t, faultproxy.Fault{})
	for range 3 { // nothing has kept a turn, nor a place
		for begun := time.Now(); codeOf(p.ask(t, shapes.operation(2))) != ""; {
			if time.Since(begun) > 30*time.Second {
				t.Fatal("new operations are not answered any more")
			}
		}
	}
}
