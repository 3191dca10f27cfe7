package telemetry_test

import (
	"context"
	"encoding/hex"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"rolegraph/kg"
	"rolegraph/telemetry"
	"rolegraph/telemetry/telemetrytest"
)

// exporting observes a store, and sends the traces to an address.
func exporting(t *testing.T, store kg.Store, address string) *observed {
	t.Helper()
	exporter, err := telemetry.NewExporter(t.Context(), address)
	if err != nil || exporter == nil {
		t.Fatal("no exporter", err)
	}
	return observe(t, store, telemetry.Config{
		Version: "v1.2.3", Exporter: exporter, Client: func(context.Context) string { return "club" },
	})
}

// close ends the traces after so many requests for operations.
func (o *observed) close(t *testing.T, requests int) {
	t.Helper()
	o.ended(requests)
	if err := o.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
}

const caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

// TestTraces sends an operation as a part of a trace that has begun elsewhere, and one
// that is wrong, and has a collector receive what they were.
func TestTraces(t *testing.T) {
	t.Setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test,service.version=v9")
	all := telemetrytest.NewCollector(t)
	o := exporting(t, ofSeed(t), all.Address)
	o.ask(t, `{"query": "query Tool($slug: String!) { tool(slug: $slug) { name } secret: graph { version } }", "variables": {"slug": "docker"}}`, "traceparent", caller)
	o.send(t, "GET", "/metrics", "")
	o.close(t, 1)

	lines := all.Lines()
	want := []string{
		"POST /graphql < b7ad6b7169203331 STATUS_CODE_UNSET http.request.method=POST http.route=/graphql url.path=/graphql url.scheme=http http.response.status_code=200 false",
		"query Tool < POST /graphql STATUS_CODE_UNSET graphql.operation.type=query rolegraph.operation.plan_kept=0 false graphql.operation.name=Tool rolegraph.operation.cost=",
		"parse < query Tool STATUS_CODE_UNSET ",
		"validate < query Tool STATUS_CODE_UNSET ",
		"plan < query Tool STATUS_CODE_UNSET ",
		"execute < query Tool STATUS_CODE_UNSET ",
		"answer < query Tool STATUS_CODE_UNSET ",
	}
	if len(lines) != len(want) {
		t.Fatalf("%d spans, want %d:\n%s", len(lines), len(want), strings.Join(lines, "\n"))
	}
	for i := range want {
		if !strings.HasPrefix(lines[i], want[i]) {
			t.Errorf("span %d is\n%s\nwant\n%s", i, lines[i], want[i])
		}
	}
	for _, span := range all.Spans() {
		if id := hex.EncodeToString(span.GetTraceId()); id != "0af7651916cd43dd8448eb211c80319c" {
			t.Errorf("%s is of the trace %s", span.GetName(), id)
		}
	}
	if all.Service()["service.name"] != "rolegraph" || all.Service()["service.version"] != "v9" || all.Service()["deployment.environment.name"] != "test" {
		t.Errorf("the service is told as %v", all.Service())
	}
	for _, private := range []string{"docker", "secret", "slug"} {
		if strings.Contains(fmt.Sprint(all.Spans()), private) {
			t.Errorf("%q is in the traces", private)
		}
	}
	if log := o.ended(1)[0]; !strings.Contains(log, "trace=0af7651916cd43dd8448eb211c80319c") {
		t.Errorf("the log has no id of the trace: %s", log)
	}
}

// TestTraceOfFailure asks what is wrong, and what an agent asks of a tool.
func TestTraceOfFailure(t *testing.T) {
	all := telemetrytest.NewCollector(t)
	o := exporting(t, ofSeed(t), all.Address)
	o.ask(t, `{"query": "{ secret }"}`)
	o.send(t, "POST", "/mcp", `{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "search", "arguments": {"query": "docker"}}}`,
		"Accept", "application/json, text/event-stream")
	o.send(t, "POST", "/graphql", "{")
	o.close(t, 3)
	lines := strings.Join(all.Lines(), "\n")
	for _, want := range []string{
		"query < POST /graphql STATUS_CODE_ERROR graphql.operation.type=query rolegraph.operation.plan_kept=0 false rolegraph.client=club error.type=GRAPHQL_VALIDATION_FAILED",
		"query Search < POST /mcp STATUS_CODE_UNSET ",
		"execute < query Search ",
		"url.scheme=http http.response.status_code=400 false",
	} {
		if !strings.Contains(lines, want) {
			t.Errorf("no span is\n%s\nin\n%s", want, lines)
		}
	}
	if strings.Contains(fmt.Sprint(all.Spans()), "secret") {
		t.Error("the text of an operation is in the traces")
	}
}

