package graph

import (
	"context"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"rolegraph/kg"
)

// DefaultOperations is how many operations are worked on at a time unless Config says
// otherwise: far above the processors that the embedded store can use, and about as
// many as the store of Neo4j has connections.
const DefaultOperations = 64

// Of operations of any sort four times as many as have a place may wait: a page asks
// several at once, and many pages can do so at the same moment. Heavy ones last longer,
// and who asks one is more patient.
const (
	waitingForOperation = 4
	patience            = time.Second
	waitingForHeavy     = 16
	patienceForHeavy    = time.Hour // the deadline is sooner
)

// newOperationPlaces are for all operations that are worked on.
func newOperationPlaces(config Config) *places {
	return newPlaces(config.Operations, config.Operations*waitingForOperation, patience)
}

// newHeavyPlaces are for those of them that are heavy: with those that wait, they leave
// half of the places to others.
func newHeavyPlaces(config Config) *places {
	half := max(config.Operations/2, 1)
	n := config.HeavyOperations
	if n == 0 {
		n = max(runtime.GOMAXPROCS(0)/2, 1)
	}
	n = min(n, half)
	return newPlaces(n, min(n*waitingForHeavy, half-n), patienceForHeavy)
}

// An operation is heavy if it has always taken longer than most do; if it was never
// executed, and may cost a good part of the cost limit; or if its text is long and not
// known. Such take milliseconds of a processor where others take hundredths of one. Few
// of them are worked on at a time, so that there is always a processor for the others.
const (
	heavyTime  = 10 * time.Millisecond
	heavyPart  = 10    // of the cost limit
	heavyBytes = 2_000 // of a document
)

// isHeavy reports whether executing an operation of a cost is heavy. Where a database
// does the work none is: it has processors of its own, and bounds of its own.
func (s *Service) isHeavy(ready *prepared, cost int) bool {
	if _, ok := s.store.(preparer); ok {
		return false
	}
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

// heavily has the work take a place among the heavy ones, which it holds until it ends;
// the response is there if there is none.
func (s *Service) heavily(ctx context.Context, work *work) *Response {
	if work.heavy {
		return nil
	}
	if work.heavy = s.heavy.take(ctx, work.watch); !work.heavy {
		return tooBusy("the server has as many heavy operations to answer as it may; try again in a second, or ask for less")
	}
	return nil
}

// TooBusy is what a client is told whose request there is no room for.
const TooBusy = "the server has too much to do; try again in a second"

func tooBusy(message string) *Response {
	return &Response{Errors: gqlerror.List{coded(kg.Unavailable, "%s", message)}, RetryAfter: time.Second}
}

const (
	// smallAnswer is how many bytes of an answer the network takes, whether its client
	// reads or not: it keeps no memory here for long.
	smallAnswer = 64 << 10
	// maxWaitingBytes is how many bytes of other answers may wait for their clients.
	maxWaitingBytes = 256 << 20
)

// held counts the bytes of answers that are being sent.
type held struct{ bytes atomic.Int64 }

// hold takes note of an answer until release gives it back; false if too many bytes
// wait for their clients to take them.
func (h *held) hold(bytes int) bool {
	if bytes <= smallAnswer {
		return true
	}
	if h.bytes.Add(int64(bytes)) > maxWaitingBytes {
		h.bytes.Add(int64(-bytes))
		return false
	}
	return true
}

func (h *held) release(bytes int) {
	if bytes > smallAnswer {
		h.bytes.Add(int64(-bytes))
	}
}
