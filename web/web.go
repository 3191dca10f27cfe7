// Package web serves the pages for people. Their sources stand beside it in a
// folder for each page, and npm run build makes dist of them, which is what the
// program holds; building the program takes no Node.
package web

import (
	"embed"
	"net/http"
)

//go:embed dist
var dist embed.FS

// Register has a mux serve the pages: the explorer, which has a page for each entity
// that has tells of, and the playground with its examples. What no other pattern of
// the mux matches is answered with a page, too, that says so.
func Register(mux *http.ServeMux, examples []Example, has Lookup) {
	files := load(dist)
	explorer := explorer{files["explorer/index.html"], has}
	handle := func(path string, handler http.HandlerFunc) {
		mux.Handle("GET "+path, secured(handler))
	}
	handle("/{$}", explorer.page.ServeHTTP)
	handle("/compare", explorer.page.ServeHTTP)
	handle("/profile", explorer.page.ServeHTTP)
	handle("/{kind}/{slug}", explorer.entity)
	handle("/playground", files["playground/index.html"].ServeHTTP)
	handle("/playground/examples.json", examplesFile(examples).ServeHTTP)
	// What the pages are made of besides our own sources.
	handle("/licenses.txt", files["licenses.txt"].ServeHTTP)
	handle("/assets/{name}", func(w http.ResponseWriter, r *http.Request) {
		asset, found := files["assets/"+r.PathValue("name")]
		if !found {
			http.NotFound(w, r)
			return
		}
		asset.ServeHTTP(w, r)
	})
	mux.Handle("/", secured(unmatched(mux, http.HandlerFunc(explorer.missing))))
}

// unmatched answers what no other pattern of a mux matches: reads with missing, and
// other methods as the mux would without this pattern, with what they could be.
func unmatched(mux *http.ServeMux, missing http.Handler) http.Handler {
	const reads = "GET, HEAD"
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			missing.ServeHTTP(w, r)
			return
		}
		read := r.Clone(r.Context())
		read.Method = http.MethodGet
		if _, pattern := mux.Handler(read); pattern == "/" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Allow", reads)
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
	})
}
