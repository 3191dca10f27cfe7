package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"rolegraph/agents/agentstest"
	"rolegraph/graph"
	"rolegraph/kg"
)

// stalled is a store that answers once it may.
type stalled struct {
	kg.Store
	begun chan bool
	end   chan bool
}

func (s stalled) Execute(ctx context.Context, plan *kg.Plan) (*kg.Result, error) {
	s.begun <- true
	<-s.end
	return s.Store.Execute(ctx, plan)
}

const (
	anOperation = `{"query": "{ tool(slug: \"git\") { name } }"}`
	itsAnswer   = `{"data":{"tool":{"name":"Git"}}}`
	busyAnswer  = `{"errors":[{"message":"the server has too much to do; try again in a second","extensions":{"code":"UNAVAILABLE"}}]}`
)

// TestOperationsBeyondTheLimit has one operation executed at a time, and none of the
// four that may wait for it given the time that this takes.
func TestOperationsBeyondTheLimit(t *testing.T) {
	store := stalled{ofSeed(t), make(chan bool, 100), make(chan bool)}
	config := graph.DefaultConfig()
	config.Limits.Deadline = time.Minute // which is not what this is about
	config.Operations = 1
	listening := httptest.NewServer(routes(graph.NewService(store, silent, config), store, everything, silent))
	defer listening.Close()
	end := sync.OnceFunc(func() { close(store.end) })
	defer end()
	c := &client{address: listening.URL}
	session := agentstest.Connect(t, &mcp.StreamableClientTransport{Endpoint: listening.URL + "/mcp", DisableStandaloneSSE: true})
	ask := func(accept string) reply {
		return c.do(t, http.MethodPost, "/graphql", map[string]string{"Content-Type": "application/json", "Accept": accept}, anOperation)
	}

	first := make(chan reply)
	go func() { first <- ask("*/*") }()
	<-store.begun
	var waiting sync.WaitGroup
	for range 4 {
		waiting.Go(func() {
			if got := ask("*/*"); got.status != http.StatusServiceUnavailable || got.body != busyAnswer {
				t.Errorf("after waiting: %d %s", got.status, got.body)
			}
		})
	}
	for _, mediaType := range []string{"application/json", "application/graphql-response+json"} {
		got := ask(mediaType)
		if got.status != http.StatusServiceUnavailable || got.header.Get("Retry-After") != "1" || got.header.Get("Content-Type") != mediaType+"; charset=utf-8" || got.body != busyAnswer {
			t.Errorf("%d %v %s", got.status, got.header, got.body)
		}
	}
	if got := session.Refused(t, "describe", map[string]any{"id": "tool:git"}); got != "UNAVAILABLE: the server has too much to do; try again in a second" {
		t.Errorf("an agent is told %q", got)
	}
	waiting.Wait()
	end()
	if got := <-first; got.body != itsAnswer {
		t.Errorf("the first is answered %s", got.body)
	}
	if got := ask("*/*"); got.body != itsAnswer {
		t.Errorf("afterwards: %s", got.body)
	}
}

