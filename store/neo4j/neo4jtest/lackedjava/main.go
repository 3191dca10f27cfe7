// Command lackedjava prints which Java the machine lacks to start the Neo4j
// that NEO4J_TEST_VERSION names, and nothing where it has one.
package main

import (
	"errors"
	"fmt"
	"os"

	"rolegraph/store/neo4j/neo4jtest"
)

func main() {
	_, err := neo4jtest.Java()
	switch {
	case errors.Is(err, neo4jtest.ErrNoJava):
		fmt.Println(err)
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
