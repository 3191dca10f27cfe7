package storetest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"rolegraph/kg"
)

// Skewed makes the facts of a source whose links are as unevenly spread as
// those of real sources: a few things go with nearly every role, most with a
// few, and some roles have many links and most of them few. There are so many
// roles, ten times as many tools, and some hundred and fifty links a role. The
// facts are the same at every call.
func Skewed(roles int) *kg.Facts {
	s := newSkew(roles)
	f := &kg.Facts{Source: s.source()}
	for _, kind := range kg.Kinds() {
		for i := range s.sizes[kind] {
			n := s.node(kind, i)
			f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kind, Slug: n.Slug, Name: n.Name, Description: n.Description, Categories: n.Categories})
		}
	}
	for _, relation := range kg.Relations() {
		s.links(relation, func(from, to int, strength kg.Weight) {
			f.Links = append(f.Links, kg.LinkFact{
				Relation: relation, From: skewedSlug(relation.From(), from), To: skewedSlug(relation.To(), to), Strength: strength,
			})
		})
	}
	return f
}

// SkewedGraph is the graph that the facts of Skewed come to, made without them, so
// that it can be large.
func SkewedGraph(roles int) (*kg.Graph, error) {
	s := newSkew(roles)
	parts := kg.Parts{Sources: []kg.Source{s.source()}}
	var position [kg.KindCount][]int32 // of each node, in the order of the graph
	for _, kind := range kg.Kinds() {
		order := make([]int, s.sizes[kind])
		keys := make([]string, s.sizes[kind])
		for i := range order {
			order[i], keys[i] = i, kg.SortKey(s.node(kind, i).Name)
		}
		slices.SortFunc(order, func(a, b int) int { return cmp.Compare(keys[a], keys[b]) })
		position[kind] = make([]int32, len(order))
		for _, i := range order {
			position[kind][i] = int32(len(parts.Nodes))
			parts.Nodes = append(parts.Nodes, s.node(kind, i))
		}
	}
	said := &kg.Said{Evidence: []kg.Evidence{{Source: s.source().Slug}}}
	type link struct {
		ends   [2]int32
		weight kg.Weight
	}
	for _, relation := range kg.Relations() {
		var links []link
		s.links(relation, func(from, to int, strength kg.Weight) {
			links = append(links, link{[2]int32{position[relation.From()][from], position[relation.To()][to]}, strength})
		})
		slices.SortFunc(links, func(a, b link) int {
			return cmp.Or(cmp.Compare(a.ends[0], b.ends[0]), cmp.Compare(a.ends[1], b.ends[1]))
		})
		for _, l := range links {
			parts.Links = append(parts.Links, kg.Link{Relation: relation, Weight: l.weight, Said: said})
			parts.Ends = append(parts.Ends, l.ends)
		}
	}
	return kg.NewGraph(parts)
}

// skew draws what a skewed source says.
type skew struct {
	random *rand.Rand
	sizes  [kg.KindCount]int
}

func newSkew(roles int) *skew {
	return &skew{
		rand.New(rand.NewPCG(2, uint64(roles))),
		[kg.KindCount]int{kg.Role: roles, kg.Skill: 2 * roles, kg.Tool: 10 * roles, kg.Language: 100, kg.Industry: 50, kg.Degree: 200},
	}
}

func (s *skew) source() kg.Source { return kg.Source{Slug: kg.SourceONET, Name: "Skewed"} }

func skewedSlug(kind kg.Kind, i int) kg.Slug {
	return kg.MakeSlug(fmt.Sprintf("%s %d", kind.Label(), i))
}

// node is one of so many of a kind.
func (s *skew) node(kind kg.Kind, i int) kg.Node {
	n := kg.Node{
		Kind: kind, Slug: skewedSlug(kind, i), Name: fmt.Sprintf("%s %d", kind.Label(), i), Description: "One of many.",
		Sources: []string{s.source().Slug},
	}
	if kind == kg.Tool {
		n.Categories = []string{fmt.Sprintf("Category %d", i%100)}
	}
	return n
}

// links draws the links of a relation. Those of all relations must be drawn in
// the order of relations.
func (s *skew) links(relation kg.Relation, draw func(from, to int, strength kg.Weight)) {
	mean := [kg.RelationCount]int{
		kg.RequiresSkill: 40, kg.UsesTool: 88, kg.UsesLanguage: 5, kg.WorksIn: 5, kg.PrefersDegree: 3, kg.RelatedTo: 15, kg.BroaderThan: 1,
	}[relation]
	popular := rand.NewZipf(s.random, 1.2, 8, uint64(s.sizes[relation.To()]-1))
	for from := range s.sizes[relation.From()] {
		links := int(float64(mean) * min(s.random.ExpFloat64(), 5))
		drawn := map[uint64]bool{}
		for range links {
			to := popular.Uint64()
			same := relation.From() == relation.To() && int(to) == from
			if drawn[to] || same {
				to = uint64(s.random.IntN(s.sizes[relation.To()])) // the popular ones are taken
			}
			if drawn[to] || relation.From() == relation.To() && int(to) == from {
				continue
			}
			drawn[to] = true
			strength := kg.NoWeight
			if relation != kg.UsesTool { // as in O*NET, which does not measure tools
				strength = kg.Weight(s.random.IntN(1_000_001))
			}
			draw(from, int(to), strength)
		}
	}
}
