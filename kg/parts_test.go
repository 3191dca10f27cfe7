package kg_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rolegraph/kg"
	"rolegraph/store/storetest"
)

// partsOf takes a graph apart. What is derived is left out.
func partsOf(g *kg.Graph) kg.Parts {
	parts := kg.Parts{Sources: g.Sources(), Nodes: slices.Clone(g.Nodes()), Links: slices.Clone(g.Links()), Report: g.Report()}
	for i := range parts.Nodes {
		n := &parts.Nodes[i]
		n.SortKey, n.CategorySlugs, n.MedianPay, n.Growth = "", nil, nil, nil
		n.RoleCount, n.LinkCount, n.Strengths, n.LinksBeyond = 0, 0, [kg.KindCount]int64{}, [kg.KindCount]int{}
	}
	for i := range parts.Links {
		from, to := g.Ends(i)
		parts.Links[i].From, parts.Links[i].To = nil, nil
		parts.Ends = append(parts.Ends, [2]int32{int32(from), int32(to)})
	}
	return parts
}

func TestPartsMakeTheGraphAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := kg.Merge(nil, storetest.Facts(t)...)
		got, err := kg.NewGraph(partsOf(want))
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got.Nodes(), want.Nodes()) || !reflect.DeepEqual(got.Links(), want.Links()) {
			t.Fatal("the nodes or links are not what they were")
		}
		if got.Version() != want.Version() || !reflect.DeepEqual(got.Index().Links, want.Index().Links) {
			t.Fatal("the version or the index is not what it was")
		}
	})
}

func TestPartsThatAreNoGraph(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(*kg.Parts)
		wrong string
	}{
		"nodes in another order":       {func(p *kg.Parts) { p.Nodes[0], p.Nodes[1] = p.Nodes[1], p.Nodes[0] }, "is not in its order"},
		"a node twice":                 {func(p *kg.Parts) { p.Nodes[1] = p.Nodes[0] }, "is not in its order"},
		"a node twice by other names":  {func(p *kg.Parts) { p.Nodes[1] = p.Nodes[0]; p.Nodes[1].Name += "z" }, "differ"},
		"a kind that there is not":     {func(p *kg.Parts) { p.Nodes[0].Kind = kg.KindCount }, "unknown kind"},
		"links in another order":       {func(p *kg.Parts) { p.Ends[0], p.Ends[1] = p.Ends[1], p.Ends[0] }, "is not in its order"},
		"a relation that there is not": {func(p *kg.Parts) { p.Links[0].Relation = kg.RelationCount }, "unknown relation"},
		"an end of another kind":       {func(p *kg.Parts) { p.Ends[0][1] = 0 }, "has no SKILL at 0"},
		"an end that there is not":     {func(p *kg.Parts) { p.Ends[0][1] = int32(len(p.Nodes)) }, "has no"},
		"a negative end":               {func(p *kg.Parts) { p.Ends[0][0] = -1 }, "has no"},
		"a link without ends":          {func(p *kg.Parts) { p.Ends = p.Ends[1:] }, "have the ends of"},
		"a link to itself": {func(p *kg.Parts) {
			p.Links, p.Ends = []kg.Link{{Relation: kg.RelatedTo}}, [][2]int32{{0, 0}}
		}, "to itself"},
	} {
		parts := partsOf(kg.Merge(nil, storetest.Synthetic(20)))
		c.spoil(&parts)
		if _, err := kg.NewGraph(parts); err == nil || !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestHashOfJoins(t *testing.T) {
	seen := map[string]string{}
	for name, entries := range map[string][]kg.Join{
		"none":        nil,
		"a name":      {{Kind: kg.Tool, Slug: "spark", Names: []string{"Apache Spark"}}},
		"its kind":    {{Kind: kg.Skill, Slug: "spark", Names: []string{"Apache Spark"}}},
		"a main name": {{Kind: kg.Tool, Slug: "spark", Name: "Spark", Names: []string{"Apache Spark"}}},
		"as written":  {{Kind: kg.Tool, Slug: "spark", Names: []string{"apache spark"}}},
		"a code":      {{Kind: kg.Tool, Slug: "spark", Codes: []kg.Code{{Scheme: "A", Value: "1"}}}},
		"of another":  {{Kind: kg.Tool, Slug: "spark", Codes: []kg.Code{{Scheme: "B", Value: "1"}}}},
	} {
		joins, err := joined(entries)
		if err != nil {
			t.Fatal(err)
		}
		if other, known := seen[joins.Hash()]; known {
			t.Errorf("%s has the hash of %s", name, other)
		}
		seen[joins.Hash()] = name
		again, _ := joined(entries)
		if again.Hash() != joins.Hash() {
			t.Errorf("%s has another hash each time", name)
		}
	}
	if (*kg.Joins)(nil).Hash() != (&kg.Joins{}).Hash() {
		t.Error("no joins and empty ones differ")
	}
}
