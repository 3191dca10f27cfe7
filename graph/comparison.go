package graph

import (
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
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
			p.branch(here, answer.OverlapKey(roles, link), kg.Branch{
				Parent: kg.NoParent, From: kg.Overlapping{Roles: slugs(roles), Kinds: answer.Compared()}, Link: links,
			})
		case "matrix":
			p.matrix(roles, link, links, field, here)
		}
	}
}

// matrix plans the rows of a comparison: what at least one of the roles has,
// with the links of each.
func (p *planner) matrix(roles []string, link *answer.LinkFilter, links kg.LinkFilter, field graphql.CollectedField, path ast.Path) {
	raw := p.arguments(field)
	kinds := answer.Texts(raw["kinds"])
	p.comparedKinds(kinds, answer.Compared(), path)
	size := p.firstOr(answer.DefaultRows, path, raw["first"], maxFirst)
	args := answer.NewMatrixArguments(roles, link, kinds, &size, textOf(raw["after"]))
	var place *kg.Place
	if args.After != nil {
		list, at, ok := kg.Cursor(*args.After).Parse(kg.ByWeight)
		if !ok || list != args.List() {
			p.problem(path, "`after` is not a cursor of this matrix: use `endCursor` or a `cursor` that a matrix of the same roles gave, with the same `link` and `kinds`")
		}
		place = &at
	}
	branch, _ := p.branch(path, args.Key(), kg.Branch{
		Parent: kg.NoParent, From: kg.Matrix{Roles: inOrder(roles), Kinds: args.Kinds}, Link: links, After: place,
	})
	for _, inner := range p.fields(field.Selections, "ComparisonRowConnection") {
		here := append(path[:len(path):len(path)], ast.PathName(inner.Alias))
		b := &p.plan.Branches[branch]
		switch inner.Name {
		case "totalCount":
			b.Total = true
		case "pageInfo":
			b.First = size
			p.pageInfo(inner.Selections, func() { p.readMixedCursor(args.Kinds) })
		case "edges":
			b.First = size
			p.rows(branch, args, inner.Selections, here)
		}
	}
}

// rows plans what is selected of the rows of a matrix.
func (p *planner) rows(branch int, args *answer.MatrixArguments, selections ast.SelectionSet, path ast.Path) {
	fields := p.fields(selections, "ComparisonRow")
	values := len(fields)
	for _, field := range fields {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		switch field.Name {
		case "cursor":
			p.readMixedCursor(args.Kinds)
		case "node":
			p.entities(branch, args.Kinds, field.Selections, here)
		case "links":
			values += p.cells(branch, args, field.Selections, here)
		}
	}
	for _, kind := range args.Kinds {
		p.site(branch, kind, values)
	}
}

// readMixedCursor reads what cursors of a list of several kinds are made of.
func (p *planner) readMixedCursor(kinds []kg.Kind) {
	for _, kind := range kinds {
		p.plan.Read[kind] |= kg.ReadSortKey
	}
}

// cells plans what is selected of the links of a row, and gives how many values
// they show at most.
func (p *planner) cells(branch int, args *answer.MatrixArguments, selections ast.SelectionSet, path ast.Path) (values int) {
	fields := p.fields(selections, "GraphLink")
	for _, field := range fields {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		switch field.Name {
		case "from":
			p.repeated(p.plan.Branches[branch].First, func() {
				p.byID(answer.RoleIDs(args.Roles), kg.Kinds(), field.Selections, here)
			})
		case "to":
			p.repeated(len(args.Roles), func() { p.entities(branch, args.Kinds, field.Selections, here) })
		default:
			p.plan.Branches[branch].Read |= linkFields[field.Name]
		}
	}
	return len(args.Roles) * (1 + len(fields))
}

// comparedKinds checks that kinds are of those that are compared.
func (p *planner) comparedKinds(kinds []string, compared []kg.Kind, path ast.Path) {
	var known []string
	for _, kind := range compared {
		known = append(known, kind.String())
	}
	for _, kind := range kinds {
		if !slices.Contains(known, kind) {
			p.problem(path, "`kinds`: entities of the kind %s do not count here; those of %s do", kind, strings.Join(known, ", "))
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
