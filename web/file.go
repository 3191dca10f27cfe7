package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"

	"rolegraph/etag"
	"rolegraph/server/accept"
)

const (
	// hashed is for files whose name changes with their content.
	hashed = "public, max-age=31536000, immutable"
	// asked is for files that a browser has to ask for each time; it gets them
	// only if they have changed.
	asked = "no-cache"
)

// contentTypes are of the files by the end of their names.
var contentTypes = map[string]string{
	".css":  "text/css; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json; charset=utf-8",
	".ttf":  "font/ttf",
	".txt":  "text/plain; charset=utf-8",
}

// file is one file to serve.
type file struct {
	gzipped      []byte
	contentType  string
	cacheControl string
	etag         string
}

func newFile(name string, gzipped []byte, cacheControl string) *file {
	contentType, known := contentTypes[path.Ext(name)]
	if !known {
		panic("web: no content type is known for " + name)
	}
	// The tag is weak: it stands for the content, gzipped or not.
	sum := sha256.Sum256(gzipped)
	return &file{gzipped, contentType, cacheControl, `W/"` + hex.EncodeToString(sum[:12]) + `"`}
}

// load reads the built files; they are found by their paths below dist, without
// .gz.
func load(built fs.FS) map[string]*file {
	files := map[string]*file{}
	err := fs.WalkDir(built, "dist", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(built, name)
		if err != nil {
			return err
		}
		name = strings.TrimSuffix(strings.TrimPrefix(name, "dist/"), ".gz")
		cacheControl := asked
		if strings.HasPrefix(name, "assets/") {
			cacheControl = hashed
		}
		files[name] = newFile(name, content, cacheControl)
		return nil
	})
	if err != nil {
		panic(fmt.Errorf("web: %w", err)) // what is embedded can be read
	}
	return files
}

// ServeHTTP sends the file, unless the client has it.
func (f *file) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", f.cacheControl)
	header.Set("ETag", f.etag)
	if etag.Listed(r.Header.Values("If-None-Match"), f.etag) {
		header.Set("Vary", "Accept-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	f.send(w, r, http.StatusOK)
}

// serveAs sends the file with another status than 200. Nobody keeps it, since the
// address may come to have another status while the file stays the same.
func (f *file) serveAs(w http.ResponseWriter, r *http.Request, status int) {
	w.Header().Set("Cache-Control", "no-store")
	f.send(w, r, status)
}

// send sends the file gzipped to clients that accept it so, and plain to others.
func (f *file) send(w http.ResponseWriter, r *http.Request, status int) {
	header := w.Header()
	header.Set("Vary", "Accept-Encoding")
	header.Set("Content-Type", f.contentType)
	if accept.Gzip(r.Header.Values("Accept-Encoding")) {
		header.Set("Content-Encoding", "gzip")
		header.Set("Content-Length", strconv.Itoa(len(f.gzipped)))
		w.WriteHeader(status)
		_, _ = w.Write(f.gzipped) // a client that has gone is no fault
		return
	}
	// The last four bytes of a gzip file are the size of the content.
	size := binary.LittleEndian.Uint32(f.gzipped[len(f.gzipped)-4:])
	header.Set("Content-Length", strconv.Itoa(int(size)))
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return
	}
	plain, err := gzip.NewReader(bytes.NewReader(f.gzipped))
	if err != nil {
		panic(fmt.Errorf("web: %w", err)) // the content is ours
	}
	_, _ = io.Copy(w, plain) // #nosec G110 -- the content is ours
}

// listed splits the values of a header that is a list.
func listed(headers []string) []string {
	parts := strings.Split(strings.Join(headers, ","), ",")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}
