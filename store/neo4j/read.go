package neo4j

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"rolegraph/kg"
)

const (
	// attempts is how often a statement is sent that fails for a reason that
	// may pass.
	attempts = 3
	// pause is between two attempts, and between two looks at a graph that is
	// being imported.
	pause = 50 * time.Millisecond
)

// read sends a statement that gives one record and only reads. The statement
// must be one of consistent's.
func (s *Store) read(ctx context.Context, statement string, parameters map[string]any) (*neo4j.Record, error) {
	for attempt := 1; ; attempt++ {
		record, err := s.readOnce(ctx, statement, parameters)
		if err == nil {
			return record, nil
		}
		if wasAway(ctx, err) {
			s.planning.forget(problem(context.WithoutCancel(ctx), err))
		}
		if attempt == attempts || ctx.Err() != nil || !transient(err) {
			return nil, problem(ctx, err)
		}
		s.log.Debug("the database did not answer; trying again", "error", err)
		if !wait(ctx) {
			return nil, problem(ctx, err)
		}
	}
}

func (s *Store) readOnce(ctx context.Context, statement string, parameters map[string]any) (record *neo4j.Record, err error) {
	defer s.watched(ctx, statement)(&err)
	defer asError(&err)
	session := s.reading(ctx)
	defer endSession(ctx, session)
	s.statements.Add(1)
	result, err := session.Run(ctx, statement, parameters, withinDeadline(ctx)...)
	if err != nil {
		return nil, err
	}
	return result.Single(ctx)
}

// reading is a session that only reads.
func (s *Store) reading(ctx context.Context) neo4j.SessionWithContext {
	return s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead, DatabaseName: s.database})
}

// sessionEnd is how long a session whose operation is over may take to bring its
// connection into order: one that stalls is given up.
const sessionEnd = time.Second

// endSession ends a session, in whatever state its operation has left it.
func endSession(ctx context.Context, session neo4j.SessionWithContext) {
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), sessionEnd)
	defer cancel()
	_ = session.Close(limited) // the operation has its own error
}

// asError turns a panic of the driver into an error: bytes that were changed on their
// way bring it to that.
func asError(err *error) {
	if fault := recover(); fault != nil {
		*err = fmt.Errorf("the database's answer can't be read: %v", fault)
	}
}

// withinDeadline has the database itself stop what nobody waits for any more.
func withinDeadline(ctx context.Context) []func(*neo4j.TransactionConfig) {
	deadline, ok := ctx.Deadline()
	if !ok {
		return nil
	}
	return []func(*neo4j.TransactionConfig){neo4j.WithTxTimeout(max(time.Until(deadline).Round(time.Millisecond), time.Millisecond))}
}

// The first columns of every statement that reads: the graph's version and
// epoch before all else, and again after it. Imports commit piecewise and a
// statement sees whatever is committed as it goes, so its answer is of one
// state of the graph only if these are equal, and the epoch even: an import
// makes it odd before it writes, and even after.
const (
	opening = `OPTIONAL MATCH (graph:Graph)
WITH graph.version AS version, graph.epoch AS epoch`
	closing = `OPTIONAL MATCH (graph:Graph)
RETURN version, epoch, graph.version, graph.epoch`
	headColumns = 4
)

// consistent reads until the answer is of one state of the graph, and gives
// the version of it and the columns behind the head.
func (s *Store) consistent(ctx context.Context, statement string, parameters map[string]any) (version string, columns []any, err error) {
	head, columns, err := s.settled(ctx, statement, parameters, func(head []any) bool {
		epoch, _ := head[1].(int64)
		return head[0] == head[2] && head[1] == head[3] && epoch%2 == 0
	})
	if err != nil {
		return "", nil, err
	}
	version, imported := head[0].(string)
	if !imported {
		version = s.empty
	}
	s.seen.Store(&version)
	return version, columns, nil
}

// settled reads until the head is as it should be, and gives it and the columns
// behind it.
func (s *Store) settled(ctx context.Context, statement string, parameters map[string]any, good func(head []any) bool) (head, columns []any, err error) {
	for {
		record, err := s.read(ctx, statement, parameters)
		if err != nil {
			return nil, nil, err
		}
		head, columns := record.Values[:headColumns], record.Values[headColumns:]
		if good(head) {
			return head, columns, nil
		}
		if !wait(ctx) {
			return nil, nil, beingImported()
		}
	}
}

func beingImported() error {
	return kg.Errorf(kg.Unavailable, "the graph is being imported, or an import was broken off; try again, or import again")
}

// wait pauses; false if the context's deadline would pass meanwhile.
func wait(ctx context.Context) bool {
	if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) < 2*pause {
		return false
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(pause):
		return true
	}
}

// Execute answers a plan by one statement that gives one record. (Where it finds too
// many paths to list them, a second one that counts them has the whole answer.) What
// the index has of nodes is taken from there: it need not be read by the database,
// sent and decoded.
func (s *Store) Execute(ctx context.Context, plan *kg.Plan) (*kg.Result, error) {
	if err := ctx.Err(); err != nil {
		return nil, problem(ctx, err)
	}
	return s.execute(ctx, plan, NewStatement(plan))
}

// Prepare makes the statement of a plan once for all times that it will be
// executed, which is as Execute does. The plan must not be changed any more.
func (s *Store) Prepare(plan *kg.Plan) func(context.Context) (*kg.Result, error) {
	statement := NewStatement(plan)
	return func(ctx context.Context) (*kg.Result, error) { return s.execute(ctx, plan, statement) }
}

func (s *Store) execute(ctx context.Context, plan *kg.Plan, statement Statement) (*kg.Result, error) {
	for {
		index, err := s.Index(ctx)
		if err != nil {
			return nil, err
		}
		version, columns, err := s.planned(ctx, statement)
		if err != nil {
			return nil, err
		}
		if version != index.Version { // the graph has become another: so will the index
			if !wait(ctx) {
				return nil, beingImported()
			}
			continue
		}
		result, err := decode(plan, index, columns)
		if errors.Is(err, errManyPaths) {
			statement = NewCountingStatement(plan)
			continue
		}
		if err != nil {
			return nil, kg.Errorf(kg.Internal, "internal error").Because(errors.Join(errors.New("decoding the database's answer"), err))
		}
		result.Version = version
		return result, nil
	}
}

// planned is consistent for the statement of a plan, which may have to wait until the
// database may plan it.
func (s *Store) planned(ctx context.Context, statement Statement) (version string, columns []any, err error) {
	end, err := s.planning.begin(ctx, statement)
	if err != nil {
		return "", nil, err
	}
	answered := false
	defer func() { end(answered) }()
	version, columns, err = s.consistent(ctx, statement.Text, statement.Parameters)
	answered = err == nil
	return version, columns, err
}
