package main

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"rolegraph/graph"
)

// metrics are what a server counts, in the format of Prometheus.
func metrics(service *graph.Service) http.Handler {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, kept := range []struct {
		name, help string
		lookups    func() graph.Lookups
	}{
		{"rolegraph_documents_total", "Operations whose plan was not kept, by whether their parsed and validated document was.", service.KnownDocuments},
		{"rolegraph_plans_total", "Operations by whether their plan was kept.", service.KnownPlans},
	} {
		for _, known := range []bool{true, false} {
			options := prometheus.CounterOpts{Name: kept.name, Help: kept.help, ConstLabels: prometheus.Labels{"kept": map[bool]string{true: "yes", false: "no"}[known]}}
			registry.MustRegister(prometheus.NewCounterFunc(options, func() float64 {
				if known {
					return float64(kept.lookups().Known)
				}
				return float64(kept.lookups().Unknown)
			}))
		}
	}
	return promhttp.HandlerFor(registry, promhttp.HandlerOpts{})
}
