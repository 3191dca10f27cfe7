package graph

import (
	"context"
	"runtime"
	"sync/atomic"
	"time"

	"rolegraph/kg"
)

// An operation is heavy if it has always taken longer than most do; if it was never
// executed, and may cost a good part of the cost limit; or if its text is long and not
// known. Such take milliseconds of a processor where others take hundredths of one. Few
// of them are worked on at a time, so that there is always a processor for the others.
const (
	heavyTime  = 10 * time.Millisecond
	heavyPart  = 10    // of the cost limit
	heavyBytes = 2_000 // of a document
	// waitingEach is how many heavy operations may wait for each that runs. What
	// would wait longer is better told so at once.
	waitingEach = 16
)

// heavyOperations is how many may be worked on at a time unless Config says so: half
// of the processors, or of a database some, whose work is not done here.
func heavyOperations(config Config, store kg.Store) int {
	const ofDatabase = 8
	if config.HeavyOperations > 0 {
		return config.HeavyOperations
	}
	if _, ok := store.(preparer); ok {
		return ofDatabase
	}
	return max(runtime.GOMAXPROCS(0)/2, 1)
}

// gate lets so many in at a time, and has so many wait.
type gate struct {
	places  chan struct{}
	waiting atomic.Int64
}

func newGate(places int) *gate { return &gate{places: make(chan struct{}, places)} }

// enter waits for a place, until the context ends; leave gives it back. It fails at
// once if many wait already.
func (g *gate) enter(ctx context.Context) error {
	select {
	case g.places <- struct{}{}:
		return nil
	default:
	}
	defer g.waiting.Add(-1)
	if g.waiting.Add(1) > int64(cap(g.places)*waitingEach) {
		return kg.Errorf(kg.Unavailable, "the server has as many heavy operations to answer as it may; try again, or ask for less")
	}
	select {
	case g.places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return kg.Errorf(kg.Timeout, "the operation took longer than its deadline: it waited for other heavy ones to end").Because(ctx.Err())
	}
}

func (g *gate) leave() { <-g.places }

// busyTime is when to try again what was refused because others are being answered.
const busyTime = time.Second

// heavily waits until a heavy operation may be worked on; the response is there if it
// may not. It holds until the work ends.
func (s *Service) heavily(ctx context.Context, work *work) *Response {
	if work.heavy {
		return nil
	}
	if err := s.heavy.enter(ctx); err != nil {
		refusal := s.failed(err)
		if kg.AsError(err).Code == kg.Unavailable {
			refusal.RetryAfter = busyTime
		}
		return refusal
	}
	work.heavy = true
	work.watch.lap("wait")
	return nil
}

// isHeavy reports whether executing an operation of a cost takes a place.
func (s *Service) isHeavy(ready *prepared, cost int) bool {
	if least := ready.least.Load(); least > 0 {
		return time.Duration(least) > heavyTime
	}
	return cost > s.config.CostLimit/heavyPart
}

// took notes how long executing took. Under load that is longer than the work, and so
// the least is kept.
func (p *prepared) took(lasted time.Duration) {
	for {
		least := p.least.Load()
		if least > 0 && least <= int64(lasted) || p.least.CompareAndSwap(least, max(int64(lasted), 1)) {
			return
		}
	}
}
