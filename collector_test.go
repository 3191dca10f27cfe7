package main

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// TestGarbageGathers as much as it may beside what is in use, until that stops, and
// not at all where the environment says when to collect.
func TestGarbageGathers(t *testing.T) {
	for _, c := range []struct {
		inUse uint64
		want  int
	}{
		{0, 4800}, {1 << 20, 4800}, {64 << 20, 300}, {192 << 20, 100}, {2 << 30, 100},
	} {
		if got := percentFor(c.inUse); got != c.want {
			t.Errorf("with %d bytes in use it is %d %%, want %d", c.inUse, got, c.want)
		}
	}

	percent := func() int {
		now := debug.SetGCPercent(usualPercent)
		debug.SetGCPercent(now)
		return now
	}
	t.Setenv("GOGC", "100")
	stop := collectLess()
	if got := percent(); got != usualPercent {
		t.Errorf("where the environment says 100 %%, %d %% gather", got)
	}
	stop()
	t.Setenv("GOGC", "")
	inUse := make([]byte, 96<<20)
	stop = collectLess()
	for begun := time.Now(); ; time.Sleep(time.Millisecond) {
		runtime.GC()
		if got := percent(); got > usualPercent && got <= 250 {
			break
		}
		if time.Since(begun) > 20*time.Second {
			t.Fatalf("beside %d bytes in use %d %% gather", len(inUse), percent())
		}
	}
	runtime.KeepAlive(inUse)
	inUse = nil
	stop()
	if got := percent(); got != usualPercent {
		t.Errorf("after it stopped %d %% gather", got)
	}
}
