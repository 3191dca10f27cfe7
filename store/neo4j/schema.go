package neo4j

import (
	"context"
	"fmt"

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
