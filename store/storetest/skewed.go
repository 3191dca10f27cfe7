package storetest

import (
	"fmt"
	"math/rand/v2"

	"rolegraph/kg"
)

// Skewed makes the facts of a source whose links are as unevenly spread as
// those of real sources: a few things go with nearly every role, most with a
// few, and some roles have many links and most of them few. There are so many
// roles, ten times as many tools, and some hundred and fifty links a role. The
// facts are the same at every call.
func Skewed(roles int) *kg.Facts {
	random := rand.New(rand.NewPCG(2, uint64(roles)))
	f := &kg.Facts{Source: kg.Source{Slug: kg.SourceONET, Name: "Skewed"}}
	slug := func(kind kg.Kind, i int) kg.Slug { return kg.MakeSlug(fmt.Sprintf("%s %d", kind.Label(), i)) }
	sizes := [kg.KindCount]int{kg.Role: roles, kg.Skill: 2 * roles, kg.Tool: 10 * roles, kg.Language: 100, kg.Industry: 50, kg.Degree: 200}
	for _, kind := range kg.Kinds() {
		for i := range sizes[kind] {
			n := kg.NodeFact{Kind: kind, Slug: slug(kind, i), Name: fmt.Sprintf("%s %d", kind.Label(), i), Description: "One of many."}
			if kind == kg.Tool {
				n.Categories = []string{fmt.Sprintf("Category %d", i%100)}
			}
			f.Nodes = append(f.Nodes, n)
		}
	}
	mean := map[kg.Relation]int{
		kg.RequiresSkill: 40, kg.UsesTool: 88, kg.UsesLanguage: 5, kg.WorksIn: 5, kg.PrefersDegree: 3, kg.RelatedTo: 15, kg.BroaderThan: 1,
	}
	for _, relation := range kg.Relations() {
		popular := rand.NewZipf(random, 1.2, 8, uint64(sizes[relation.To()]-1))
		for from := range sizes[relation.From()] {
			links := int(float64(mean[relation]) * min(random.ExpFloat64(), 5))
			drawn := map[uint64]bool{}
			for range links {
				to := popular.Uint64()
				same := relation.From() == relation.To() && int(to) == from
				if drawn[to] || same {
					to = uint64(random.IntN(sizes[relation.To()])) // the popular ones are taken
				}
				if drawn[to] || relation.From() == relation.To() && int(to) == from {
					continue
				}
				drawn[to] = true
				link := kg.LinkFact{Relation: relation, From: slug(relation.From(), from), To: slug(relation.To(), int(to)), Strength: kg.NoWeight}
				if relation != kg.UsesTool { // as in O*NET, which does not measure tools
					link.Strength = kg.Weight(random.IntN(1_000_001))
				}
				f.Links = append(f.Links, link)
			}
		}
	}
	return f
}
