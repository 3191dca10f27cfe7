package agents

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// maxBody is the most bytes that a message may have over HTTP. The longest are
// those with an operation and its variables.
const maxBody = 200_000

// Handler answers clients over streamable HTTP: one message a request, one
// response each, and nothing is kept between them. Requests that a browser sends
// for the pages of another server are refused, and so are those under another
// name than the loopback's that arrive there, as they do when a page has its own
// name lead to this machine.
func (s *Server) Handler() http.Handler {
	protocol := mcp.NewStreamableHTTPHandler(
		func(*http.Request) *mcp.Server { return s.protocol },
		&mcp.StreamableHTTPOptions{Stateless: true, JSONResponse: true, PropagateRequestCancellation: true},
	)
	return http.NewCrossOriginProtection().Handler(single(protocol))
}

// single refuses what is too long, and several messages in one request: one
// request would set going as many operations as it has room for. (Revisions of
// the protocol since 2025-06-18 have no such batches.)
func single(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
		if _, tooLong := errors.AsType[*http.MaxBytesError](err); tooLong {
			http.Error(w, fmt.Sprintf("a message may have %d bytes", maxBody), http.StatusRequestEntityTooLarge)
			return
		}
		if err != nil {
			http.Error(w, "the body can't be read", http.StatusBadRequest)
			return
		}
		if bytes.HasPrefix(bytes.TrimSpace(body), []byte("[")) {
			http.Error(w, "send one message a request, not a batch", http.StatusBadRequest)
			return
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		next.ServeHTTP(w, r)
	})
}
