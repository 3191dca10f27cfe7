package neo4j

import (
	"context"
	"errors"
	"testing"
	"time"

	"rolegraph/kg"
)

// TestPanicOfTheDriverIsAnError that says that the database can't be reached, and
// tells the log why.
func TestPanicOfTheDriverIsAnError(t *testing.T) {
	read := func() (err error) {
		defer asError(&err)
		var values []any
		return values[1].(error)
	}
	err := problem(t.Context(), read())
	if found := kg.AsError(err); found.Code != kg.Unavailable || found.Cause == nil {
		t.Errorf("got %v", err)
	}
}

// TestDeadlineThatTheDriverSeesFirst is a timeout before the context says so.
func TestDeadlineThatTheDriverSeesFirst(t *testing.T) {
	if err := problem(past{t.Context()}, errors.New("nothing was read")); kg.AsError(err).Code != kg.Timeout {
		t.Errorf("got %v, want %s", err, kg.Timeout)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	if err := problem(ctx, errors.New("nothing was read")); kg.AsError(err).Code != kg.Unavailable {
		t.Errorf("got %v, want %s", err, kg.Unavailable)
	}
}

// past is a context whose deadline has passed, and that does not say so yet.
type past struct{ context.Context }

func (past) Deadline() (time.Time, bool) { return time.Now().Add(-time.Nanosecond), true }
