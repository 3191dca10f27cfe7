package graph

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"

	"rolegraph/etag"
)

// maybeCached tells caches how long they may keep the response to a GET: as long as
// this server, asked, says that it is still the same. It reports whether the client
// has it already. Refusals and explanations nobody keeps.
func (s *Service) maybeCached(header http.Header, r *http.Request, request *Request, mediaType string, response *Response) (has bool) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	header.Add("Vary", "Accept")
	if len(response.Errors) > 0 || response.Explanation != nil {
		header.Set("Cache-Control", "no-store")
		return false
	}
	tag := s.tag(request, mediaType, response.version)
	header.Set("Cache-Control", "no-cache")
	header.Set("ETag", tag)
	return etag.Listed(r.Header.Values("If-None-Match"), tag)
}

// tag is that of the answer to a request by the graph of a version. It is weak: it
// stands for the answer, packed or not. Of the flags, those are part of it of which
// answers depend and not only whether there is one.
func (s *Service) tag(request *Request, mediaType, version string) string {
	text, err := json.Marshal([]any{
		version, s.config.Build, s.config.HubLimit, mediaType, request.Query, request.OperationName, request.Variables,
	})
	must(err) // it was read from JSON
	sum := sha256.Sum256(text)
	return `W/"` + base64.RawURLEncoding.EncodeToString(sum[:18]) + `"`
}
