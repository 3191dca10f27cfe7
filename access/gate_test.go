package access

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// journal is a log that can be read while it is written.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// tokenFile is a file of tokens.
func tokenFile(t testing.TB, lines ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tokens")
	write(t, path, lines...)
	return path
}

// write has a file say something else, at once.
func write(t testing.TB, path string, lines ...string) {
	t.Helper()
	if err := os.WriteFile(path+".new", []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		t.Fatal(err)
	}
}

// opened is a gate, with its log.
func opened(t testing.TB, config Config) (*Gate, *journal) {
	t.Helper()
	log := &journal{}
	config.Log = slog.New(slog.NewTextHandler(log, nil))
	gate, err := Open(config)
	if err != nil {
		t.Fatal(err)
	}
	return gate, log
}

// greet tells clients their names.
var greet = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	_, _ = io.WriteString(w, "hello "+Client(r.Context()))
})

// ask is the response to a request with some headers Authorization.
func ask(handler http.Handler, authorization ...string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodGet, "/", nil)
	for _, value := range authorization {
		request.Header.Add("Authorization", value)
	}
	response := httptest.NewRecorder()
	handler.ServeHTTP(response, request)
	return response
}

func TestTokensLetIn(t *testing.T) {
	gate, log := opened(t, Config{Tokens: tokenFile(t, "alpha "+alphaHash, "beta "+betaHash)})
	const realm = `Bearer realm="rolegraph"`
	for name, c := range map[string]struct {
		authorization []string
		status        int
		challenge     string // its beginning, all of it where no error is in it
		says          string
	}{
		"a token":                       {[]string{"Bearer " + alphaToken}, 200, "", "hello alpha"},
		"another token":                 {[]string{"Bearer " + betaToken}, 200, "", "hello beta"},
		"the scheme in lower case":      {[]string{"bearer " + alphaToken}, 200, "", "hello alpha"},
		"the scheme in upper case":      {[]string{"BEARER   " + alphaToken + " "}, 200, "", "hello alpha"},
		"none":                          {nil, 401, realm, "send yours in the header Authorization"},
		"an empty header":               {[]string{""}, 401, realm, "send yours in the header Authorization"},
		"another scheme":                {[]string{"Basic " + alphaToken}, 401, realm, "send yours in the header Authorization"},
		"the token without its scheme":  {[]string{alphaToken}, 401, realm, "send yours in the header Authorization"},
		"a scheme that begins like it":  {[]string{"Bearers " + alphaToken}, 401, realm, "send yours in the header Authorization"},
		"another token than there is":   {[]string{"Bearer rolegraph_gamma"}, 401, realm + `, error="invalid_token"`, "not, or no longer"},
		"a token and more":              {[]string{"Bearer " + alphaToken + "x"}, 401, realm + `, error="invalid_token"`, "not, or no longer"},
		"the beginning of a token":      {[]string{"Bearer " + alphaToken[:8]}, 401, realm + `, error="invalid_token"`, "not, or no longer"},
		"two tokens in one":             {[]string{"Bearer " + alphaToken + " " + alphaToken}, 401, realm + `, error="invalid_token"`, "not, or no longer"},
		"the hash":                      {[]string{"Bearer " + alphaHash}, 401, realm + `, error="invalid_token"`, "not, or no longer"},
		"no token behind the scheme":    {[]string{"Bearer "}, 401, realm + `, error="invalid_token"`, "not, or no longer"},
		"what is longer than any token": {[]string{"Bearer " + strings.Repeat("x", 1<<20)}, 401, realm + `, error="invalid_token"`, "not, or no longer"},
		"bytes that are no text":        {[]string{"Bearer \xff\xfe"}, 401, realm + `, error="invalid_token"`, "not, or no longer"},
		"two headers":                   {[]string{"Bearer " + alphaToken, "Bearer " + alphaToken}, 400, realm + `, error="invalid_request"`, "several headers Authorization"},
	} {
		for handler, guard := range map[string]func(http.Handler) http.Handler{"GraphQL": gate.GraphQL, "another": gate.Guard, "that of who runs it": gate.Operate} {
			got := ask(guard(greet), c.authorization...)
			challenge := got.Header().Get("WWW-Authenticate")
			if got.Code != c.status || !strings.Contains(got.Body.String(), c.says) || !strings.HasPrefix(challenge, c.challenge) || (c.challenge == "" || c.challenge == realm) && challenge != c.challenge {
				t.Errorf("%s, %s: %d %s %s", name, handler, got.Code, challenge, got.Body)
			}
			if got.Code != 200 && (got.Header().Get("Cache-Control") != "no-store" || strings.Contains(got.Body.String()+challenge, "alpha")) {
				t.Errorf("%s, %s: %v %s", name, handler, got.Header(), got.Body)
			}
			if got.Header().Get("Vary") != "Authorization" {
				t.Errorf("%s, %s: Vary is %q", name, handler, got.Header().Get("Vary"))
			}
			if handler != "GraphQL" || got.Code == 200 {
				continue
			}
			var answer struct {
				Errors []struct {
					Message    string
					Extensions struct{ Code string }
				}
			}
			if err := json.Unmarshal(got.Body.Bytes(), &answer); err != nil || len(answer.Errors) != 1 || answer.Errors[0].Extensions.Code != "UNAUTHENTICATED" || !strings.Contains(answer.Errors[0].Message, c.says) {
				t.Errorf("%s: %s", name, got.Body)
			}
		}
	}
	tellsNoSecrets(t, log)
}

