// The ceiling is what rolegraph is measured by in memory: a server that knows the
// answers beforehand and only writes their bytes.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
)

func main() {
	log.SetFlags(0)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	folder := flag.String("answers", "", "`FOLDER` of the answers; each is served at its path there")
	flag.Parse()
	if err := serve(ctx, os.DirFS(*folder)); err != nil {
		log.Fatal("ceiling: ", err)
	}
}

func serve(ctx context.Context, folder fs.FS) error {
	answers := map[string][]byte{}
	err := fs.WalkDir(folder, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		answers["/"+path], err = fs.ReadFile(folder, path)
		return err
	})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("the ceiling answers at http://%s\n", listener.Addr())
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, known := answers[r.URL.Path]
		if !known {
			http.NotFound(w, r)
			return
		}
		// Reading the request is a part of every answer.
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			return // a client that has gone is no fault
		}
		header := w.Header()
		header.Set("Content-Type", "application/json; charset=utf-8")
		header.Set("Content-Length", strconv.Itoa(len(answer)))
		_, _ = w.Write(answer) // a client that has gone is no fault
	})}
	context.AfterFunc(ctx, func() { server.Close() })
	if err := server.Serve(listener); err != http.ErrServerClosed {
		return err
	}
	return nil
}
