package storetest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"rolegraph/kg"
)

// RunWalks compares a store with Evaluate on neighborhoods and walks in the graphs
// that RunPaths makes. The plans have few shapes, and some walks are so long that
// their numbers come to the most that is counted.
func RunWalks(t *testing.T, open Open, graphs, plansEach int) {
	found := map[string]int{}
	for seed := range graphs {
		random := rand.New(rand.NewPCG(5, uint64(seed)))
		facts := woven(random, 1+seed%4)
		store := fill(t, open, nil, facts)
		graph := kg.Merge(nil, facts)
		index := graph.Index()
		for range plansEach {
			plan := &kg.Plan{Branches: []kg.Branch{
				wovenWalks(random, graph), wovenNeighborhood(random, graph),
				{Parent: 0, From: kg.Along{Step: kg.Step{Relation: kg.RequiresSkill}}, First: 2},
				{Parent: 1, From: kg.Along{Step: kg.Step{Relation: kg.UsesTool, Direction: kg.In}}, First: 2},
			}}
			plan.Read[kg.Role] = kg.ReadName
			want := agree(t, store, graph, index, plan, fmt.Sprint("graph ", seed))
			for _, what := range walked(want) {
				found[what]++
			}
		}
	}
	t.Logf("neighborhoods and walks agree with the naive evaluator: %v", found)
	for _, needed := range []string{"walks", "no walks", "as many walks", "the most walks", "more walks than shown", "hubs", "links", "omitted", "all around"} {
		if found[needed] == 0 {
			t.Errorf("no plan had %s", needed)
		}
	}
}

// walked says what the answer to a plan of walks and a neighborhood has.
func walked(result *kg.Result) []string {
	var has []string
	is := func(what string, holds bool) {
		if holds {
			has = append(has, what)
		}
	}
	ends, around := &result.Branches[0], &result.Branches[1]
	is("walks", len(ends.Walks) > 0)
	is("no walks", len(ends.Walks) == 0)
	is("as many walks", len(slices.Compact(slices.Clone(ends.Walks))) < len(ends.Walks))
	is("the most walks", slices.Contains(ends.Walks, kg.MaxCount))
	is("more walks than shown", ends.Rows[0].More)
	is("hubs", len(around.Around.Hubs) > 0)
	is("links", len(around.Around.Links) > 0)
	is("omitted", around.Rows[0].More)
	is("all around", !around.Rows[0].More)
	return has
}

// wovenNeighborhood is a branch of what lies around a node.
func wovenNeighborhood(random *rand.Rand, graph *kg.Graph) kg.Branch {
	n := kg.Neighborhood{
		Of: graph.Nodes()[random.IntN(len(graph.Nodes()))].ID(), Hops: 1 + random.IntN(3), Links: true,
		HubLimit: []int{1, 2, 3, 4, 6, 8, 500}[random.IntN(7)],
	}
	if random.IntN(3) == 0 {
		n.Kinds = [][]kg.Kind{{kg.Skill}, {kg.Role, kg.Skill}}[random.IntN(2)]
	}
	return kg.Branch{Parent: kg.NoParent, From: n, First: []int{1, 3, 8, 20, 100}[random.IntN(5)], Total: true, Read: kg.ReadWeight}
}

// wovenWalks is a branch of walks of one of a few shapes.
func wovenWalks(random *rand.Rand, graph *kg.Graph) kg.Branch {
	both := []kg.Direction{kg.Out, kg.In}
	step := func(relation kg.Relation, directions ...kg.Direction) kg.WalkStep {
		return kg.WalkStep{Relation: relation, Directions: directions}
	}
	var w kg.Traversal
	from := kg.Role
	switch random.IntN(5) {
	case 0:
		w.Steps = []kg.WalkStep{step(kg.RelatedTo, both...), step(kg.UsesTool, both...), step(kg.UsesTool, kg.In)}
	case 1:
		from = kg.Skill
		w.Steps = []kg.WalkStep{step(kg.BroaderThan, both...), step(kg.RequiresSkill, both...), step(kg.RelatedTo, kg.Out)}
	case 2:
		least := []kg.Weight{0, 1, 500_000}[random.IntN(3)]
		w.Steps = []kg.WalkStep{step(kg.RequiresSkill, kg.Out), step(kg.BroaderThan, kg.In)}
		w.Steps[0].Link.MinWeight = &least
	case 3:
		w.Steps = []kg.WalkStep{step(kg.RelatedTo, both...), step(kg.RelatedTo, both...)}
		w.Steps[0].To = []kg.ID{}
		_, roles := graph.NodesOf(kg.Role)
		for i := range roles {
			if random.IntN(2) == 0 {
				w.Steps[0].To = append(w.Steps[0].To, roles[i].ID())
			}
		}
		slices.SortFunc(w.Steps[0].To, kg.ID.Compare)
	default:
		for range 40 {
			w.Steps = append(w.Steps, step(kg.RelatedTo, both...))
		}
	}
	_, nodes := graph.NodesOf(from)
	for _, at := range random.Perm(len(nodes))[:1+random.IntN(min(3, len(nodes)))] {
		w.Starts = append(w.Starts, nodes[at].ID())
	}
	return kg.Branch{Parent: kg.NoParent, From: w, First: []int{1, 2, 5, 100}[random.IntN(4)], Total: true}
}