// TestLongTokensAreNotLookedAt has the hash of one in the file.
func TestLongTokensAreNotLookedAt(t *testing.T) {
	for length, want := range map[int]int{maxToken: 200, maxToken + 1: 401} {
		token := strings.Repeat("x", length)
		gate, _ := opened(t, Config{Tokens: tokenFile(t, fmt.Sprintf("long sha256:%x", sha256.Sum256([]byte(token))))})
		if got := ask(gate.Guard(greet), "Bearer "+token); got.Code != want {
			t.Errorf("of %d bytes: %d", length, got.Code)
		}
	}
}

// tellsNoSecrets looks for tokens and hashes in a log.
func tellsNoSecrets(t *testing.T, log *journal) {
	t.Helper()
	if found := regexp.MustCompile(`rolegraph_|sha256:|[0-9a-f]{64}`).FindString(log.String()); found != "" {
		t.Errorf("%q is in the log:\n%s", found, log.String())
	}
}

// TestRefusalsHaveTheTypeAskedFor is for clients of GraphQL over HTTP.
func TestRefusalsHaveTheTypeAskedFor(t *testing.T) {
	gate, _ := opened(t, Config{Tokens: tokenFile(t, "alpha "+alphaHash)})
	for accept, want := range map[string]string{
		"": "application/json; charset=utf-8", "application/graphql-response+json": "application/graphql-response+json; charset=utf-8",
		"text/html": "application/json; charset=utf-8",
	} {
		request := httptest.NewRequest(http.MethodPost, "/", nil)
		if accept != "" {
			request.Header.Set("Accept", accept)
		}
		got := httptest.NewRecorder()
		gate.GraphQL(greet).ServeHTTP(got, request)
		if got.Code != 401 || got.Header().Get("Content-Type") != want {
			t.Errorf("%q: %d %s", accept, got.Code, got.Header().Get("Content-Type"))
		}
	}
}

func TestOpenGates(t *testing.T) {
	for name, c := range map[string]struct {
		gate    *Gate
		operate int
	}{
		"none": {nil, 200}, "of everybody": {must(Open(Config{Public: true})), 403},
		"of everybody, with budgets": {must(Open(Config{Public: true, Budget: MinBudget})), 403},
	} {
		for _, guard := range []func(http.Handler) http.Handler{c.gate.GraphQL, c.gate.Guard} {
			if got := ask(guard(greet), "Basic whatever", "and again"); got.Code != 200 || got.Body.String() != "hello " || c.gate.NeedsToken() {
				t.Errorf("%s: %d %s", name, got.Code, got.Body)
			}
		}
		if got := ask(c.gate.Operate(greet)); got.Code != c.operate {
			t.Errorf("%s: %d for who runs it", name, got.Code)
		}
	}
}

// TestNamesOfThisMachine are those that a gate lets in under, where nobody has decided
// to answer others.
func TestNamesOfThisMachine(t *testing.T) {
	local := must(Open(Config{}))
	for host, want := range map[string]int{
		"localhost": 200, "localhost:8080": 200, "LOCALHOST:80": 200, "localhost.:80": 200, "rolegraph.localhost:8080": 200,
		"127.0.0.1:8080": 200, "127.8.9.1": 200, "[::1]:8080": 200, "[::1]": 200, "[::ffff:127.0.0.1]:1": 200, "": 200,
		"example.com": 421, "example.com:8080": 421, "localhost.example.com": 421, "127.0.0.1.example.com:8080": 421, "notlocalhost": 421,
		"192.0.2.1:8080": 421, "[2001:db8::1]:8080": 421, "0.0.0.0:8080": 421, "127.0.0.1:x:y": 421,
	} {
		request := httptest.NewRequest(http.MethodGet, "/", nil)
		request.Host = host
		got := httptest.NewRecorder()
		local.Named(greet).ServeHTTP(got, request)
		if got.Code != want || want == 421 && !strings.Contains(got.Body.String(), "takes --public or --tokens") {
			t.Errorf("%q: %d %s", host, got.Code, got.Body)
		}
	}
	if local.NeedsToken() || local.Meter() != nil {
		t.Error("a gate for this machine wants tokens, or bounds what is spent")
	}
}

func must(gate *Gate, err error) *Gate {
	if err != nil {
		panic(err)
	}
	return gate
}

