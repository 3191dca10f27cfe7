package main

import (
	"path/filepath"
	"slices"
	"testing"

	"rolegraph/kg"
	"rolegraph/store/embedded"
)

// TestOrderOfSources has each of the published sources first, and the others behind
// it as they come and backwards, which of three sources are all orders; and each of
// them twice, read anew from its publisher's files. The version is the same.
func TestOrderOfSources(t *testing.T) {
	joins, facts := published(t)
	want := kg.Merge(joins, facts...).Version()
	backwards := slices.Clone(facts)
	slices.Reverse(backwards)
	for _, order := range [][]*kg.Facts{facts, backwards} {
		for first := range order {
			turned := slices.Concat(order[first:], order[:first])
			if got := kg.Merge(joins, turned...).Version(); got != want {
				t.Errorf("with %s first, then %s, the version is %s, want %s", turned[0].Source.Slug, turned[1].Source.Slug, got, want)
			}
		}
	}
	_, again := published(t)
	store, err := embedded.Open(filepath.Join(t.TempDir(), "graph.db"), joins, silent, facts[0])
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close(t.Context())
	for _, f := range slices.Concat(facts[1:], again) {
		if _, err := store.Replace(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	index, err := store.Index(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if index.Version != want {
		t.Errorf("imported into a file, and again, the version is %s, want %s", index.Version, want)
	}
}
