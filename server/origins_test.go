package server_test

import (
	"net/http"
	"strings"
	"testing"

	"rolegraph/server"
)

func TestParseOrigin(t *testing.T) {
	for text, want := range map[string]string{
		"*": "*", "https://app.example": "https://app.example", "http://localhost:3000": "http://localhost:3000",
		"HTTPS://App.Example": "https://app.example", "http://[::1]:3000": "http://[::1]:3000",
		"": "", "app.example": "", "https://app.example/": "", "https://app.example/path": "", "https://": "", "ftp://app.example": "",
		"https://*.example": "", "https://user@app.example": "", "https://app.example?x": "", "https://a.example, https://b.example": "",
		"null": "", "https://app.example#x": "", "https://:80": "",
	} {
		got, err := server.ParseOrigin(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

// cors are the headers of a response that say what pages of other servers may.
func cors(response *http.Response) string {
	var said []string
	for name, values := range response.Header {
		if strings.HasPrefix(name, "Access-Control-") {
			said = append(said, name+": "+strings.Join(values, "|"))
		}
	}
	return strings.Join(said, "\n")
}

func TestOrigins(t *testing.T) {
	s := started(t, says("hello"), func(config *server.Config) {
		config.Origins, config.Shared = []string{"https://app.example", "http://localhost:3000"}, []string{"/graphql"}
	})
	// As a browser asks before a page's POST of JSON with a token.
	preflight := func(path, origin, headers string) *http.Response {
		t.Helper()
		response, _ := s.do(t, "OPTIONS", path, "Origin", origin, "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", headers)
		return response
	}
	for _, origin := range []string{"https://app.example", "http://localhost:3000"} {
		response := preflight("/graphql", origin, "authorization,content-type,x-request-id")
		header := response.Header
		if response.StatusCode != http.StatusNoContent || header.Get("Access-Control-Allow-Origin") != origin || header.Get("Access-Control-Allow-Methods") != "POST" ||
			header.Get("Access-Control-Allow-Headers") != "authorization,content-type,x-request-id" || header.Get("Access-Control-Max-Age") != "3600" ||
			header.Get("Access-Control-Allow-Credentials") != "" || !strings.Contains(strings.Join(header.Values("Vary"), ","), "Origin") {
			t.Errorf("%s: %d %v", origin, response.StatusCode, header)
		}
		response, body := s.do(t, "POST", "/graphql", "Origin", origin)
		if body != "hello" || response.Header.Get("Access-Control-Allow-Origin") != origin || !strings.Contains(strings.Join(response.Header.Values("Vary"), ","), "Origin") {
			t.Errorf("%s: %v %s", origin, response.Header, body)
		}
		exposed := strings.ToLower(response.Header.Get("Access-Control-Expose-Headers"))
		for _, name := range []string{"etag", "retry-after", "ratelimit", "ratelimit-policy", "x-request-id"} {
			if !strings.Contains(exposed, name) {
				t.Errorf("%s may not be read: %s", name, exposed)
			}
		}
	}
	for name, response := range map[string]*http.Response{
		"another origin":       preflight("/graphql", "https://evil.example", "content-type"),
		"one that begins so":   preflight("/graphql", "https://app.example.evil.example", "content-type"),
		"another scheme":       preflight("/graphql", "http://app.example", "content-type"),
		"null":                 preflight("/graphql", "null", "content-type"),
		"another header":       preflight("/graphql", "https://app.example", "content-type,x-evil"),
		"a flood of headers":   preflight("/graphql", "https://app.example", strings.Repeat(",", 20_000)),
		"another path":         preflight("/mcp", "https://app.example", "content-type"),
		"a path that is alike": preflight("/graphql/", "https://app.example", "content-type"),
	} {
		if said := cors(response); said != "" {
			t.Errorf("%s: %s", name, said)
		}
	}
	if response, _ := s.do(t, "POST", "/graphql", "Origin", "https://evil.example"); cors(response) != "" && response.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Errorf("another origin: %s", cors(response))
	}
}

func TestAnyOriginAndNone(t *testing.T) {
	for origins, want := range map[string]string{"*": "*", "": ""} {
		s := started(t, says("hello"), func(config *server.Config) {
			config.Shared = []string{"/graphql"}
			if origins != "" {
				config.Origins = []string{origins}
			}
		})
		response, _ := s.do(t, "GET", "/graphql", "Origin", "https://any.example")
		if got := response.Header.Get("Access-Control-Allow-Origin"); got != want || response.Header.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("with %q: %q", origins, got)
		}
		if want == "" && cors(response) != "" {
			t.Errorf("with none: %s", cors(response))
		}
	}
}

// TestRefusalsCanBeRead has a page of an allowed origin read why it gets nothing.
func TestRefusalsCanBeRead(t *testing.T) {
	s := started(t, says("hello"), func(config *server.Config) {
		config.Origins, config.Shared = []string{"https://app.example"}, []string{"/graphql"}
		config.Routes = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) })
	})
	response, _ := s.do(t, "OPTIONS", "/graphql", "Origin", "https://app.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "authorization")
	if response.StatusCode != http.StatusNoContent {
		t.Errorf("the preflight, which has no token: %d", response.StatusCode)
	}
	response, _ = s.do(t, "POST", "/graphql", "Origin", "https://app.example")
	if response.StatusCode != http.StatusUnauthorized || response.Header.Get("Access-Control-Allow-Origin") != "https://app.example" {
		t.Errorf("%d %v", response.StatusCode, response.Header)
	}
}
