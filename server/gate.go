package server

import (
	"context"
	"sync/atomic"
	"time"
)

const (
	// patience is how long an operation waits for those before it.
	patience = time.Second
	// queue is how many operations may wait for each one that is executed.
	queue = 4
	// small is how many bytes of an answer the network takes, whether its client reads
	// or not: it keeps no memory here for long.
	small = 64 << 10
	// maxHeld is how many bytes of other answers may wait for their clients.
	maxHeld = 256 << 20
)

// Gate bounds how many operations are executed at a time, and how many bytes of their
// answers are kept for clients that have not taken them yet. It is a graph.Gate.
type Gate struct {
	places  chan struct{}
	waiting atomic.Int64
	held    atomic.Int64
	leave   func()
}

// NewGate makes a gate for a number of operations at a time, at least 1. Four times as
// many may wait, up to a second: a page asks several at once, and many pages can do so
// at the same moment. Who would wait longer is better told to come again.
func NewGate(operations int) *Gate {
	g := &Gate{places: make(chan struct{}, operations)}
	g.leave = func() { <-g.places }
	return g
}

// Enter waits until an operation may be executed; leave ends that, and is nil if the
// operation may not be, since there are too many.
func (g *Gate) Enter(ctx context.Context) (leave func()) {
	select {
	case g.places <- struct{}{}:
		return g.leave
	default:
	}
	defer g.waiting.Add(-1)
	if g.waiting.Add(1) > int64(queue*cap(g.places)) {
		return nil
	}
	timer := time.NewTimer(patience)
	defer timer.Stop()
	select {
	case g.places <- struct{}{}:
		return g.leave
	case <-timer.C:
	case <-ctx.Done():
	}
	return nil
}

// Hold takes note of the bytes of an answer until they are sent, which release says. It
// is nil if too many wait to be.
func (g *Gate) Hold(bytes int) (release func()) {
	if bytes <= small {
		return func() {}
	}
	if g.held.Add(int64(bytes)) > maxHeld {
		g.held.Add(int64(-bytes))
		return nil
	}
	return func() { g.held.Add(int64(-bytes)) }
}
