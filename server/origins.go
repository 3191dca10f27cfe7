package server

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/rs/cors"
)

// AnyOrigin stands for the pages of all servers.
const AnyOrigin = "*"

// ParseOrigin reads the origin of pages as browsers write it, such as
// https://app.example or http://localhost:3000, or AnyOrigin.
func ParseOrigin(text string) (string, error) {
	if text == AnyOrigin {
		return text, nil
	}
	origin, err := url.Parse(text)
	if err != nil || (origin.Scheme != "https" && origin.Scheme != "http") || origin.Hostname() == "" ||
		strings.ContainsAny(text, "*, ") || isOwnPort(origin) || !strings.EqualFold(text, origin.Scheme+"://"+origin.Host) {
		return "", fmt.Errorf("%q is no origin; one is a scheme, a host, and a port if it is not the scheme's own, such as https://app.example, or * for all", text)
	}
	return strings.ToLower(text), nil
}

// isOwnPort reports whether an origin names the port that its scheme has anyhow, which
// browsers leave out.
func isOwnPort(origin *url.URL) bool {
	return origin.Scheme == "https" && origin.Port() == "443" || origin.Scheme == "http" && origin.Port() == "80"
}

// shared lets pages of other servers, if their origin is one of those, ask for what
// stands at some paths. They may give a token, but browsers add nothing of their own,
// such as cookies, which nothing here is decided by.
func shared(next http.Handler, origins, paths []string) http.Handler {
	if len(origins) == 0 {
		return next
	}
	open := cors.New(cors.Options{
		AllowedOrigins: origins,
		AllowedMethods: []string{http.MethodGet, http.MethodHead, http.MethodPost},
		AllowedHeaders: []string{"Accept", "Authorization", "Content-Type", "If-None-Match", "Traceparent", "Tracestate", requestIDHeader},
		ExposedHeaders: []string{"ETag", "RateLimit", "RateLimit-Policy", "Retry-After", "WWW-Authenticate", requestIDHeader},
		MaxAge:         3600, // seconds
	}).Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if slices.Contains(paths, r.URL.Path) {
			open.ServeHTTP(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}
