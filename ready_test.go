package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestReadyAsksAServer(t *testing.T) {
	ask := func(arguments ...string) (status int, out, problems string) {
		var stdout, stderr bytes.Buffer
		status = run(t.Context(), append([]string{"rolegraph"}, arguments...), nil, &stdout, &stderr)
		return status, stdout.String(), stderr.String()
	}
	p := started(t)
	for _, arguments := range [][]string{{"ready", p.address}, {"ready", p.address + "/"}, {"--listen", strings.Replace(p.address, "http://127.0.0.1", "0.0.0.0", 1), "ready"}} {
		if status, out, problems := ask(arguments...); status != done || out != "ready\n" || problems != "" {
			t.Errorf("%v: status %d, %s%s", arguments, status, out, problems)
		}
	}
	p.stop()
	if status, _, problems := ask("ready", p.address); status != failed || !strings.Contains(problems, "connection refused") {
		t.Errorf("of a server that has ended: status %d, %s", status, problems)
	}
	waiting := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		http.Error(w, "the database can't be reached", http.StatusServiceUnavailable)
	}))
	defer waiting.Close()
	if status, _, problems := ask("ready", waiting.URL); status != failed || problems != "rolegraph: the database can't be reached\n" {
		t.Errorf("of a server that is not ready: status %d, %s", status, problems)
	}
	if status, _, problems := ask("ready", "a", "b"); status != wrongUsage || !strings.Contains(problems, "expected one URL") {
		t.Errorf("two addresses: status %d, %s", status, problems)
	}
}

// TestReadyAsksAServerWithTLS trusts the certificate that the server is told to show, and
// no other.
func TestReadyAsksAServerWithTLS(t *testing.T) {
	certFile, keyFile, _ := certificate(t)
	p := started(t, "--tls-cert", certFile, "--tls-key", keyFile)
	listening := strings.TrimPrefix(p.address, "https://")
	other, _, _ := certificate(t)
	for _, c := range []struct {
		shown string
		want  int
	}{{certFile, done}, {other, failed}, {keyFile + ".none", failed}} {
		var stdout, stderr bytes.Buffer
		if status := run(t.Context(), []string{"rolegraph", "--listen", listening, "--tls-cert", c.shown, "ready"}, nil, &stdout, &stderr); status != c.want {
			t.Errorf("with %s: status %d, %s%s", c.shown, status, stdout.String(), stderr.String())
		}
	}
}
