package server_test

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"rolegraph/server"
)

const ask = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

// TestConnectionsBeyondTheLimit has clients that wait for their answers take all
// places.
func TestConnectionsBeyondTheLimit(t *testing.T) {
	goroutines(t)
	begun, end := make(chan bool), make(chan bool)
	s := started(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		begun <- true
		<-end
		_, _ = io.WriteString(w, "hello")
	}), func(config *server.Config) { config.Connections = 3 })
	var inside []net.Conn
	for range 3 {
		client := s.dial(t)
		fmt.Fprint(client, ask)
		<-begun
		inside = append(inside, client)
	}
	for range 200 { // and none of them takes a place
		outside := s.dial(t)
		fmt.Fprint(outside, ask)
		response, body := read(t, outside)
		if response.StatusCode != http.StatusServiceUnavailable || response.Header.Get("Retry-After") != "1" || !response.Close ||
			body != `{"errors":[{"message":"the server has too much to do; try again in a second","extensions":{"code":"UNAVAILABLE"}}]}` {
			t.Fatalf("%d %v %s", response.StatusCode, response.Header, body)
		}
		outside.Close()
	}
	close(end)
	for _, client := range inside {
		if _, body := read(t, client); body != "hello" {
			t.Errorf("a client inside gets %q", body)
		}
	}
	go func() { <-begun }()
	if response, body := s.do(t, "GET", "/"); response.StatusCode != http.StatusOK {
		t.Errorf("with room again: %d %s", response.StatusCode, body)
	}
}

// TestIdleConnectionsGiveWay has clients that have been answered take all places.
func TestIdleConnectionsGiveWay(t *testing.T) {
	s := started(t, says("hello"), func(config *server.Config) { config.Connections = 3 })
	asks := func(client net.Conn) {
		t.Helper()
		fmt.Fprint(client, ask)
		if response, _ := read(t, client); response.StatusCode != http.StatusOK {
			t.Fatal(response.Status)
		}
		time.Sleep(20 * time.Millisecond) // until the server knows that it is done
	}
	var clients []net.Conn
	for range 3 {
		client := s.dial(t)
		asks(client)
		clients = append(clients, client)
	}
	asks(clients[0]) // so that the second has waited longest
	asks(s.dial(t))
	closed(t, clients[1])
	asks(clients[0])
	asks(clients[2])
}

// TestConnectionsThatSayNothing give way, too, the one that has said nothing longest
// first.
func TestConnectionsThatSayNothing(t *testing.T) {
	goroutines(t)
	s := started(t, says("hello"), func(config *server.Config) { config.Connections = 5 })
	var silent []net.Conn
	for range 50 {
		silent = append(silent, s.dial(t))
	}
	for _, client := range silent[:45] {
		closed(t, client)
	}
	if response, _ := s.do(t, "GET", "/"); response.StatusCode != http.StatusOK {
		t.Errorf("beside them: %d", response.StatusCode)
	}
	closed(t, silent[45])
	fmt.Fprint(silent[49], ask)
	if response, _ := read(t, silent[49]); response.StatusCode != http.StatusOK {
		t.Errorf("the one that came last asks, and gets %d", response.StatusCode)
	}
}
