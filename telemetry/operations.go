package telemetry

import (
	"github.com/prometheus/client_golang/prometheus"

	"rolegraph/graph"
	"rolegraph/kg"
)

// operationMetrics are those of operations, whichever way they came.
type operationMetrics struct {
	names  *names
	total  *prometheus.CounterVec
	time   *prometheus.HistogramVec
	stages *prometheus.HistogramVec
	cost   prometheus.Histogram
}

// codeLabel is a code as a label, which the empty one, of no error, is not.
func codeLabel(code kg.ErrorCode) string {
	if code == "" {
		return "OK"
	}
	return string(code)
}

func newOperationMetrics(registry *prometheus.Registry) *operationMetrics {
	m := &operationMetrics{
		names: newNames(),
		total: counterBy("rolegraph_operations_total",
			"Operations by name, where it is one of those that are told apart, and by the code of their first error, OK without one.", "operation", "code"),
		time:   timesBy("rolegraph_operation_duration_seconds", "Time that operations took from request to answer, by name.", "operation"),
		stages: timesBy("rolegraph_operation_stage_duration_seconds", "Time that each stage of an operation took.", "stage"),
		cost: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "rolegraph_operation_cost", Help: "Nodes and links that operations may touch, of those that could be priced.",
			Buckets: []float64{10, 100, 1000, 10_000, 50_000, 100_000, 250_000, 500_000},
		}),
	}
	registry.MustRegister(m.total, m.time, m.stages, m.cost)
	return m
}

// observe counts an operation, which took some seconds.
func (m *operationMetrics) observe(observation *graph.Observation, seconds float64) {
	name := m.names.of(observation.Operation, observation.Code == "")
	m.total.WithLabelValues(name, codeLabel(observation.Code)).Inc()
	m.time.WithLabelValues(name).Observe(seconds)
	for _, stage := range observation.Stages {
		m.stages.WithLabelValues(stage.Name).Observe(stage.Milliseconds / 1000)
	}
	if observation.Cost > 0 {
		m.cost.Observe(float64(observation.Cost))
	}
}
