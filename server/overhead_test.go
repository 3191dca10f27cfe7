package server_test

import (
	"bufio"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"testing"
	"time"

	"rolegraph/server"
)

// BenchmarkServer asks for 30 kB over one connection, of a server, and of net/http
// alone with the same times.
func BenchmarkServer(b *testing.B) {
	content := []byte(varied(30_000))
	routes := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(content)))
		_, _ = w.Write(content)
	})
	config := server.Config{Address: "127.0.0.1:0", Routes: routes, Connections: 10, Log: slog.New(slog.DiscardHandler), Times: server.DefaultTimes(time.Second)}
	listening, err := server.Listen(config)
	if err != nil {
		b.Fatal(err)
	}
	go func() { _ = listening.Serve(b.Context()) }()
	bare, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	times := server.DefaultTimes(time.Second)
	alone := &http.Server{Handler: routes, ReadHeaderTimeout: times.Header, ReadTimeout: times.Read, WriteTimeout: times.Write, IdleTimeout: times.Idle}
	go func() { _ = alone.Serve(bare) }()
	defer alone.Close()
	for _, c := range []struct{ name, address string }{{"server", listening.URL()[len("http://"):]}, {"net/http", bare.Addr().String()}} {
		b.Run(c.name, func(b *testing.B) {
			connection, err := net.Dial("tcp", c.address)
			if err != nil {
				b.Fatal(err)
			}
			defer connection.Close()
			responses := bufio.NewReaderSize(connection, 64<<10)
			for b.Loop() {
				fmt.Fprint(connection, ask)
				response, err := http.ReadResponse(responses, nil)
				if err != nil {
					b.Fatal(err)
				}
				_, _ = io.Copy(io.Discard, response.Body)
				response.Body.Close()
			}
		})
	}
}
