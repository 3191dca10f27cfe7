package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync/atomic"
)

const (
	// leastGarbage is how much garbage of answers may gather before it is collected, in
	// bytes. A collection looks through the graph, however little garbage there is: for
	// one of 10,000 entities that takes a fifth of the time of the answers otherwise.
	leastGarbage = 192 << 20
	// usualPercent is what Go lets gather, in percent of the bytes in use: of large
	// graphs that is more than leastGarbage.
	usualPercent = 100
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
		c.stopped.Store(true)
		debug.SetGCPercent(usualPercent)
	}
}

// collector adapts to the bytes in use after each collection.
type collector struct {
	percent int
	stopped atomic.Bool
}

func (c *collector) adapt() {
	if c.stopped.Load() {
		return
	}
	inUse := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(inUse)
	// To set it stops all else for a moment.
	if wanted := percentFor(inUse[0].Value.Uint64()); wanted < c.percent*7/8 || wanted > c.percent*9/8 {
		c.percent = wanted
		debug.SetGCPercent(wanted)
	}
	// What nobody holds is gone after the next collection.
	runtime.AddCleanup(new([64]byte), (*collector).adapt, c)
}

// percentFor is how much garbage may gather, in percent of the bytes in use.
func percentFor(inUse uint64) int {
	return int(max(usualPercent, leastGarbage*100/max(inUse, 1<<20)))
}
