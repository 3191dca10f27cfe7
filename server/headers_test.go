package server_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"rolegraph/server"
)

func TestHeadersOfSecurity(t *testing.T) {
	s := started(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/page":
			w.Header().Set("Content-Security-Policy", "its own")
		case "/panic":
			panic("fault")
		default:
			http.NotFound(w, r)
		}
	}), nil)
	for path, policy := range map[string]string{"/page": "its own", "/panic": "default-src 'none'; frame-ancestors 'none'", "/nothing": "default-src 'none'; frame-ancestors 'none'"} {
		response, _ := s.do(t, "GET", path)
		for name, want := range map[string]string{
			"Content-Security-Policy": policy, "Cross-Origin-Resource-Policy": "same-origin", "Referrer-Policy": "no-referrer",
			"X-Content-Type-Options": "nosniff", "Strict-Transport-Security": "",
		} {
			if got := response.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
	}
}

func TestRequestID(t *testing.T) {
	s := started(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, server.RequestID(r.Context()))
	}), nil)
	made := map[string]bool{}
	for sent, taken := range map[string]bool{
		"":                                      false,
		"a":                                     true,
		"7b0fe8a4-6d2e-4c53-9b39-6f0c3ad64eb1":  true,
		"Root=1-67891233-abcdef012345678912345": true,
		"base64+/==":                            true,
		"a:b_c.d":                               true,
		strings.Repeat("x", 128):                true,
		strings.Repeat("x", 129):                false,
		"two words":                             false,
		"tab\there":                             false,
		`"quoted"`:                              false,
		"<script>":                              false,
		"é":                                     false,
		"a;b":                                   false,
		"a,b":                                   false,
	} {
		response, inContext := s.do(t, "GET", "/", "X-Request-Id", sent)
		id := response.Header.Get("X-Request-Id")
		if (id == sent) != taken || id == "" || id != inContext {
			t.Errorf("sent %q, told %q, and the context has %q", sent, id, inContext)
		}
		if !taken {
			if made[id] || len(id) < 20 {
				t.Errorf("made %q, among %v", id, made)
			}
			made[id] = true
		}
	}
	if id := server.RequestID(t.Context()); id != "" {
		t.Errorf("a context of no request has the id %q", id)
	}
}

func TestPanics(t *testing.T) {
	s := started(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `W/"meant"`)
		switch r.URL.Path {
		case "/before":
			w.Header().Set("Content-Length", "5000")
			w.Header().Set("Content-Type", "text/html")
		case "/within":
			_, _ = io.WriteString(w, "a part")
		case "/abort":
			panic(http.ErrAbortHandler)
		}
		panic("the secret reason")
	}), nil)
	for _, encoding := range []string{"", "gzip"} {
		response, body := s.do(t, "GET", "/before", "Accept-Encoding", encoding, "X-Request-Id", "asked")
		_, rest, _ := strings.Cut(body, `"id":"`)
		id, _, _ := strings.Cut(rest, `"`)
		if response.StatusCode != http.StatusInternalServerError || response.Header.Get("ETag") != "" || response.Header.Get("Content-Type") != "application/json; charset=utf-8" ||
			body != `{"errors":[{"message":"internal error; the server's log has it under the id","extensions":{"code":"INTERNAL","id":"`+id+`"}}]}` {
			t.Errorf("%d %v %s", response.StatusCode, response.Header, body)
		}
		if log := s.log.String(); len(id) < 20 || strings.Count(log, id) != 1 || !strings.Contains(log, "the secret reason") || !strings.Contains(log, "headers_test.go") || !strings.Contains(log, "request=asked") {
			t.Errorf("the log says\n%s", log)
		}
		for _, path := range []string{"/within", "/abort"} {
			request, _ := http.NewRequestWithContext(t.Context(), "GET", s.url+path, nil)
			request.Header.Set("Accept-Encoding", encoding)
			response, err := s.client.Do(request)
			if err != nil {
				continue // nothing came at all
			}
			body, err := io.ReadAll(response.Body)
			response.Body.Close()
			if err == nil {
				t.Errorf("%s: a part is taken for the whole: %d %s", path, response.StatusCode, body)
			}
		}
	}
	if count := strings.Count(s.log.String(), "the secret reason"); count < 4 { // or more: the client may ask again
		t.Errorf("the log has %d faults, want two of each path but /abort", count)
	}
	if response, _ := s.do(t, "GET", "/before"); response.StatusCode != http.StatusInternalServerError {
		t.Errorf("afterwards: %d", response.StatusCode)
	}
}

// TestWhoWraps has the observer see what the client gets, refusals and faults as well,
// and the routes know the id.
func TestWhoWraps(t *testing.T) {
	var seen []string
	s := started(t, says("hello"), func(config *server.Config) {
		config.Observe = func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				watched := &watched{ResponseWriter: w}
				next.ServeHTTP(watched, r)
				seen = append(seen, server.RequestID(r.Context())+" "+http.StatusText(watched.status))
			})
		}
		next := config.Routes
		config.Routes = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			switch server.RequestID(r.Context()) {
			case "stranger":
				w.WriteHeader(http.StatusUnauthorized)
			case "bug":
				panic("fault")
			default:
				next.ServeHTTP(w, r)
			}
		})
	})
	for _, id := range []string{"friend", "stranger", "bug"} {
		if response, _ := s.do(t, "GET", "/", "X-Request-Id", id); response.Header.Get("X-Content-Type-Options") == "" {
			t.Errorf("%s gets %v", id, response.Header)
		}
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if got := strings.Join(seen, ", "); got != "friend OK, stranger Unauthorized, bug Internal Server Error" {
		t.Errorf("seen are %s", got)
	}
}

// watched keeps the status.
type watched struct {
	http.ResponseWriter
	status int
}

func (w *watched) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	return w.ResponseWriter.Write(p)
}
