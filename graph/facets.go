package graph

import (
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/graph/shape"
	"rolegraph/kg"
)

// facets plans how often each value is had by the nodes of a list's branch.
func (p *planner) facets(branch int, kind kg.Kind, field graphql.CollectedField, path ast.Path) shape.Value[shape.Page] {
	raw := p.arguments(field)
	size := p.first(path, raw["first"], maxFirst)
	name := raw["by"].(string)
	counted, ok := countedBy(kind, name)
	if !ok {
		p.problem(path, "`by`: %s are not counted by %s; they are by %s", kind.Plural(), name, strings.Join(facetsOf(kind), ", "))
	}
	counted.Of = branch
	at, _ := p.branch(path, answer.NewFacetArguments(name, &size).Key(branch), kg.Branch{
		Parent: p.plan.Branches[branch].Parent, From: counted, First: size,
	})
	var kinds []kg.Kind
	if ok && counted.By == kg.FacetLinked {
		kinds = append(kinds, counted.Step.Target())
	}
	return shape.Facets(at, p.fields(field.Selections, "FacetCount"), func(entity graphql.CollectedField) *shape.Entities {
		return p.entities(at, kinds, entity.Selections, append(path[:len(path):len(path)], ast.PathName(entity.Alias)))
	})
}

// countedBy is what the nodes of a kind are counted by under a name of the
// schema's enum; false if they are not.
func countedBy(kind kg.Kind, name string) (kg.Counted, bool) {
	switch name {
	case "CATEGORY":
		return kg.Counted{By: kg.FacetCategory}, kind == kg.Tool
	case "TYPE":
		return kg.Counted{By: kg.FacetType}, kind == kg.Skill
	case "SOURCE":
		return kg.Counted{By: kg.FacetSource}, true
	}
	for _, other := range kg.Kinds() {
		if strings.EqualFold(name, other.Plural()) && (kind == kg.Role || other == kg.Role) {
			return kg.Counted{By: kg.FacetLinked, Step: stepBetween(kind, other)}, true
		}
	}
	return kg.Counted{}, false
}

// facetsOf are the names of what the nodes of a kind are counted by.
func facetsOf(kind kg.Kind) []string {
	names := []string{"CATEGORY", "TYPE", "SOURCE"}
	for _, other := range kg.Kinds() {
		names = append(names, strings.ToUpper(other.Plural()))
	}
	var of []string
	for _, name := range names {
		if _, ok := countedBy(kind, name); ok {
			of = append(of, name)
		}
	}
	return of
}
