package neo4j

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"rolegraph/kg"
)

// turn is a statement's, as what a test does with it.
type turn struct {
	end func(answered bool)
	err error
}

// begun begins a statement in a goroutine of its own.
func begun(ctx context.Context, p *planning, text string) <-chan turn {
	began := make(chan turn, 1)
	go func() {
		end, err := p.begin(ctx, Statement{Text: text})
		began <- turn{end, err}
	}()
	return began
}

// TestFewStatementsArePlannedAtATime has more new statements than may wait.
func TestFewStatementsArePlannedAtATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const slots, deadline = 2, 4 * time.Second
		p := newPlanning(slots)
		known := <-begun(t.Context(), p, "known")
		known.end(true)

		ctx, cancel := context.WithTimeout(t.Context(), deadline)
		defer cancel()
		var all []<-chan turn
		for i := range slots + maxWaiting {
			all = append(all, begun(ctx, p, fmt.Sprint("new ", i)))
			synctest.Wait() // so that they are in order
		}
		for i := range slots {
			if len(all[i]) == 0 {
				t.Fatalf("statement %d has no turn, of %d", i, slots)
			}
		}
		if len(all[slots]) != 0 {
			t.Fatalf("more than %d statements have their turn", slots)
		}
		begin := time.Now()
		if one := <-begun(ctx, p, "one more"); kg.AsError(one.err).Code != kg.RateLimited || time.Since(begin) != 0 {
			t.Errorf("one more than may wait: %v after %s, want %s at once", one.err, time.Since(begin), kg.RateLimited)
		}
		if again := <-begun(ctx, p, "known"); again.err != nil || time.Since(begin) != 0 {
			t.Errorf("a known statement: %v after %s, want no wait", again.err, time.Since(begin))
		}

		(<-all[0]).end(true)
		if next := <-all[slots]; next.err != nil || time.Since(begin) != 0 {
			t.Errorf("the next one, when a turn has ended: %v after %s", next.err, time.Since(begin))
		}
		// Those that have their turn keep it: nobody else's comes within their patience.
		for i := slots + 1; i < slots+maxWaiting; i++ {
			if one := <-all[i]; kg.AsError(one.err).Code != kg.RateLimited {
				t.Errorf("statement %d: %v, want %s", i, one.err, kg.RateLimited)
			}
		}
		if waited := time.Since(begin); waited != deadline/2 {
			t.Errorf("they have waited %s of %s; want half", waited, deadline)
		}
		if len(p.begun) != slots {
			t.Errorf("%d statements are left, want the %d that have their turn", len(p.begun), slots)
		}
	})
}

// TestSameStatementIsPlannedOnce has many ask the same new one at a time.
func TestSameStatementIsPlannedOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlanning(1)
		first := <-begun(t.Context(), p, "new")
		var same []<-chan turn
		for range maxFollowing {
			same = append(same, begun(t.Context(), p, "new"))
		}
		synctest.Wait()
		if one := <-begun(t.Context(), p, "new"); kg.AsError(one.err).Code != kg.RateLimited {
			t.Errorf("one more than may wait for the same: %v", one.err)
		}
		for _, one := range same {
			if len(one) != 0 {
				t.Fatal("one does not wait for the first")
			}
		}
		first.end(true)
		for _, one := range same {
			if turn := <-one; turn.err != nil {
				t.Fatal(turn.err)
			}
		}

		// Of those that wait for one that fails, none begins late what it can't end.
		const deadline = 4 * time.Second
		ctx, cancel := context.WithTimeout(t.Context(), deadline)
		defer cancel()
		failing := <-begun(ctx, p, "failing")
		late := begun(ctx, p, "failing")
		time.Sleep(deadline * 3 / 4)
		if len(late) != 0 {
			t.Error("one does not wait for its answer as long as it may")
		}
		failing.end(false)
		if turn := <-late; kg.AsError(turn.err).Code != kg.RateLimited {
			t.Errorf("one that has a quarter of its time left begins: %v", turn.err)
		}
	})
}

// TestFailureDoesNotMakeAStatementKnown has a statement that times out.
func TestFailureDoesNotMakeAStatementKnown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPlanning(1)
		(<-begun(t.Context(), p, "slow")).end(false)
		(<-begun(t.Context(), p, "slow")).end(false) // has its turn again
		other := <-begun(t.Context(), p, "other")
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if again := <-begun(ctx, p, "slow"); kg.AsError(again.err).Code != kg.RateLimited {
			t.Errorf("it does not wait for its turn: %v", again.err)
		}
		gone, leave := context.WithCancel(t.Context())
		waiting := begun(gone, p, "slow")
		synctest.Wait()
		leave()
		if one := <-waiting; kg.AsError(one.err).Code != kg.Timeout || !errors.Is(one.err, context.Canceled) {
			t.Errorf("one whose client has gone: %v", one.err)
		}
		other.end(true)

		one := <-begun(t.Context(), p, "one")
		same, another := begun(t.Context(), p, "one"), begun(t.Context(), p, "another")
		synctest.Wait()
		away := errors.New("away")
		p.forget(away) // the database was started again
		for _, waiting := range []<-chan turn{same, another} {
			if turn := <-waiting; turn.err != away {
				t.Errorf("one that waits for a database that is away: %v", turn.err)
			}
		}
		if again := <-begun(ctx, p, "other"); kg.AsError(again.err).Code != kg.RateLimited {
			t.Errorf("a statement that was forgotten does not wait for its turn: %v", again.err)
		}
		one.end(true)
		if len(p.begun) != 0 || len(p.turns) != 0 {
			t.Errorf("%d statements and %d turns are left", len(p.begun), len(p.turns))
		}
	})
}

// TestStatementsThatOneDatabasePlanIsFor has what was measured of Neo4j: it plans a
// statement anew for parameters of another type or another size, by powers of ten.
func TestStatementsThatOneDatabasePlanIsFor(t *testing.T) {
	p := newPlanning(1)
	key := func(text string, a, b any) uint64 {
		return p.key(Statement{text, map[string]any{"a": a, "b": b}})
	}
	list := func(n int) []string { return make([]string, n) }
	text := func(n int) string { return strings.Repeat("ä", n) }
	for _, same := range [][2]uint64{
		{key("x", 1, 2), key("x", 3, 4)},
		{key("x", list(2), 1), key("x", list(10), 1)},
		{key("x", list(11), 1), key("x", list(100), 1)},
		{key("x", text(2), true), key("x", text(10), false)},
	} {
		if same[0] != same[1] {
			t.Error("two that have one plan are told apart")
		}
	}
	seen := map[uint64]bool{}
	different := []uint64{
		key("x", 1, 2), key("y", 1, 2), key("x", 1.5, 2), key("x", nil, 2), key("x", 2, nil), key("x", true, 2),
		key("x", list(0), 1), key("x", list(1), 1), key("x", list(10), 1), key("x", list(11), 1), key("x", list(101), 1), key("x", 1, list(1)),
		key("x", text(0), 1), key("x", text(1), 1), key("x", text(10), 1), key("x", text(11), 1),
	}
	for _, one := range different {
		seen[one] = true
	}
	if len(seen) != len(different) {
		t.Errorf("of %d that have different plans, %d are told apart", len(different), len(seen))
	}
}
