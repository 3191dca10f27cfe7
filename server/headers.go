package server

import (
	"maps"
	"net/http"
)

// secured adds the headers that restrict what a browser does with any response. Pages
// have a policy of their own instead of the one for all else, which may load nothing
// and stand in no frame.
func secured(next http.Handler, encrypted bool) http.Handler {
	same := http.Header{}
	same.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	same.Set("Cross-Origin-Resource-Policy", "same-origin")
	same.Set("Referrer-Policy", "no-referrer")
	same.Set("X-Content-Type-Options", "nosniff")
	if encrypted {
		same.Set("Strict-Transport-Security", "max-age=31536000")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		maps.Copy(w.Header(), same) // who sets one anew leaves these values as they are
		next.ServeHTTP(w, r)
	})
}