// TestTraceOfStatement has a store send statements: one that fails, and one that no
// request has asked for, which has no trace.
func TestTraceOfStatement(t *testing.T) {
	all := telemetrytest.NewCollector(t)
	store := &sending{Store: ofSeed(t), failure: kg.Errorf(kg.Unavailable, "10.0.0.7 is away")}
	o := exporting(t, store, all.Address)
	store.watch = o.Statement
	o.ask(t, `{"query": "{ graph { version } }"}`)
	if _, err := store.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.close(t, 1)
	lines := strings.Join(all.Lines(), "\n")
	const want = "neo4j < query STATUS_CODE_ERROR db.system.name=neo4j db.query.text=MATCH (n {slug: $slug}) RETURN n error.type=UNAVAILABLE"
	if strings.Count(lines, "neo4j < ") != 1 || !strings.Contains(lines, want) || strings.Contains(lines, "10.0.0.7") {
		t.Errorf("the spans are\n%s\nwant one that is\n%s", lines, want)
	}
	families := o.metrics(t)
	if got := value(families, "rolegraph_store_statements_total", "code=UNAVAILABLE"); got != 2 && got != 3 { // the metrics need the index, too
		t.Errorf("%v statements failed, want 2, and one more for the metrics", got)
	}
	if got := value(families, "rolegraph_store_connections_max"); got != 7 {
		t.Errorf("there may be %v connections, want 7", got)
	}
}

// sending is a store that says to send a statement for its index.
type sending struct {
	kg.Store
	watch   func(ctx context.Context, text string) func(error)
	failure error
}

func (*sending) MaxConnections() int { return 7 }

func (s *sending) Index(ctx context.Context) (*kg.Index, error) {
	s.watch(ctx, "MATCH (n {slug: $slug}) RETURN n")(s.failure)
	return s.Store.Index(ctx)
}

// TestSampling follows the variables, and a caller that does not want its trace kept.
func TestSampling(t *testing.T) {
	all := telemetrytest.NewCollector(t)
	o := exporting(t, ofSeed(t), all.Address)
	o.ask(t, `{"query": "{ graph { version } }"}`, "traceparent", strings.TrimSuffix(caller, "01")+"00")
	o.close(t, 1)
	t.Setenv("OTEL_TRACES_SAMPLER", "always_off")
	o = exporting(t, ofSeed(t), all.Address)
	o.ask(t, `{"query": "{ graph { version } }"}`)
	o.close(t, 1)
	if lines := all.Lines(); len(lines) > 0 {
		t.Errorf("there are spans: %q", lines)
	}
}

// TestCollectorAway answers more operations than the queue has room for while the
// collector takes connections and says nothing, and ends in bounded time.
func TestCollectorAway(t *testing.T) {
	t.Setenv("OTEL_BSP_MAX_QUEUE_SIZE", "10")
	t.Setenv("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "10")
	t.Setenv("OTEL_BSP_EXPORT_TIMEOUT", "1000") // milliseconds, with what is tried again
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	o := exporting(t, ofSeed(t), "http://"+silent.Addr().String())
	begun := time.Now()
	for range 200 {
		if got := o.ask(t, `{"query": "{ tool(slug: \"git\") { name } }"}`); got != `{"data":{"tool":{"name":"Git"}}}` {
			t.Fatal(got)
		}
	}
	// To send what they leave behind would take 140 times the timeout.
	if took := time.Since(begun); took > 30*time.Second {
		t.Errorf("the answers took %s: they waited for the collector", took)
	}
	for deadline := time.Now().Add(20 * time.Second); !strings.Contains(o.log.String(), "traces can't be sent") && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	ending, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	begun = time.Now()
	_ = o.Close(ending) // what could not be sent is lost
	if took := time.Since(begun); took > 5*time.Second {
		t.Errorf("the end took %s, longer than its context", took)
	}
	if warnings := strings.Count(o.log.String(), "traces can't be sent"); warnings != 1 {
		t.Errorf("the log has %d warnings, want one:\n%s", warnings, o.log.String())
	}
}

// TestExporterOfVariables makes an exporter if some variable asks for one.
func TestExporterOfVariables(t *testing.T) {
	for _, c := range []struct {
		endpoint  string
		variables map[string]string
		is        bool
		wrong     string
	}{
		{is: false},
		{endpoint: "http://127.0.0.1:4318", is: true},
		{variables: map[string]string{"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"}, is: true},
		{variables: map[string]string{"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": "http://127.0.0.1:4318/v1/traces"}, is: true},
		{endpoint: "http://127.0.0.1:4318", variables: map[string]string{"OTEL_SDK_DISABLED": "true"}},
		{endpoint: "http://127.0.0.1:4318", variables: map[string]string{"OTEL_TRACES_EXPORTER": "none"}},
		{endpoint: "http://127.0.0.1:4318", variables: map[string]string{"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc"}, wrong: "OTEL_EXPORTER_OTLP_PROTOCOL"},
		{endpoint: "127.0.0.1:4318", wrong: "http://127.0.0.1:4318"},
		{endpoint: "ftp://127.0.0.1", wrong: "http://127.0.0.1:4318"},
	} {
		t.Run(c.endpoint+fmt.Sprint(c.variables), func(t *testing.T) {
			for name, value := range c.variables {
				t.Setenv(name, value)
			}
			exporter, err := telemetry.NewExporter(t.Context(), c.endpoint)
			switch {
			case c.wrong == "" && err != nil, c.wrong != "" && (err == nil || !strings.Contains(err.Error(), c.wrong)):
				t.Errorf("the error is %v, want %q", err, c.wrong)
			case (exporter != nil) != c.is:
				t.Errorf("there is an exporter: %t", exporter != nil)
			}
			if exporter != nil {
				_ = exporter.Shutdown(t.Context())
			}
		})
	}
}
