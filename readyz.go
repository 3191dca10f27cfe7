package main

import (
	"context"
	"net/http"
	"time"

	"rolegraph/kg"
)

// lookedFor is how long what a look at a store has found is told. A look at a database
// costs it some statements, and whoever reaches the server may ask for one.
const lookedFor = time.Second

// readiness answers whether a server is ready, and why it is not.
type readiness struct {
	store   kg.Store
	ending  <-chan struct{} // closed once the server ends; nil if it never does
	looking chan struct{}   // holds one while the store is looked at; guards the rest
	found   *kg.Error
	at      time.Time // of what was found; zero before the first look
}

func newReadiness(store kg.Store, ending <-chan struct{}) *readiness {
	return &readiness{store: store, ending: ending, looking: make(chan struct{}, 1)}
}

// ServeHTTP says that the server is ready, or in a line why it is not.
func (r *readiness) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	if err := r.ready(request.Context()); err != nil {
		text(w, http.StatusServiceUnavailable, err.Message+"\n")
		return
	}
	text(w, http.StatusOK, "ready\n")
}

// ready is nil if the server is ready. Those who ask while somebody looks wait for
// what that finds.
func (r *readiness) ready(ctx context.Context) *kg.Error {
	select {
	case <-r.ending:
		return kg.Errorf(kg.Unavailable, "the server is shutting down")
	default:
	}
	select {
	case r.looking <- struct{}{}:
		defer func() { <-r.looking }()
	case <-ctx.Done():
		return kg.AsError(ctx.Err()) // nobody reads it
	}
	if r.at.IsZero() || time.Since(r.at) > lookedFor {
		// Who asks may go, and others wait.
		r.found = ready(context.WithoutCancel(ctx), r.store)
		r.at = time.Now()
	}
	return r.found
}
