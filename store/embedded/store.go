// Package embedded is a store that holds the graph in this process's memory, and
// keeps the facts that it is made of in a file.
package embedded

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"

	"rolegraph/kg"
)

// Store holds the graph of the facts that it is given. Readers work on a
// snapshot that never changes; Replace puts another in its place.
type Store struct {
	joins   *kg.Joins
	writing sync.Mutex
	facts   []*kg.Facts // of a store without a file; guarded by writing
	file    *file       // or nil
	current atomic.Pointer[snapshot]
	stop    func() // ends what the store does by itself
}

var _ kg.Store = (*Store)(nil)

// New makes a store without a file, of facts of which no two are of one source.
// The facts become the store's: they must not be changed afterwards. Facts that
// don't pass Check are refused.
func New(joins *kg.Joins, facts ...*kg.Facts) (*Store, error) {
	s := &Store{joins: joins, facts: facts, stop: func() {}}
	if err := kg.CheckAll(facts); err != nil {
		return nil, err
	}
	s.publish(kg.Merge(joins, facts...))
	return s, nil
}

// publish makes a graph what readers see.
func (s *Store) publish(graph *kg.Graph) { s.current.Store(newSnapshot(graph)) }

// Index is that of the current graph; it never fails.
func (s *Store) Index(context.Context) (*kg.Index, error) { return s.current.Load().index, nil }

// Facts are those in the file, if there is one: the store itself keeps the graph
// alone.
func (s *Store) Facts(ctx context.Context) ([]*kg.Facts, error) {
	if err := stopped(ctx); err != nil {
		return nil, err
	}
	if s.file != nil {
		facts, _, err := s.file.facts()
		return facts, err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	return s.facts, nil
}

// Replace makes all that some sources said be these facts, which become the
// store's. It takes the time of a Merge of all facts, and where there is a file
// of reading and writing it; it waits while another process writes that.
func (s *Store) Replace(ctx context.Context, facts ...*kg.Facts) (*kg.Replacement, error) {
	if err := kg.CheckAll(facts); err != nil {
		return nil, err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	if err := stopped(ctx); err != nil {
		return nil, err
	}
	if s.file != nil {
		return s.replaceInFile(ctx, facts)
	}
	before := s.current.Load().graph
	s.facts = kg.Replaced(s.facts, facts...)
	after := kg.Merge(s.joins, s.facts...)
	s.publish(after)
	return kg.NewReplacement(before, after), nil
}

// Execute answers a plan from the snapshot that is current when it begins. Its
// nodes and links are those of the graph itself.
func (s *Store) Execute(ctx context.Context, plan *kg.Plan) (*kg.Result, error) {
	return s.current.Load().execute(ctx, plan)
}

// Close ends the watching of the file.
func (s *Store) Close(context.Context) error {
	s.stop()
	return nil
}

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
