package telemetry_test

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	trace "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"rolegraph/kg"
	"rolegraph/telemetry"
)

// received are the spans that a collector was sent.
type received struct {
	address string

	mu      sync.Mutex
	service map[string]string // what is told of the service
	spans   []*trace.Span
}

// collecting is a collector of traces by OTLP.
func collecting(t *testing.T) *received {
	t.Helper()
	all := &received{service: map[string]string{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/traces", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var sent collector.ExportTraceServiceRequest
		if err == nil {
			err = proto.Unmarshal(body, &sent)
		}
		if err != nil || r.Header.Get("Content-Type") != "application/x-protobuf" {
			t.Errorf("what is sent is no OTLP: %v", err)
		}
		all.mu.Lock()
		defer all.mu.Unlock()
		for _, resource := range sent.GetResourceSpans() {
			for _, attribute := range resource.GetResource().GetAttributes() {
				all.service[attribute.GetKey()] = attribute.GetValue().GetStringValue()
			}
			for _, scope := range resource.GetScopeSpans() {
				all.spans = append(all.spans, scope.GetSpans()...)
			}
		}
		w.Header().Set("Content-Type", "application/x-protobuf")
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	all.address = server.URL
	return all
}

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

func (o *observed) close(t *testing.T) {
	t.Helper()
	if err := o.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// lines write each span as its name, what it is within, and its attributes, in the
// order of their beginnings.
func (r *received) lines() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	names := map[string]string{}
	for _, span := range r.spans {
		names[string(span.GetSpanId())] = span.GetName()
	}
	// Parents begin with their first child, and are before it.
	slices.SortStableFunc(r.spans, func(a, b *trace.Span) int {
		if a.GetStartTimeUnixNano() != b.GetStartTimeUnixNano() {
			return int(a.GetStartTimeUnixNano()) - int(b.GetStartTimeUnixNano())
		}
		return len(b.GetAttributes()) - len(a.GetAttributes())
	})
	var lines []string
	for _, span := range r.spans {
		var attributes []string
		for _, attribute := range span.GetAttributes() {
			value := attribute.GetValue().GetStringValue()
			if value == "" {
				value = fmt.Sprint(attribute.GetValue().GetIntValue(), attribute.GetValue().GetBoolValue())
			}
			attributes = append(attributes, attribute.GetKey()+"="+value)
		}
		within := names[string(span.GetParentSpanId())]
		if within == "" {
			within = hex.EncodeToString(span.GetParentSpanId())
		}
		lines = append(lines, fmt.Sprintf("%s < %s %s %s", span.GetName(), within, span.GetStatus().GetCode(), strings.Join(attributes, " ")))
	}
	return lines
}

const caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

// TestTraces sends an operation as a part of a trace that has begun elsewhere, and one
// that is wrong, and has a collector receive what they were.
func TestTraces(t *testing.T) {
	t.Setenv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test,service.version=v9")
	all := collecting(t)
	o := exporting(t, ofSeed(t), all.address)
	o.ask(t, `{"query": "query Tool($slug: String!) { tool(slug: $slug) { name } secret: graph { version } }", "variables": {"slug": "docker"}}`, "traceparent", caller)
	o.send(t, "GET", "/metrics", "")
	o.close(t)

	lines := all.lines()
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
	for _, span := range all.spans {
		if id := hex.EncodeToString(span.GetTraceId()); id != "0af7651916cd43dd8448eb211c80319c" {
			t.Errorf("%s is of the trace %s", span.GetName(), id)
		}
	}
	if all.service["service.name"] != "rolegraph" || all.service["service.version"] != "v9" || all.service["deployment.environment.name"] != "test" {
		t.Errorf("the service is told as %v", all.service)
	}
	for _, private := range []string{"docker", "secret", "slug"} {
		if strings.Contains(fmt.Sprint(all.spans), private) {
			t.Errorf("%q is in the traces", private)
		}
	}
	if log := o.lines()[0]; !strings.Contains(log, "trace=0af7651916cd43dd8448eb211c80319c") {
		t.Errorf("the log has no id of the trace: %s", log)
	}
}

// TestTraceOfFailure asks what is wrong, and what an agent asks of a tool.
func TestTraceOfFailure(t *testing.T) {
	all := collecting(t)
	o := exporting(t, ofSeed(t), all.address)
	o.ask(t, `{"query": "{ secret }"}`)
	o.send(t, "POST", "/mcp", `{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "search", "arguments": {"query": "docker"}}}`,
		"Accept", "application/json, text/event-stream")
	o.send(t, "POST", "/graphql", "{")
	o.close(t)
	lines := strings.Join(all.lines(), "\n")
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
	if strings.Contains(fmt.Sprint(all.spans), "secret") {
		t.Error("the text of an operation is in the traces")
	}
}

// TestTraceOfStatement has a store send statements: one that fails, and one that no
// request has asked for, which has no trace.
func TestTraceOfStatement(t *testing.T) {
	all := collecting(t)
	store := &sending{Store: ofSeed(t), failure: kg.Errorf(kg.Unavailable, "10.0.0.7 is away")}
	o := exporting(t, store, all.address)
	store.watch = o.Statement
	o.ask(t, `{"query": "{ graph { version } }"}`)
	if _, err := store.Index(t.Context()); err != nil {
		t.Fatal(err)
	}
	o.close(t)
	lines := strings.Join(all.lines(), "\n")
	const want = "neo4j < query STATUS_CODE_ERROR db.system.name=neo4j db.query.text=MATCH (n {slug: $slug}) RETURN n error.type=UNAVAILABLE"
	if strings.Count(lines, "neo4j < ") != 1 || !strings.Contains(lines, want) || strings.Contains(lines, "10.0.0.7") {
		t.Errorf("the spans are\n%s\nwant one that is\n%s", lines, want)
	}
	families := o.metrics(t)
	if got := value(families, "rolegraph_store_statements_total", "code=UNAVAILABLE"); got != 3 { // the metrics need the index, too
		t.Errorf("%v statements failed, want 3", got)
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
	all := collecting(t)
	o := exporting(t, ofSeed(t), all.address)
	o.ask(t, `{"query": "{ graph { version } }"}`, "traceparent", strings.TrimSuffix(caller, "01")+"00")
	o.close(t)
	t.Setenv("OTEL_TRACES_SAMPLER", "always_off")
	o = exporting(t, ofSeed(t), all.address)
	o.ask(t, `{"query": "{ graph { version } }"}`)
	o.close(t)
	if lines := all.lines(); len(lines) > 0 {
		t.Errorf("there are spans: %q", lines)
	}
}

// TestCollectorAway answers more operations than the queue has room for while the
// collector takes connections and says nothing, and ends in bounded time.
func TestCollectorAway(t *testing.T) {
	t.Setenv("OTEL_BSP_MAX_QUEUE_SIZE", "10")
	t.Setenv("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", "10")
	t.Setenv("OTEL_BSP_EXPORT_TIMEOUT", "100") // milliseconds, with what is tried again
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	o := exporting(t, ofSeed(t), "http://"+silent.Addr().String())
	for range 200 {
		if got := o.ask(t, `{"query": "{ tool(slug: \"git\") { name } }"}`); got != `{"data":{"tool":{"name":"Git"}}}` {
			t.Fatal(got)
		}
	}
	for deadline := time.Now().Add(20 * time.Second); !strings.Contains(o.log.String(), "traces can't be sent") && time.Now().Before(deadline); {
		time.Sleep(10 * time.Millisecond)
	}
	ending, cancel := context.WithTimeout(t.Context(), 500*time.Millisecond)
	defer cancel()
	begun := time.Now()
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
