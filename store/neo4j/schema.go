package neo4j

import (
	"context"
	"fmt"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"rolegraph/kg"
)

// schemaStatements are the constraints and indexes that reading and importing
// need: entities are found by id, and each kind is listed by name and by how
// many roles link to a node.
func schemaStatements() []string {
	statements := []string{
		"CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE",
		"CREATE CONSTRAINT source_slug IF NOT EXISTS FOR (n:Source) REQUIRE n.slug IS UNIQUE",
		"CREATE CONSTRAINT graph_name IF NOT EXISTS FOR (n:Graph) REQUIRE n.name IS UNIQUE",
		"CREATE CONSTRAINT writer_name IF NOT EXISTS FOR (n:Writer) REQUIRE n.name IS UNIQUE",
	}
	for _, kind := range kg.Kinds() {
		for _, property := range []string{"key", "sortKey", "roleCount"} {
			statements = append(statements, fmt.Sprintf("CREATE INDEX %s_%s IF NOT EXISTS FOR (n:%s) ON (n.%s)", kind.Prefix(), property, kind.Label(), property))
		}
	}
	return append(statements, "CALL db.awaitIndexes(60)")
}

// createSchema creates what is missing of the constraints and indexes.
func (w *writing) createSchema(ctx context.Context) error {
	for _, statement := range schemaStatements() {
		if err := w.alone(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// alone runs a statement in a transaction of its own making.
func (w *writing) alone(ctx context.Context, statement string) error {
	result, err := w.session.Run(ctx, statement, nil)
	if err == nil {
		_, err = result.Consume(ctx)
	}
	return err
}

// do runs statements in one transaction, which is tried again where that may
// help.
func (w *writing) do(ctx context.Context, statements ...statementOf) error {
	_, err := w.session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		for _, s := range statements {
			result, err := tx.Run(ctx, s.text, s.parameters)
			if err != nil {
				return nil, err
			}
			if _, err := result.Consume(ctx); err != nil {
				return nil, err
			}
		}
		return nil, nil
	})
	return err
}

// statementOf is a statement that writes, and its values.
type statementOf struct {
	text       string
	parameters map[string]any
}
