package telemetry

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"rolegraph/kg"
)

// pooled is a store that sends statements over a pool of connections.
type pooled interface {
	// MaxConnections is how many there may be.
	MaxConnections() int
}

// statementMetrics are those of the statements that a store sends. The driver tells
// nothing of its pool. But each statement has a connection for as long as it takes,
// so those on their way are the connections in use, and what is above the pool's
// size waits for one.
type statementMetrics struct {
	total   *prometheus.CounterVec
	time    prometheus.Histogram
	running prometheus.Gauge
}

func newStatementMetrics() *statementMetrics {
	return &statementMetrics{
		total: counterBy("rolegraph_store_statements_total", "Statements sent to the database, by the code of the error that they gave, OK without one.", "code"),
		time: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "rolegraph_store_statement_duration_seconds", Help: "Time that statements took, with the wait for a connection.", Buckets: times,
		}),
		running: gauge("rolegraph_store_statements_in_flight", "Statements that have a connection to the database, or wait for one."),
	}
}

// register tells of statements, over so many connections.
func (m *statementMetrics) register(registry *prometheus.Registry, connections int) {
	most := gauge("rolegraph_store_connections_max", "Connections to the database that there may be at a time.")
	most.Set(float64(connections))
	registry.MustRegister(m.total, m.time, m.running, most)
}

// Statement is told of each statement that a store sends to read. What it gives is
// called when there is the answer, with what went wrong, if anything did.
func (t *Telemetry) Statement(ctx context.Context, text string) (ended func(error)) {
	begun := time.Now()
	t.statements.running.Inc()
	traced := t.beginStatement(ctx, text)
	return func(err error) {
		t.statements.running.Dec()
		t.statements.time.Observe(time.Since(begun).Seconds())
		var code kg.ErrorCode
		if err != nil {
			code = kg.AsError(err).Code
		}
		t.statements.total.WithLabelValues(codeLabel(code)).Inc()
		traced(code)
	}
}
