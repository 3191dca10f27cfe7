package kg_test

import (
	"slices"
	"testing"

	"rolegraph/kg"
)

func roleID(slug kg.Slug) kg.ID { return kg.ID{Kind: kg.Role, Slug: slug} }

func step(near, far int, link *kg.Link) kg.PathStep {
	return kg.PathStep{Near: int32(near), Far: int32(far), Counted: int32(link.Weight.Counted()), Link: link}
}

func skillID(slug kg.Slug) kg.ID { return kg.ID{Kind: kg.Skill, Slug: slug} }

// pathTexts writes paths by the slugs of their nodes.
func pathTexts(layers [][]kg.ID, paths []kg.Path) []string {
	var texts []string
	for _, path := range paths {
		text := ""
		for k, place := range path.Nodes {
			text += string(layers[k][place].Slug) + " "
		}
		texts = append(texts, text)
	}
	return texts
}

// TestBestPaths has two layers between the ends, and sums worked out by hand.
func TestBestPaths(t *testing.T) {
	var chooser kg.PathChooser
	// The layers are not in the order of ids.
	layers := [][]kg.ID{{roleID("a")}, {skillID("y"), skillID("x"), skillID("dead-end")}, {roleID("q"), roleID("p"), roleID("unreached")}, {skillID("z")}}
	link := func(weight kg.Weight) *kg.Link { return &kg.Link{Weight: weight} }
	steps := [][]kg.PathStep{
		{step(0, 0, link(200_000)), step(0, 1, link(kg.NoWeight)), step(0, 2, link(kg.FullWeight))},
		{step(0, 0, link(600_000)), step(1, 0, link(300_000)), step(0, 1, link(0)), step(1, 1, link(0))},
		{step(0, 0, link(100_000)), step(1, 0, link(400_000)), step(2, 0, link(kg.FullWeight))},
	}
	// In thousandths, y q: 200 + 600 + 100 = 900; x q: 500 + 300 + 100 = 900; y p: 200 + 0 + 400
	// = 600; x p: 500 + 0 + 400 = 900. Ties go by ids: x p, x q, y q.
	want := []string{"a x p z ", "a x q z ", "a y q z ", "a y p z "}
	for first := 0; first <= 5; first++ {
		paths, count := chooser.Best(layers, steps, first)
		if got := pathTexts(layers, paths); count != 4 || !slices.Equal(got, want[:min(first, 4)]) {
			t.Errorf("first %d: got %d paths, %q", first, count, got)
		}
	}
}

// TestBestPathsShowOneLink has several links between two nodes.
func TestBestPathsShowOneLink(t *testing.T) {
	var chooser kg.PathChooser
	layers := [][]kg.ID{{roleID("a")}, {roleID("b")}}
	along := func(relation kg.Relation, weight kg.Weight) *kg.Link {
		return &kg.Link{Relation: relation, From: &kg.Node{Kind: kg.Role, Slug: "a"}, To: &kg.Node{Kind: kg.Role, Slug: "b"}, Weight: weight}
	}
	back := func(relation kg.Relation, weight kg.Weight) *kg.Link {
		return &kg.Link{Relation: relation, From: &kg.Node{Kind: kg.Role, Slug: "b"}, To: &kg.Node{Kind: kg.Role, Slug: "a"}, Weight: weight}
	}
	for name, links := range map[string][]*kg.Link{ // the first is shown
		"the heaviest":               {back(kg.BroaderThan, 700_000), along(kg.RelatedTo, 600_000)},
		"one that counts a half":     {back(kg.BroaderThan, kg.NoWeight), along(kg.RelatedTo, 499_999)},
		"of equals the relation":     {back(kg.RelatedTo, 500_000), along(kg.BroaderThan, kg.NoWeight)},
		"of equals the one along it": {along(kg.RelatedTo, kg.NoWeight), back(kg.RelatedTo, 500_000)},
	} {
		want := links[0]
		for range 2 {
			var steps []kg.PathStep
			for _, link := range links {
				steps = append(steps, step(0, 0, link))
			}
			paths, count := chooser.Best(layers, [][]kg.PathStep{steps}, 3)
			if count != 1 || len(paths) != 1 || paths[0].Links[0] != want {
				t.Errorf("%s: %d paths, and %+v is shown", name, count, paths[0].Links[0])
			}
			slices.Reverse(links)
		}
	}
}

// TestCountOfPathsStops goes through so many layers of two nodes: the number of
// paths is a power of two.
func TestCountOfPathsStops(t *testing.T) {
	var chooser kg.PathChooser
	for doubled, want := range map[int]int64{1: 2, 52: 1 << 52, 53: kg.MaxCount, 54: kg.MaxCount, 200: kg.MaxCount} {
		layers := [][]kg.ID{{roleID("a")}}
		var steps [][]kg.PathStep
		for k := range doubled {
			layers = append(layers, []kg.ID{skillID("x"), skillID("y")})
			var between []kg.PathStep
			for near := range min(k, 1) + 1 {
				for far := range 2 {
					between = append(between, step(near, far, &kg.Link{}))
				}
			}
			steps = append(steps, between)
		}
		layers = append(layers, []kg.ID{roleID("z")})
		steps = append(steps, []kg.PathStep{step(0, 0, &kg.Link{}), step(1, 0, &kg.Link{})})
		paths, count := chooser.Best(layers, steps, 2)
		if count != want || len(paths) != 2 || slices.Max(paths[0].Nodes) != 0 || paths[1].Nodes[doubled] != 1 || slices.Max(paths[1].Nodes[:doubled]) != 0 {
			t.Errorf("%d layers of two: %d paths, want %d; the first are %v", doubled, count, want, paths)
		}
	}
}

func TestMeanCounted(t *testing.T) {
	for want, weights := range map[kg.Weight][]kg.Weight{
		500_000: {kg.NoWeight},
		250_000: {kg.NoWeight, 0},
		333_334: {kg.NoWeight, 500_000, 1}, // 333,333.67
		1:       {0, 1},                    // a half, up
	} {
		if got := kg.MeanCounted(weights); got != want {
			t.Errorf("%v: got %d, want %d", weights, got, want)
		}
	}
}

func TestCompareTextIsThatOfTheIDs(t *testing.T) {
	var ids []kg.ID
	for _, kind := range kg.Kinds() {
		for _, slug := range []kg.Slug{"a", "a-b", "a1", "b", "z"} {
			ids = append(ids, kg.ID{Kind: kind, Slug: slug})
		}
	}
	slices.SortFunc(ids, kg.ID.CompareText)
	if !slices.IsSortedFunc(ids, func(a, b kg.ID) int {
		if a.String() < b.String() {
			return -1
		}
		return 1
	}) {
		t.Error(ids)
	}
}
