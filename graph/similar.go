package graph

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/kg"
)

// similar plans the roles most like those of a branch.
func (p *planner) similar(parent int, field graphql.CollectedField, path ast.Path) {
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
	p.ranked(branch, size, field, path, func(fields []graphql.CollectedField) (values int) {
		for _, inner := range fields {
			if inner.Name == "overlap" {
				p.plan.Branches[branch].From = kg.Similar{Kinds: args.Kinds, Overlaps: true}
				values += len(args.Kinds) * (1 + len(p.fields(inner.Selections, "Overlap")))
			}
		}
		return values
	})
}

// afterScore reads `after` of a list of roles by a score; ok is false where it is
// left out or no cursor of such a list at all.
func (p *planner) afterScore(path ast.Path, after *string) (list kg.List, place *kg.Place, ok bool) {
	if after == nil {
		return 0, nil, false
	}
	list, at, ok := kg.Cursor(*after).Parse(kg.ByWeight)
	if !ok || at.Kind != kg.Role || !at.Number.Known {
		p.wrongList(path)
		return 0, nil, false
	}
	return list, &at, true
}

// ranked plans what is selected of a connection of roles by a score. Further
// plans what else its edges have, and gives how many values that shows of each at
// most.
func (p *planner) ranked(branch, size int, field graphql.CollectedField, path ast.Path, further func([]graphql.CollectedField) int) {
	for _, inner := range p.fields(field.Selections, field.Definition.Type.Name()) {
		here := append(path[:len(path):len(path)], ast.PathName(inner.Alias))
		b := &p.plan.Branches[branch]
		switch inner.Name {
		case "totalCount":
			b.Total = true
		case "pageInfo":
			b.First = size
			p.pageInfo(inner.Selections, func() { p.plan.Read[kg.Role] |= kg.ReadSortKey })
		case "nodes":
			b.First = size
			p.entity(branch, kg.Role, inner.Selections, here)
		case "edges":
			b.First = size
			fields := p.fields(inner.Selections, inner.Definition.Type.Name())
			p.site(branch, kg.Role, len(fields)+further(fields))
			for _, edge := range fields {
				switch edge.Name {
				case "cursor":
					p.plan.Read[kg.Role] |= kg.ReadSortKey
				case "node":
					p.entity(branch, kg.Role, edge.Selections, append(here[:len(here):len(here)], ast.PathName(edge.Alias)))
				}
			}
		}
	}
}
