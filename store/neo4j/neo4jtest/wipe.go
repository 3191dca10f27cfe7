package neo4jtest

import (
	"context"
	"errors"
	"testing"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// run executes statements one after another and gives the last one's records.
func (s *Server) run(ctx context.Context, statements ...string) ([]*neo4j.Record, error) {
	auth := neo4j.NoAuth()
	if s.Username != "" {
		auth = neo4j.BasicAuth(s.Username, s.Password, "")
	}
	driver, err := neo4j.NewDriverWithContext(s.URI, auth)
	if err != nil {
		return nil, err
	}
	defer driver.Close(ctx)
	session := driver.NewSession(ctx, neo4j.SessionConfig{})
	defer session.Close(ctx)
	var records []*neo4j.Record
	for _, statement := range statements {
		result, err := session.Run(ctx, statement, nil)
		if err != nil {
			return nil, err
		}
		if records, err = result.Collect(ctx); err != nil {
			return nil, err
		}
	}
	return records, nil
}

// Run executes statements one after another and gives the last one's records.
func (s *Server) Run(tb testing.TB, statements ...string) []*neo4j.Record {
	tb.Helper()
	records, err := s.run(context.WithoutCancel(tb.Context()), statements...)
	if err != nil {
		tb.Fatal(err)
	}
	return records
}

// claim marks an empty database as one that tests may wipe, and refuses one
// that holds something else.
func (s *Server) claim() error {
	ctx := context.Background()
	marked, err := s.run(ctx, "MATCH (n:RolegraphTest) RETURN 1")
	if err != nil || len(marked) > 0 {
		return err
	}
	filled, err := s.run(ctx, "MATCH (n) RETURN 1 LIMIT 1")
	if err != nil {
		return err
	}
	if len(filled) > 0 {
		return errors.New("the database of NEO4J_TEST_URI is not empty, and the tests would wipe it: name an empty one")
	}
	_, err = s.run(ctx, "CREATE (:RolegraphTest)")
	return err
}

// Wipe removes all nodes and relationships but the mark of claim.
func (s *Server) Wipe(tb testing.TB) {
	tb.Helper()
	s.Run(tb, "MATCH (n) WHERE NOT n:RolegraphTest CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS")
}
