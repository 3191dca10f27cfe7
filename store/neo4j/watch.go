package neo4j

import "context"

// Watch is told of a statement that is sent to read, by the goroutine that waits for
// the answer. The text has no values: those are parameters. What it gives is called
// when there is the answer, with what went wrong, a *kg.Error, or nil.
type Watch func(ctx context.Context, text string) (ended func(error))

// watched tells the watch of a statement, and gives what tells it of the end, whose
// error may have become another one by then.
func (s *Store) watched(ctx context.Context, text string) (ended func(*error)) {
	if s.watch == nil {
		return func(*error) {}
	}
	told := s.watch(ctx, text)
	return func(err *error) {
		if *err == nil {
			told(nil)
			return
		}
		told(problem(ctx, *err))
	}
}

// MaxConnections is how many connections to the database the store has at a time, at
// most. A statement that finds all in use waits for one.
func (s *Store) MaxConnections() int { return s.poolSize }
