package telemetry_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"

	"rolegraph/agents"
	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/seed"
	"rolegraph/store/embedded"
	"rolegraph/telemetry"
)

// observed is a server that answers from the seed, with what observes it.
type observed struct {
	*telemetry.Telemetry
	service *graph.Service
	store   kg.Store
	address string
	log     *buffer
}

// buffer is a log that several goroutines write.
type buffer struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.text.String()
}

func ofSeed(t testing.TB) kg.Store {
	t.Helper()
	facts, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	store, err := embedded.New(joins, facts)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

// observe serves a store. The log has all levels.
func observe(t testing.TB, store kg.Store, config telemetry.Config) *observed {
	t.Helper()
	o := &observed{log: &buffer{}, store: store}
	config.Log = slog.New(slog.NewTextHandler(o.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	o.Telemetry = telemetry.New(config)
	service := graph.DefaultConfig()
	service.Observer = o.Telemetry
	o.service = graph.NewService(store, slog.New(slog.DiscardHandler), service)
	o.Watch(o.service, store)
	mux := http.NewServeMux()
	mux.Handle("/graphql", o.service)
	mux.Handle("/mcp", agents.NewServer(o.service, agents.Config{GraphQL: true}, slog.New(slog.DiscardHandler)).Handler())
	mux.Handle("GET /metrics", o.Metrics())
	mux.HandleFunc("/panics", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	server := httptest.NewServer(o.Handler(mux))
	t.Cleanup(server.Close)
	o.address = server.URL
	return o
}

// ask sends an operation, and gives the response's body.
func (o *observed) ask(t testing.TB, body string, header ...string) string {
	t.Helper()
	return o.send(t, "POST", "/graphql", body, header...)
}

func (o *observed) send(t testing.TB, method, path, body string, header ...string) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, o.address+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// metrics reads the metrics as a server of metrics does.
func (o *observed) metrics(t *testing.T) map[string]*dto.MetricFamily {
	t.Helper()
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(strings.NewReader(o.send(t, "GET", "/metrics", "")))
	if err != nil {
		t.Fatal(err)
	}
	return families
}

// value is that of the metric of a name and labels, which are written as name=value;
// of histograms how many there were. It is -1 if there is no such metric.
func value(families map[string]*dto.MetricFamily, name string, labels ...string) float64 {
	for _, metric := range families[name].GetMetric() {
		var has []string
		for _, label := range metric.GetLabel() {
			has = append(has, label.GetName()+"="+label.GetValue())
		}
		if strings.Join(has, " ") != strings.Join(labels, " ") {
			continue
		}
		switch {
		case metric.Counter != nil:
			return metric.Counter.GetValue()
		case metric.Gauge != nil:
			return metric.Gauge.GetValue()
		default:
			return float64(metric.Histogram.GetSampleCount())
		}
	}
	return -1
}

// TestMetrics asks operations of known numbers, and finds these in the metrics.
func TestMetrics(t *testing.T) {
	o := observe(t, ofSeed(t), telemetry.Config{Version: "v1.2.3"})
	o.Know(`query Tool($slug: String!) { tool(slug: $slug) { name } }`)
	for _, slug := range []string{"docker", "docker", "git"} {
		o.ask(t, `{"query": "query Tool($slug: String!) { tool(slug: $slug) { name } }", "variables": {"slug": "`+slug+`"}}`)
	}
	o.ask(t, `{"query": "{ graph { version } }"}`)
	o.ask(t, `{"query": "query Wrong { nothing }"}`)
	o.ask(t, `{"query": "query Costly { roles(first: -1) { totalCount } }"}`)
	o.ask(t, `{`)
	o.send(t, "DELETE", "/graphql", "")
	o.send(t, "GET", "/nobody/knows?this=path", "")

	families := o.metrics(t)
	tools := 0
	for _, metric := range families["rolegraph_graph_nodes"].GetMetric() {
		tools += int(metric.GetGauge().GetValue())
	}
	index, err := o.store.Index(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	nodes, links := index.Size()
	if tools != nodes || nodes != 52 {
		t.Errorf("%d nodes in all kinds, want %d, the seed's 52", tools, nodes)
	}
	sum := 0
	for _, metric := range families["rolegraph_graph_links"].GetMetric() {
		sum += int(metric.GetGauge().GetValue())
	}
	if sum != links || links != 60 {
		t.Errorf("%d links of all relations, want %d, the seed's 60", sum, links)
	}
	for _, want := range []struct {
		value  float64
		name   string
		labels []string
	}{
		{3, "rolegraph_operations_total", []string{"code=OK", "operation=Tool"}},
		{1, "rolegraph_operations_total", []string{"code=OK", "operation=(none)"}},
		{1, "rolegraph_operations_total", []string{"code=GRAPHQL_VALIDATION_FAILED", "operation=(none)"}},
		{1, "rolegraph_operations_total", []string{"code=BAD_USER_INPUT", "operation=(other)"}},
		{3, "rolegraph_operation_duration_seconds", []string{"operation=Tool"}},
		{4, "rolegraph_operation_stage_duration_seconds", []string{"stage=execute"}},
		{4, "rolegraph_operation_stage_duration_seconds", []string{"stage=answer"}},
		{3, "rolegraph_operation_cost", nil}, // the version of the graph costs nothing
		{6, "rolegraph_http_requests_total", []string{"method=POST", "path=/graphql", "status=200"}},
		{1, "rolegraph_http_requests_total", []string{"method=POST", "path=/graphql", "status=400"}},
		{-1, "rolegraph_http_requests_total", []string{"method=DELETE", "path=/graphql", "status=405"}},
		{1, "rolegraph_http_requests_total", []string{"method=other", "path=/graphql", "status=405"}},
		{1, "rolegraph_http_requests_total", []string{"method=GET", "path=other", "status=404"}},
		{1, "rolegraph_http_requests_in_flight", nil}, // the one for the metrics
		{1, "rolegraph_plans_total", []string{"kept=yes"}},
		{1, "rolegraph_graph_info", []string{"version=" + index.Version}},
		{24, "rolegraph_graph_nodes", []string{"kind=TOOL"}},
	} {
		if got := value(families, want.name, want.labels...); got != want.value {
			t.Errorf("%s%v is %v, want %v", want.name, want.labels, got, want.value)
		}
	}
	if info := families["rolegraph_build_info"].String(); !strings.Contains(info, "v1.2.3") {
		t.Errorf("the build is %s", info)
	}
	for name, family := range families {
		if family.GetHelp() == "" {
			t.Errorf("%s has no help", name)
		}
	}
	problems, err := promlint.New(strings.NewReader(o.send(t, "GET", "/metrics", ""))).Lint()
	if err != nil || len(problems) > 0 {
		t.Errorf("the metrics are not as they should be: %v %v", problems, err)
	}
}

// TestNamesAreBounded sends many names: those that are known beforehand are told apart
// in any case, and of others only the first, and only if they were answered.
func TestNamesAreBounded(t *testing.T) {
	o := observe(t, ofSeed(t), telemetry.Config{})
	o.Know(`query Late { graph { version } }`)
	answer := func(name, fields string) {
		o.service.Answer(t.Context(), graph.Request{Query: "query " + name + " " + fields}).Free()
	}
	answer(strings.Repeat("L", 65), `{ graph { version } }`)
	for i := range 300 {
		answer(fmt.Sprintf("Wrong%d", i), `{ roles(first: -1) { totalCount } }`)
	}
	for i := range 300 {
		answer(fmt.Sprintf("Hostile%d", i), `{ graph { version } }`)
	}
	answer("Late", `{ graph { version } }`)

	told := map[string]bool{}
	families := o.metrics(t)
	for _, metric := range families["rolegraph_operation_duration_seconds"].GetMetric() {
		told[metric.GetLabel()[0].GetValue()] = true
	}
	if len(told) != 52 || !told["Late"] || !told["(other)"] || !told["Hostile0"] || told["Wrong0"] {
		t.Errorf("%d names are told apart, want the first 50, Late, and one for the rest: %v", len(told), told)
	}
	if got := value(families, "rolegraph_operations_total", "code=OK", "operation=(other)"); got != 251 {
		t.Errorf("%v other operations were answered, want 251", got)
	}
}

// TestPanicIsCounted has a handler fail beneath.
func TestPanicIsCounted(t *testing.T) {
	o := observe(t, ofSeed(t), telemetry.Config{})
	if response, err := http.Get(o.address + "/panics"); err == nil {
		response.Body.Close()
		t.Fatal("the panic did not go on to the server")
	}
	families := o.metrics(t)
	if got := value(families, "rolegraph_http_requests_total", "method=GET", "path=other", "status=500"); got != 1 {
		t.Errorf("%v requests failed, want 1", got)
	}
	if got := value(families, "rolegraph_http_requests_in_flight"); got != 1 {
		t.Errorf("%v requests are on their way, want the one for the metrics", got)
	}
}

// ended waits until so many requests have their line in the log, which may come after
// the response, and gives the lines.
func (o *observed) ended(requests int) []string {
	for deadline := time.Now().Add(20 * time.Second); len(o.lines()) < requests && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	return o.lines()
}

// lines are those of the log that speak of requests.
func (o *observed) lines() []string {
	var lines []string
	for line := range strings.Lines(o.log.String()) {
		if strings.Contains(line, "msg=request ") {
			lines = append(lines, strings.TrimSuffix(line, "\n"))
		}
	}
	return lines
}

// TestLogOfRequests has one line for each request for operations, without what is
// secret in it, and whatever the request has for an id.
func TestLogOfRequests(t *testing.T) {
	o := observe(t, ofSeed(t), telemetry.Config{
		RequestID: func(context.Context) string { return "1\nlevel=ERROR msg=\"forged\x1b[2J" },
		Client:    func(context.Context) string { return "the club" },
	})
	o.ask(t, `{"query": "query Tool($slug: String!) { tool(slug: $slug) { name } secret: graph { version } }", "variables": {"slug": "docker"}}`, "Authorization", "Bearer token")
	o.ask(t, `{"query": "{ secret }"}`)
	o.ask(t, `secret`)
	o.send(t, "POST", "/mcp", `{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "search", "arguments": {"query": "docker"}}}`,
		"Accept", "application/json, text/event-stream")
	o.send(t, "GET", "/metrics", "")

	lines := o.ended(4)
	want := []string{
		`client="the club" method=POST path=/graphql operation=Tool status=200 cost=`,
		`client="the club" method=POST path=/graphql status=200 code=GRAPHQL_VALIDATION_FAILED seconds=`,
		` method=POST path=/graphql status=400 seconds=`,
		`client="the club" method=POST path=/mcp operation=Search status=200 cost=`,
	}
	if len(lines) != len(want) {
		t.Fatalf("%d lines, want %d:\n%s", len(lines), len(want), strings.Join(lines, "\n"))
	}
	for i, line := range lines {
		if !strings.Contains(line, want[i]) || !strings.Contains(line, "level=DEBUG") {
			t.Errorf("line %d is\n%s\nwant\n%s", i, line, want[i])
		}
		if !strings.Contains(line, `request="1\nlevel=ERROR msg=\"forged\x1b[2J"`) {
			t.Errorf("the id of the request is not as it should be in %q", line)
		}
		for _, private := range []string{"docker", "secret", "token", "Bearer"} {
			if strings.Contains(line, private) {
				t.Errorf("%q is in the log: %s", private, line)
			}
		}
	}
}

// away is a store whose database is away.
type away struct{ kg.Store }

func (away) Index(context.Context) (*kg.Index, error) {
	return nil, kg.Errorf(kg.Unavailable, "the database can't be reached; try again").Because(fmt.Errorf("dial tcp 10.0.0.7:7687"))
}

// TestFailuresDoNotFillTheLog has many requests fail: some are warnings, and the others
// are there for those who look.
func TestFailuresDoNotFillTheLog(t *testing.T) {
	o := observe(t, away{ofSeed(t)}, telemetry.Config{})
	begun := time.Now()
	for range 500 {
		request := httptest.NewRequest("GET", "/graphql?query={graph{version}}", nil)
		o.Handler(o.service).ServeHTTP(httptest.NewRecorder(), request)
	}
	warnings, most := 0, 100+10*(1+int(time.Since(begun).Seconds()))
	lines := o.lines()
	for _, line := range lines {
		if strings.Contains(line, "level=WARN") {
			warnings++
		}
	}
	if len(lines) != 500 || warnings < 100 || warnings > most {
		t.Errorf("%d lines, %d of them warnings; want 500, and from 100 to %d", len(lines), warnings, most)
	}
}

// TestNothingIsAllocated holds the observing of an operation, without traces, to no
// allocation.
func TestNothingIsAllocated(t *testing.T) {
	seen := telemetry.New(telemetry.Config{Log: slog.New(slog.DiscardHandler)})
	observation := graph.Observation{
		Operation: "Tool", Cost: 100, Known: true, Begun: time.Now(),
		Stages: []graph.Stage{{Name: "execute", Milliseconds: .1}, {Name: "answer", Milliseconds: .1}},
	}
	if got := testing.AllocsPerRun(100, func() { seen.Observe(seen.Begin(t.Context()), observation) }); got > 0 {
		t.Errorf("it takes %v allocations", got)
	}
}

// TestFailureIsLogged has the server fail at an operation: the usual level of the log
// has that. The metrics stay, without those of a graph.
func TestFailureIsLogged(t *testing.T) {
	o := observe(t, away{ofSeed(t)}, telemetry.Config{})
	o.ask(t, `{"query": "{ graph { version } }"}`)
	if lines := o.ended(1); len(lines) != 1 || !strings.Contains(lines[0], "level=WARN") || !strings.Contains(lines[0], "code=UNAVAILABLE") {
		t.Errorf("the log has %q", lines)
	}
	families := o.metrics(t)
	if got := value(families, "rolegraph_operations_total", "code=UNAVAILABLE", "operation=(none)"); got != 1 {
		t.Errorf("%v operations failed, want 1", got)
	}
	if families["rolegraph_graph_info"] != nil {
		t.Error("there is a version of a graph that is not there")
	}
}
