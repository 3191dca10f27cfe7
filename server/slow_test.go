package server_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"rolegraph/server"
)

// closed waits until the server has closed a connection, whatever it says before.
func closed(t *testing.T, connection net.Conn) {
	t.Helper()
	_ = connection.SetReadDeadline(time.Now().Add(20 * time.Second))
	if _, err := io.Copy(io.Discard, connection); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Error("the server keeps the connection")
	}
}

// byteByByte sends a text slowly, without an end.
func byteByByte(connection net.Conn, text string) {
	for {
		for _, c := range []byte(text) {
			if _, err := connection.Write([]byte{c}); err != nil {
				return
			}
			time.Sleep(5 * time.Millisecond)
		}
	}
}

// TestSlowWritersAreCut has clients whose headers, and whose bodies, do not come to an
// end; and some that send nothing.
func TestSlowWritersAreCut(t *testing.T) {
	goroutines(t)
	var asked atomic.Int64
	s := started(t, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		_, _ = io.ReadAll(r.Body)
	}), func(config *server.Config) {
		config.Times.Header, config.Times.Read = 200*time.Millisecond, 400*time.Millisecond
	})
	var clients []net.Conn
	for range 10 {
		header, body, silent := s.dial(t), s.dial(t), s.dial(t)
		go byteByByte(header, "GET / HTTP/1.1\r\nHost: x\r\nX-More: ")
		fmt.Fprint(body, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n")
		go byteByByte(body, "more ")
		clients = append(clients, header, body, silent)
	}
	for _, client := range clients {
		closed(t, client)
	}
	if asked.Load() != 10 {
		t.Errorf("%d requests came to the handler, want those 10 with headers", asked.Load())
	}
}

// TestSlowReadersAreCut has clients that do not read what they have asked for.
func TestSlowReadersAreCut(t *testing.T) {
	goroutines(t)
	content := bytes.Repeat([]byte("long "), long/5)
	ended := make(chan error, 100)
	s := started(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, err := w.Write(content)
		ended <- err
	}), func(config *server.Config) { config.Times.Write = 200 * time.Millisecond })
	for range 10 {
		fmt.Fprint(s.dial(t), "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	}
	for range 10 {
		select {
		case err := <-ended:
			if err == nil {
				t.Error("the network takes all that the client does not read: the test needs more")
			}
		case <-time.After(20 * time.Second):
			t.Fatal("clients that do not read hold the server")
		}
	}
}

// TestIdleConnectionsAreClosed asks once and then no more.
func TestIdleConnectionsAreClosed(t *testing.T) {
	s := started(t, says("hello"), func(config *server.Config) { config.Times.Idle = 50 * time.Millisecond })
	client := s.dial(t)
	fmt.Fprint(client, "GET / HTTP/1.1\r\nHost: x\r\n\r\n")
	if response, body := read(t, client); response.StatusCode != http.StatusOK || body != "hello" {
		t.Errorf("%d %s", response.StatusCode, body)
	}
	closed(t, client)
}

// TestLongHeaders are refused before all of them is read.
func TestLongHeaders(t *testing.T) {
	s := started(t, says("hello"), func(config *server.Config) { config.HeaderBytes = 10_000 })
	for length, want := range map[int]int{9000: http.StatusOK, 100_000: http.StatusRequestHeaderFieldsTooLarge} {
		response, _ := s.do(t, "GET", "/", "X-Long", string(bytes.Repeat([]byte("x"), length)))
		if response.StatusCode != want {
			t.Errorf("%s bytes: %d, want %d", strconv.Itoa(length), response.StatusCode, want)
		}
	}
}
