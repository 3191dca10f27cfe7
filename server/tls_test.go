package server_test

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/binary"
	"encoding/pem"
	"errors"
	"io"
	"log/slog"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rolegraph/server"
)

// issue writes a certificate for the loopback, and its key, over the files of a folder.
func issue(t *testing.T, folder, name string) (certFile, keyFile string, certificate *x509.Certificate) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	if certificate, err = x509.ParseCertificate(der); err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certFile, keyFile = filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
	for path, block := range map[string]*pem.Block{certFile: {Type: "CERTIFICATE", Bytes: der}, keyFile: {Type: "PRIVATE KEY", Bytes: secret}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return certFile, keyFile, certificate
}

// encrypted is a server by TLS, whose client trusts it.
func encrypted(t *testing.T, routes http.Handler, change func(*server.Config)) *running {
	t.Helper()
	certFile, keyFile, certificate := issue(t, t.TempDir(), "first")
	s := started(t, routes, func(config *server.Config) {
		config.Certificate, config.Key = certFile, keyFile
		if change != nil {
			change(config)
		}
	})
	s.client.Transport.(*http.Transport).TLSClientConfig.RootCAs.AddCert(certificate)
	return s
}

func TestTLS(t *testing.T) {
	s := encrypted(t, says("hello"), nil)
	response, body := s.do(t, "GET", "/")
	if !strings.HasPrefix(s.url, "https://") || response.Proto != "HTTP/2.0" || body != "hello" {
		t.Errorf("%s answers by %s %q", s.url, response.Proto, body)
	}
	if got := response.Header.Get("Strict-Transport-Security"); got != "max-age=31536000" {
		t.Errorf("Strict-Transport-Security is %q", got)
	}
	trusted := s.client.Transport.(*http.Transport).TLSClientConfig.RootCAs
	for version, want := range map[uint16]bool{tls.VersionTLS11: false, tls.VersionTLS12: true, tls.VersionTLS13: true} {
		connection, err := tls.Dial("tcp", s.address, &tls.Config{RootCAs: trusted, MinVersion: tls.VersionTLS10, MaxVersion: version, NextProtos: []string{"http/1.1"}})
		if (err == nil) != want {
			t.Errorf("%s: %v", tls.VersionName(version), err)
		}
		if err != nil {
			continue
		}
		_, _ = io.WriteString(connection, ask)
		if response, body := read(t, connection); response.Proto != "HTTP/1.1" || body != "hello" {
			t.Errorf("by %s: %s %s", tls.VersionName(version), response.Proto, body)
		}
		connection.Close()
	}
	plain := s.dial(t)
	_, _ = io.WriteString(plain, ask)
	if response, _ := read(t, plain); response.StatusCode != http.StatusBadRequest {
		t.Errorf("without TLS: %d", response.StatusCode)
	}
}

// TestStreams reads what the server says first by HTTP/2: how many requests a connection
// may have under way.
func TestStreams(t *testing.T) {
	s := encrypted(t, says("hello"), nil)
	trusted := s.client.Transport.(*http.Transport).TLSClientConfig.RootCAs
	connection, err := tls.Dial("tcp", s.address, &tls.Config{RootCAs: trusted, NextProtos: []string{"h2"}})
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	_, _ = io.WriteString(connection, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\x00\x00\x00\x04\x00\x00\x00\x00\x00") // and no settings of its own
	_ = connection.SetReadDeadline(time.Now().Add(20 * time.Second))
	var header struct {
		Length   [3]byte
		Kind     byte
		Flags    byte
		StreamID uint32
	}
	if err := binary.Read(connection, binary.BigEndian, &header); err != nil || header.Kind != 4 {
		t.Fatalf("a frame of kind %d, %v; want settings, 4", header.Kind, err)
	}
	settings := map[uint16]uint32{}
	for range header.Length[2] / 6 {
		var setting struct {
			Name  uint16
			Value uint32
		}
		if err := binary.Read(connection, binary.BigEndian, &setting); err != nil {
			t.Fatal(err)
		}
		settings[setting.Name] = setting.Value
	}
	if settings[3] != 100 { // SETTINGS_MAX_CONCURRENT_STREAMS
		t.Errorf("the settings are %v", settings)
	}
}

// TestRequestsBeyondTheLimit come by few connections.
func TestRequestsBeyondTheLimit(t *testing.T) {
	begun, end := make(chan bool), make(chan bool)
	s := encrypted(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/wait" {
			begun <- true
			<-end
		}
	}), func(config *server.Config) { config.Connections = 5 })
	var asking sync.WaitGroup
	for range 5 {
		asking.Go(func() {
			if response, err := s.client.Get(s.url + "/wait"); err != nil || response.StatusCode != http.StatusOK {
				t.Error(response, err)
			}
		})
		<-begun
	}
	for accept, mediaType := range map[string]string{
		"": "application/json; charset=utf-8", "application/graphql-response+json": "application/graphql-response+json; charset=utf-8", "text/html": "application/json; charset=utf-8",
	} {
		response, body := s.do(t, "GET", "/", "Accept", accept)
		if response.StatusCode != http.StatusServiceUnavailable || response.Header.Get("Retry-After") != "1" || response.Header.Get("Content-Type") != mediaType ||
			body != `{"errors":[{"message":"the server has too much to do; try again in a second","extensions":{"code":"UNAVAILABLE"}}]}` {
			t.Errorf("%d %v %s", response.StatusCode, response.Header, body)
		}
	}
	close(end)
	asking.Wait()
	eventually(t, "there is room again", func() bool {
		response, _ := s.do(t, "GET", "/")
		return response.StatusCode == http.StatusOK
	})
}

