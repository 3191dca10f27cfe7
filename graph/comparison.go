package graph

import (
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/kg"
)

// comparison plans a comparison of roles: its sets are lists that are
// restricted to what all or any of the roles have.
func (p *planner) comparison(roles []string, link *answer.LinkFilter, selections ast.SelectionSet, path ast.Path) {
	p.comparable(roles, path)
	links := p.linkFilter(path, "link", link)
	for _, field := range p.fields(selections, "RoleComparison") {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		switch field.Name {
		case "roles":
			p.byID(answer.RoleIDs(roles), []kg.Kind{kg.Role}, field.Selections, here)
		case "shared":
			p.sets(answer.Shared(roles, link), links, field.Selections, here)
		case "union":
			p.sets(answer.Union(roles, link), links, field.Selections, here)
		case "only":
			p.only(roles, link, links, field.Selections, here)
		case "overlap":
			for _, kind := range answer.Compared() {
				p.total(answer.Shared(roles, link), links, kind)
				p.total(answer.Union(roles, link), links, kind)
			}
		}
	}
}

// only plans what each of the roles has and none of the others.
func (p *planner) only(roles []string, link *answer.LinkFilter, links kg.LinkFilter, selections ast.SelectionSet, path ast.Path) {
	for _, field := range p.fields(selections, "OnlySets") {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		switch field.Name {
		case "role":
			p.byID(answer.RoleIDs(roles), []kg.Kind{kg.Role}, field.Selections, here)
		case "has":
			for i := range roles {
				p.sets(answer.Only(roles, i, link), links, field.Selections, here)
			}
		}
	}
}

// comparable checks which roles are compared.
func (p *planner) comparable(roles []string, path ast.Path) {
	if len(roles) < 1 || len(roles) > maxCompared {
		p.problem(path, "`roles` has %d entries; 1 to %d roles can be compared", len(roles), maxCompared)
		return
	}
	for i, slug := range roles {
		if slices.Index(roles, slug) != i {
			p.problem(path, "`roles` names %q twice; each role can be compared once", shown(slug))
		}
	}
	p.known(path, "roles", kg.Role, roles)
}

// sets plans the lists of a set of entities.
func (p *planner) sets(of answer.Comparison, links kg.LinkFilter, selections ast.SelectionSet, path ast.Path) {
	for _, field := range p.fields(selections, "EntitySets") {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		for _, kind := range answer.Compared() {
			if field.Name == kind.Plural() {
				p.list(kind, field, here, of.Parent(), of.Parent().Set, "EntitySets", within(of, links, kind))
			}
		}
	}
}

func (p *planner) total(of answer.Comparison, links kg.LinkFilter, kind kg.Kind) {
	p.branch(of.TotalKey(kind), kg.Branch{
		Parent: kg.NoParent, From: kg.Every{Kind: kind}, Filter: within(of, links, kind), Total: true,
	})
}

// within restricts entities of a kind to those of a comparison's set, by the
// links that count.
func within(of answer.Comparison, links kg.LinkFilter, kind kg.Kind) kg.Filter {
	step := stepBetween(kind, kg.Role)
	filter := kg.Filter{kg.LinkedTo{Step: step, Match: of.Match, Slugs: slugs(of.Roles), Link: links}}
	if len(of.Not) > 0 {
		filter = append(filter, kg.LinkedTo{Step: step, Match: kg.None, Slugs: slugs(of.Not), Link: links})
	}
	return filter
}
