package server

import (
	"context"
	"crypto/rand"
	"net/http"
)

// requestIDHeader has the id of a request, and again of its response.
const requestIDHeader = "X-Request-Id"

// maxRequestID is how many bytes an id of a client may have. Those of tracing systems
// and proxies have up to 64.
const maxRequestID = 128

type requestIDKey struct{}

// RequestID is the id of the request that a context is of; empty if it is of none. It
// has up to 128 letters, digits and signs of -_.:+/=, none that could end a line, or a
// word, of a log.
func RequestID(ctx context.Context) string {
	id, _ := ctx.Value(requestIDKey{}).(string)
	return id
}

// identified gives each request an id, which the response tells: its own, if that is
// one, and otherwise a new one.
func identified(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(requestIDHeader)
		if !isRequestID(id) {
			id = rand.Text()
		}
		w.Header().Set(requestIDHeader, id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestIDKey{}, id)))
	})
}

func isRequestID(text string) bool {
	if text == "" || len(text) > maxRequestID {
		return false
	}
	for _, c := range []byte(text) {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case c == '-', c == '_', c == '.', c == ':', c == '+', c == '/', c == '=':
		default:
			return false
		}
	}
	return true
}
