package graph

import (
	"context"
	"sync/atomic"
	"time"
)

// places bounds how many operations are at something at a time, and how many may wait
// for that, and how long. Who would wait longer is better told so at once.
type places struct {
	taken    chan struct{}
	waiting  atomic.Int64
	queue    int64
	patience time.Duration
}

// newPlaces are so many, 1 or more, for which others may wait.
func newPlaces(n, queue int, patience time.Duration) *places {
	return &places{taken: make(chan struct{}, n), queue: int64(queue), patience: patience}
}

// take waits for a place until the context ends, and reports whether there is one:
// leave gives it back. The watch is told of the time only where there is some.
func (p *places) take(ctx context.Context, watch *stopwatch) bool {
	select {
	case p.taken <- struct{}{}:
		return true
	default:
	}
	defer p.waiting.Add(-1)
	if p.waiting.Add(1) > p.queue {
		return false
	}
	defer watch.lap("wait")
	timer := time.NewTimer(p.patience)
	defer timer.Stop()
	select {
	case p.taken <- struct{}{}:
		return true
	case <-timer.C:
	case <-ctx.Done():
	}
	return false
}

func (p *places) leave() { <-p.taken }
