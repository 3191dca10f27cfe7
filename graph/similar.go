package graph

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/graph/shape"
	"rolegraph/kg"
)

// similar plans the roles most like those of a branch.
func (p *planner) similar(parent int, field graphql.CollectedField, path ast.Path) shape.Value[int32] {
	raw := p.arguments(field)
	kinds := answer.Texts(raw["kinds"])
	p.comparedKinds(kinds, answer.Compared(), path)
	size := p.firstOr(answer.DefaultBest, path, raw["first"], maxFirst)
	args := answer.NewSimilarArguments(kinds, &size, textOf(raw["after"]))
	branch, isNew := p.branch(path, args.Key(parent), kg.Branch{Parent: parent, From: kg.Similar{Kinds: args.Kinds}})
	if list, place, ok := p.afterScore(path, args.After); ok {
		place = p.placeOfParents(cursorOfParents{branch, list, path, "Role.similar", args.Selection()}, kg.Role, place)
		if isNew {
			p.plan.Branches[branch].After = place
		}
	}
	list := shape.ListOfEach("Role.similar", args.Selection())
	return shape.PageOf(branch, p.ranked(branch, size, field, list, args.After != nil, shape.SimilarScore, path, func(edge graphql.CollectedField) (shape.Value[shape.Entry], int) {
		if edge.Name != "overlap" {
			return shape.Score(shape.SimilarScore).Write, 0
		}
		p.plan.Branches[branch].From = kg.Similar{Kinds: args.Kinds, Overlaps: true}
		selected := p.fields(edge.Selections, "Overlap")
		return shape.OverlapsOfEntry(args.Kinds, selected), len(args.Kinds) * (1 + len(selected))
	}))
}

// afterScore reads `after` of a list of roles by a score; ok is false where it is
// left out or no cursor of such a list at all.
func (p *planner) afterScore(path ast.Path, after *string) (list kg.List, place *kg.Place, ok bool) {
	if after == nil {
		return 0, nil, false
	}
	list, at, ok := kg.Cursor(*after).Parse(kg.ByWeight)
	if !ok || at.Kind != kg.Role || !at.Number.Known {
		p.problems.wrongList(path)
		return 0, nil, false
	}
	return list, &at, true
}

// ranked plans what is selected of a connection of roles by a score. Further
// plans what else its edges have, and gives how many values that shows of each at
// most.
func (p *planner) ranked(branch, size int, connection graphql.CollectedField, list shape.List, after bool, score shape.Score, path ast.Path, further func(graphql.CollectedField) (shape.Value[shape.Entry], int)) shape.Value[shape.Page] {
	typeName := connection.Definition.Type.Name()
	cursor := shape.CursorMixed(list, score.Number)
	readCursor := func() { p.plan.Read[kg.Role] |= kg.ReadSortKey }
	return shape.Of(typeName, p.fields(connection.Selections, typeName), func(field graphql.CollectedField) shape.Value[shape.Page] {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		b := &p.plan.Branches[branch]
		switch field.Name {
		case "totalCount":
			b.Total = true
			return shape.TotalCount
		case "pageInfo":
			b.First = size
			return shape.PageInfo(p.pageInfo(field, readCursor), cursor, after)
		case "nodes":
			b.First = size
			return shape.Nodes(p.entity(branch, kg.Role, field.Selections, here).Write)
		}
		b.First = size
		typeName := field.Definition.Type.Name()
		fields := p.fields(field.Selections, typeName)
		values := len(fields)
		edge := shape.Of(typeName, fields, func(edge graphql.CollectedField) shape.Value[shape.Entry] {
			switch edge.Name {
			case "cursor":
				readCursor()
				return cursor
			case "node":
				return shape.NodeOf(p.entity(branch, kg.Role, edge.Selections, append(here[:len(here):len(here)], ast.PathName(edge.Alias))).Write)
			}
			value, shown := further(edge)
			values += shown
			return value
		})
		p.site(branch, kg.Role, values)
		return shape.Edges(edge.Write)
	}).Write
}
