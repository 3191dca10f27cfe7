package neo4j

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

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

// TestDatabaseThatWasAway refuses connections. One that a client no longer waits for
// has refused none.
func TestDatabaseThatWasAway(t *testing.T) {
	refused := &neo4j.ConnectivityError{Inner: errors.New("dial tcp 127.0.0.1:7687: connect: connection refused")}
	gaveUp := &neo4j.ConnectivityError{Inner: errors.New("dial tcp 127.0.0.1:7687: operation was canceled")}
	late := &neo4j.ConnectivityError{Inner: errors.New("dial tcp 127.0.0.1:7687: i/o timeout")}
	cut := &neo4j.ConnectivityError{Inner: errors.New("EOF")}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for _, c := range []struct {
		name string
		ctx  context.Context
		err  error
		want bool
	}{
		{"refused", t.Context(), refused, true},
		{"not reached in the time for that", t.Context(), late, true},
		{"not reached by the deadline", past{t.Context()}, late, false},
		{"given up by a client", cancelled, gaveUp, false},
		{"cut", t.Context(), cut, false},
		{"not of the driver", t.Context(), errors.New("dial tcp"), false},
	} {
		if got := wasAway(c.ctx, c.err); got != c.want {
			t.Errorf("a connection that was %s: away %t, want %t", c.name, got, c.want)
		}
	}
}
