// Package telemetry shows from outside what a server does: metrics for Prometheus,
// traces for OpenTelemetry, and a line in the log for each request. None of them has
// the values of variables, the text of an operation or a header of a request, and
// nothing that a client chooses makes any of them grow without bounds.
package telemetry

import (
	"context"
	"log/slog"
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"golang.org/x/time/rate"

	"rolegraph/graph"
	"rolegraph/kg"
)

// Config is what there is to know before a server begins.
type Config struct {
	// Version is that of the program.
	Version string
	// Log is told of requests.
	Log *slog.Logger
	// RequestID gives the id of the request that a context is of, and Client the name
	// of the client who asks, both empty if there is none. The ids are in the log as
	// they are. Either may be nil.
	RequestID, Client func(context.Context) string
	// Exporter takes the traces, and becomes the telemetry's to shut down; nil is no
	// traces.
	Exporter sdk.SpanExporter
}

// Telemetry observes one server. It is safe for use by several goroutines.
type Telemetry struct {
	log               *slog.Logger
	warnings          *rate.Limiter // of requests that failed
	requestID, client func(context.Context) string
	registry          *prometheus.Registry
	requests          *requestMetrics
	operations        *operationMetrics
	statements        *statementMetrics
	traces            *sdk.TracerProvider // or nil
	tracer            trace.Tracer        // nil where traces is
}

var _ graph.Observer = (*Telemetry)(nil)

// New makes what observes a server.
func New(config Config) *Telemetry {
	registry := prometheus.NewRegistry()
	registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		buildInfo(config.Version),
	)
	t := &Telemetry{
		log: config.Log, warnings: rate.NewLimiter(warningsPerSecond, warningsAtOnce), requestID: orNone(config.RequestID), client: orNone(config.Client), registry: registry,
		requests: newRequestMetrics(registry), operations: newOperationMetrics(registry),
		statements: newStatementMetrics(),
	}
	if config.Exporter != nil {
		t.traces = newTraces(config)
		t.tracer = t.traces.Tracer("rolegraph")
	}
	return t
}

func orNone(of func(context.Context) string) func(context.Context) string {
	if of == nil {
		return func(context.Context) string { return "" }
	}
	return of
}

// Know has metrics tell apart the operations of a document by their names, which others
// have only as long as there is room.
func (t *Telemetry) Know(document string) { t.operations.names.know(document) }

// Watch has the metrics tell of what a service keeps, of the graph in its store, and
// of the statements if the store sends some. It is called once.
func (t *Telemetry) Watch(service *graph.Service, store kg.Store) {
	registerKept(t.registry, service)
	t.registry.MustRegister(graphCollector{store})
	if database, ok := store.(pooled); ok {
		t.statements.register(t.registry, database.MaxConnections())
	}
}

// maxScrapes is how many requests for metrics are answered at a time, so that they
// cost little even where everyone may ask for them.
const maxScrapes = 3

// Metrics answers with the metrics, in the formats that Prometheus reads.
func (t *Telemetry) Metrics() http.Handler {
	return promhttp.HandlerFor(t.registry, promhttp.HandlerOpts{
		MaxRequestsInFlight: maxScrapes,
		// A part that fails leaves the others.
		ErrorHandling: promhttp.ContinueOnError,
	})
}

// Close sends the traces that are left, until the context ends.
func (t *Telemetry) Close(ctx context.Context) error {
	if t.traces == nil {
		return nil
	}
	return t.traces.Shutdown(ctx)
}
