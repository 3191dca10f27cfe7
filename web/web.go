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

// Register has a mux serve the pages, and the examples that the playground
// shows.
func Register(mux *http.ServeMux, examples []Example) {
	files := load(dist)
	mux.Handle("GET /{$}", secured(http.RedirectHandler("/playground", http.StatusFound)))
	mux.Handle("GET /playground", secured(files["playground/index.html"]))
	mux.Handle("GET /playground/examples.json", secured(examplesFile(examples)))
	// What the pages are made of besides our own sources.
	mux.Handle("GET /licenses.txt", secured(files["licenses.txt"]))
	mux.Handle("GET /assets/{name}", secured(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asset, found := files["assets/"+r.PathValue("name")]
		if !found {
			http.NotFound(w, r)
			return
		}
		asset.ServeHTTP(w, r)
	})))
}
