package telemetry

import "github.com/prometheus/client_golang/prometheus"

// times are the bounds of the buckets of times, in seconds: from an operation that is
// known, on the embedded store, to beyond the deadline. Fixed ones, as every server of
// metrics reads them, adds them up across servers, and their number is known; native
// ones would have to be bounded first, against times that a client chooses.
var times = []float64{.0001, .00025, .0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

func timesBy(name, help string, labels ...string) *prometheus.HistogramVec {
	return prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: times}, labels)
}

func counterBy(name, help string, labels ...string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(prometheus.CounterOpts{Name: name, Help: help}, labels)
}

func gauge(name, help string) prometheus.Gauge {
	return prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: help})
}
