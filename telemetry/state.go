package telemetry

import (
	"context"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"rolegraph/graph"
	"rolegraph/kg"
)

// buildInfo tells which program this is.
func buildInfo(version string) prometheus.Collector {
	info := prometheus.NewGauge(prometheus.GaugeOpts{
		Name: "rolegraph_build_info", Help: "The version of the program, and of the Go that it was built with.",
		ConstLabels: prometheus.Labels{"version": version, "goversion": runtime.Version()},
	})
	info.Set(1)
	return info
}

// registerKept tells of what a service keeps of operations.
func registerKept(registry *prometheus.Registry, service *graph.Service) {
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
	texts := prometheus.GaugeOpts{Name: "rolegraph_kept_texts_bytes", Help: "Memory of the texts of entities that are kept of answers, 32 MB at most."}
	registry.MustRegister(prometheus.NewGaugeFunc(texts, func() float64 { return float64(service.KeptTexts()) }))
}

// indexTime is how long metrics wait for the index of a graph. A store has it at hand
// unless the graph has just become another one, or its database is away.
const indexTime = 2 * time.Second

// graphCollector tells of the graph that answers are made from. While the store
// can't say which that is, there is nothing of it.
type graphCollector struct {
	store interface {
		Index(ctx context.Context) (*kg.Index, error)
	}
}

var (
	graphInfo  = prometheus.NewDesc("rolegraph_graph_info", "The version of the graph that answers are made from.", []string{"version"}, nil)
	graphNodes = prometheus.NewDesc("rolegraph_graph_nodes", "Nodes of the graph by kind.", []string{"kind"}, nil)
	graphLinks = prometheus.NewDesc("rolegraph_graph_links", "Links of the graph by relation.", []string{"relation"}, nil)
)

// Describe names the metrics.
func (graphCollector) Describe(described chan<- *prometheus.Desc) {
	described <- graphInfo
	described <- graphNodes
	described <- graphLinks
}

// Collect reads the index.
func (c graphCollector) Collect(collected chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), indexTime)
	defer cancel()
	index, err := c.store.Index(ctx)
	if err != nil {
		return
	}
	tell := func(of *prometheus.Desc, value int, label string) {
		collected <- prometheus.MustNewConstMetric(of, prometheus.GaugeValue, float64(value), label)
	}
	tell(graphInfo, 1, index.Version)
	for _, kind := range kg.Kinds() {
		tell(graphNodes, len(index.Names(kind)), kind.String())
	}
	for _, relation := range kg.Relations() {
		tell(graphLinks, index.Links[relation], relation.String())
	}
}
