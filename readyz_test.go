package main

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rolegraph/graph"
	"rolegraph/kg"
)

// lookedAt is a store that has to reach something, which it does as it is told, and
// counts how often.
type lookedAt struct {
	kg.Store
	looks atomic.Int64
	wrong atomic.Pointer[kg.Error]
}

func (s *lookedAt) Connect(context.Context) error {
	s.looks.Add(1)
	if wrong := s.wrong.Load(); wrong != nil {
		return wrong
	}
	return nil
}

// TestReadiness asks a server whether it is ready while its store is not, then is, and
// when the server ends.
func TestReadiness(t *testing.T) {
	store := &lookedAt{Store: ofSeed(t)}
	store.wrong.Store(kg.Errorf(kg.Unavailable, "the database can't be reached; try again").Because(errors.New("dial tcp 10.0.0.7:7687: refused")))
	ending := make(chan struct{})
	offers := everything
	offers.ending = ending
	server := httptest.NewServer(routes(graph.NewService(store, silent, graph.DefaultConfig()), store, offers, silent))
	defer server.Close()
	c := &client{address: server.URL}
	ask := func() reply { t.Helper(); return c.do(t, http.MethodGet, "/readyz", nil, "") }

	begun := time.Now()
	var asking sync.WaitGroup
	for range 20 {
		asking.Go(func() {
			if got := ask(); got.status != http.StatusServiceUnavailable || got.body != "the database can't be reached; try again\n" {
				t.Errorf("a database that is away: %d %q", got.status, got.body)
			}
		})
	}
	asking.Wait()
	if got, most := store.looks.Load(), 1+int64(time.Since(begun)/lookedFor); got > most {
		t.Errorf("the store was looked at %d times for 20 who ask, want %d", got, most)
	}

	store.wrong.Store(nil)
	for deadline := time.Now().Add(20 * time.Second); ask().status != http.StatusOK; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it does not become ready")
		}
	}
	if got := ask(); got.body != "ready\n" || got.header.Get("Cache-Control") != "no-store" {
		t.Errorf("ready: %q %v", got.body, got.header)
	}
	close(ending)
	if got := ask(); got.status != http.StatusServiceUnavailable || !strings.Contains(got.body, "shutting down") {
		t.Errorf("at the end: %d %q", got.status, got.body)
	}
}
