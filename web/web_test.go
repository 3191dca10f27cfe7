package web_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rolegraph/web"
)

var examples = []web.Example{
	{Name: "plain", Summary: "Without variables", Operation: "{ a }"},
	{Name: "full", Summary: "With variables", Operation: "query ($b: Int) { a(b: $b) }", Variables: json.RawMessage(`{"b": 1}`)},
}

// has knows one entity, and cannot tell for another.
func has(_ context.Context, kind, slug string) (bool, error) {
	if slug == "unknowable" {
		return false, errors.New("the graph is being imported")
	}
	return kind == "tool" && slug == "git", nil
}

// get asks the pages for a path; the header is a list of names and values.
func get(t *testing.T, path string, header ...string) *http.Response {
	t.Helper()
	return do(t, http.MethodGet, path, header...)
}

func do(t *testing.T, method, path string, header ...string) *http.Response {
	t.Helper()
	mux := http.NewServeMux()
	web.Register(mux, examples, has)
	mux.HandleFunc("/graphql", func(http.ResponseWriter, *http.Request) {})
	request := httptest.NewRequest(method, path, nil)
	for i := 0; i < len(header); i += 2 {
		request.Header.Add(header[i], header[i+1])
	}
	recorder := httptest.NewRecorder()
	mux.ServeHTTP(recorder, request)
	return recorder.Result()
}

func body(t *testing.T, response *http.Response) []byte {
	t.Helper()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// pages are the addresses of pages.
var pages = []string{"/", "/compare", "/profile", "/tool/git", "/playground"}

// script is the path of the playground's own script.
func script(t *testing.T) string {
	t.Helper()
	match := regexp.MustCompile(`src="(/assets/[^"]+\.js)"`).FindSubmatch(body(t, get(t, "/playground")))
	if match == nil {
		t.Fatal("the playground has no script")
	}
	return string(match[1])
}

func TestEveryBuiltFileIsServed(t *testing.T) {
	paths, err := filepath.Glob("dist/assets/*")
	if err != nil || len(paths) == 0 {
		t.Fatal("nothing is built", err)
	}
	types := map[string]string{
		".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".ttf": "font/ttf",
		".html": "text/html; charset=utf-8", ".json": "application/json; charset=utf-8", ".txt": "text/plain; charset=utf-8",
	}
	served := append([]string{"/playground/examples.json", "/licenses.txt"}, pages...)
	for _, path := range paths {
		served = append(served, "/assets/"+strings.TrimSuffix(filepath.Base(path), ".gz"))
	}
	for _, path := range served {
		extension := filepath.Ext(path)
		if slices.Contains(pages, path) {
			extension = ".html"
		}
		response := get(t, path)
		if response.StatusCode != http.StatusOK || response.Header.Get("Content-Type") != types[extension] {
			t.Errorf("%s: %d, %q", path, response.StatusCode, response.Header.Get("Content-Type"))
		}
		caching := "no-cache"
		if strings.HasPrefix(path, "/assets/") {
			caching = "public, max-age=31536000, immutable"
		}
		if got := response.Header.Get("Cache-Control"); got != caching {
			t.Errorf("%s may be cached as %q, want %q", path, got, caching)
		}
	}
}

func TestGzipIsForThoseWhoAcceptIt(t *testing.T) {
	path := script(t)
	packed, err := os.ReadFile("dist" + path + ".gz")
	if err != nil {
		t.Fatal(err)
	}
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	for accept, gzipped := range map[string]bool{
		"gzip, deflate, br": true, "br;q=1.0, GZIP;q=0.8": true, "*": true, "*;q=0, gzip": true,
		"": false, "identity": false, "br": false, "gzip;q=0": false, "gzip; q=0.0, *": false, "*, gzip;q=0": false, "gzip;q=x": false,
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			response := do(t, method, path, "Accept-Encoding", accept)
			want, coding := plain, ""
			if gzipped {
				want, coding = packed, "gzip"
			}
			if response.ContentLength != int64(len(want)) || response.Header.Get("Content-Encoding") != coding || response.Header.Get("Vary") != "Accept-Encoding" {
				t.Errorf("%s for %q: %d bytes, %v", method, accept, response.ContentLength, response.Header)
			}
			if method == http.MethodGet && !bytes.Equal(body(t, response), want) {
				t.Errorf("the body for %q is not the file", accept)
			}
		}
	}
}

func TestWhatIsKnownIsNotSentAgain(t *testing.T) {
	for _, path := range append([]string{"/playground/examples.json", script(t)}, pages...) {
		tag := get(t, path).Header.Get("ETag")
		for known, want := range map[string]int{
			tag: http.StatusNotModified, `"other", ` + tag: http.StatusNotModified, "*": http.StatusNotModified,
			strings.TrimPrefix(tag, "W/"): http.StatusNotModified, `W/"other"`: http.StatusOK,
		} {
			response := get(t, path, "If-None-Match", known)
			if response.StatusCode != want || (want == http.StatusNotModified) != (len(body(t, response)) == 0) || response.Header.Get("ETag") != tag {
				t.Errorf("%s, known as %s: %d, want %d", path, known, response.StatusCode, want)
			}
		}
	}
}

