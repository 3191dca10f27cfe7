package neo4j

// Statements is how many statements were sent to read.
func (s *Store) Statements() int64 { return s.statements.Load() }
