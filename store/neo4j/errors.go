package neo4j

import (
	"context"
	"errors"
	"strings"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"rolegraph/kg"
)

// ErrCredentials is the cause of the error when the database refuses the user
// name and the password.
var ErrCredentials = errors.New("Neo4j refuses the credentials; NEO4J_USERNAME and NEO4J_PASSWORD give them")

// problem turns the driver's error into one of the domain.
func problem(ctx context.Context, err error) error {
	if known, ok := errors.AsType[*kg.Error](err); ok {
		return known
	}
	database, isDatabase := errors.AsType[*neo4j.Neo4jError](err)
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded) || tooLate(ctx):
		return kg.Errorf(kg.Timeout, "the operation took longer than its deadline").Because(err)
	case ctx.Err() != nil:
		return kg.Errorf(kg.Timeout, "the operation was cancelled").Because(err)
	case isDatabase && strings.HasPrefix(database.Code, "Neo.ClientError.Security."):
		return kg.Errorf(kg.Internal, "the database refuses the credentials").Because(errors.Join(ErrCredentials, err))
	case isDatabase && database.Code == "Neo.ClientError.Database.DatabaseNotFound":
		return kg.Errorf(kg.Internal, "the server has no database of the name; NEO4J_DATABASE gives it").Because(err)
	case isDatabase && strings.HasPrefix(database.Code, "Neo.ClientError.Transaction.TransactionTimedOut"):
		return kg.Errorf(kg.Timeout, "the operation took longer than its deadline").Because(err)
	case transient(err):
		return kg.Errorf(kg.Unavailable, "the database can't be reached or is busy; try again").Because(err)
	case isDatabase:
		return kg.Errorf(kg.Internal, "internal error").Because(err)
	default:
		return kg.Errorf(kg.Unavailable, "the database can't be reached; try again").Because(err)
	}
}

// tooLate reports whether the deadline of a context has passed. The driver looks at
// the clock, and may give up a moment before the context tells of it.
func tooLate(ctx context.Context) bool {
	deadline, ok := ctx.Deadline()
	return ok && !time.Now().Before(deadline)
}

// transient reports whether the same may succeed if it is tried again.
func transient(err error) bool { return neo4j.IsConnectivityError(err) || neo4j.IsRetryable(err) }

// wasAway reports whether nothing answered at the database's address, as when it is
// started again. Where the driver routes, only the text of the network's error is left.
// Who gives up waiting for a connection, as a client does that hangs up or whose
// deadline passes, has not found it away.
func wasAway(ctx context.Context, err error) bool {
	return ctx.Err() == nil && !tooLate(ctx) && neo4j.IsConnectivityError(err) && strings.Contains(err.Error(), "dial tcp")
}