func TestResponsesRestrictTheBrowser(t *testing.T) {
	for _, path := range append([]string{"/playground/examples.json", script(t), "/tool/unknowable", "/tool/nothing", "/nothing"}, pages...) {
		header := get(t, path).Header
		policy := header.Get("Content-Security-Policy")
		for _, part := range []string{"default-src 'none'", "script-src 'self';", "connect-src 'self';", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, part) {
				t.Errorf("%s: the policy %q lacks %q", path, policy, part)
			}
		}
		if strings.Contains(policy, "unsafe-eval") {
			t.Errorf("%s: %v", path, header)
		}
	}
}

// accepted is what browsers say that they accept.
const accepted = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

func TestUnknownAddresses(t *testing.T) {
	explorer := body(t, get(t, "/"))
	for _, path := range []string{"/nothing", "/index.html", "/tool/nothing", "/tool/Git", "/Tool/git", "/tool/git/", "/tool/git/more", "/colour/git", "/playground/nothing", "/dist/playground/index.html.gz", "/%22%3E%3Cscript%3E"} {
		response := get(t, path, "Accept", accepted)
		if response.StatusCode != http.StatusNotFound || response.Header.Get("Cache-Control") != "no-store" || !bytes.Equal(body(t, response), explorer) {
			t.Errorf("%s in a browser: %d, %v", path, response.StatusCode, response.Header)
		}
		for _, accept := range []string{"*/*", "application/json", ""} {
			response := get(t, path, "Accept", accept)
			text := string(body(t, response))
			if response.StatusCode != http.StatusNotFound || response.Header.Get("Content-Type") != "text/plain; charset=utf-8" || !strings.HasPrefix(text, "there is nothing at "+path+"; ") {
				t.Errorf("%s for %q: %d, %q", path, accept, response.StatusCode, text)
			}
		}
	}
	for _, path := range []string{"/assets/", "/assets/nothing.js"} {
		if response := get(t, path); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, response.StatusCode)
		}
	}
}

// TestAddressesThatMayBecomeOthers are asked anew each time: what was there, or
// could not be told, may be gone.
func TestAddressesThatMayBecomeOthers(t *testing.T) {
	tag := get(t, "/tool/git").Header.Get("ETag")
	for path, want := range map[string]int{"/tool/git": http.StatusNotModified, "/tool/nothing": http.StatusNotFound, "/tool/unknowable": http.StatusServiceUnavailable} {
		if got := get(t, path, "Accept", accepted, "If-None-Match", tag).StatusCode; got != want {
			t.Errorf("%s, known: %d, want %d", path, got, want)
		}
	}
	if got, want := body(t, get(t, "/tool/unknowable")), body(t, get(t, "/")); !bytes.Equal(got, want) {
		t.Error("where nobody can tell, there is no page that asks again")
	}
}

func TestMethods(t *testing.T) {
	for _, method := range []string{http.MethodPost, http.MethodPut, http.MethodDelete} {
		for _, path := range append([]string{"/playground/examples.json", script(t), "/tool/nothing"}, pages...) {
			if response := do(t, method, path); response.StatusCode != http.StatusMethodNotAllowed || response.Header.Get("Allow") != "GET, HEAD" {
				t.Errorf("%s %s: %d, Allow %q", method, path, response.StatusCode, response.Header.Get("Allow"))
			}
		}
		if response := do(t, method, "/nothing"); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s /nothing: %d", method, response.StatusCode)
		}
		if response := do(t, method, "/graphql"); response.StatusCode != http.StatusOK {
			t.Errorf("%s /graphql, which is not the pages': %d", method, response.StatusCode)
		}
	}
}

func TestExamplesAreJSON(t *testing.T) {
	const want = `[{"name":"plain","summary":"Without variables","operation":"{ a }"},` +
		`{"name":"full","summary":"With variables","operation":"query ($b: Int) { a(b: $b) }","variables":{"b":1}}]` + "\n"
	if got := string(body(t, get(t, "/playground/examples.json"))); got != want {
		t.Errorf("got %s", got)
	}
	mux := http.NewServeMux()
	web.Register(mux, nil, has)
	recorder := httptest.NewRecorder()
	mux.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, "/playground/examples.json", nil))
	if got := recorder.Body.String(); got != "[]\n" {
		t.Errorf("without examples: %s", got)
	}
}

// TestPagesHoldNoScript of their own, which the policy would refuse, and name
// no other host.
func TestPagesHoldNoScript(t *testing.T) {
	for path, title := range map[string]string{"/": "rolegraph", "/playground": "rolegraph playground"} {
		page := string(body(t, get(t, path)))
		if regexp.MustCompile(`<script[^>]*>[^<]`).MatchString(page) || regexp.MustCompile(`(src|href)="(https?:)?//`).MatchString(page) {
			t.Error(page)
		}
		for _, part := range []string{"<title>" + title + "</title>", "<noscript>", `href="/graphql"`, `href="/schema.graphql"`} {
			if !strings.Contains(page, part) {
				t.Errorf("%s lacks %s", path, part)
			}
		}
	}
}
