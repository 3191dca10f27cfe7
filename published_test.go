package main

import (
	"os"
	"path/filepath"
	"testing"

	"rolegraph/importer"
	"rolegraph/kg"
	"rolegraph/seed"
)

// published are the seed's facts and those of the data sets beside the project,
// as their publishers have them, and what joins their names.
func published(tb testing.TB) (*kg.Joins, []*kg.Facts) {
	tb.Helper()
	folder := publishedFolder(tb)
	article, joins, err := seed.Load()
	if err != nil {
		tb.Fatal(err)
	}
	onet, err := importer.ONET(tb.Context(), os.DirFS(filepath.Join(folder, "onet")), joins, importer.DefaultMinImportance, &importer.Report{})
	if err != nil {
		tb.Fatal(err)
	}
	esco, err := importer.ESCO(tb.Context(), filepath.Join(folder, "esco-1.1.1"), &importer.Report{})
	if err != nil {
		tb.Fatal(err)
	}
	oews, err := importer.OEWS(tb.Context(), []string{filepath.Join(folder, "bls")}, &importer.Report{})
	if err != nil {
		tb.Fatal(err)
	}
	projections, err := importer.Projections(tb.Context(), filepath.Join(folder, "bls", "occupation.xlsx"), &importer.Report{})
	if err != nil {
		tb.Fatal(err)
	}
	jobs, err := importer.AIJobs(tb.Context(), filepath.Join(folder, "ai-jobs-salaries", "salaries.csv"), &importer.Report{})
	if err != nil {
		tb.Fatal(err)
	}
	return joins, []*kg.Facts{article, onet, esco, oews, projections, jobs}
}

// publishedFolder is the folder of the data sets beside the project.
func publishedFolder(tb testing.TB) string {
	tb.Helper()
	folder := filepath.Join("..", "shared", "data")
	if _, err := os.Stat(folder); err != nil {
		tb.Skip("the published data is not beside the project:", err)
	}
	return folder
}
