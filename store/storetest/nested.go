package storetest

import (
	"fmt"
	"math/rand/v2"

	"rolegraph/kg"
)

// Nested is a plan of four levels and twenty branches: roles; their skills,
// tools, languages, industries and degrees; the roles of each of these; and
// what those roles use and require. Pages are of the given size.
func Nested(first int) *kg.Plan {
	plan := &kg.Plan{}
	add := func(parent int, from kg.From) int {
		branch := kg.Branch{Parent: parent, From: from, First: first, Total: true}
		if _, along := from.(kg.Along); along {
			branch.Order, branch.Read = kg.Order{By: kg.ByWeight, Descending: true}, kg.ReadWeight|kg.ReadTags
		}
		plan.Branches = append(plan.Branches, branch)
		return len(plan.Branches) - 1
	}
	along := func(relation kg.Relation, direction kg.Direction) kg.Along {
		return kg.Along{Step: kg.Step{Relation: relation, Direction: direction}}
	}
	root := add(kg.NoParent, kg.Every{Kind: kg.Role})
	for _, relation := range []kg.Relation{kg.RequiresSkill, kg.UsesTool, kg.UsesLanguage, kg.WorksIn, kg.PrefersDegree} {
		things := add(root, along(relation, kg.Out))
		roles := add(things, along(relation, kg.In))
		add(roles, along(kg.UsesTool, kg.Out))
		if relation != kg.PrefersDegree {
			add(roles, along(kg.RequiresSkill, kg.Out))
		}
	}
	for kind := range plan.Read {
		plan.Read[kind] = kg.ReadName | kg.ReadSortKey | kg.ReadDescription
	}
	return plan
}

// Synthetic makes the facts of a source with so many roles and four times as
// many other things, each role linked to some fifty of them. They are the same
// at every call.
func Synthetic(roles int) *kg.Facts {
	random := rand.New(rand.NewPCG(1, uint64(roles)))
	f := &kg.Facts{Source: kg.Source{Slug: kg.SourceONET, Name: "Synthetic"}}
	node := func(kind kg.Kind, i int) {
		name := fmt.Sprintf("%s %d", kind.Label(), i)
		f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kind, Slug: kg.MakeSlug(name), Name: name, Description: "One of many."})
	}
	slug := func(kind kg.Kind, i int) kg.Slug { return kg.MakeSlug(fmt.Sprintf("%s %d", kind.Label(), i)) }
	sizes := map[kg.Kind]int{kg.Skill: 2 * roles, kg.Tool: roles, kg.Language: roles / 4, kg.Industry: roles / 4, kg.Degree: roles / 2}
	for i := range roles {
		node(kg.Role, i)
	}
	for _, kind := range kg.Kinds()[1:] {
		for i := range sizes[kind] {
			node(kind, i)
		}
		for role := range roles {
			for range 10 {
				f.Links = append(f.Links, kg.LinkFact{
					Relation: kg.RoleRelation(kind), From: slug(kg.Role, role), To: slug(kind, random.IntN(sizes[kind])),
					Strength: kg.Weight(random.IntN(1_000_001)),
				})
			}
		}
	}
	return f
}
