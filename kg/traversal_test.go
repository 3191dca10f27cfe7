package kg_test

import (
	"slices"
	"testing"

	"rolegraph/kg"
)

func TestWalksEndAtKinds(t *testing.T) {
	both := []kg.Direction{kg.Out, kg.In}
	role, tool := kg.ID{Kind: kg.Role, Slug: "a"}, kg.ID{Kind: kg.Tool, Slug: "b"}
	for name, c := range map[string]struct {
		starts []kg.ID
		steps  []kg.WalkStep
		want   []kg.Kind
	}{
		"from both ends of a relation": {[]kg.ID{tool, role}, []kg.WalkStep{{Relation: kg.UsesTool, Directions: both}}, []kg.Kind{kg.Role, kg.Tool}},
		"from one end":                 {[]kg.ID{tool, role}, []kg.WalkStep{{Relation: kg.UsesTool, Directions: []kg.Direction{kg.In}}}, []kg.Kind{kg.Role}},
		"only some can go on":          {[]kg.ID{tool, role}, []kg.WalkStep{{Relation: kg.RelatedTo, Directions: both}}, []kg.Kind{kg.Role}},
		"back and on":                  {[]kg.ID{tool}, []kg.WalkStep{{Relation: kg.UsesTool, Directions: both}, {Relation: kg.WorksIn, Directions: both}}, []kg.Kind{kg.Industry}},
		"none can go on":               {[]kg.ID{tool}, []kg.WalkStep{{Relation: kg.UsesTool, Directions: []kg.Direction{kg.Out}}}, nil},
	} {
		walks := kg.Traversal{Starts: c.starts, Steps: c.steps}
		if got := walks.Ends(); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func TestNumbersOfWalksStop(t *testing.T) {
	for _, c := range []struct{ a, b, want int64 }{
		{1, 2, 3},
		{kg.MaxCount - 1, 1, 9007199254740991},
		{kg.MaxCount, 1, 9007199254740991},
		{kg.MaxCount, kg.MaxCount, 9007199254740991},
	} {
		if got := kg.AddCounts(c.a, c.b); got != c.want {
			t.Errorf("%d and %d are %d, want %d", c.a, c.b, got, c.want)
		}
	}
}

// TestLinksAreSortedByTextsOfIDs, in which languages come before roles.
func TestLinksAreSortedByTextsOfIDs(t *testing.T) {
	nodes := []*kg.Node{{Kind: kg.Role, Slug: "a"}, {Kind: kg.Role, Slug: "a-b"}, {Kind: kg.Skill, Slug: "c"}, {Kind: kg.Language, Slug: "z"}, {Kind: kg.Skill, Slug: "b"}}
	link := func(from int32, relation kg.Relation, to int32) kg.LinkBetween {
		return kg.LinkBetween{From: from, To: to, Link: &kg.Link{Relation: relation}}
	}
	want := []kg.LinkBetween{
		link(0, kg.RequiresSkill, 4), link(0, kg.RequiresSkill, 2), link(0, kg.UsesLanguage, 3), link(0, kg.RelatedTo, 1),
		link(1, kg.UsesLanguage, 3), link(1, kg.RelatedTo, 0), link(4, kg.BroaderThan, 2), link(2, kg.BroaderThan, 4),
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	kg.SortLinks(got, nodes)
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
