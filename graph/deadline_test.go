package graph

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"testing"
	"testing/synctest"
	"time"
)

// TestDeadline has a deadline and what package context makes of the same go through the
// same: whoever looks at Err after each thing that happens, and at Done after some, sees
// the same.
func TestDeadline(t *testing.T) {
	type key struct{}
	const (
		look = iota // at Done
		sleep
		cancelParent
		end
		actions
	)
	// All sequences of so many actions.
	const length = 5
	sequences := 1
	for range length {
		sequences *= actions
	}
	for sequence := range sequences {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, "value"))
			defer cancel()
			at := time.Now().Add(1500 * time.Millisecond) // a sleep does not get there, two do
			want, release := context.WithDeadline(ctx, at)
			defer release()
			got := withDeadline(ctx, at)
			defer got.end()
			done := func(ctx context.Context) bool {
				synctest.Wait()
				select {
				case <-ctx.Done():
					return true
				default:
					return false
				}
			}
			did := ""
			for rest, n := sequence, 0; n < length; rest, n = rest/actions, n+1 {
				did += fmt.Sprint(" ", rest%actions)
				switch rest % actions {
				case look:
					if done(got) != done(want) {
						t.Fatalf("after%s: done is %t, want %t", did, done(got), done(want))
					}
				case sleep:
					time.Sleep(time.Second)
				case cancelParent:
					cancel()
				case end:
					release()
					got.end()
				}
				if synctest.Wait(); !errors.Is(got.Err(), want.Err()) {
					t.Fatalf("after%s: %v, want %v", did, got.Err(), want.Err())
				}
			}
			if when, ok := got.Deadline(); !ok || when != at || got.Value(key{}) != "value" {
				t.Fatalf("the deadline is %v, the value %v", when, got.Value(key{}))
			}
		})
	}
}

// TestDeadlineOfOthers has contexts that are made of one with a deadline: they end with
// it, and no goroutine waits for that. The one that ends sooner is the deadline.
func TestDeadlineOfOthers(t *testing.T) {
	parent, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	within := withDeadline(parent, time.Now().Add(2*time.Hour))
	defer within.end()
	if at, _ := within.Deadline(); time.Until(at) > time.Hour {
		t.Errorf("the deadline is %v, behind that of the request", at)
	}
	before := runtime.NumGoroutine()
	var children []context.Context
	for range 100 {
		child, cancel := context.WithCancel(within)
		defer cancel()
		children = append(children, child)
	}
	if more := runtime.NumGoroutine() - before; more >= len(children) { // other tests may have some
		t.Errorf("%d goroutines wait for the deadline", more)
	}
	within.end()
	for _, child := range children {
		if <-child.Done(); child.Err() != context.Canceled {
			t.Fatal(child.Err())
		}
	}
}
