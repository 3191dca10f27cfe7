// Package faultproxy stands between a client and a database, and does to their
// connections what networks and machines do. It listens on loopback only.
package faultproxy

import (
	"io"
	"net"
	"sync"
	"testing"
	"time"
)

// Fault is what happens to connections, to those that there are as to those to come.
// The zero value is none.
type Fault struct {
	// Refuse closes all connections, and the port.
	Refuse bool
	// Stall lets nothing through from the database, and closes nothing.
	Stall bool
	// Cut closes a connection.
	Cut bool
	// After is how many bytes from the database a connection still lets through before
	// it stalls or is cut.
	After int
	// Rate is how many bytes a second come through from the database; 0 is all.
	Rate int
	// Change changes what comes from the database at a time, in place.
	Change func([]byte)
}

// Proxy passes connections on to a database.
type Proxy struct {
	to, address string

	mu       sync.Mutex
	fault    Fault
	changed  chan struct{} // closed when there is another fault
	listener net.Listener  // nil while it refuses
	open     map[net.Conn]bool
	most     int
	passing  sync.WaitGroup
}

// Start gives a proxy for an address, such as 127.0.0.1:7687, until the test ends.
func Start(tb testing.TB, to string) *Proxy {
	tb.Helper()
	p := &Proxy{to: to, address: "127.0.0.1:0", changed: make(chan struct{}), open: map[net.Conn]bool{}}
	if err := p.listen(); err != nil {
		tb.Fatal(err)
	}
	p.address = p.listener.Addr().String()
	tb.Cleanup(func() {
		p.Set(tb, Fault{Refuse: true})
		p.passing.Wait()
	})
	return p
}

// Address is where the proxy listens.
func (p *Proxy) Address() string { return p.address }

// Set makes a fault that of all connections; Fault{} heals them.
func (p *Proxy) Set(tb testing.TB, fault Fault) {
	tb.Helper()
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fault = fault
	close(p.changed)
	p.changed = make(chan struct{})
	switch {
	case fault.Refuse && p.listener != nil:
		p.listener.Close()
		p.listener = nil
		for connection := range p.open {
			connection.Close()
		}
	case !fault.Refuse && p.listener == nil:
		if err := p.listen(); err != nil {
			tb.Fatal(err)
		}
	}
}

// Open is how many connections there are, and the most that there were at a time.
func (p *Proxy) Open() (now, most int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.open), p.most
}

func (p *Proxy) listen() error {
	listener, err := net.Listen("tcp", p.address)
	if err != nil {
		return err
	}
	p.listener = listener
	p.passing.Go(func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			p.passing.Go(func() { p.pass(near) })
		}
	})
	return nil
}

// pass passes a connection on until either side closes it.
func (p *Proxy) pass(near net.Conn) {
	defer near.Close()
	p.mu.Lock()
	if p.fault.Refuse {
		p.mu.Unlock()
		return
	}
	p.open[near] = true
	p.most = max(p.most, len(p.open))
	p.mu.Unlock()
	ended := make(chan struct{})
	defer func() {
		p.mu.Lock()
		delete(p.open, near)
		p.mu.Unlock()
	}()
	far, err := net.Dial("tcp", p.to)
	if err != nil {
		return
	}
	defer far.Close()
	var up sync.WaitGroup
	defer up.Wait()
	up.Go(func() {
		defer close(ended) // the client has gone: what stalls, ends
		defer far.Close()
		_, _ = io.Copy(far, near)
	})
	defer near.Close()
	p.down(near, far, ended)
}

// down passes on what the database says, as the fault lets it.
func (p *Proxy) down(near, far net.Conn, ended <-chan struct{}) {
	buffer := make([]byte, 32<<10)
	var since <-chan struct{} // tells of the fault that through is counted of
	through := 0
	for {
		n, err := far.Read(buffer)
		for next := buffer[:n]; len(next) > 0; {
			fault, changed := p.current()
			if changed != since {
				since, through = changed, 0
			}
			part := next
			switch {
			case (fault.Stall || fault.Cut) && through < fault.After:
				part = next[:min(fault.After-through, len(next))]
			case fault.Cut:
				return
			case fault.Stall:
				select {
				case <-changed:
				case <-ended:
					return
				}
				continue
			case fault.Rate > 0:
				part = next[:1]
				select {
				case <-time.After(time.Second / time.Duration(fault.Rate)):
				case <-changed:
				case <-ended:
					return
				}
			}
			if fault.Change != nil {
				fault.Change(part)
			}
			if _, err := near.Write(part); err != nil {
				return
			}
			through += len(part)
			next = next[len(part):]
		}
		if err != nil {
			return
		}
	}
}

// current is the fault, and what is closed when there is another.
func (p *Proxy) current() (Fault, <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fault, p.changed
}
