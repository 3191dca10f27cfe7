package main

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"rolegraph/kg"
	"rolegraph/store/embedded"
)

// BenchmarkStart starts on a data file of all published sources: the program,
// until it is ready, where MB is the most memory that it had; and the store alone,
// where MB is what it holds afterwards.
func BenchmarkStart(b *testing.B) {
	joins, facts := published(b)
	path := filepath.Join(b.TempDir(), "graph.db")
	store, err := embedded.Open(path, joins, silent)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := store.Replace(b.Context(), facts...); err != nil {
		b.Fatal(err)
	}
	store.Close(b.Context())
	store, facts = nil, nil
	program := built(b)
	b.Run("program", func(b *testing.B) {
		for b.Loop() {
			startsUntilReady(b, exec.Command(program, "--data", path, "--listen", "127.0.0.1:0"))
		}
	})
	b.Run("store", func(b *testing.B) { opens(b, path, joins) })
}

func opens(b *testing.B, path string, joins *kg.Joins) {
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		before := heap()
		b.StartTimer()
		opened, err := embedded.Open(path, joins, silent)
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		b.ReportMetric(float64(heap()-before)/1e6, "MB")
		opened.Close(b.Context())
		b.StartTimer()
	}
}

// heap is how much memory is in use when what is not has been freed.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
