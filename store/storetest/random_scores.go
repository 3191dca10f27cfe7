package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"rolegraph/kg"
)

// RunScores compares a store with Evaluate on roles that are like others, and that
// profiles cover, in the graphs that RunPaths makes, page after page. The plans
// have few shapes.
func RunScores(t *testing.T, open Open, graphs, plansEach int) {
	found := map[string]int{}
	for seed := range graphs {
		random := rand.New(rand.NewPCG(7, uint64(seed)))
		facts := woven(random, 1+seed%4)
		store := fill(t, open, nil, facts)
		graph := kg.Merge(nil, facts)
		index := graph.Index()
		for range plansEach {
			plan, list := wovenScores(random, graph)
			want := agree(t, store, graph, index, plan, fmt.Sprint("graph ", seed))
			table := &want.Branches[list]
			row := table.Rows[0]
			found["lists"]++
			if row.End > row.Start {
				found["found"]++
			}
			if !row.More {
				continue
			}
			found["several pages"]++
			last := want.Nodes[table.Entries[row.End-1].Node]
			score := scoreOf(table, int(row.End)-1)
			plan.Branches[list].After = &kg.Place{Number: score.Number(), Kind: kg.Role, SortKey: last.SortKey, Slug: last.Slug}
			next := agree(t, store, graph, index, plan, fmt.Sprint("graph ", seed, ", the next page"))
			if page := &next.Branches[list]; scoreOf(page, int(page.Rows[0].Start)) == score {
				found["ties across pages"]++
			}
		}
	}
	t.Logf("scores agree with the naive evaluator: %v", found)
	for _, needed := range []string{"found", "several pages", "ties across pages"} {
		if found[needed] < found["lists"]/50 {
			t.Errorf("too few plans were of %s", needed)
		}
	}
}

// scoreOf is what an entry of a list of roles is ordered by.
func scoreOf(table *kg.Table, entry int) kg.Weight {
	if len(table.Fits) > 0 {
		return table.Fits[entry].Coverage()
	}
	return table.Scores[entry]
}

// wovenScores is a plan with a list of roles by a score, and says which of its
// branches that is.
func wovenScores(random *rand.Rand, graph *kg.Graph) (*kg.Plan, int) {
	kinds := [][]kg.Kind{{kg.Skill, kg.Tool}, kg.Kinds()[1:]}[random.IntN(2)]
	some := func(kind kg.Kind, most int) []kg.Slug {
		_, nodes := graph.NodesOf(kind)
		var slugs []kg.Slug
		for _, at := range random.Perm(len(nodes))[:random.IntN(min(most, len(nodes))+1)] {
			slugs = append(slugs, nodes[at].Slug)
		}
		slices.Sort(slugs)
		return slugs
	}
	plan := &kg.Plan{}
	plan.Read[kg.Role] = kg.ReadName | kg.ReadSortKey
	first := []int{1, 2, 3, 20}[random.IntN(4)]
	if random.IntN(2) == 0 {
		_, roles := graph.NodesOf(kg.Role)
		plan.Branches = []kg.Branch{
			{Parent: kg.NoParent, From: kg.ByID{IDs: []kg.ID{roles[random.IntN(len(roles))].ID()}}},
			{Parent: 0, From: kg.Similar{Kinds: kinds, Overlaps: true}, First: first, Total: true},
		}
		return plan, 1
	}
	profile := kg.Profile{Roles: some(kg.Role, 1)}
	for _, kind := range kinds {
		profile.Has[kind] = some(kind, 3)
	}
	_, roles := graph.NodesOf(kg.Role)
	plan.Branches = []kg.Branch{
		{Parent: kg.NoParent, From: kg.Fitting{Kinds: kinds, Profile: profile}, First: first, Total: true},
		{Parent: kg.NoParent, From: kg.Fitting{Kinds: kinds, Profile: profile, Role: roles[random.IntN(len(roles))].Slug}, First: 1},
	}
	return plan, 0
}
