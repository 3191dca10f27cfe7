package telemetry

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"sync/atomic"

	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	sdk "go.opentelemetry.io/otel/sdk/trace"
)

// NewExporter makes what sends traces to the collector at an address, the base of
// OTLP's paths such as http://127.0.0.1:4318; if it is empty, to the one that
// OpenTelemetry's variables name. It is nil if none does, or if they say that there
// are to be no traces. It fails for what is no such address, and where the variables
// ask for another protocol than OTLP by HTTP.
func NewExporter(ctx context.Context, endpoint string) (sdk.SpanExporter, error) {
	variable := func(name string) string {
		if value := os.Getenv("OTEL_EXPORTER_OTLP_TRACES_" + name); value != "" {
			return value
		}
		return os.Getenv("OTEL_EXPORTER_OTLP_" + name)
	}
	disabled := strings.EqualFold(os.Getenv("OTEL_SDK_DISABLED"), "true") || os.Getenv("OTEL_TRACES_EXPORTER") == "none"
	if disabled || endpoint == "" && variable("ENDPOINT") == "" {
		return nil, nil
	}
	if protocol := variable("PROTOCOL"); protocol != "" && !strings.HasPrefix(protocol, "http/") {
		return nil, fmt.Errorf("OTEL_EXPORTER_OTLP_PROTOCOL is %q; traces are sent by http/protobuf only", protocol)
	}
	var options []otlptracehttp.Option
	if endpoint != "" {
		base, err := url.Parse(endpoint)
		if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
			return nil, fmt.Errorf("%q is not the address of a collector, such as http://127.0.0.1:4318", endpoint)
		}
		options = append(options, otlptracehttp.WithEndpointURL(base.JoinPath("v1/traces").String()))
	}
	return otlptracehttp.New(ctx, options...)
}

// loggedExporter logs that traces can't be sent, once until they can be again.
type loggedExporter struct {
	sdk.SpanExporter
	log     *slog.Logger
	failing atomic.Bool
}

// ExportSpans sends spans. Those that can't be sent are lost.
func (e *loggedExporter) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	err := e.SpanExporter.ExportSpans(ctx, spans)
	switch before := e.failing.Swap(err != nil); {
	case err != nil && !before:
		e.log.Warn("traces can't be sent to the collector; those that wait for too long are lost", "error", err)
	case err == nil && before:
		e.log.Info("traces are sent to the collector again")
	}
	return nil
}
