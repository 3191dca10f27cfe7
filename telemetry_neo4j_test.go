package main

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"rolegraph/seed"
	"rolegraph/store/neo4j/neo4jtest"
	"rolegraph/telemetry/telemetrytest"
)

// filledWithSeed is the database of the tests, and the environment names it. It has
// compiled what gives the index, for which a busy machine takes longer than a look.
func filledWithSeed(t *testing.T) *neo4jtest.Server {
	t.Helper()
	facts, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	filled(t, joins, facts)
	server := neo4jtest.Shared(t)
	environment(t, server)
	return server
}

// TestTelemetryOnNeo4j asks operations whose values are easy to tell, of a server that
// sends its traces to a collector. Each statement has its span within that of its
// operation, and none has a value.
func TestTelemetryOnNeo4j(t *testing.T) {
	filledWithSeed(t)
	collector := telemetrytest.NewCollector(t)
	p := started(t, "--otlp-endpoint", collector.Address, "--deadline", "1m") // a busy machine compiles slowly
	p.becomesReady(t)
	c := &client{address: p.address, onNeo4j: true}
	c.data(t, `query Literals {
		tools(first: 71, where: {categories: ["zebra-category"], roleCount: {min: 7432}, roles: {any: ["data-scientist"]}}) { nodes { name } }
		search(text: "zebra text", first: 73) { nodes { __typename } }
	}`, nil)
	c.data(t, `query Variables($slug: String!) { tool(slug: $slug) { description } }`, map[string]any{"slug": "docker"})

	metrics := p.get(t, "/metrics").body
	sent := regexp.MustCompile(`(?m)^rolegraph_store_statements_total\{code="OK"\} (\d+)$`).FindStringSubmatch(metrics)
	if sent == nil || !strings.Contains(metrics, "\nrolegraph_store_connections_max 50\n") || !strings.Contains(metrics, "\nrolegraph_store_statements_in_flight ") {
		t.Errorf("the metrics have nothing of the statements: %s", metrics)
	}
	if status := p.stop(); status != done {
		t.Fatalf("stopped with status %d: %s", status, p.stderr.String())
	}

	lines := strings.Join(collector.Lines(), "\n")
	for _, name := range []string{"Literals", "Variables"} {
		if !strings.Contains(lines, "\nneo4j < query "+name+" STATUS_CODE_UNSET db.system.name=neo4j db.query.text=OPTIONAL MATCH (graph:Graph)\n") {
			t.Errorf("no statement is within the operation %s", name)
		}
	}
	for line := range strings.SplitSeq(lines, "\n") {
		if strings.HasPrefix(line, "neo4j < ") && !strings.HasPrefix(line, "neo4j < query ") {
			t.Errorf("a statement is within no operation: %s", line)
		}
	}
	for _, span := range collector.Spans() {
		for _, attribute := range span.GetAttributes() {
			for _, value := range []string{"zebra", "7432", "71", "73", "docker", "data-scientist"} {
				if text := attribute.GetValue().GetStringValue(); strings.Contains(text, value) {
					t.Errorf("the value %q is in the traces: %s=%s", value, attribute.GetKey(), text)
				}
			}
		}
	}
}

// TestNotReadyWhileImported has /readyz tell so, and nothing of the server's insides.
// Other tests begin with a database that is empty, away, of another version, or refuses
// the credentials.
func TestNotReadyWhileImported(t *testing.T) {
	server := filledWithSeed(t)
	p := started(t)
	p.becomesReady(t)
	server.Run(t, "MATCH (g:Graph) SET g.epoch = g.epoch + 1") // as an import begins
	const want = "the graph is being imported, or an import was broken off; try again, or import again\n"
	got := p.get(t, "/readyz")
	for deadline := time.Now().Add(time.Minute); got.body != want && time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		got = p.get(t, "/readyz") // what was found before is told for a while
	}
	if got.status != http.StatusServiceUnavailable || got.body != want {
		t.Errorf("%d %q", got.status, got.body)
	}
}
