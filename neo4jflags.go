package main

import (
	"github.com/urfave/cli/v3"

	"rolegraph/store/neo4j"
)

// neo4jFlags say how much a database is given to do at a time.
func neo4jFlags() []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{
			Name: "neo4j-pool", Value: neo4j.DefaultPoolSize, Sources: cli.EnvVars("ROLEGRAPH_NEO4J_POOL"), Category: "Neo4j",
			Usage: "have at most `N` connections to the database; operations beyond wait for one", Validator: atLeastOne,
		},
		&cli.IntFlag{
			Name: "new-statements", Value: neo4j.DefaultNewStatements, Sources: cli.EnvVars("ROLEGRAPH_NEW_STATEMENTS"), Category: "Neo4j",
			Usage: "have the database plan at most `N` operations of new shapes at a time; known ones never wait for that", Validator: atLeastOne,
		},
	}
}
