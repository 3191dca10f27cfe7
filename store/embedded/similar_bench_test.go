package embedded_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"testing"

	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// BenchmarkScores asks on a graph of a thousand roles, ten thousand tools and
// some hundred and fifty thousand links, for a role in the middle and for the one
// with the most links: the roles most like it, what a profile of twenty things
// covers of it, and the roles that the profile covers best.
func BenchmarkScores(b *testing.B) {
	facts := storetest.Skewed(1000)
	store, err := embedded.New(nil, facts)
	if err != nil {
		b.Fatal(err)
	}
	index, err := store.Index(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	compared := []kg.Kind{kg.Skill, kg.Tool, kg.Language, kg.Industry, kg.Degree}
	profile := kg.Profile{}
	for i := range 10 {
		profile.Has[kg.Skill] = append(profile.Has[kg.Skill], kg.Slug(fmt.Sprint("skill-", i)))
		profile.Has[kg.Tool] = append(profile.Has[kg.Tool], kg.Slug(fmt.Sprint("tool-", i)))
	}
	learned := []kg.Kind{kg.Skill, kg.Tool, kg.Language, kg.Degree}
	scored := func(parent int, from kg.From) kg.Branch {
		return kg.Branch{Parent: parent, From: from, First: 10, Total: true}
	}
	roles := rolesByLinks(facts)
	for name, role := range map[string]kg.Slug{"middle": roles[len(roles)/2], "widest": roles[0]} {
		byID := kg.Branch{Parent: kg.NoParent, From: kg.ByID{IDs: []kg.ID{{Kind: kg.Role, Slug: role}}}}
		along := func(relation kg.Relation, kind kg.Kind, covered bool) kg.Branch {
			filter := kg.Filter{kg.OneOf{Slugs: profile.Has[kind]}}
			if !covered {
				filter = kg.Filter{kg.Not{Filter: filter}}
			}
			return kg.Branch{Parent: 0, From: kg.Along{Step: kg.Step{Relation: relation}}, Filter: filter, Order: kg.Order{By: kg.ByWeight, Descending: true}, First: 20, Total: true}
		}
		plans := map[string]*kg.Plan{
			"similar":              {Branches: []kg.Branch{byID, scored(0, kg.Similar{Kinds: compared})}},
			"similar with overlap": {Branches: []kg.Branch{byID, scored(0, kg.Similar{Kinds: compared, Overlaps: true})}},
			"rolesFor":             {Branches: []kg.Branch{scored(kg.NoParent, kg.Fitting{Profile: profile, Kinds: learned})}},
			"rolesFor a role":      {Branches: []kg.Branch{scored(kg.NoParent, kg.Fitting{Profile: kg.Profile{Roles: []kg.Slug{role}}, Kinds: learned})}},
			"skillGap": {Branches: []kg.Branch{
				byID, scored(kg.NoParent, kg.Fitting{Profile: profile, Kinds: learned, Role: role}),
				along(kg.RequiresSkill, kg.Skill, true), along(kg.RequiresSkill, kg.Skill, false),
				along(kg.UsesTool, kg.Tool, true), along(kg.UsesTool, kg.Tool, false),
			}},
		}
		for _, question := range slices.Sorted(maps.Keys(plans)) {
			b.Run(question+"/"+name, func(b *testing.B) {
				plan := plans[question]
				price, touched := 0, 0
				for _, each := range index.Prices(plan) {
					price += each
				}
				for b.Loop() {
					result, err := store.Execute(b.Context(), plan)
					if err != nil {
						b.Fatal(err)
					}
					touched = 0
					for i := range result.Branches {
						touched += result.Branches[i].Touched.Nodes + result.Branches[i].Touched.Links
					}
				}
				b.ReportMetric(float64(price), "price")
				b.ReportMetric(float64(touched), "touched")
			})
		}
	}
}

// rolesByLinks are the roles of facts, those with the most links first.
func rolesByLinks(facts *kg.Facts) []kg.Slug {
	links := map[kg.Slug]int{}
	for i := range facts.Links {
		if facts.Links[i].Relation.From() == kg.Role && facts.Links[i].Relation.To() != kg.Role {
			links[facts.Links[i].From]++
		}
	}
	return slices.SortedFunc(maps.Keys(links), func(a, b kg.Slug) int { return cmp.Or(cmp.Compare(links[b], links[a]), cmp.Compare(a, b)) })
}
