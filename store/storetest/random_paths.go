package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"rolegraph/kg"
)

// RunPaths compares a store with Evaluate on paths between random ends in graphs
// that are made for them: some with few links, where paths are long, and some with
// many, where there are many paths; with hubs, links both ways between two nodes,
// and weights that are missing, zero and equal. The plans have few shapes.
func RunPaths(t *testing.T, open Open, graphs, plansEach int) {
	found := map[string]int{}
	for seed := range graphs {
		random := rand.New(rand.NewPCG(3, uint64(seed)))
		facts := woven(random, 1+seed%4)
		store := fill(t, open, nil, facts)
		graph := kg.Merge(nil, facts)
		index := graph.Index()
		for range plansEach {
			plan := wovenPlan(random, graph)
			want := agree(t, store, graph, index, plan, fmt.Sprint("graph ", seed))
			table := &want.Branches[0]
			paths := table.Paths
			found[fmt.Sprint("length ", paths.Length)]++
			if len(table.Entries) > paths.Shown*(paths.Length+1) {
				found[fmt.Sprint("hubs at length ", paths.Length)]++
			}
			if paths.Count > 1 {
				found["several"]++
			}
			if paths.Count > int64(paths.Shown) {
				found["more than shown"]++
			}
		}
	}
	for _, width := range []int{10, 11} { // a thousand paths, and more
		random := rand.New(rand.NewPCG(4, uint64(width)))
		facts := fan(random, width)
		graph := kg.Merge(nil, facts)
		plan := &kg.Plan{Branches: []kg.Branch{{
			Parent: kg.NoParent, First: 20, Read: kg.ReadWeight,
			From: kg.Paths{From: kg.ID{Kind: kg.Role, Slug: "begin"}, To: kg.ID{Kind: kg.Role, Slug: "end"}, MaxHops: 4, HubLimit: 500},
		}}}
		want := agree(t, fill(t, open, nil, facts), graph, graph.Index(), plan, fmt.Sprint("fan ", width))
		if count := want.Branches[0].Paths.Count; count != int64(width*width*width) {
			t.Errorf("a fan of %d has %d paths", width, count)
		}
	}
	t.Logf("paths agree with the naive evaluator: %v", found)
	for _, needed := range []string{
		"length 0", "length 1", "length 2", "length 3", "length 4", "several", "more than shown",
		"hubs at length 0", "hubs at length 2", "hubs at length 3",
	} {
		if found[needed] == 0 {
			t.Errorf("no plan was one of %s", needed)
		}
	}
}

// woven makes the facts of a source whose nodes have so many links each, on the
// whole; some have many more than others.
func woven(random *rand.Rand, links int) *kg.Facts {
	f := &kg.Facts{Source: kg.Source{Slug: kg.SourceONET, Name: "Woven"}}
	sizes := [kg.KindCount]int{kg.Role: 12, kg.Skill: 10, kg.Tool: 8, kg.Language: 4, kg.Industry: 3, kg.Degree: 3}
	slug := func(kind kg.Kind, n int) kg.Slug { return kg.Slug(fmt.Sprintf("%c%d", 'a'+n*7%26, n)) }
	total := 0
	for _, kind := range kg.Kinds() {
		for n := range sizes[kind] {
			f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kind, Slug: slug(kind, n), Name: fmt.Sprint("Name ", (n*5+3)%11)})
			total++
		}
	}
	for range total * links {
		relation := kg.Relations()[random.IntN(kg.RelationCount)]
		from := random.IntN(sizes[relation.From()])
		to := random.IntN(1 + random.IntN(sizes[relation.To()]))
		if relation.From() == relation.To() && from == to {
			continue
		}
		if random.IntN(2) == 0 && relation.From() == relation.To() {
			from, to = to, from
		}
		f.Links = append(f.Links, kg.LinkFact{
			Relation: relation, From: slug(relation.From(), from), To: slug(relation.To(), to),
			Strength: []kg.Weight{kg.NoWeight, 0, 250_000, 500_000, 750_000, kg.FullWeight}[random.IntN(6)],
		})
	}
	return f
}

// fan makes the facts of a graph in which two roles, begin and end, are joined by
// paths through any of so many tools, then any of as many roles, then any of as many
// skills. The links have one of few weights.
func fan(random *rand.Rand, width int) *kg.Facts {
	f := &kg.Facts{Source: kg.Source{Slug: kg.SourceONET, Name: "Fan"}}
	node := func(kind kg.Kind, slug kg.Slug) {
		f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kind, Slug: slug, Name: string(slug)})
	}
	link := func(relation kg.Relation, from, to kg.Slug) {
		f.Links = append(f.Links, kg.LinkFact{Relation: relation, From: from, To: to, Strength: kg.Weight(random.IntN(3)) * 250_000})
	}
	slug := func(name string, n int) kg.Slug { return kg.Slug(fmt.Sprint(name, n)) }
	node(kg.Role, "begin")
	node(kg.Role, "end")
	for i := range width {
		node(kg.Tool, slug("tool", i))
		node(kg.Skill, slug("skill", i))
		node(kg.Role, slug("role", i))
		link(kg.UsesTool, "begin", slug("tool", i))
		link(kg.RequiresSkill, "end", slug("skill", i))
		for j := range width {
			link(kg.UsesTool, slug("role", i), slug("tool", j))
			link(kg.RequiresSkill, slug("role", i), slug("skill", j))
		}
	}
	return f
}

// wovenPlan is a plan of paths between two nodes, and of lists below them.
func wovenPlan(random *rand.Rand, graph *kg.Graph) *kg.Plan {
	nodes := graph.Nodes()
	from := random.IntN(len(nodes))
	to := (from + 1 + random.IntN(len(nodes)-1)) % len(nodes)
	p := kg.Paths{
		From: nodes[from].ID(), To: nodes[to].ID(), MaxHops: 1 + random.IntN(6),
		HubLimit: []int{1, 2, 3, 4, 5, 6, 8, 500}[random.IntN(8)], Hubs: true,
	}
	if random.IntN(3) == 0 {
		p.Through = []kg.Kind{kg.Role, kg.Skill}
	}
	if random.IntN(2) == 0 {
		p.Hubs, p.MaxHops = false, []int{2, 4, 6}[random.IntN(3)]
	}
	return &kg.Plan{Branches: []kg.Branch{
		{Parent: kg.NoParent, From: p, First: 1 + random.IntN(8), Read: kg.ReadWeight},
		{Parent: 0, From: kg.Along{Step: kg.Step{Relation: kg.RequiresSkill}}, First: 2},
	}}
}
