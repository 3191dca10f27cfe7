package neo4j

import "context"

// Statements is how many statements were sent to read.
func (s *Store) Statements() int64 { return s.statements.Load() }

// Read sends a statement as those of plans are sent.
func (s *Store) Read(ctx context.Context, statement string) error {
	_, err := s.read(ctx, statement, nil)
	return err
}

// SchemaStatements create the constraints and indexes.
func SchemaStatements() []string { return schemaStatements() }
