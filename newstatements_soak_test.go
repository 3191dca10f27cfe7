//go:build soak

package main

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rolegraph/graph/examples"
	"rolegraph/store/neo4j/neo4jtest"
)

// TestKnownOperationsBesideNewOnes measures how long known operations take while
// sixteen clients send nothing but new ones, beside what they take when it is quiet.
// It takes some three minutes.
func TestKnownOperationsBesideNewOnes(t *testing.T) {
	server := neo4jtest.Shared(t)
	const one, all = "1", "1000"
	p99 := map[string]time.Duration{}
	for _, slots := range []string{one, "2", all} {
		server.Wipe(t)
		environment(t, server)
		importSeedInto(t)
		p := started(t, "--new-statements", slots)
		p.isWarm(t)
		var known []string
		for _, example := range examples.All() {
			if example.Variables == nil && codeOf(p.ask(t, example.Operation)) == "" {
				known = append(known, example.Operation)
			}
		}
		quiet := measured(t, p, known, 10*time.Second)
		ctx, cancel := context.WithCancel(t.Context())
		var attacking sync.WaitGroup
		var answered, refused atomic.Int64
		for i := range 16 {
			attacking.Go(func() {
				shapes := newShapes{rand.New(rand.NewPCG(uint64(i), 7))}
				for ctx.Err() == nil {
					switch codeOf(p.ask(t, shapes.operation(2))) {
					case "":
						answered.Add(1)
					case "RATE_LIMITED":
						refused.Add(1)
						time.Sleep(10 * time.Millisecond) // or they would be busy with that alone
					}
				}
			})
		}
		time.Sleep(time.Second)
		beside := measured(t, p, known, 20*time.Second)
		cancel()
		attacking.Wait()
		t.Logf("%s at a time: p50 %s, p99 %s when quiet; p50 %s, p99 %s beside new ones (%.1f times), of which %d were answered and %d refused",
			slots, quiet.p50, quiet.p99, beside.p50, beside.p99, float64(beside.p99)/float64(quiet.p99), answered.Load(), refused.Load())
		p99[slots] = beside.p99
		if slots == one && beside.failed > 0 {
			t.Errorf("%d of %d known operations failed", beside.failed, beside.asked)
		}
		p.stop()
	}
	if p99[one] > p99[all]/2 {
		t.Errorf("known operations take %s beside new ones that come one at a time, and %s if all are let through", p99[one], p99[all])
	}
}

// times are those that operations take.
type times struct {
	asked, failed int
	p50, p99      time.Duration
}

// measured asks operations in turn, by two clients, for some time.
func measured(t *testing.T, p *program, operations []string, long time.Duration) times {
	var mu sync.Mutex
	var all []time.Duration
	failed := 0
	var asking sync.WaitGroup
	end := time.Now().Add(long)
	for range 2 {
		asking.Go(func() {
			for i := 0; time.Now().Before(end); i++ {
				begun := time.Now()
				code := codeOf(p.ask(t, operations[i%len(operations)]))
				took := time.Since(begun)
				mu.Lock()
				all = append(all, took)
				if code != "" {
					failed++
				}
				mu.Unlock()
			}
		})
	}
	asking.Wait()
	slices.Sort(all)
	return times{len(all), failed, all[len(all)/2], all[len(all)*99/100]}
}

// isWarm waits until the server has asked the examples.
func (p *program) isWarm(t *testing.T) {
	t.Helper()
	for begun := time.Now(); !strings.Contains(p.stderr.String(), "has compiled the statements of the examples"); time.Sleep(20 * time.Millisecond) {
		if time.Since(begun) > time.Minute {
			t.Fatalf("the examples were not asked: %s", p.stderr.String())
		}
	}
}
