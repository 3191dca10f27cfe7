package main

import (
	"path/filepath"
	"runtime"
	"testing"

	"rolegraph/store/embedded"
)

// BenchmarkStart opens a data file of all published sources, as a server does that
// starts. What it reports as MB is what the store holds afterwards.
func BenchmarkStart(b *testing.B) {
	joins, facts := published(b)
	path := filepath.Join(b.TempDir(), "graph.db")
	store, err := embedded.Open(path, joins, silent)
	if err != nil {
		b.Fatal(err)
	}
	for _, f := range facts {
		if _, err := store.Replace(b.Context(), f); err != nil {
			b.Fatal(err)
		}
	}
	store.Close(b.Context())
	store, facts = nil, nil
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
