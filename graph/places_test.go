package graph

import (
	"context"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestPlaces has two operations executed at a time and eight wait, in a time that passes
// only while nobody does anything else.
func TestPlaces(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		places := newPlaces(2, 8, time.Second)
		begun := time.Now()
		for range 2 {
			if !places.take(t.Context(), newStopwatch()) {
				t.Fatal("no room for two of two")
			}
		}
		var entered, refused atomic.Int64
		for range 8 {
			go func() {
				if places.take(t.Context(), newStopwatch()) {
					entered.Add(1)
				} else {
					refused.Add(1)
				}
			}()
		}
		synctest.Wait()
		if places.take(t.Context(), newStopwatch()) || time.Since(begun) != 0 || refused.Load() != 0 {
			t.Errorf("with eight who wait: %d of them refused, a ninth waited %s", refused.Load(), time.Since(begun))
		}
		places.leave()
		synctest.Wait()
		if entered.Load() != 1 {
			t.Errorf("one left, and %d entered", entered.Load())
		}
		time.Sleep(2 * time.Second)
		if entered.Load() != 1 || refused.Load() != 7 {
			t.Errorf("after two seconds %d have entered and %d have given up", entered.Load(), refused.Load())
		}
		places.leave()
		if !places.take(t.Context(), newStopwatch()) {
			t.Error("there is room, and nobody waits")
		}
	})
}

// TestPlacesArePatient has an operation wait for one that does not end.
func TestPlacesArePatient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		places := newPlaces(1, 4, time.Second)
		places.take(t.Context(), newStopwatch())
		for deadline, want := range map[time.Duration]time.Duration{time.Minute: time.Second, time.Second / 4: time.Second / 4} {
			ctx, cancel := context.WithTimeout(t.Context(), deadline)
			defer cancel()
			begun := time.Now()
			if places.take(ctx, newStopwatch()) {
				t.Error("two run where one may")
			}
			if waited := time.Since(begun); waited != want {
				t.Errorf("with a deadline of %s it waited %s, want %s", deadline, waited, want)
			}
		}
	})
}

// TestLargeAnswersThatWait holds answers until there is no room for another.
func TestLargeAnswersThatWait(t *testing.T) {
	var answers held
	const large = 32 << 20
	for i := range 8 {
		if !answers.hold(large) {
			t.Fatalf("%d answers of 32 MB do not fit", i+1)
		}
	}
	if answers.hold(large) {
		t.Error("nine answers of 32 MB fit into 256 MB")
	}
	if !answers.hold(60_000) {
		t.Error("a small answer is refused")
	}
	answers.release(large)
	if !answers.hold(large) {
		t.Error("an answer was taken, and there is no room for another")
	}
}
