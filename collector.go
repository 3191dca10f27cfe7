package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

const (
	// leastGarbage is how much garbage of answers may gather before it is collected, in
	// bytes. A collection looks through the graph, however little garbage there is: for
	// one of 10,000 entities that takes a fifth of the time of the answers otherwise.
	leastGarbage = 192 << 20
	// usualPercent is what Go lets gather, in percent of the bytes in use: of large
	// graphs that is more than leastGarbage.
	usualPercent = 100
	// leastInUse is what Go takes for in use where it is less, in bytes.
	leastInUse = 4 << 20
)

// collectLess has garbage gather up to leastGarbage until stop is called. What the
// environment says of that (GOGC) is in force instead, and what it says of all memory
// (GOMEMLIMIT) is as well.
func collectLess() (stop func()) {
	if os.Getenv("GOGC") != "" {
		return func() {}
	}
	c := &collector{percent: usualPercent}
	c.adapt()
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.stopped = true
		debug.SetGCPercent(usualPercent)
	}
}

// collector adapts to the bytes in use after each collection.
type collector struct {
	mu      sync.Mutex
	percent int
	stopped bool
}

func (c *collector) adapt() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped {
		return
	}
	// The percentage is of all of these.
	parts := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/gc/scan/stack:bytes"}, {Name: "/gc/scan/globals:bytes"}}
	metrics.Read(parts)
	inUse := uint64(0)
	for _, part := range parts {
		inUse += part.Value.Uint64()
	}
	// To set it stops all else for a moment.
	if wanted := percentFor(inUse); wanted < c.percent*7/8 || wanted > c.percent*9/8 {
		c.percent = wanted
		debug.SetGCPercent(wanted)
	}
	// What nobody holds is gone after the next collection.
	runtime.AddCleanup(new([64]byte), (*collector).adapt, c)
}

// percentFor is how much garbage may gather, in percent of the bytes in use.
func percentFor(inUse uint64) int {
	return int(max(usualPercent, leastGarbage*100/max(inUse, leastInUse)))
}
