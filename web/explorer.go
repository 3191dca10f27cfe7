package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// Lookup reports whether there is an entity of a kind with a slug. The kind is as
// in addresses, such as "role"; of a kind or a slug that no entity can have it
// reports false. It fails if that cannot be told now.
type Lookup func(ctx context.Context, kind, slug string) (bool, error)

// explorer is one page for many addresses, which looks at its own address to know
// what to show. Its status tells programs what people see there.
type explorer struct {
	page *file
	has  Lookup
}

// entity is the page of an entity. Where nobody can tell whether there is one, the
// page, which asks again, says so to people.
func (e explorer) entity(w http.ResponseWriter, r *http.Request) {
	found, err := e.has(r.Context(), r.PathValue("kind"), r.PathValue("slug"))
	switch {
	case err != nil:
		e.page.serveAs(w, r, http.StatusServiceUnavailable)
	case !found:
		e.missing(w, r)
	default:
		e.page.ServeHTTP(w, r)
	}
}

// missing answers where there is nothing: browsers with the page, which says what
// else there is, and other clients in a line.
func (e explorer) missing(w http.ResponseWriter, r *http.Request) {
	if accepts(r.Header.Values("Accept"), "text/html") {
		e.page.serveAs(w, r, http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	// #nosec G705 -- it is plain text, and an escaped path
	_, _ = io.WriteString(w, fmt.Sprintf("there is nothing at %s; /graphql answers GraphQL, and / is the page to begin at\n", r.URL.EscapedPath()))
}

// accepts reports whether the values of Accept name a media type itself.
func accepts(headers []string, mediaType string) bool {
	for _, part := range listed(headers) {
		named, _, _ := strings.Cut(part, ";")
		if strings.EqualFold(strings.TrimSpace(named), mediaType) {
			return true
		}
	}
	return false
}
