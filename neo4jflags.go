package main

import (
	"github.com/urfave/cli/v3"

	"rolegraph/store/neo4j"
)

// neo4jFlags say how much a database is given to do at a time.
func neo4jFlags() []cli.Flag {
	return []cli.Flag{
		limitFlag("Neo4j", "neo4j-pool", "ROLEGRAPH_NEO4J_POOL", neo4j.DefaultPoolSize, "have at most `N` connections to the database; operations beyond wait for one"),
		limitFlag("Neo4j", "new-statements", "ROLEGRAPH_NEW_STATEMENTS", neo4j.DefaultNewStatements, "have the database plan at most `N` operations of new shapes at a time; known ones never wait for that"),
	}
}
