package graph

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/graph/shape"
	"rolegraph/kg"
)

// byID is what is planned of entities that are asked for by id.
type byID struct {
	branch   int
	ids      []kg.ID // of the branch, in the order of its entries
	entities *shape.Entities
}

// byID plans a branch of those of the nodes that exist, and what is selected of
// them, once for each kind that the field's type has.
func (p *planner) byID(ids []kg.ID, kinds []kg.Kind, selections ast.SelectionSet, path ast.Path) byID {
	known := p.index.Known(ids)
	planned := byID{kg.NoParent, nil, &shape.Entities{}}
	if len(known) > 0 {
		planned.branch, _ = p.branch(path, answer.ByID(known), kg.Branch{Parent: kg.NoParent, From: kg.ByID{IDs: known}})
		planned.ids = p.plan.Branches[planned.branch].From.(kg.ByID).IDs // another field may have asked in another order
	}
	for _, kind := range kinds {
		if slices.ContainsFunc(known, func(id kg.ID) bool { return id.Kind == kind }) {
			planned.entities[kind] = p.entity(planned.branch, kind, selections, path)
		} else {
			p.rehearse(kind, selections, path)
		}
	}
	return planned
}

// one is the value of the entity that was asked for alone, or null.
func (b byID) one() shape.Value[shape.None] {
	if len(b.ids) == 0 {
		return shape.Null
	}
	return shape.OnlyEntity(b.branch, b.entities.Write)
}

// several is the value of a list of entities by global id, with null for what
// there is not.
func (b byID) several(texts []string) shape.Value[shape.None] {
	ids := make([]kg.ID, len(texts))
	for i, text := range texts {
		ids[i], _ = kg.ParseID(text) // what is malformed is no entity's
	}
	return b.list(ids)
}

// at is the value of the one of some entities that stands at a place of the ids, or
// null.
func (b byID) at(ids []kg.ID) shape.Value[int] {
	positions := make([]int, len(ids))
	for i, id := range ids {
		positions[i] = slices.Index(b.ids, id)
	}
	return shape.ByPositions(b.branch, positions, b.entities.Write)
}

// list is the value of a list of all of some entities.
func (b byID) list(ids []kg.ID) shape.Value[shape.None] { return shape.Each(len(ids), b.at(ids)) }
