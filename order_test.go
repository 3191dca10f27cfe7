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
// that of the sources in their order. (A property test merges random facts in other
// orders.)
func TestSourcesAgain(t *testing.T) {
	joins, facts := published(t)
	graph := kg.Merge(joins, facts...)
	at, known := graph.Position(kg.ID{Kind: kg.Role, Slug: "data-scientist"})
	if all := []string{kg.SourceArticle, kg.SourceONET, kg.SourceESCO, kg.SourceBLSOEWS, kg.SourceBLSProjections, kg.SourceAIJobs}; !known || !slices.Equal(graph.Nodes()[at].Sources, all) {
		t.Errorf("data scientists are known to %v, want %v", graph.Nodes()[at].Sources, all)
	}
	want := graph.Version()
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
