package main

import (
	"encoding/json"
	"net"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestMetrics asks two operations, one of them three times and once with other
// variables, and finds that counted, beside the answers.
func TestMetrics(t *testing.T) {
	p := started(t)
	c := &client{address: p.address}
	const named = `query($slug: String!) { tool(slug: $slug) { name } }`
	for _, slug := range []string{"docker", "docker", "docker", "git"} {
		c.data(t, named, map[string]any{"slug": slug})
	}
	c.data(t, `{ graph { version } }`, nil)
	got := p.get(t, "/metrics")
	for _, line := range []string{
		`rolegraph_plans_total{kept="yes"} 2`, `rolegraph_plans_total{kept="no"} 3`,
		`rolegraph_documents_total{kept="yes"} 1`, `rolegraph_documents_total{kept="no"} 2`, "go_goroutines ", "rolegraph_kept_texts_bytes ",
		`rolegraph_operations_total{code="OK",operation="(none)"} 5`, `rolegraph_graph_nodes{kind="TOOL"} 24`,
	} {
		if got.status != http.StatusOK || !strings.Contains(got.body, "\n"+line) {
			t.Errorf("no line %s in\n%s", line, got.body)
		}
	}
}

// TestMetricsOnAnAddressOfTheirOwn finds them there, and nothing else, and not beside
// the answers.
func TestMetricsOnAnAddressOfTheirOwn(t *testing.T) {
	p := started(t, "--metrics-listen", "127.0.0.1:0", "--log-format", "json")
	(&client{address: p.address}).data(t, `{ graph { version } }`, nil)
	if got := p.get(t, "/metrics"); got.status != http.StatusNotFound {
		t.Errorf("beside the answers: %d", got.status)
	}
	_, address, _ := strings.Cut(p.stderr.String(), `"address":"`)
	address, _, found := strings.Cut(address, `/metrics"`)
	if !found {
		t.Fatalf("no address in the log: %s", p.stderr.String())
	}
	metrics := &program{address: address}
	if got := metrics.get(t, "/metrics"); got.status != http.StatusOK || !strings.Contains(got.body, `operation="(none)"} 1`) {
		t.Errorf("%d %s", got.status, got.body)
	}
	if got := metrics.get(t, "/graphql?query={graph{version}}"); got.status != http.StatusNotFound {
		t.Errorf("answers beside the metrics: %d", got.status)
	}
	if status := p.stop(); status != done {
		t.Errorf("stopped with status %d", status)
	}
}

// TestDocumentedMetrics finds each metric of a server in docs/operating.md, and none
// there that no server has.
func TestDocumentedMetrics(t *testing.T) {
	p := started(t)
	(&client{address: p.address}).data(t, `{ roles { totalCount } }`, nil)
	served := map[string]bool{}
	for _, line := range regexp.MustCompile(`(?m)^# TYPE (rolegraph_\w+)`).FindAllStringSubmatch(p.get(t, "/metrics").body, -1) {
		served[line[1]] = true
	}
	text, err := os.ReadFile("docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	documented := map[string]bool{}
	for _, name := range regexp.MustCompile(`rolegraph_\w+`).FindAllString(string(text), -1) {
		documented[name] = true
		// TestTelemetryOnNeo4j has those of a store that sends statements.
		if !served[name] && !strings.HasPrefix(name, "rolegraph_store_") {
			t.Errorf("no server has %s", name)
		}
	}
	for name := range served {
		if !documented[name] {
			t.Errorf("%s is not documented", name)
		}
	}
	if len(served) < 10 {
		t.Errorf("only %d metrics", len(served))
	}
}

// TestLogFlags has the access log as JSON.
func TestLogFlags(t *testing.T) {
	p := started(t, "--log-level", "debug", "--log-format", "json")
	(&client{address: p.address}).data(t, `query Named { roles { totalCount } }`, nil)
	p.stop()
	var line struct {
		Level, Msg, Method, Path, Operation string
		Status, Cost, Bytes                 int
		Seconds                             float64
	}
	if err := json.Unmarshal([]byte(p.stderr.String()), &line); err != nil {
		t.Fatalf("%v in %q", err, p.stderr.String())
	}
	if line.Level != "DEBUG" || line.Msg != "request" || line.Method != "POST" || line.Path != "/graphql" || line.Operation != "Named" ||
		line.Status != http.StatusOK || line.Bytes != len(`{"data":{"roles":{"totalCount":9}}}`) || line.Seconds <= 0 {
		t.Errorf("the line is %s", p.stderr.String())
	}
}

// TestWrongTelemetryFlags end the program before it serves.
func TestWrongTelemetryFlags(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, c := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"--otlp-endpoint", "127.0.0.1:4318"}, wrongUsage, "such as http://127.0.0.1:4318"},
		{[]string{"--log-level", "loud"}, wrongUsage, "debug, info, warn, error"},
		{[]string{"--log-format", "xml"}, wrongUsage, "text, json"},
		{[]string{"--metrics-listen", taken.Addr().String()}, failed, "--metrics-listen: can't listen on " + taken.Addr().String()},
	} {
		var stdout, stderr output
		args := append([]string{"rolegraph", "--listen", "127.0.0.1:0"}, c.args...)
		if status := run(t.Context(), args, nil, &stdout, &stderr); status != c.status || !strings.Contains(stderr.String(), c.want) {
			t.Errorf("%v: status %d, %s", c.args, status, stderr.String())
		}
	}
}
