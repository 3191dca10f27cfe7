package server

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"rolegraph/graph"
	"rolegraph/kg"
)

// recovering answers a request whose handler panics. The log has the reason under an
// id, and only the id is told. Where a part of another answer is sent already, the
// connection is cut, so that nobody takes the part for the whole.
func recovering(next http.Handler, log *slog.Logger) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := &begun{ResponseWriter: w}
		defer func() {
			fault := recover()
			if fault == nil {
				return
			}
			if fault == http.ErrAbortHandler {
				panic(fault)
			}
			id := rand.Text()
			log.Error("a request failed", "id", id, "request", RequestID(r.Context()), "error", fmt.Sprintf("panic: %v\n%s", fault, debug.Stack()))
			if begun.is {
				panic(http.ErrAbortHandler)
			}
			header := w.Header()
			for _, name := range []string{"Content-Encoding", "ETag"} { // of the answer that was meant
				header.Del(name)
			}
			graph.Refuse(w, r, http.StatusInternalServerError, kg.Errorf(kg.Internal, "internal error; the server's log has it under the id"), map[string]any{"id": id})
		}()
		next.ServeHTTP(begun, r)
	})
}

// begun tells whether a response is.
type begun struct {
	http.ResponseWriter
	is bool
}

func (b *begun) WriteHeader(status int) {
	b.is = b.is || status >= http.StatusOK
	b.ResponseWriter.WriteHeader(status)
}

func (b *begun) Write(p []byte) (int, error) {
	b.is = true
	return b.ResponseWriter.Write(p)
}

// Unwrap is for http.ResponseController.
func (b *begun) Unwrap() http.ResponseWriter { return b.ResponseWriter }
