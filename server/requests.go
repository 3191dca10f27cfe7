package server

import (
	"net/http"
	"strconv"
	"sync/atomic"

	"rolegraph/graph"
	"rolegraph/kg"
)

// retryAfter is how many seconds those who come while there is too much to do are
// told to wait.
const retryAfter = 1

// bounded refuses requests beyond those that may be answered at a time. A request may
// keep its body and its answer in memory as long as its client is slow.
func bounded(next http.Handler, most int) http.Handler {
	var running atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer running.Add(-1)
		if running.Add(1) > int64(most) {
			w.Header().Set("Retry-After", strconv.Itoa(retryAfter))
			graph.Refuse(w, r, http.StatusServiceUnavailable, kg.Errorf(kg.Unavailable, graph.TooBusy), nil)
			return
		}
		next.ServeHTTP(w, r)
	})
}
