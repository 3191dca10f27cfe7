package main

import (
	"fmt"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"rolegraph/store/neo4j/neo4jtest"
	"rolegraph/store/neo4j/neo4jtest/faultproxy"
)

// roomyAnswer is an operation with an answer of some thousand bytes, so that one can
// be cut in its middle.
const roomyAnswer = `{ roles { nodes { name description skills { nodes { name } } tools { nodes { name } } } } }`

// TestFaultsBetweenServerAndDatabase has a server answer through a network that fails
// in one way after the other, and that heals each time.
func TestFaultsBetweenServerAndDatabase(t *testing.T) {
	server := neo4jtest.Shared(t)
	server.Wipe(t)
	environment(t, server)
	importSeedInto(t)
	proxy := faultproxy.Start(t, strings.TrimPrefix(server.URI, "bolt://"))
	t.Setenv("NEO4J_URI", "bolt://"+proxy.Address())
	const deadline, pool = time.Second, 16
	p := started(t, "--deadline", deadline.String(), "--neo4j-pool", fmt.Sprint(pool))
	p.becomesReady(t)
	right := p.answersAgain(t, roomyAnswer)
	quiet := runtime.NumGoroutine()

	for _, c := range []struct {
		name  string
		fault faultproxy.Fault
		codes string // those that may be told
		// clients are how many ask at a time, beside the server itself, which may be
		// asking the examples. Where all are more than there may be
		// connections, the others wait for one, if need be up to their deadline.
		clients int
		readyz  bool // asks that, too, which takes seconds where the database stalls
	}{
		{"refuses", faultproxy.Fault{Refuse: true}, "UNAVAILABLE", pool - 2, true},
		{"stalls", faultproxy.Fault{Stall: true}, "TIMEOUT", 4 * pool, true},
		{"stalls in the middle of an answer", faultproxy.Fault{Stall: true, After: len(right) / 2}, "TIMEOUT", 4 * pool, false},
		{"cuts", faultproxy.Fault{Cut: true}, "UNAVAILABLE", pool - 2, false},
		{"cuts in the middle of an answer", faultproxy.Fault{Cut: true, After: len(right) / 2}, "UNAVAILABLE", pool - 2, false},
		{"is slow", faultproxy.Fault{Rate: 20}, "TIMEOUT", pool - 2, false},
		{"changes where messages begin", faultproxy.Fault{Change: func(part []byte) { part[min(2, len(part)-1)] ^= 0x40 }}, "UNAVAILABLE TIMEOUT", pool - 2, false},
	} {
		proxy.Set(t, c.fault)
		var asking sync.WaitGroup
		for range c.clients {
			asking.Go(func() {
				begun := time.Now()
				reply := p.ask(t, roomyAnswer)
				took := time.Since(begun)
				code := codeOf(reply)
				if reply.status != http.StatusOK || code == "" || !strings.Contains(c.codes, code) {
					t.Errorf("a database that %s: %d %.300s\nwant %s", c.name, reply.status, reply.body, c.codes)
				}
				if took > deadline+5*time.Second { // the machine may be busy
					t.Errorf("a database that %s: told after %s, with a deadline of %s", c.name, took, deadline)
				}
			})
		}
		asking.Wait()
		if c.readyz {
			got := p.get(t, "/readyz")
			for looked := time.Now(); got.status == http.StatusOK && time.Since(looked) < 5*time.Second; got = p.get(t, "/readyz") {
				time.Sleep(100 * time.Millisecond) // what was seen holds for a second
			}
			if got.status != http.StatusServiceUnavailable {
				t.Errorf("/readyz of a database that %s: %d %s", c.name, got.status, got.body)
			}
		}
		if got := p.get(t, "/healthz"); got.status != http.StatusOK {
			t.Errorf("/healthz of a database that %s: %d", c.name, got.status)
		}
		proxy.Set(t, faultproxy.Fault{})
		healed := time.Now()
		if again := p.answersAgain(t, roomyAnswer); again != right {
			t.Errorf("after a database that %s: the answer is %.300s", c.name, again)
		}
		t.Logf("a database that %s: well again %s after it healed", c.name, time.Since(healed).Round(time.Millisecond))
	}
	// Dead ones are closed while others are opened.
	if _, most := proxy.Open(); most > 2*pool {
		t.Errorf("there were %d connections to the database at a time, want not many more than %d", most, pool)
	}
	restsAt(t, quiet)
}

// ask asks for an operation by a connection of its own.
func (p *program) ask(t *testing.T, query string) reply {
	t.Helper()
	return (&client{address: p.address}).post(t, query, nil)
}

// answersAgain asks for an operation until there is an answer, and gives it.
func (p *program) answersAgain(t *testing.T, query string) string {
	t.Helper()
	for begun := time.Now(); ; time.Sleep(10 * time.Millisecond) {
		reply := p.ask(t, query)
		if codeOf(reply) == "" {
			return reply.body
		}
		if time.Since(begun) > 2*time.Minute {
			t.Fatalf("no answer after two minutes: %.300s", reply.body)
		}
	}
}

// codeOf is the code of the errors in a reply; empty if there are none.
func codeOf(r reply) string {
	_, rest, _ := strings.Cut(r.body, `"code":"`)
	code, _, _ := strings.Cut(rest, `"`)
	return code
}

// restsAt waits until not many more goroutines run than there were.
func restsAt(t *testing.T, quiet int) {
	t.Helper()
	const more = 10 // of idle connections
	http.DefaultClient.CloseIdleConnections()
	for begun := time.Now(); runtime.NumGoroutine() > quiet+more; time.Sleep(50 * time.Millisecond) {
		if time.Since(begun) > 20*time.Second {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%d goroutines run, where there were %d:\n%s", runtime.NumGoroutine(), quiet, stacks[:runtime.Stack(stacks, true)])
		}
	}
}
