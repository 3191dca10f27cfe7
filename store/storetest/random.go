package storetest

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"rolegraph/kg"
)

// Open gives an empty store that joins names so. It is closed by the caller's
// test.
type Open func(t *testing.T, joins *kg.Joins) kg.Store

// statistics says how much a run of random plans tried.
type statistics struct {
	plans, answered, paged, tied int
}

// RunRandom compares a store with Evaluate on random graphs and random plans
// on each, and prints how many had answers. The seeds are fixed: a failure is
// there again at the next run, and all stores are asked the same.
func RunRandom(t *testing.T, open Open, graphs, plansEach int) {
	var all statistics
	for seed := range graphs {
		facts := rapid.Custom(Facts).Example(seed)
		store := open(t, nil)
		for _, f := range facts {
			if _, err := store.Replace(t.Context(), f); err != nil {
				t.Fatalf("graph %d: %v", seed, err)
			}
		}
		graph := kg.Merge(nil, facts...)
		index := graph.Index()
		for i := range plansEach {
			plan := rapid.Custom(func(t *rapid.T) *kg.Plan { return Plan(t, graph) }).Example(seed<<16 | i)
			want := agree(t, store, graph, index, plan, fmt.Sprintf("graph %d, plan %d", seed, i))
			all.count(plan, want)
		}
	}
	t.Logf("%d random plans on %d random graphs agree with the naive evaluator; %d had answers that were not empty, %d several pages, %d ties",
		all.plans, graphs, all.answered, all.paged, all.tied)
	if all.answered*100 < all.plans*60 || all.paged == 0 || all.tied == 0 {
		t.Error("too few of the plans had answers, pages or ties to mean much")
	}
}

func (s *statistics) count(plan *kg.Plan, result *kg.Result) {
	answered, paged, tied := false, false, false
	for i := range result.Branches {
		table, branch := &result.Branches[i], &plan.Branches[i]
		for r := range table.Rows {
			row := &table.Rows[r]
			answered = answered || row.Total > 0 || row.End > row.Start
			paged = paged || row.More
			page := table.Page(row)
			for e := 1; e < len(page) && len(table.Counts) == 0 && table.Paths == nil; e++ {
				a, b := placeAt(result, branch, page[e-1]), placeAt(result, branch, page[e])
				tied = tied || a.Number == b.Number && (branch.Order.By != kg.ByName || a.SortKey == b.SortKey)
			}
		}
	}
	s.plans++
	for flag, counter := range map[*bool]*int{&answered: &s.answered, &paged: &s.paged, &tied: &s.tied} {
		if *flag {
			*counter++
		}
	}
}

func placeAt(result *kg.Result, branch *kg.Branch, entry kg.Entry) kg.Place {
	return placeOf(candidate{result.Nodes[entry.Node], entry.Link}, branch.Order.By)
}
