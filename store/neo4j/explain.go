package neo4j

import (
	"context"
	"maps"
	"slices"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"rolegraph/kg"
)

// Explain gives the text of the statement that Execute sends for a plan, and
// the names of its parameters, sorted.
func (s *Store) Explain(plan *kg.Plan) (text string, parameters []string) {
	statement := NewStatement(plan)
	return statement.Text, slices.Sorted(maps.Keys(statement.Parameters))
}

// Profile has the database execute the statement of a plan and count its hits:
// how often it went to its records of nodes, links and properties. The database
// plans the statement anew for it, if it was not profiled before.
func (s *Store) Profile(ctx context.Context, plan *kg.Plan) (hits int, err error) {
	statement := NewStatement(plan)
	statement.Text = "PROFILE " + statement.Text
	end, err := s.planning.begin(ctx, statement)
	if err != nil {
		return 0, err
	}
	answered := false
	defer func() { end(answered) }()
	defer s.watched(ctx, statement.Text)(&err)
	defer asError(&err)
	session := s.reading(ctx)
	defer endSession(ctx, session)
	result, err := session.Run(ctx, statement.Text, statement.Parameters, withinDeadline(ctx)...)
	if err != nil {
		return 0, problem(ctx, err)
	}
	summary, err := result.Consume(ctx)
	if err != nil {
		return 0, problem(ctx, err)
	}
	answered = true
	return hitsOf(summary.Profile()), nil
}

// hitsOf sums the hits of an operator and of those that it reads from.
func hitsOf(operator neo4j.ProfiledPlan) int {
	hits := int(operator.DbHits())
	for _, child := range operator.Children() {
		hits += hitsOf(child)
	}
	return hits
}
