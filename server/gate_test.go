package server_test

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"rolegraph/server"
)

// TestGate has two operations executed at a time and eight wait, in a time that passes
// only while nobody does anything else.
func TestGate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := server.NewGate(2)
		begun := time.Now()
		first, second := gate.Enter(t.Context()), gate.Enter(t.Context())
		if first == nil || second == nil {
			t.Fatal("no room for two of two")
		}
		var entered, refused atomic.Int64
		for range 8 {
			go func() {
				if leave := gate.Enter(t.Context()); leave != nil {
					entered.Add(1)
				} else {
					refused.Add(1)
				}
			}()
		}
		synctest.Wait()
		if gate.Enter(t.Context()) != nil || time.Since(begun) != 0 || refused.Load() != 0 {
			t.Errorf("with eight who wait: %d of them refused, a ninth waited %s", refused.Load(), time.Since(begun))
		}
		first()
		synctest.Wait()
		if entered.Load() != 1 {
			t.Errorf("one left, and %d entered", entered.Load())
		}
		time.Sleep(2 * time.Second)
		if entered.Load() != 1 || refused.Load() != 7 {
			t.Errorf("after two seconds %d have entered and %d have given up", entered.Load(), refused.Load())
		}
		second()
		if gate.Enter(t.Context()) == nil {
			t.Error("there is room, and nobody waits")
		}
	})
}

// TestGateIsPatient has an operation wait for one that does not end.
func TestGateIsPatient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gate := server.NewGate(1)
		gate.Enter(t.Context())
		for deadline, want := range map[time.Duration]time.Duration{time.Minute: time.Second, time.Second / 4: time.Second / 4} {
			ctx, cancel := context.WithTimeout(t.Context(), deadline)
			defer cancel()
			begun := time.Now()
			if gate.Enter(ctx) != nil {
				t.Error("two run where one may")
			}
			if waited := time.Since(begun); waited != want {
				t.Errorf("with a deadline of %s it waited %s, want %s", deadline, waited, want)
			}
		}
	})
}

func TestGateHoldsAnswers(t *testing.T) {
	gate := server.NewGate(1)
	const large = 32 << 20
	var releases []func()
	for range 8 {
		release := gate.Hold(large)
		if release == nil {
			t.Fatalf("%d answers of 32 MB do not fit", len(releases)+1)
		}
		releases = append(releases, release)
	}
	if gate.Hold(large) != nil {
		t.Error("nine answers of 32 MB fit into 256 MB")
	}
	if gate.Hold(60_000) == nil {
		t.Error("a small answer is refused")
	}
	releases[0]()
	if gate.Hold(large) == nil {
		t.Error("an answer was taken, and there is no room for another")
	}
}
