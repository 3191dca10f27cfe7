package server_test

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	_ "expvar"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	_ "net/http/pprof"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"rolegraph/server"
)

// text is what a log has taken so far.
type text struct {
	mu      sync.Mutex
	content bytes.Buffer
}

func (t *text) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.content.Write(p)
}

func (t *text) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.content.String()
}

// long is more than the network takes from a server whose client does not read.
const long = 64 << 20

// running is a server on its way.
type running struct {
	url, address string
	log          *text
	client       *http.Client
	// stop ends the server, and gives what it says of that.
	stop func() error
}

// started serves routes until the test ends. The configuration is one that no test
// has to wait for, as changed.
func started(t *testing.T, routes http.Handler, change func(*server.Config)) *running {
	t.Helper()
	s := &running{log: &text{}}
	config := server.Config{
		Address: "127.0.0.1:0", Routes: routes, Connections: 100, Log: slog.New(slog.NewTextHandler(s.log, nil)),
		Times: server.Times{Header: 30 * time.Second, Read: 30 * time.Second, Write: 30 * time.Second, Idle: 30 * time.Second, Closing: 20 * time.Second},
	}
	if change != nil {
		change(&config)
	}
	listening, err := server.Listen(config)
	if err != nil {
		t.Fatal(err)
	}
	s.url = listening.URL()
	_, s.address, _ = strings.Cut(s.url, "://")
	transport := &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: x509.NewCertPool()}, DisableCompression: true}
	s.client = &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	ctx, cancel := context.WithCancel(context.Background())
	served := make(chan error, 1)
	go func() { served <- listening.Serve(ctx) }()
	s.stop = sync.OnceValue(func() error { cancel(); return <-served })
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// do sends a request; the header is a list of names and values.
func (s *running) do(t *testing.T, method, path string, header ...string) (*http.Response, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, s.url+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Add(header[i], header[i+1])
	}
	response, err := s.client.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func (s *running) dial(t *testing.T) net.Conn {
	t.Helper()
	connection, err := net.Dial("tcp", s.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	return connection
}

// read is the next response of a connection.
func read(t *testing.T, connection net.Conn) (*http.Response, string) {
	t.Helper()
	_ = connection.SetReadDeadline(time.Now().Add(20 * time.Second))
	response, err := http.ReadResponse(bufio.NewReader(connection), nil)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

// eventually waits until something is so.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<20)
			t.Fatalf("%s: not so\n%s", what, stacks[:runtime.Stack(stacks, true)])
		}
	}
}

// goroutines has a test end with as many goroutines as there are now.
func goroutines(t *testing.T) {
	t.Helper()
	before := runtime.NumGoroutine()
	t.Cleanup(func() {
		eventually(t, fmt.Sprintf("back to %d goroutines", before), func() bool { return runtime.NumGoroutine() <= before })
	})
}

func says(content string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, content) })
}

// TestNothingButTheRoutes asks for what those packages register for everybody that
// this file imports.
func TestNothingButTheRoutes(t *testing.T) {
	s := started(t, http.NewServeMux(), nil)
	for _, path := range []string{"/debug/pprof/", "/debug/pprof/heap", "/debug/vars"} {
		if response, _ := s.do(t, "GET", path); response.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, response.StatusCode)
		}
	}
}

func TestShutdownEndsWhatRuns(t *testing.T) {
	goroutines(t)
	begun, end := make(chan bool), make(chan bool)
	s := started(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun <- true
		<-end
		if r.Context().Err() != nil {
			t.Error("the request was given up")
		}
		_, _ = io.WriteString(w, "done")
	}), nil)
	waiting := s.dial(t)
	fmt.Fprint(waiting, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	<-begun
	stopped := make(chan error)
	go func() { stopped <- s.stop() }()
	eventually(t, "the server takes no more connections", func() bool {
		another, err := net.Dial("tcp", s.address)
		if err == nil {
			another.Close()
		}
		return err != nil
	})
	close(end)
	if _, body := read(t, waiting); body != "done" {
		t.Errorf("the request was answered %q", body)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// TestShutdownEndsInTime has a request that would not end.
func TestShutdownEndsInTime(t *testing.T) {
	begun := make(chan bool)
	listening, err := server.Listen(server.Config{
		Address: "127.0.0.1:0", Connections: 10, Log: slog.New(slog.DiscardHandler), Times: server.Times{Closing: 50 * time.Millisecond},
		Routes: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			begun <- true
			<-r.Context().Done() // when the server closes the connection
		}),
	})
	if err != nil {
		t.Fatal(err)
	}
	goroutines(t)
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error)
	go func() { served <- listening.Serve(ctx) }()
	connection, err := net.Dial("tcp", strings.TrimPrefix(listening.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	fmt.Fprint(connection, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	<-begun
	cancel()
	if err := <-served; err == nil || !strings.Contains(err.Error(), "did not end in time") {
		t.Errorf("the server ends with %v", err)
	}
}
