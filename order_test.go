package main

import (
	"path/filepath"
	"slices"
	"testing"

	"rolegraph/kg"
	"rolegraph/store/embedded"
)

// TestSourcesAgain imports the published sources into a file, the last one first,
// and all of them again, read anew from their publishers' files: the version is
// that of the sources in their order. (TestSourcesInAnyOrder merges them in others,
// and a property test does so with random facts.)
func TestSourcesAgain(t *testing.T) {
	joins, facts := published(t)
	want := kg.Merge(joins, facts...).Version()
	store, err := embedded.Open(filepath.Join(t.TempDir(), "graph.db"), joins, silent, facts[0])
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close(t.Context())
	imported := func(facts []*kg.Facts) {
		t.Helper()
		if _, err := store.Replace(t.Context(), facts...); err != nil {
			t.Fatal(err)
		}
		index, err := store.Index(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if index.Version != want {
			t.Errorf("the version is %s, want %s", index.Version, want)
		}
	}
	backwards := slices.Clone(facts)
	slices.Reverse(backwards)
	imported(backwards)
	again, err := readPublished()
	if err != nil {
		t.Fatal(err)
	}
	imported(again)
}
