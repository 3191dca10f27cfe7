package neo4j

import (
	"context"
	"hash/maphash"
	"reflect"
	"sync"
	"sync/atomic"
	"time"
	"unicode/utf8"

	lru "github.com/hashicorp/golang-lru/v2"

	"rolegraph/kg"
)

// DefaultNewStatements is how many new statements a store has the database plan at a
// time unless Config says otherwise. On two cores, beside clients that send nothing
// else, known operations then take three times as long as alone at their slowest; with
// two at a time it is five times (docs/operating.md).
const DefaultNewStatements = 1

const (
	// keptByDatabase is how many statements are taken for planned already. The
	// database keeps the plans of 1000 unless its settings say otherwise, and those
	// include what others ask it.
	keptByDatabase = 800
	// maxWaiting is how many new statements may wait for their turn: about as many as
	// have it while one waits.
	maxWaiting = 16
	// maxFollowing is how many may wait for statements that others have sent. Each is
	// an operation that is worked on, of which a server has not many at a time.
	maxFollowing = 32
)

// planning has a database plan few new statements at a time. To plan one takes it
// from 20 ms of a processor to a second, as long as hundreds of answers to statements
// that it knows, so that a few clients that send nothing but new ones would leave
// nothing for all others. Statements that were answered once never wait.
type planning struct {
	turns chan struct{} // holds one for each statement that is being planned
	seed  maphash.Seed
	// planned are the statements that were answered, by their hashes. One that was
	// sent again is not forgotten for those that were sent once.
	planned *lru.TwoQueueCache[uint64, struct{}]

	mu sync.Mutex
	// begun are those that are being planned or wait for it. Each ends when its
	// channel is closed: whoever sends the same one meanwhile waits for that.
	begun map[uint64]chan struct{}
	away  *absence // the next one

	following atomic.Int64 // those that wait for one that others have sent
}

// absence is a time at which the database was not there.
type absence struct {
	noticed chan struct{} // closed when it was
	err     error         // of those who waited then
}

// newPlanning has a database plan at most so many statements at a time.
func newPlanning(atATime int) *planning {
	planned, err := lru.New2Q[uint64, struct{}](keptByDatabase)
	if err != nil {
		panic(err) // the size is a constant
	}
	return &planning{
		turns: make(chan struct{}, atATime), seed: maphash.MakeSeed(), planned: planned, begun: map[uint64]chan struct{}{},
		away: &absence{noticed: make(chan struct{})},
	}
}

// begin waits until a statement may be sent. Once it was sent, end must be called
// with whether the database has answered it: only then is it certain that its plan is
// kept. The error is RateLimited if too many new statements wait, or this one has waited
// for half of the time that it had, the rest of which it would need.
func (p *planning) begin(ctx context.Context, statement Statement) (end func(answered bool), err error) {
	key := p.key(statement)
	if _, known := p.planned.Get(key); known {
		return func(bool) {}, nil
	}
	patience, cancel := half(ctx)
	defer cancel()
	away := p.nextAbsence()
	for {
		same, known, err := p.enter(key)
		switch {
		case err != nil:
			return nil, err
		case known:
			return func(bool) {}, nil
		case same == nil:
			if err := p.takeTurn(ctx, patience, away); err != nil {
				p.leave(key)
				return nil, err
			}
			return func(answered bool) {
				if answered {
					p.planned.Add(key, struct{}{})
				}
				<-p.turns
				p.leave(key)
			}, nil
		}
		if err := p.follow(ctx, same, away); err != nil {
			return nil, err
		}
	}
}

// follow waits for the end of a statement that another one has sent.
func (p *planning) follow(ctx context.Context, same <-chan struct{}, away *absence) error {
	defer p.following.Add(-1)
	if p.following.Add(1) > maxFollowing {
		return planningMuch()
	}
	select {
	case <-same: // most likely it is known now, and soon answered
		return nil
	case <-away.noticed:
		return away.err
	case <-ctx.Done():
		return problem(ctx, ctx.Err())
	}
}

// forget takes no statement for planned any more, and tells those that wait the error
// of a database that is not there: when it was started again it has no plans. Were all
// clients then let through to one that has yet to plan what each of them asks, it would
// be done with none before their deadlines, and begin anew.
func (p *planning) forget(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.planned.Purge()
	p.away.err = err
	close(p.away.noticed)
	p.away = &absence{noticed: make(chan struct{})}
}

func (p *planning) nextAbsence() *absence {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.away
}

// key is the hash of what the database has a plan for: a text, with the types of its
// parameters, and with how large texts and lists are among them, by powers of ten.
func (p *planning) key(statement Statement) uint64 {
	type parameter struct {
		name string
		kind reflect.Kind
		size int
	}
	key := maphash.String(p.seed, statement.Text)
	for name, value := range statement.Parameters {
		size, of := 0, reflect.ValueOf(value)
		switch of.Kind() {
		case reflect.String:
			size = utf8.RuneCountInString(of.String())
		case reflect.Slice:
			size = of.Len()
		}
		key += maphash.Comparable(p.seed, parameter{name, of.Kind(), powerOfTen(size)}) // in any order
	}
	return key
}

// powerOfTen is the least that is not less than a size, or 0.
func powerOfTen(size int) int {
	if size == 0 {
		return 0
	}
	power := 1
	for power < size {
		power *= 10
	}
	return power
}

// enter reports whether a statement is known, or gives what is closed when the same
// one ends that has begun already. If it is neither, it has begun now.
func (p *planning) enter(key uint64) (same <-chan struct{}, known bool, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.planned.Get(key); known {
		return nil, true, nil
	}
	if same, begun := p.begun[key]; begun {
		return same, false, nil
	}
	if len(p.begun) >= cap(p.turns)+maxWaiting {
		return nil, false, planningMuch()
	}
	p.begun[key] = make(chan struct{})
	return nil, false, nil
}

func (p *planning) leave(key uint64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.begun[key])
	delete(p.begun, key)
}

func (p *planning) takeTurn(ctx, patience context.Context, away *absence) error {
	if patience.Err() == nil {
		select {
		case p.turns <- struct{}{}:
			return nil
		case <-away.noticed:
			return away.err
		case <-patience.Done():
		}
	}
	if err := ctx.Err(); err != nil {
		return problem(ctx, err)
	}
	return planningMuch()
}

// half is a context that ends after half of the time that is left.
func half(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, time.Until(deadline)/2)
}

func planningMuch() error {
	return kg.Errorf(kg.RateLimited, "the database is planning as many operations of new shapes as it may at a time; try again, or ask one that was answered before")
}
