package telemetry

import (
	"context"
	"net/http"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"rolegraph/graph"
	"rolegraph/kg"
)

// The attributes of operations that OpenTelemetry's conventions have no names for.
const (
	costKey      = attribute.Key("rolegraph.operation.cost")
	planKeptKey  = attribute.Key("rolegraph.operation.plan_kept")
	clientKey    = attribute.Key("rolegraph.client")
	requestIDKey = attribute.Key("rolegraph.request_id")
)

// newTraces sends spans in batches to the exporter. What finds the queue full is
// dropped: a collector that is away or slow delays no answer. The sampler, the queue
// and what is told of the service are as OpenTelemetry's variables say.
func newTraces(config Config) *sdk.TracerProvider {
	service, err := resource.New(context.Background(),
		resource.WithAttributes(semconv.ServiceName("rolegraph"), semconv.ServiceVersion(config.Version)),
		resource.WithTelemetrySDK(), resource.WithFromEnv(), // the last one has the last word
	)
	if err != nil {
		config.Log.Warn("OpenTelemetry's variables say of the service what can't be read", "error", err)
	}
	return sdk.NewTracerProvider(sdk.WithResource(service), sdk.WithBatcher(&loggedExporter{SpanExporter: config.Exporter, log: config.Log}))
}

// propagation of traces: by W3C's header traceparent.
var parentOf propagation.TraceContext

// beginRequest begins the span of a request for operations; what it gives ends it.
func (t *Telemetry) beginRequest(ctx context.Context, r *http.Request, to route) (context.Context, func(status int)) {
	if t.tracer == nil || !to.asks {
		return ctx, func(int) {}
	}
	method := methodOf(r.Method)
	if method == otherMethod {
		method = "HTTP" // as the conventions have it
	}
	ctx, span := t.tracer.Start(parentOf.Extract(ctx, propagation.HeaderCarrier(r.Header)), method+" "+to.path, trace.WithSpanKind(trace.SpanKindServer))
	if !span.IsRecording() {
		return ctx, func(int) { span.End() }
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	span.SetAttributes(httpMethod(r.Method), semconv.HTTPRoute(to.path), semconv.URLPath(to.path), semconv.URLScheme(scheme))
	if id := t.requestID(ctx); id != "" {
		span.SetAttributes(requestIDKey.String(id))
	}
	return ctx, func(status int) {
		span.SetAttributes(semconv.HTTPResponseStatusCode(status))
		if status >= http.StatusInternalServerError {
			span.SetStatus(codes.Error, "")
		}
		span.End()
	}
}

func httpMethod(method string) attribute.KeyValue {
	if methodOf(method) == otherMethod {
		return semconv.HTTPRequestMethodOther
	}
	return semconv.HTTPRequestMethodKey.String(method)
}

// traceOf is the id of the trace that a context is of, if it is recorded.
func traceOf(ctx context.Context) string {
	if of := trace.SpanContextFromContext(ctx); of.IsSampled() {
		return of.TraceID().String()
	}
	return ""
}

// recorded reports whether a context is of a span that is recorded. What no request
// has asked for, such as looking whether a database is ready, is none.
func (t *Telemetry) recorded(ctx context.Context) bool {
	return t.tracer != nil && trace.SpanFromContext(ctx).IsRecording()
}

// beginOperation begins the span of an operation.
func (t *Telemetry) beginOperation(ctx context.Context) context.Context {
	if !t.recorded(ctx) {
		return ctx
	}
	ctx, _ = t.tracer.Start(ctx, "query") // the only type of operations
	return ctx
}

// endOperation ends the span of an operation, and has the stages within it.
func (t *Telemetry) endOperation(ctx context.Context, observation *graph.Observation) {
	if !t.recorded(ctx) {
		return
	}
	begun := observation.Begun
	for _, stage := range observation.Stages {
		_, span := t.tracer.Start(ctx, stage.Name, trace.WithTimestamp(begun))
		begun = begun.Add(time.Duration(stage.Milliseconds * float64(time.Millisecond)))
		span.End(trace.WithTimestamp(begun))
	}
	span := trace.SpanFromContext(ctx)
	span.SetAttributes(semconv.GraphQLOperationTypeQuery, planKeptKey.Bool(observation.Known))
	if name := cut(observation.Operation); name != "" {
		span.SetName("query " + name)
		span.SetAttributes(semconv.GraphQLOperationName(name))
	}
	if observation.Cost > 0 {
		span.SetAttributes(costKey.Int(observation.Cost))
	}
	if client := t.client(ctx); client != "" {
		span.SetAttributes(clientKey.String(client))
	}
	if observation.Code != "" {
		endedBy(span, observation.Code)
	}
	span.End()
}

// endedBy has a span tell what went wrong: by its code alone, as messages may repeat
// what a client has sent.
func endedBy(span trace.Span, code kg.ErrorCode) {
	span.SetAttributes(semconv.ErrorTypeKey.String(string(code)))
	span.SetStatus(codes.Error, "")
}

// maxStatement is how many bytes of a statement a span has. Spans wait in a queue.
const maxStatement = 4000

// beginStatement begins the span of a statement; what it gives ends it.
func (t *Telemetry) beginStatement(ctx context.Context, text string) (ended func(kg.ErrorCode)) {
	if !t.recorded(ctx) {
		return func(kg.ErrorCode) {}
	}
	_, span := t.tracer.Start(ctx, "neo4j", trace.WithSpanKind(trace.SpanKindClient), trace.WithAttributes(
		semconv.DBSystemNameNeo4j, semconv.DBQueryText(text[:min(len(text), maxStatement)]),
	))
	return func(code kg.ErrorCode) {
		if code != "" {
			endedBy(span, code)
		}
		span.End()
	}
}
