// Package server serves HTTP to whoever may come: what it takes, and for how long, is
// bounded, and what is beyond the bounds is answered at once. What is asked and answered
// is not its business.
package server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// Config is what a server is told. Address, Routes, Connections, the times and Log are
// needed; the zero value of the rest is right.
type Config struct {
	// Address is what the server listens on, as host:port; port 0 is a free one.
	Address string
	// Routes answers the requests. Nothing else does, so that the address has no
	// handlers that somebody's package has registered.
	Routes http.Handler
	// Observe wraps all that answers, to see each request and its response; nil is
	// nobody. The request's context has its id.
	Observe func(http.Handler) http.Handler
	// Connections is how many may be open at a time, and how many requests may be
	// answered at a time, of which connections by HTTP/2 have several. At least 1.
	Connections int
	// Certificate and Key are the files for TLS; both or none.
	Certificate, Key string
	// Origins are those of pages of other servers that may ask what stands at the
	// paths of Shared; "*" is all pages. ParseOrigin reads one.
	Origins []string
	// Shared are paths for pages of other servers.
	Shared []string
	// HeaderBytes is how long a request's line and headers may be together; 0 is
	// net/http's default of 1 MB.
	HeaderBytes int
	// Times are how long clients may take.
	Times Times
	// Log is told what goes wrong.
	Log *slog.Logger
}

// Times are how long a client, or an answer, may take.
type Times struct {
	// Header is until the headers of a request are there, and Read until its body is.
	Header, Read time.Duration
	// Write is from then until the answer is taken.
	Write time.Duration
	// Idle is how long a connection may wait for its next request.
	Idle time.Duration
	// Closing is how long requests may take to end when the server does.
	Closing time.Duration
}

// DefaultTimes are what is right for operations that may take as long as a deadline:
// clients by slow lines have seconds for the little that they send, and those who send
// or take it byte by byte to hold the server are cut.
func DefaultTimes(deadline time.Duration) Times {
	return Times{
		Header: 5 * time.Second, Read: 10 * time.Second, Write: deadline + 10*time.Second, Idle: 2 * time.Minute,
		Closing: deadline + 10*time.Second,
	}
}

// streams is how many requests a client may have under way on a connection by HTTP/2:
// the least that the standard recommends.
const streams = 100

// Server is a server that listens.
type Server struct {
	config      Config
	listener    net.Listener
	connections *connections
	server      *http.Server
}

// Listen makes a server that listens. It answers once Serve is called, which has to be.
func Listen(config Config) (*Server, error) {
	s := &Server{config: config}
	secure, err := config.tls()
	if err != nil {
		return nil, err
	}
	if s.listener, err = net.Listen("tcp", config.Address); err != nil {
		return nil, fmt.Errorf("can't listen on %s: %w", config.Address, errors.Unwrap(err))
	}
	s.connections = newConnections(config.Connections, config.encrypts())
	s.server = &http.Server{
		Handler:           handler(config),
		TLSConfig:         secure,
		ReadHeaderTimeout: config.Times.Header,
		ReadTimeout:       config.Times.Read,
		WriteTimeout:      config.Times.Write,
		IdleTimeout:       config.Times.Idle,
		MaxHeaderBytes:    config.HeaderBytes,
		HTTP2:             &http.HTTP2Config{MaxConcurrentStreams: streams, WriteByteTimeout: config.Times.Write},
		ConnState:         s.connections.changed,
		ErrorLog:          log.New(complaints{config.Log}, "", 0),
	}
	return s, nil
}

// URL is where the server is, without a path.
func (s *Server) URL() string {
	scheme := "http"
	if s.config.encrypts() {
		scheme = "https"
	}
	return scheme + "://" + s.listener.Addr().String()
}

// Serve answers requests until the context ends. Requests that are under way then are
// answered, as long as that does not take longer than Times.Closing.
func (s *Server) Serve(ctx context.Context) error {
	listener := s.connections.limited(s.listener)
	defer s.connections.refusing.Wait()
	served := make(chan error, 1)
	go func() {
		if s.config.encrypts() {
			served <- s.server.ServeTLS(listener, "", "")
			return
		}
		served <- s.server.Serve(listener)
	}()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.config.Times.Closing)
	defer cancel()
	if err := s.server.Shutdown(ending); err != nil {
		_ = s.server.Close() // it has said already what is wrong
		return fmt.Errorf("some operations did not end in time: %w", err)
	}
	return nil
}

func (c Config) encrypts() bool { return c.Certificate != "" || c.Key != "" }

// tls is how connections are encrypted; nil if they are not.
func (c Config) tls() (*tls.Config, error) {
	if !c.encrypts() {
		return nil, nil
	}
	files, err := newCertificate(c.Certificate, c.Key, c.Log)
	if err != nil {
		return nil, err
	}
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: files.current}, nil
}
