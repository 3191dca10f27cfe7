package server

import (
	"container/list"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"time"

	"rolegraph/graph"
)

// connections bounds how many connections are open at a time. One beyond that gets the
// place of the one on which nothing has come for longest, neither its first request nor
// its next; if there is something under way on all, it is refused.
type connections struct {
	most      int
	encrypted bool
	farewell  time.Duration
	refusing  sync.WaitGroup
	places    chan struct{} // of those that are refused politely

	mu   sync.Mutex
	open map[net.Conn]*list.Element // of idle; nil for those that do not wait
	idle *list.List                 // of net.Conn, the one that waits longest first
}

const (
	// farewellTime is how long a refused client may take to ask, and to read why it gets
	// no answer.
	farewellTime = time.Second
	// farewells is how many may do so at a time.
	farewells = 500
)

func newConnections(most int, encrypted bool) *connections {
	return &connections{
		most: most, encrypted: encrypted, farewell: farewellTime, places: make(chan struct{}, farewells),
		open: map[net.Conn]*list.Element{}, idle: list.New(),
	}
}

// changed is told by net/http, of each connection before the next one is accepted.
func (c *connections) changed(connection net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	waits, known := c.open[connection]
	if !known && state != http.StateNew {
		return // its place is another's
	}
	if waits != nil {
		c.idle.Remove(waits)
	}
	switch state {
	case http.StateNew, http.StateIdle:
		c.open[connection] = c.idle.PushBack(connection)
	case http.StateClosed, http.StateHijacked:
		delete(c.open, connection)
	default:
		c.open[connection] = nil
	}
}

// room reports whether there is a place for another connection, and makes one if it can.
func (c *connections) room() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.open) < c.most {
		return true
	}
	longest := c.idle.Front()
	if longest == nil {
		return false
	}
	connection := c.idle.Remove(longest).(net.Conn)
	delete(c.open, connection)
	if secure, ok := connection.(*tls.Conn); ok {
		connection = secure.NetConn() // a farewell by TLS may have to wait for the client
	}
	_ = connection.Close()
	return true
}

// limited is a listener whose connections are those that there is room for.
func (c *connections) limited(listener net.Listener) net.Listener {
	return limited{listener, c}
}

type limited struct {
	net.Listener
	connections *connections
}

func (l limited) Accept() (net.Conn, error) {
	for {
		connection, err := l.Listener.Accept()
		if err != nil || l.connections.room() {
			return connection, err
		}
		l.connections.refuse(connection)
	}
}

// refuse tells a client that there is no room, and closes its connection. Without TLS
// this is an answer by HTTP; with it, the connection is closed at once, since it would
// take the work of a handshake to say anything that the client believes.
func (c *connections) refuse(connection net.Conn) {
	if c.encrypted {
		_ = connection.Close()
		return
	}
	select {
	case c.places <- struct{}{}:
	default: // those are many; the rest get no answer
		_ = connection.Close()
		return
	}
	c.refusing.Go(func() {
		defer func() { <-c.places }()
		defer connection.Close()
		_ = connection.SetDeadline(time.Now().Add(c.farewell))
		// Clients take an answer that comes before they ask for a fault.
		if _, err := connection.Read(make([]byte, 1<<10)); err != nil {
			return
		}
		const body = `{"errors":[{"message":"` + graph.TooBusy + `","extensions":{"code":"UNAVAILABLE"}}]}`
		fmt.Fprintf(connection, "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: %d\r\nRetry-After: %d\r\nX-Content-Type-Options: nosniff\r\n\r\n%s",
			len(body), retryAfter, body)
		// Closing while something is unread takes back what is not yet read there.
		if half, ok := connection.(*net.TCPConn); ok {
			_ = half.CloseWrite()
		}
		_, _ = io.CopyN(io.Discard, connection, 1<<16)
	})
}
