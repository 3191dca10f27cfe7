package server_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"rolegraph/server"
)

// answers writes a body at once, as handlers do.
func answers(status int, contentType, body string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.Header().Set("ETag", `W/"tag"`)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	})
}

// varied has as many numbers as it takes for a length.
func varied(length int) string {
	var text strings.Builder
	for i := 0; text.Len() < length; i++ {
		fmt.Fprintf(&text, `{"number":%d},`, i*i)
	}
	return text.String()[:length]
}

func unpacked(t *testing.T, packed string) string {
	t.Helper()
	reader, err := gzip.NewReader(strings.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestCompression(t *testing.T) {
	const json = "application/graphql-response+json; charset=utf-8"
	packedAlready := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", "5000")
		_, _ = w.Write(bytes.Repeat([]byte("packed"), 5000/6+1)[:5000])
	}
	for name, c := range map[string]struct {
		handler http.Handler
		body    string // unless packed already
		packs   bool
	}{
		"long":           {answers(200, json, varied(100_000)), varied(100_000), true},
		"very long":      {answers(200, json, varied(5_000_000)), varied(5_000_000), true},
		"an error":       {answers(400, json, varied(2000)), varied(2000), true},
		"just as long":   {answers(200, json, varied(1024)), varied(1024), true},
		"short":          {answers(200, json, varied(1023)), varied(1023), false},
		"text":           {answers(200, "text/plain; charset=utf-8", varied(3000)), varied(3000), true},
		"a font":         {answers(200, "font/ttf", varied(3000)), varied(3000), false},
		"packed already": {http.HandlerFunc(packedAlready), "", false},
		"in parts": {http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", json)
			w.Header().Set("Content-Length", "4000")
			w.WriteHeader(http.StatusOK)
			for range 2 {
				_, _ = io.WriteString(w, varied(2000))
			}
		}), varied(2000) + varied(2000), false},
		"without a length": {http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", json)
			_, _ = io.WriteString(w, varied(2000))
		}), varied(2000), false},
		"nothing": {answers(http.StatusNotModified, json, ""), "", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := started(t, c.handler, nil)
			for _, method := range []string{"GET", "HEAD"} {
				plain, content := s.do(t, method, "/", "Accept-Encoding", "br")
				if plain.Header.Get("Content-Encoding") != "" && c.body != "" || method == "GET" && c.body != "" && content != c.body {
					t.Errorf("%s without gzip: %v, %d bytes", method, plain.Header, len(content))
				}
				response, got := s.do(t, method, "/", "Accept-Encoding", "gzip, br")
				if response.StatusCode != plain.StatusCode || response.Header.Get("ETag") != plain.Header.Get("ETag") || response.Header.Get("Content-Type") != plain.Header.Get("Content-Type") {
					t.Errorf("%s: packed %d %v, plain %d %v", method, response.StatusCode, response.Header, plain.StatusCode, plain.Header)
				}
				for _, r := range []*http.Response{plain, response} {
					if vary := r.Header.Values("Vary"); len(vary) != 1 || vary[0] != "Accept-Encoding" {
						t.Errorf("Vary is %q", vary)
					}
				}
				if packs := response.Header.Get("Content-Encoding") == "gzip" && c.body != ""; packs != c.packs {
					t.Errorf("%s: packed is %t", method, packs)
				}
				if method == "HEAD" {
					continue
				}
				if response.ContentLength >= 0 && response.ContentLength != int64(len(got)) {
					t.Errorf("the length is said to be %d, and is %d", response.ContentLength, len(got))
				}
				if c.packs {
					if unpacked(t, got) != c.body || len(got) > len(c.body)*3/4 {
						t.Errorf("%d bytes packed to %d are others when unpacked", len(c.body), len(got))
					}
					head, _ := s.do(t, "HEAD", "/", "Accept-Encoding", "gzip")
					if head.ContentLength != response.ContentLength {
						t.Errorf("HEAD says %d bytes, GET %d", head.ContentLength, response.ContentLength)
					}
				} else if got != content {
					t.Errorf("%d bytes, want those %d without gzip", len(got), len(content))
				}
			}
		})
	}
}

// BenchmarkCompression answers clients that accept gzip and such that do not, and
// the latter by the routes alone. It has no network.
func BenchmarkCompression(b *testing.B) {
	for _, length := range []int{500, 30_000} {
		routes := answers(200, "application/json; charset=utf-8", varied(length))
		for name, accepts := range map[string]string{"gzip": "gzip, deflate, br", "plain": ""} {
			b.Run(fmt.Sprintf("%d bytes, %s", length, name), func(b *testing.B) {
				b.ReportAllocs()
				handler := server.Compressing(routes)
				for b.Loop() {
					r, _ := http.NewRequest("GET", "/", nil)
					r.Header.Set("Accept-Encoding", accepts)
					handler.ServeHTTP(&discarded{header: http.Header{}}, r)
				}
			})
		}
		b.Run(fmt.Sprintf("%d bytes, bare", length), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r, _ := http.NewRequest("GET", "/", nil)
				r.Header.Set("Accept-Encoding", "")
				routes.ServeHTTP(&discarded{header: http.Header{}}, r)
			}
		})
	}
}

// discarded is a response that nobody takes.
type discarded struct{ header http.Header }

func (d *discarded) Header() http.Header         { return d.header }
func (d *discarded) WriteHeader(int)             {}
func (d *discarded) Write(p []byte) (int, error) { return len(p), nil }
