package telemetry_test

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	sdk "go.opentelemetry.io/otel/sdk/trace"

	"rolegraph/graph"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
	"rolegraph/telemetry"
)

// nowhere takes traces and forgets them.
type nowhere struct{}

func (nowhere) ExportSpans(context.Context, []sdk.ReadOnlySpan) error { return nil }
func (nowhere) Shutdown(context.Context) error                        { return nil }

// BenchmarkObserved answers a profile over HTTP, observed and not by turns, so that
// both have the same noise. It shows how many times as long the observed ones take, in
// the middle.
func BenchmarkObserved(b *testing.B) {
	store, err := embedded.New(nil, storetest.Skewed(1000))
	if err != nil {
		b.Fatal(err)
	}
	const body = `{"query": "query Profile { role(slug: \"role-742\") { skills { nodes { name } } tools { nodes { name } } languages { nodes { name } } industries { nodes { name } } degrees { nodes { name } } } }"}`
	quiet := slog.New(slog.DiscardHandler)
	plain := graph.NewService(store, quiet, graph.DefaultConfig())
	for _, way := range []struct {
		name   string
		config telemetry.Config
	}{
		{"metrics", telemetry.Config{Log: slog.New(slog.NewTextHandler(io.Discard, nil))}},
		{"with a line for each request", telemetry.Config{Log: slog.New(slog.NewJSONHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelDebug}))}},
		{"with traces", telemetry.Config{Log: quiet, Exporter: nowhere{}}},
	} {
		b.Run(way.name, func(b *testing.B) {
			seen := telemetry.New(way.config)
			config := graph.DefaultConfig()
			config.Observer = seen
			service := graph.NewService(store, quiet, config)
			seen.Watch(service, store)
			var took [2][]time.Duration
			var servers [2]*httptest.Server
			for i, handler := range []http.Handler{plain, seen.Handler(service)} {
				servers[i] = httptest.NewServer(handler)
				defer servers[i].Close()
			}
			for turn := 0; b.Loop(); turn++ {
				for i := range servers {
					i = (i + turn) % len(servers) // neither is always the first
					begun := time.Now()
					response, err := http.Post(servers[i].URL+"/graphql", "application/json", bytes.NewReader([]byte(body)))
					if err != nil {
						b.Fatal(err)
					}
					if n, err := io.Copy(io.Discard, response.Body); err != nil || n < 1000 {
						b.Fatal(n, err)
					}
					response.Body.Close()
					took[i] = append(took[i], time.Since(begun))
				}
			}
			slices.Sort(took[0])
			slices.Sort(took[1])
			middle := len(took[0]) / 2
			b.ReportMetric(float64(took[1][middle])/float64(took[0][middle]), "times")
			b.ReportMetric(float64(took[0][middle].Nanoseconds()), "ns/unobserved")
			if err := seen.Close(b.Context()); err != nil {
				b.Fatal(err)
			}
		})
	}
}

// BenchmarkObservedAlone has what observing costs without what is observed.
func BenchmarkObservedAlone(b *testing.B) {
	seen := telemetry.New(telemetry.Config{Log: slog.New(slog.DiscardHandler)})
	observation := graph.Observation{Operation: "Profile", Cost: 100, Known: true, Begun: time.Now(), Stages: []graph.Stage{{Name: "execute", Milliseconds: .1}, {Name: "answer", Milliseconds: .1}}}
	handler := seen.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen.Observe(seen.Begin(r.Context()), observation)
		w.WriteHeader(http.StatusOK)
	}))
	seen.Know("query Profile { graph { version } }")
	request := httptest.NewRequest(http.MethodPost, "/graphql", nil)
	response := httptest.NewRecorder()
	b.ReportAllocs()
	for b.Loop() {
		handler.ServeHTTP(response, request)
	}
}