// TestConnectionsBeyondTheLimitByTLS are closed, or get the place of one that waits.
func TestConnectionsBeyondTheLimitByTLS(t *testing.T) {
	goroutines(t)
	begun, end := make(chan bool, 10), make(chan bool)
	s := encrypted(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/wait" {
			begun <- true
			<-end
		}
	}), func(config *server.Config) { config.Connections = 2 })
	trusted := s.client.Transport.(*http.Transport).TLSClientConfig.RootCAs
	// another is a client with a connection of its own.
	another := func() *http.Client {
		transport := &http.Transport{ForceAttemptHTTP2: true, TLSClientConfig: &tls.Config{RootCAs: trusted}}
		t.Cleanup(transport.CloseIdleConnections)
		return &http.Client{Transport: transport}
	}
	var asking sync.WaitGroup
	for range 2 {
		client := another()
		asking.Go(func() {
			if _, err := client.Get(s.url + "/wait"); err != nil {
				t.Error(err)
			}
		})
		<-begun
	}
	if response, err := another().Get(s.url); err == nil {
		t.Errorf("a third connection is answered %d", response.StatusCode)
	}
	close(end)
	asking.Wait()
	eventually(t, "a connection that waits gives way", func() bool {
		response, err := another().Get(s.url)
		return err == nil && response.StatusCode == http.StatusOK
	})
}

// TestSlowReadersByHTTP2AreCut has a client that takes nothing of what it asks for.
func TestSlowReadersByHTTP2AreCut(t *testing.T) {
	goroutines(t)
	content := bytes.Repeat([]byte("long "), long/5)
	ended := make(chan error, 1)
	s := encrypted(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, err := w.Write(content)
		ended <- err
	}), func(config *server.Config) { config.Times.Write = 200 * time.Millisecond })
	response, err := s.client.Get(s.url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	select {
	case err := <-ended:
		if err == nil {
			t.Error("the network takes all that the client does not read: the test needs more")
		}
	case <-time.After(20 * time.Second):
		t.Fatal("a client that does not read holds the server")
	}
}

func TestCertificatesThatCannotBeUsed(t *testing.T) {
	certFile, keyFile, _ := issue(t, t.TempDir(), "one")
	_, otherKey, _ := issue(t, t.TempDir(), "another")
	nonsense := filepath.Join(t.TempDir(), "nonsense.pem")
	if err := os.WriteFile(nonsense, []byte("nonsense"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ cert, key, want string }{
		{certFile, "", "--tls-key"},
		{"", keyFile, "--tls-cert"},
		{certFile, "nowhere.pem", "nowhere.pem"},
		{"nowhere.pem", keyFile, "nowhere.pem"},
		{nonsense, keyFile, nonsense},
		{certFile, otherKey, otherKey},
		{keyFile, certFile, "are no certificate with its key"},
	} {
		listening, err := server.Listen(server.Config{Address: "127.0.0.1:0", Certificate: c.cert, Key: c.key, Connections: 1, Log: slog.New(slog.DiscardHandler)})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s with %s: %v, want %s", c.cert, c.key, err, c.want)
		}
		if listening != nil {
			t.Error("it listens")
		}
	}
}

// TestRenewedCertificate replaces the files of a server, first by one that has no key.
func TestRenewedCertificate(t *testing.T) {
	folder := t.TempDir()
	certFile, keyFile, _ := issue(t, folder, "first")
	log := &text{}
	files, err := server.NewCertificate(certFile, keyFile, slog.New(slog.NewTextHandler(log, nil)), time.Nanosecond)
	if err != nil {
		t.Fatal(err)
	}
	name := func() string {
		t.Helper()
		current, err := files(nil)
		if err != nil {
			t.Fatal(err)
		}
		return current.Leaf.Subject.CommonName
	}
	if got := name(); got != "first" {
		t.Errorf("the certificate is %s", got)
	}
	first, err := os.ReadFile(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	issue(t, folder, "second, which is longer")
	second, err := os.ReadFile(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	replace := func(key []byte) { // with another time than before
		t.Helper()
		if err := errors.Join(os.WriteFile(keyFile, key, 0o600), os.Chtimes(keyFile, time.Time{}, time.Now().Add(time.Duration(len(log.String()))*time.Second))); err != nil {
			t.Fatal(err)
		}
	}
	replace(first)
	for range 3 {
		if got := name(); got != "first" {
			t.Errorf("with a key that is not its own the certificate is %s", got)
		}
	}
	if count := strings.Count(log.String(), "level=WARN"); count != 1 || !strings.Contains(log.String(), certFile) {
		t.Errorf("the log says of a wrong key %d times\n%s", count, log)
	}
	replace(second)
	if got := name(); got != "second, which is longer" {
		t.Errorf("the certificate is %s\n%s", got, log)
	}
	if err := os.Remove(certFile); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if got := name(); got != "second, which is longer" {
			t.Errorf("without its file the certificate is %s", got)
		}
	}
	if count := strings.Count(log.String(), "level=WARN"); count != 2 || strings.Count(log.String(), "level=INFO") != 1 {
		t.Errorf("the log says\n%s", log)
	}
}

// TestNoiseOfTLS is no warning.
func TestNoiseOfTLS(t *testing.T) {
	s := encrypted(t, says("hello"), nil)
	s.client.Transport.(*http.Transport).TLSClientConfig = &tls.Config{RootCAs: x509.NewCertPool()}
	request, err := http.NewRequestWithContext(context.Background(), "GET", s.url, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.client.Do(request); err == nil {
		t.Error("a certificate of nobody is trusted")
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if s.log.String() != "" {
		t.Errorf("the log says %s", s.log)
	}
}