// TestPlacesAreNotForSlowClients has clients that send their bodies without an end,
// and the place for operations still free.
func TestPlacesAreNotForSlowClients(t *testing.T) {
	p := started(t, "--operation-limit", "1")
	address := strings.TrimPrefix(p.address, "http://")
	for range 20 {
		connection, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		defer connection.Close()
		fmt.Fprint(connection, "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
	}
	c := &client{address: p.address}
	for range 20 {
		c.wants(t, `{ tool(slug: "git") { name } }`, `{"tool": {"name": "Git"}}`)
	}
}

// TestCompressedAnswers asks the program for each sort of response with gzip and
// without.
func TestCompressedAnswers(t *testing.T) {
	p := started(t)
	get := func(path, accepts string) (header http.Header, body string) {
		t.Helper()
		got := (&client{address: p.address}).do(t, http.MethodGet, path, map[string]string{"Accept-Encoding": accepts}, "")
		if got.status != http.StatusOK {
			t.Fatalf("%s: %d", path, got.status)
		}
		if length := got.header.Get("Content-Length"); length != "" && length != strconv.Itoa(len(got.body)) {
			t.Errorf("%s: %s bytes are said to be there, and %d are", path, length, len(got.body))
		}
		return got.header, got.body
	}
	const query = "/graphql?query=%7Broles(first:10)%7Bnodes%7Bid%20name%20tools%7Bnodes%7Bid%20name%7D%7D%7D%7D%7D"
	for path, changes := range map[string]bool{query: false, "/schema.graphql": false, "/metrics": true, "/": false, "/playground": false} {
		header, plain := get(path, "identity")
		if header.Get("Content-Encoding") != "" {
			t.Errorf("%s is packed for who does not accept that", path)
		}
		packedHeader, packed := get(path, "gzip")
		if packedHeader.Get("Content-Encoding") != "gzip" || packedHeader.Get("ETag") != header.Get("ETag") {
			t.Errorf("%s: %v, plain %v", path, packedHeader, header)
			continue
		}
		for _, h := range []http.Header{header, packedHeader} {
			if !strings.Contains(strings.Join(h.Values("Vary"), ", "), "Accept-Encoding") {
				t.Errorf("%s varies with %q", path, h.Values("Vary"))
			}
		}
		reader, err := gzip.NewReader(strings.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			t.Fatal(err)
		}
		if !changes && string(content) != plain || len(packed) >= len(plain) {
			t.Errorf("%s: %d bytes packed to %d give %d", path, len(plain), len(packed), len(content))
		}
	}
	header, _ := get(query, "gzip")
	got := (&client{address: p.address}).do(t, http.MethodGet, query, map[string]string{"Accept-Encoding": "gzip", "If-None-Match": header.Get("ETag")}, "")
	if got.status != http.StatusNotModified || got.body != "" || !strings.Contains(strings.Join(got.header.Values("Vary"), ", "), "Accept-Encoding") {
		t.Errorf("what the client has: %d %v", got.status, got.header)
	}
}

// TestServedByTLS has browsers' pages and an agent's tools from the program by
// HTTP/2, for pages of one other server, too.
func TestServedByTLS(t *testing.T) {
	certFile, keyFile, trusted := certificate(t)
	p := started(t, "--tls-cert", certFile, "--tls-key", keyFile, "--cors-origin", "https://app.example", "--cors-origin", "http://localhost:3000")
	if !strings.HasPrefix(p.address, "https://127.0.0.1:") {
		t.Errorf("it answers at %s", p.address)
	}
	transport := &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: trusted}}
	defer transport.CloseIdleConnections()
	asked := &http.Client{Transport: transport}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.address+"/graphql", strings.NewReader(anOperation))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Origin", "http://localhost:3000")
	response, err := asked.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.ProtoMajor != 2 || string(body) != itsAnswer || response.Header.Get("Access-Control-Allow-Origin") != "http://localhost:3000" ||
		response.Header.Get("Strict-Transport-Security") == "" || response.Header.Get("X-Request-Id") == "" {
		t.Errorf("%s %v %s %v", response.Proto, response.Header, body, err)
	}
	session := agentstest.Connect(t, &mcp.StreamableClientTransport{Endpoint: p.address + "/mcp", HTTPClient: asked, DisableStandaloneSSE: true})
	agentstest.Walk(t, session)
	if p.stderr.String() != "" {
		t.Errorf("the log says %s", p.stderr.String())
	}
}

// certificate writes one for the loopback.
func certificate(t *testing.T) (certFile, keyFile string, trusted *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	certFile, keyFile = filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
	for path, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: der}, keyFile: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	trusted = x509.NewCertPool()
	trusted.AppendCertsFromPEM(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	return certFile, keyFile, trusted
}

// TestNothingForDevelopers asks the program for what Go's packages offer them.
func TestNothingForDevelopers(t *testing.T) {
	p := started(t)
	for _, path := range []string{"/debug/pprof/", "/debug/pprof/heap", "/debug/vars", "/debug/requests"} {
		if got := p.get(t, path); got.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, got.status)
		}
	}
}

func TestServerFlags(t *testing.T) {
	certFile, _, _ := certificate(t)
	for line, want := range map[string]struct {
		status int
		stderr string
	}{
		"--tls-cert cert.pem":                          {wrongUsage, "--tls-cert and --tls-key need each other"},
		"--tls-key key.pem":                            {wrongUsage, "--tls-cert and --tls-key need each other"},
		"--tls-cert nowhere.pem --tls-key key.pem":     {failed, "nowhere.pem"},
		"--tls-cert " + certFile + " --tls-key go.mod": {failed, "are no certificate with its key"},
		"--cors-origin app.example":                    {wrongUsage, `"app.example" is no origin`},
		"--cors-origin https://a.example,nonsense":     {wrongUsage, `"nonsense" is no origin`},
		"--connection-limit 0":                         {wrongUsage, "0 is no limit"},
		"--operation-limit -1":                         {wrongUsage, "-1 is no limit"},
	} {
		var stdout, stderr bytes.Buffer
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		status := run(ctx, append([]string{"rolegraph", "--listen", "127.0.0.1:0"}, strings.Fields(line)...), nil, &stdout, &stderr)
		cancel()
		if status != want.status || !strings.Contains(stderr.String(), want.stderr) {
			t.Errorf("%s: status %d\n%s", line, status, stderr.String())
		}
	}
}
