package main

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"rolegraph/importer"
	"rolegraph/kg"
	"rolegraph/seed"
)

// dataFolder has the data sets beside the project.
var dataFolder = filepath.Join("..", "shared", "data")

// publishedOnce reads them for all tests that do not change them: it takes a
// while.
var publishedOnce = sync.OnceValues(readPublished)

// published are the seed's facts and those of the data sets beside the project,
// as their publishers have them, and what joins their names.
func published(tb testing.TB) (*kg.Joins, []*kg.Facts) {
	tb.Helper()
	publishedFolder(tb)
	_, joins, err := seed.Load()
	if err != nil {
		tb.Fatal(err)
	}
	facts, err := publishedOnce()
	if err != nil {
		tb.Fatal(err)
	}
	return joins, facts
}

// readPublished reads the facts anew.
func readPublished() ([]*kg.Facts, error) {
	article, joins, err := seed.Load()
	if err != nil {
		return nil, err
	}
	all := []*kg.Facts{article}
	ctx, bls := context.Background(), filepath.Join(dataFolder, "bls")
	for _, read := range []func(*importer.Report) (*kg.Facts, error){
		func(report *importer.Report) (*kg.Facts, error) {
			facts, err := importer.ONET(ctx, os.DirFS(filepath.Join(dataFolder, "onet")), joins, importer.DefaultMinImportance, report)
			if err != nil {
				return nil, err
			}
			return facts, importer.Degrees(ctx, facts, filepath.Join(dataFolder, "crosswalk", "Education_CIP_to_ONET_SOC.xlsx"), report)
		},
		func(report *importer.Report) (*kg.Facts, error) {
			return importer.ESCO(ctx, filepath.Join(dataFolder, "esco-1.1.1"), report)
		},
		func(report *importer.Report) (*kg.Facts, error) { return importer.OEWS(ctx, []string{bls}, report) },
		func(report *importer.Report) (*kg.Facts, error) {
			return importer.Projections(ctx, filepath.Join(bls, "occupation.xlsx"), report)
		},
		func(report *importer.Report) (*kg.Facts, error) {
			return importer.AIJobs(ctx, filepath.Join(dataFolder, "ai-jobs-salaries", "salaries.csv"), report)
		},
	} {
		facts, err := read(&importer.Report{})
		if err != nil {
			return nil, err
		}
		all = append(all, facts)
	}
	return all, nil
}

// publishedFolder is the folder of the data sets, where it is there.
func publishedFolder(tb testing.TB) string {
	tb.Helper()
	if testing.Short() {
		tb.Skip("reads the published data, which takes long; -short leaves it out")
	}
	if _, err := os.Stat(dataFolder); err != nil {
		tb.Skip("the published data is not beside the project:", err)
	}
	return dataFolder
}
