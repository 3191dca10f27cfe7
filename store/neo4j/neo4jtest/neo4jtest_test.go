package neo4jtest_test

import (
	"net"
	"os"
	"strings"
	"testing"

	"rolegraph/store/neo4j/neo4jtest"
)

func TestMain(m *testing.M) { os.Exit(neo4jtest.Main(m)) }

func TestSharedServerAnswersAndIsWiped(t *testing.T) {
	server := neo4jtest.Shared(t)
	server.Run(t, "CREATE (:A)-[:B]->(:C)")
	server.Wipe(t)
	records := server.Run(t, "MATCH (n) WHERE NOT n:RolegraphTest RETURN count(n) AS n")
	if n := records[0].Values[0]; n != int64(0) {
		t.Errorf("after wiping there are %v nodes", n)
	}
}

func TestStoppedServerIsGone(t *testing.T) {
	server := neo4jtest.Start(t, neo4jtest.Options{Authentication: true})
	server.Stop()
	if connection, err := net.Dial("tcp", strings.TrimPrefix(server.URI, "bolt://")); err == nil {
		connection.Close()
		t.Error("something still listens on the server's port")
	}
}
