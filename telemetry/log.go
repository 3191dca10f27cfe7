package telemetry

import (
	"context"
	"log/slog"
	"net/http"

	"rolegraph/kg"
)

// Of the failures that come fast, as they do while a database is away, this many a
// second are warnings, and at first so many more.
const (
	warningsPerSecond = 10
	warningsAtOnce    = 100
)

// logRequest has a line in the log of a request for operations. What the server has
// failed at is a warning, since those who run it can mend that. All else, and failures
// beyond some a second, is there for those who look for one request: the metrics count
// it, and at the usual level of the log nobody can fill a disk by asking.
func (t *Telemetry) logRequest(ctx context.Context, r *http.Request, e *exchange, told told, seconds float64) {
	level := slog.LevelDebug
	if failed(e.status, told.code) && t.warnings.Allow() {
		level = slog.LevelWarn
	}
	if !t.log.Enabled(ctx, level) {
		return
	}
	attributes := make([]slog.Attr, 0, 12)
	add := func(attribute slog.Attr) { attributes = append(attributes, attribute) }
	addText := func(name, value string) {
		if value != "" {
			add(slog.String(name, value))
		}
	}
	addText("request", t.requestID(ctx))
	addText("trace", traceOf(ctx))
	addText("client", told.client)
	addText("method", methodOf(r.Method))
	addText("path", routeOf(r.URL.Path).path)
	if told.operations > 1 {
		add(slog.Int("operations", told.operations))
	}
	addText("operation", cut(told.name))
	add(slog.Int("status", e.status))
	addText("code", string(told.code))
	if told.cost > 0 {
		add(slog.Int("cost", told.cost))
	}
	add(slog.Float64("seconds", seconds))
	add(slog.Int("bytes", e.bytes))
	t.log.LogAttrs(ctx, level, "request", attributes...)
}

// failed reports whether it is the server's fault, or its store's, that a request was
// not answered. A refusal for want of room, which clients can cause as fast as they
// ask, is not.
func failed(status int, code kg.ErrorCode) bool {
	switch code {
	case kg.Internal, kg.Timeout:
		return true
	case kg.Unavailable:
		return status != http.StatusServiceUnavailable // which says that there is no room
	default:
		return status == http.StatusInternalServerError
	}
}
