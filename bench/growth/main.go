// growth makes a data file of a large graph, as unevenly spread as real sources,
// opens it as a server does, asks it what benchmarks ask, and says what that took.
package main

import (
	"context"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

func main() {
	roles := flag.Int("roles", 77_000, "make a graph of so many roles, thirteen times as many entities, and some 150 times as many links")
	opened := flag.String("open", "", "only open a data `FILE`")
	flag.Parse()
	run := func() error { return grow(*roles) }
	if *opened != "" {
		run = func() error { return open(*opened) }
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "growth:", err)
		os.Exit(1)
	}
}

// grow makes a data file and has a program of its own open it, whose memory is that
// of the opening alone.
func grow(roles int) error {
	folder, err := os.MkdirTemp("", "growth")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "graph.db")
	if err := generate(path, roles); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	opening := exec.Command(self, "-open", path)
	opening.Stdout, opening.Stderr = os.Stdout, os.Stderr
	return opening.Run()
}

func generate(path string, roles int) error {
	began := time.Now()
	graph, err := storetest.SkewedGraph(roles)
	if err != nil {
		return err
	}
	if err := embedded.WriteFile(path, nil, graph); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	fmt.Printf("%d entities, %d links, made in %.1f s; the file has %d MB\n",
		len(graph.Nodes()), len(graph.Links()), time.Since(began).Seconds(), info.Size()/1e6)
	return nil
}

func open(path string) error {
	began := time.Now()
	store, err := embedded.Open(path, nil, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	took := time.Since(began)
	index, err := store.Index(context.Background())
	if err != nil {
		return err
	}
	index.Search("", nil) // waits for the words
	searching := time.Since(began)
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return err
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	var peak float64
	if _, err := fmt.Sscan(rest, &peak); err != nil {
		return err
	}
	_, links := index.Size()
	fmt.Printf("opened in %.1f s, %.1f s until it searches; live heap %.0f MB, %.0f bytes a link; most memory %.0f MB\n",
		took.Seconds(), searching.Seconds(), float64(memory.HeapAlloc)/1e6, float64(memory.HeapAlloc)/float64(links), peak*1024/1e6)
	return answers(context.Background(), store)
}
