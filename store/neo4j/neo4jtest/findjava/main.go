// Command findjava prints the Java on which the tests would start the Neo4j
// that NEO4J_TEST_VERSION names. Where the machine has none, it prints nothing
// but a complaint, and that is no failure.
package main

import (
	"errors"
	"fmt"
	"os"

	"rolegraph/store/neo4j/neo4jtest"
)

func main() {
	java, err := neo4jtest.Java()
	switch {
	case err == nil:
		fmt.Println(java)
	case errors.Is(err, neo4jtest.ErrNoJava):
		fmt.Fprintln(os.Stderr, err)
	default:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
