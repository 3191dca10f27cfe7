package graph

import (
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/graph/shape"
	"rolegraph/kg"
)

// comparison plans a comparison of roles: its sets are lists that are
// restricted to what all or any of the roles have.
func (p *planner) comparison(roles []string, link *answer.LinkFilter, selections ast.SelectionSet, path ast.Path) shape.Value[shape.None] {
	p.comparable(roles, path)
	links := p.linkFilter(path, "link", link)
	return shape.Of("RoleComparison", p.fields(selections, "RoleComparison"), func(field graphql.CollectedField) shape.Value[shape.None] {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		switch field.Name {
		case "roles":
			return p.byID(answer.RoleIDs(roles), []kg.Kind{kg.Role}, field.Selections, here).list(answer.RoleIDs(roles))
		case "shared":
			return p.sets(answer.Shared(roles, link), links, field.Selections, here)
		case "union":
			return p.sets(answer.Union(roles, link), links, field.Selections, here)
		case "only":
			return p.only(roles, link, links, field.Selections, here)
		case "overlap":
			branch, _ := p.branch(here, answer.OverlapKey(roles, link), kg.Branch{
				Parent: kg.NoParent, From: kg.Overlapping{Roles: slugs(roles), Kinds: answer.Compared()}, Link: links,
			})
			return shape.Overlaps(branch, answer.Compared(), p.fields(field.Selections, "Overlap"))
		default:
			return p.matrix(roles, link, links, field, here)
		}
	}).Write
}

// matrix plans the rows of a comparison: what at least one of the roles has,
// with the links of each.
func (p *planner) matrix(roles []string, link *answer.LinkFilter, links kg.LinkFilter, field graphql.CollectedField, path ast.Path) shape.Value[shape.None] {
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
	cursor := shape.CursorMixed(shape.OneList(args.List()), shape.CellCount(len(roles)))
	return shape.OnlyPage[shape.None](branch, shape.Of("ComparisonRowConnection", p.fields(field.Selections, "ComparisonRowConnection"), func(inner graphql.CollectedField) shape.Value[shape.Page] {
		here := append(path[:len(path):len(path)], ast.PathName(inner.Alias))
		b := &p.plan.Branches[branch]
		switch inner.Name {
		case "totalCount":
			b.Total = true
			return shape.TotalCount
		case "pageInfo":
			b.First = size
			return shape.PageInfo(p.pageInfo(inner, func() { p.readMixedCursor(args.Kinds) }), cursor, args.After != nil)
		default:
			b.First = size
			return shape.Edges(p.rows(branch, args, inner.Selections, cursor, here))
		}
	}).Write)
}

// rows plans what is selected of the rows of a matrix.
func (p *planner) rows(branch int, args *answer.MatrixArguments, selections ast.SelectionSet, cursor shape.Cursor, path ast.Path) shape.Value[shape.Entry] {
	fields := p.fields(selections, "ComparisonRow")
	values := len(fields)
	row := shape.Of("ComparisonRow", fields, func(field graphql.CollectedField) shape.Value[shape.Entry] {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		switch field.Name {
		case "cursor":
			p.readMixedCursor(args.Kinds)
			return cursor
		case "node":
			return shape.NodeOf(p.entities(branch, args.Kinds, field.Selections, here).Write)
		default:
			links := p.fields(field.Selections, "GraphLink")
			values += len(args.Roles) * (1 + len(links))
			return p.cells(branch, args, links, here)
		}
	})
	for _, kind := range args.Kinds {
		p.site(branch, kind, values)
	}
	return row.Write
}

// readMixedCursor reads what cursors of a list of several kinds are made of.
func (p *planner) readMixedCursor(kinds []kg.Kind) {
	for _, kind := range kinds {
		p.plan.Read[kind] |= kg.ReadSortKey
	}
}

// cells plans what is selected of the links of a row.
func (p *planner) cells(branch int, args *answer.MatrixArguments, links []graphql.CollectedField, path ast.Path) shape.Value[shape.Entry] {
	for _, field := range links {
		p.plan.Branches[branch].Read |= linkFields[field.Name]
	}
	from := func(field graphql.CollectedField) shape.Value[int] {
		var roles byID
		p.repeated(p.plan.Branches[branch].First, func() {
			roles = p.byID(answer.RoleIDs(args.Roles), kg.Kinds(), field.Selections, append(path[:len(path):len(path)], ast.PathName(field.Alias)))
		})
		return roles.at(answer.RoleIDs(args.Roles))
	}
	to := func(field graphql.CollectedField) (entities *shape.Entities) {
		p.repeated(len(args.Roles), func() {
			entities = p.entities(branch, args.Kinds, field.Selections, append(path[:len(path):len(path)], ast.PathName(field.Alias)))
		})
		return entities
	}
	return shape.Cells(p.fields, links, len(args.Roles), from, to)
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
func (p *planner) only(roles []string, link *answer.LinkFilter, links kg.LinkFilter, selections ast.SelectionSet, path ast.Path) shape.Value[shape.None] {
	return shape.Each(len(roles), shape.Of("OnlySets", p.fields(selections, "OnlySets"), func(field graphql.CollectedField) shape.Value[int] {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		if field.Name == "role" {
			return p.byID(answer.RoleIDs(roles), []kg.Kind{kg.Role}, field.Selections, here).at(answer.RoleIDs(roles))
		}
		has := make([]shape.Value[shape.None], len(roles))
		for i := range roles {
			has[i] = p.sets(answer.Only(roles, i, link), links, field.Selections, here)
		}
		return shape.Choice(has)
	}).Write)
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
func (p *planner) sets(of answer.Comparison, links kg.LinkFilter, selections ast.SelectionSet, path ast.Path) shape.Value[shape.None] {
	return shape.Of("EntitySets", p.fields(selections, "EntitySets"), func(field graphql.CollectedField) shape.Value[shape.None] {
		kind := kindOf(field)
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		return p.list(kind, field, here, of.Parent(), of.Parent().Set, "EntitySets", within(of, links, kind))
	}).Write
}

// kindOf is the kind that a field lists by whose plural it is called.
func kindOf(field graphql.CollectedField) kg.Kind {
	return kg.Kinds()[slices.IndexFunc(kg.Kinds(), func(kind kg.Kind) bool { return kind.Plural() == field.Name })]
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
