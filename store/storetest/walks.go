package storetest

import (
	"slices"
	"testing"

	"rolegraph/kg"
)

// growing is three roles, each related to both others, in both directions: so
// four walks go on from each at every step.
func growing() *kg.Facts {
	f := &kg.Facts{Source: kg.Source{Slug: kg.SourceONET, Name: "Growing"}}
	slugs := []kg.Slug{"a", "b", "c"}
	for _, from := range slugs {
		f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kg.Role, Slug: from, Name: string(from)})
		for _, to := range slugs {
			if from != to {
				f.Links = append(f.Links, kg.LinkFact{Relation: kg.RelatedTo, From: from, To: to, Strength: kg.NoWeight})
			}
		}
	}
	return f
}

// walksStop has its numbers worked out by hand: n steps lead from a back to it by
// (4^n + 2·(-2)^n) / 3 walks, and to each of the others by (4^n - (-2)^n) / 3.
// With 27 steps these are below 2^53, with 28 above.
func walksStop(t *testing.T, open Open) {
	store := fill(t, open, nil, growing())
	for steps, want := range map[int][]int64{
		1:  {2, 2}, // none is back in one step
		2:  {8, 4, 4},
		3:  {24, 24, 16},
		26: {(1<<52 + 2<<26) / 3, (1<<52 - 1<<26) / 3, (1<<52 - 1<<26) / 3},
		27: {(1<<54 + 1<<27) / 3, (1<<54 + 1<<27) / 3, (1<<54 - 2<<27) / 3},
		28: {1<<53 - 1, 1<<53 - 1, 1<<53 - 1},
		40: {1<<53 - 1, 1<<53 - 1, 1<<53 - 1},
	} {
		w := kg.Traversal{Starts: []kg.ID{{Kind: kg.Role, Slug: "a"}}}
		for range steps {
			w.Steps = append(w.Steps, kg.WalkStep{Relation: kg.RelatedTo, Directions: []kg.Direction{kg.Out, kg.In}})
		}
		plan := &kg.Plan{Branches: []kg.Branch{{Parent: kg.NoParent, From: w, First: 10}}}
		result, err := store.Execute(t.Context(), plan)
		if err != nil {
			t.Fatal(err)
		}
		for by, r := range map[string]*kg.Result{"the store": result, "the naive evaluator": Evaluate(kg.Merge(nil, growing()), plan)} {
			if got := r.Branches[0].Walks; !slices.Equal(got, want) {
				t.Errorf("%s, %d steps: got %v, want %v", by, steps, got, want)
			}
		}
	}
}

// aroundByHand has its expectations from the definition, by hand. The center uses
// two tools, a strong one and a hub, behind which is another role; a third role
// uses both tools and one more, and is related to the center both ways, by a link
// that nobody measures (it counts a half) and by one of weight 0.
func aroundByHand(t *testing.T, open Open) {
	f := &kg.Facts{Source: kg.Source{Slug: kg.SourceONET, Name: "Around"}}
	for _, slug := range []kg.Slug{"center", "other", "related", "unlinked"} {
		f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kg.Role, Slug: slug, Name: string(slug)})
	}
	for _, slug := range []kg.Slug{"hub", "strong", "far"} {
		f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kg.Tool, Slug: slug, Name: string(slug)})
	}
	link := func(relation kg.Relation, from, to kg.Slug, strength kg.Weight) {
		f.Links = append(f.Links, kg.LinkFact{Relation: relation, From: from, To: to, Strength: strength})
	}
	link(kg.UsesTool, "center", "hub", 0)
	link(kg.UsesTool, "other", "hub", kg.FullWeight)
	link(kg.UsesTool, "related", "hub", kg.FullWeight)
	link(kg.UsesTool, "center", "strong", 600_000)
	link(kg.UsesTool, "related", "strong", 100_000)
	link(kg.RelatedTo, "related", "center", kg.NoWeight)
	link(kg.RelatedTo, "center", "related", 0)
	link(kg.UsesTool, "related", "far", 0)
	store := fill(t, open, nil, f)
	for name, c := range map[string]struct {
		asked       kg.Neighborhood
		first       int
		nodes, hubs []kg.Slug
		links       int
		total       int
	}{
		"one hop":                {kg.Neighborhood{Hops: 1, HubLimit: 2}, 10, []kg.Slug{"center", "strong", "related", "hub"}, nil, 6, 4},
		"two hops with a hub":    {kg.Neighborhood{Hops: 2, HubLimit: 2}, 10, []kg.Slug{"center", "strong", "related", "hub", "far"}, []kg.Slug{"hub"}, 7, 5},
		"two hops without a hub": {kg.Neighborhood{Hops: 2, HubLimit: 3}, 10, []kg.Slug{"center", "strong", "related", "hub", "other", "far"}, nil, 8, 6},
		"a hub that is omitted":  {kg.Neighborhood{Hops: 2, HubLimit: 2}, 2, []kg.Slug{"center", "strong", "related"}, nil, 4, 5},
		"within roles":           {kg.Neighborhood{Hops: 3, HubLimit: 2, Kinds: []kg.Kind{kg.Role}}, 10, []kg.Slug{"center", "related"}, nil, 2, 2},
		"within tools":           {kg.Neighborhood{Hops: 3, HubLimit: 2, Kinds: []kg.Kind{kg.Tool}}, 10, []kg.Slug{"center", "strong", "hub"}, []kg.Slug{"hub"}, 2, 3},
		"a hub in the center":    {kg.Neighborhood{Of: kg.ID{Kind: kg.Tool, Slug: "hub"}, Hops: 1, HubLimit: 1}, 10, []kg.Slug{"hub", "other", "related", "center"}, nil, 5, 4},
		"a center without links": {kg.Neighborhood{Of: kg.ID{Kind: kg.Role, Slug: "unlinked"}, Hops: 3, HubLimit: 1}, 10, []kg.Slug{"unlinked"}, nil, 0, 1},
	} {
		if c.asked.Of == (kg.ID{}) {
			c.asked.Of = kg.ID{Kind: kg.Role, Slug: "center"}
		}
		c.asked.Links = true
		plan := &kg.Plan{Branches: []kg.Branch{{Parent: kg.NoParent, From: c.asked, First: c.first, Total: true, Read: kg.ReadWeight}}}
		result, err := store.Execute(t.Context(), plan)
		if err != nil {
			t.Fatal(err)
		}
		for by, r := range map[string]*kg.Result{"the store": result, "the naive evaluator": Evaluate(kg.Merge(nil, f), plan)} {
			table := &r.Branches[0]
			var hubs []kg.Slug
			for _, at := range table.Around.Hubs {
				hubs = append(hubs, r.Nodes[at].Slug)
			}
			if got := slugsOf(r, 0); !slices.Equal(got, c.nodes) || !slices.Equal(hubs, c.hubs) || len(table.Around.Links) != c.links || table.Rows[0].Total != c.total {
				t.Errorf("%s, %s: got %v, hubs %v, %d links, %d nodes in all; want %+v", name, by, got, hubs, len(table.Around.Links), table.Rows[0].Total, c)
			}
		}
	}
}