func TestFilesThatAreNone(t *testing.T) {
	folder := t.TempDir()
	for path, want := range map[string]string{
		filepath.Join(folder, "nothing"): "no such file",
		folder:                           "is no file; expected a file of tokens",
		tokenFile(t, "alpha "+alphaHash, "what is this"): "tokens: line 2: the second word is no hash",
		"/dev/null": "is no file",
	} {
		if _, err := Open(Config{Tokens: path, Log: slog.New(slog.DiscardHandler)}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// TestFileThatChanges follows a real file as it is replaced, and while it is wrong.
func TestFileThatChanges(t *testing.T) {
	path := tokenFile(t, "alpha "+alphaHash)
	gate, log := opened(t, Config{Tokens: path, Budget: MaxBudget})
	gate.clients.every = 10 * time.Millisecond
	watched := make(chan struct{})
	go func() { defer close(watched); gate.Watch(t.Context()) }()
	t.Cleanup(func() { <-watched })
	handler := gate.Guard(greet)
	status := func(token string) int { return ask(handler, "Bearer "+token).Code }
	until := func(what string, is func() bool) {
		t.Helper()
		for deadline := time.Now().Add(20 * time.Second); !is(); time.Sleep(10 * time.Millisecond) {
			if time.Now().After(deadline) {
				t.Fatalf("never: %s\n%s", what, log)
			}
		}
	}
	if status(alphaToken) != 200 || status(betaToken) != 401 {
		t.Fatal("at first")
	}
	write(t, path, "alpha "+alphaHash, "beta "+betaHash)
	until("another client is let in", func() bool { return status(betaToken) == 200 })

	write(t, path, "beta "+betaHash, "alpha rolegraph_alpha")
	until("a wrong file is told of", func() bool { return strings.Contains(log.String(), "line 2: this is a token") })
	if status(alphaToken) != 200 || status(betaToken) != 200 {
		t.Error("a wrong file changed who is let in")
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	until("a missing file is told of", func() bool { return strings.Contains(log.String(), "no such file") })
	if status(alphaToken) != 200 {
		t.Error("a missing file changed who is let in")
	}

	write(t, path, "beta "+betaHash)
	until("a client is not let in any more", func() bool { return status(alphaToken) == 401 })
	// The other client's token, in a file of the same size.
	write(t, path, "beta "+alphaHash)
	until("a token was replaced", func() bool { return status(alphaToken) == 200 && status(betaToken) == 401 })
	write(t, path, "# nobody")
	until("nobody is let in", func() bool { return status(alphaToken) == 401 })
	until("that is told", func() bool { return strings.Contains(log.String(), "names no client: nobody is let in") })
	tellsNoSecrets(t, log)
}

func TestFileThatOthersRead(t *testing.T) {
	for mode, warns := range map[os.FileMode]bool{0o600: false, 0o640: false, 0o400: false, 0o644: true, 0o620: true, 0o602: true} {
		path := tokenFile(t, "alpha "+alphaHash)
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, log := opened(t, Config{Tokens: path}); strings.Contains(log.String(), "chmod 600") != warns {
			t.Errorf("%o: %s", mode, log)
		}
	}
}

// TestNewTokens makes them, and has a gate let in who shows one.
func TestNewTokens(t *testing.T) {
	made := map[string]bool{}
	for range 100 {
		token, line, err := NewToken("ci")
		if err != nil || !regexp.MustCompile(`^rolegraph_[A-Za-z0-9_-]{43}$`).MatchString(token) || made[token] || strings.Contains(line, token) {
			t.Fatalf("%s, %s, %v", token, line, err)
		}
		made[token] = true
	}
	token, line, _ := NewToken("ci")
	gate, _ := opened(t, Config{Tokens: tokenFile(t, line)})
	if got := ask(gate.Guard(greet), "Bearer "+token); got.Body.String() != "hello ci" {
		t.Errorf("%d %s", got.Code, got.Body)
	}
	if _, _, err := NewToken("rolegraph_x"); err == nil {
		t.Error("a name like a token")
	}
}

func BenchmarkAuthenticate(b *testing.B) {
	gate, _ := opened(b, Config{Tokens: tokenFile(b, manyClients(9999), "alpha "+alphaHash), Budget: MaxBudget})
	for name, authorization := range map[string]string{"good": "Bearer " + alphaToken, "wrong": "Bearer rolegraph_gamma", "long": "Bearer " + strings.Repeat("x", 1_000_000)} {
		b.Run(name, func(b *testing.B) {
			request := httptest.NewRequest(http.MethodPost, "/", nil)
			request.Header.Set("Authorization", authorization)
			handler := gate.GraphQL(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
			b.ReportAllocs()
			for b.Loop() {
				handler.ServeHTTP(discarded{}, request)
			}
		})
	}
}

// discarded is a response that nobody reads.
type discarded struct{}

func (discarded) Header() http.Header         { return http.Header{} }
func (discarded) Write(p []byte) (int, error) { return len(p), nil }
func (discarded) WriteHeader(int)             {}
