package importer_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"rolegraph/importer"
	"rolegraph/kg"
	"rolegraph/seed"
)

// TestSourcesInAnyOrder has all published data make one graph, whichever comes
// first.
func TestSourcesInAnyOrder(t *testing.T) {
	article, joins, err := seed.Load()
	if err != nil {
		t.Fatal(err)
	}
	bls := published(t, "bls")
	all := []*kg.Facts{article}
	for name, read := range map[string]func(report *importer.Report) (*kg.Facts, error){
		"onet": func(report *importer.Report) (*kg.Facts, error) {
			facts, err := importer.ONET(t.Context(), os.DirFS(published(t, "onet")), joins, importer.DefaultMinImportance, report)
			if err != nil {
				return nil, err
			}
			return facts, importer.Degrees(t.Context(), facts, filepath.Join(published(t, "crosswalk"), "Education_CIP_to_ONET_SOC.xlsx"), report)
		},
		"esco": func(report *importer.Report) (*kg.Facts, error) {
			return importer.ESCO(t.Context(), published(t, "esco-1.1.1"), report)
		},
		"bls-oews": func(report *importer.Report) (*kg.Facts, error) {
			return importer.OEWS(t.Context(), []string{bls}, report)
		},
		"bls-projections": func(report *importer.Report) (*kg.Facts, error) {
			return importer.Projections(t.Context(), filepath.Join(bls, "occupation.xlsx"), report)
		},
		"ai-jobs": func(report *importer.Report) (*kg.Facts, error) {
			return importer.AIJobs(t.Context(), filepath.Join(published(t, "ai-jobs-salaries"), "salaries.csv"), report)
		},
	} {
		facts, err := read(&importer.Report{})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		all = append(all, facts)
	}
	graph := kg.Merge(joins, all...)
	slices.Reverse(all)
	if other := kg.Merge(joins, all...); other.Version() != graph.Version() {
		t.Errorf("the versions are %s and %s", graph.Version(), other.Version())
	}
	at, ok := graph.Position(kg.ID{Kind: kg.Role, Slug: "data-scientist"})
	if want := []string{kg.SourceArticle, kg.SourceONET, kg.SourceESCO, kg.SourceBLSOEWS, kg.SourceBLSProjections, kg.SourceAIJobs}; !ok || !slices.Equal(graph.Nodes()[at].Sources, want) {
		t.Errorf("data scientists are known to %v, want %v", graph.Nodes()[at].Sources, want)
	}
}
