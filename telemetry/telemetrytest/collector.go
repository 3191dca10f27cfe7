// Package telemetrytest receives what servers send of themselves.
package telemetrytest

import (
	"encoding/hex"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	trace "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"
)

// Collector is a collector of traces by OTLP. It is safe for use by several
// goroutines.
type Collector struct {
	// Address is the base of the paths of OTLP.
	Address string

	mu      sync.Mutex
	service map[string]string // what is told of the service
	spans   []*trace.Span
}

// NewCollector collects until the test ends, which fails for what is no OTLP.
func NewCollector(t *testing.T) *Collector {
	t.Helper()
	all := &Collector{service: map[string]string{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v1/traces", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var sent collector.ExportTraceServiceRequest
		if err == nil {
			err = proto.Unmarshal(body, &sent)
		}
		if err != nil || r.Header.Get("Content-Type") != "application/x-protobuf" {
			t.Errorf("what is sent is no OTLP: %v", err)
		}
		all.mu.Lock()
		defer all.mu.Unlock()
		for _, resource := range sent.GetResourceSpans() {
			for _, attribute := range resource.GetResource().GetAttributes() {
				all.service[attribute.GetKey()] = attribute.GetValue().GetStringValue()
			}
			for _, scope := range resource.GetScopeSpans() {
				all.spans = append(all.spans, scope.GetSpans()...)
			}
		}
		w.Header().Set("Content-Type", "application/x-protobuf")
	})
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	all.Address = server.URL
	return all
}

// Spans are those that were received so far.
func (c *Collector) Spans() []*trace.Span {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.spans)
}

// Service is what is told of the service, by the names of attributes.
func (c *Collector) Service() map[string]string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.service)
}

// Lines write each span as its name, what it is within, and its status and
// attributes, in the order of their beginnings.
func (c *Collector) Lines() []string {
	spans := c.Spans()
	names := map[string]string{}
	for _, span := range spans {
		names[string(span.GetSpanId())] = span.GetName()
	}
	// Parents begin with their first child, and are before it.
	slices.SortStableFunc(spans, func(a, b *trace.Span) int {
		if a.GetStartTimeUnixNano() != b.GetStartTimeUnixNano() {
			return int(a.GetStartTimeUnixNano()) - int(b.GetStartTimeUnixNano())
		}
		return len(b.GetAttributes()) - len(a.GetAttributes())
	})
	var lines []string
	for _, span := range spans {
		var attributes []string
		for _, attribute := range span.GetAttributes() {
			value := attribute.GetValue().GetStringValue()
			if value == "" {
				value = fmt.Sprint(attribute.GetValue().GetIntValue(), attribute.GetValue().GetBoolValue())
			}
			attributes = append(attributes, attribute.GetKey()+"="+value)
		}
		within := names[string(span.GetParentSpanId())]
		if within == "" {
			within = hex.EncodeToString(span.GetParentSpanId())
		}
		lines = append(lines, fmt.Sprintf("%s < %s %s %s", span.GetName(), within, span.GetStatus().GetCode(), strings.Join(attributes, " ")))
	}
	return lines
}
