package telemetry

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"rolegraph/graph"
	"rolegraph/kg"
)

// requestMetrics are those of HTTP requests.
type requestMetrics struct {
	total   *prometheus.CounterVec
	time    *prometheus.HistogramVec
	running prometheus.Gauge
}

func newRequestMetrics(registry *prometheus.Registry) *requestMetrics {
	m := &requestMetrics{
		total:   counterBy("rolegraph_http_requests_total", "HTTP requests by path, where it is a known one, by method and by the status of the response.", "path", "method", "status"),
		time:    timesBy("rolegraph_http_request_duration_seconds", "Time from the header of a request to the end of its response.", "path"),
		running: gauge("rolegraph_http_requests_in_flight", "HTTP requests that are being answered."),
	}
	registry.MustRegister(m.total, m.time, m.running)
	return m
}

// Labels of what is not told apart, as clients may ask for any path by any method.
const (
	otherPath   = "other"
	otherMethod = "other"
)

// route is what is known of a path.
type route struct {
	path string
	asks bool // says that operations are asked for here
}

// routeOf is that of the paths that are told apart. The pages are not.
func routeOf(path string) route {
	switch path {
	case "/graphql", "/mcp":
		return route{path, true}
	case "/schema.graphql", "/healthz", "/readyz", "/metrics":
		return route{path, false}
	default:
		return route{otherPath, false}
	}
}

func methodOf(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions:
		return method
	default:
		return otherMethod
	}
}

// exchange is a request and what becomes of it.
type exchange struct {
	http.ResponseWriter
	status int // 0 until it is sent
	bytes  int

	mu sync.Mutex // of what operations tell, which an agent's request may outlive
	told
}

// told is what the operations of a request have told.
type told struct {
	operations int
	name       string       // of the first operation
	code       kg.ErrorCode // of the first error
	cost       int          // of all
	client     string
}

type exchangeKey struct{}

// Handler observes the requests that a handler answers. Of what else a server does
// with each request, only giving it an id should come before.
func (t *Telemetry) Handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		to := routeOf(r.URL.Path)
		e := &exchange{ResponseWriter: w}
		ctx, traced := t.beginRequest(context.WithValue(r.Context(), exchangeKey{}, e), r, to)
		t.requests.running.Inc()
		returned := false
		defer func() {
			t.requests.running.Dec()
			switch {
			case !returned && e.status == 0:
				e.status = http.StatusInternalServerError // of a panic, which goes on
			case e.status == 0:
				e.status = http.StatusOK
			}
			took := time.Since(begun).Seconds()
			t.requests.total.WithLabelValues(to.path, methodOf(r.Method), strconv.Itoa(e.status)).Inc()
			t.requests.time.WithLabelValues(to.path).Observe(took)
			e.mu.Lock()
			told := e.told
			e.mu.Unlock()
			traced(e.status)
			if to.asks {
				t.logRequest(ctx, r, e, told, took)
			}
		}()
		next.ServeHTTP(e, r.WithContext(ctx))
		returned = true
	})
}

// WriteHeader notes the status of the response. Those before it, 1xx, are none.
func (e *exchange) WriteHeader(status int) {
	if e.status == 0 && status >= http.StatusOK {
		e.status = status
	}
	e.ResponseWriter.WriteHeader(status)
}

// Write counts the bytes of the body.
func (e *exchange) Write(body []byte) (int, error) {
	if e.status == 0 {
		e.status = http.StatusOK
	}
	n, err := e.ResponseWriter.Write(body)
	e.bytes += n
	return n, err
}

// Flush sends what is written so far, where the connection can.
func (e *exchange) Flush() { _ = http.NewResponseController(e.ResponseWriter).Flush() }

// Unwrap lets the rest of what a connection can do be found.
func (e *exchange) Unwrap() http.ResponseWriter { return e.ResponseWriter }

// Begin is called before the work on an operation.
func (t *Telemetry) Begin(ctx context.Context) context.Context { return t.beginOperation(ctx) }

// Observe is told of an operation that has its response.
func (t *Telemetry) Observe(ctx context.Context, observation graph.Observation) {
	t.operations.observe(&observation, time.Since(observation.Begun).Seconds())
	t.endOperation(ctx, &observation)
	e, ok := ctx.Value(exchangeKey{}).(*exchange)
	if !ok {
		return // it is none of a request's
	}
	client := t.client(ctx)
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.operations++; e.operations == 1 {
		e.name, e.client = observation.Operation, client
	}
	if e.code == "" {
		e.code = observation.Code
	}
	e.cost += observation.Cost
}
