// Package embedded is a store that holds the graph in this process's memory.
package embedded

import (
	"context"
	"errors"
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"rolegraph/kg"
)

// Store holds the graph of the facts that it is given. Readers work on a
// snapshot that never changes; Replace puts another in its place.
type Store struct {
	joins   *kg.Joins
	writing sync.Mutex
	facts   map[string]*kg.Facts // by source; guarded by writing
	current atomic.Pointer[snapshot]
}

var _ kg.Store = (*Store)(nil)

// New makes a store of facts, no two of one source. The facts become the
// store's: they must not be changed afterwards. Facts that don't pass Check are
// refused.
func New(joins *kg.Joins, facts ...*kg.Facts) (*Store, error) {
	s := &Store{joins: joins, facts: map[string]*kg.Facts{}}
	for _, f := range facts {
		if err := f.Check(); err != nil {
			return nil, err
		}
		if s.facts[f.Source.Slug] != nil {
			return nil, kg.Errorf(kg.BadUserInput, "source %s is given twice", f.Source.Slug)
		}
		s.facts[f.Source.Slug] = f
	}
	s.publish()
	return s, nil
}

// publish makes the graph of the facts what readers see.
func (s *Store) publish() {
	s.current.Store(newSnapshot(kg.Merge(s.joins, slices.Collect(maps.Values(s.facts))...)))
}

// Index is that of the current graph; it never fails.
func (s *Store) Index(context.Context) (*kg.Index, error) { return s.current.Load().index, nil }

// Replace makes all that a source said be these facts, which become the
// store's. It takes the time of a Merge of all facts.
func (s *Store) Replace(ctx context.Context, facts *kg.Facts) error {
	if err := facts.Check(); err != nil {
		return err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := stopped(ctx); err != nil {
		return err
	}
	s.facts[facts.Source.Slug] = facts
	s.publish()
	return nil
}

// Execute answers a plan from the snapshot that is current when it begins. Its
// nodes and links are those of the graph itself.
func (s *Store) Execute(ctx context.Context, plan *kg.Plan) (*kg.Result, error) {
	return s.current.Load().execute(ctx, plan)
}

// Close has nothing to release.
func (s *Store) Close(context.Context) error { return nil }

// stopped is the error of a context that is done, or nil.
func stopped(ctx context.Context) error {
	switch err := ctx.Err(); {
	case err == nil:
		return nil
	case errors.Is(err, context.DeadlineExceeded):
		return kg.Errorf(kg.Timeout, "the operation took longer than its deadline").Because(err)
	default:
		return kg.Errorf(kg.Timeout, "the operation was cancelled").Because(err)
	}
}
