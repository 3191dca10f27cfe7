package graph

import (
	"fmt"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/graph/shape"
	"rolegraph/kg"
)

// shortestPaths plans the shortest paths between two entities.
func (p *planner) shortestPaths(raw map[string]any, selections ast.SelectionSet, path ast.Path) shape.Value[shape.None] {
	hops := p.within(answer.DefaultMaxHops, path, "maxHops", raw["maxHops"], maxHops)
	size := p.firstOr(answer.DefaultPaths, path, raw["first"], maxFirst)
	from, to := answer.Texts(raw["from"])[0], answer.Texts(raw["to"])[0]
	_, known := p.knownIDs(path, "from", []string{from})
	_, other := p.knownIDs(path, "to", []string{to})
	if known && other && from == to {
		p.problem(path, "`from` and `to` are both %q; paths lead from one entity to another", shown(from))
	}
	args := answer.NewPathArguments(from, to, &hops, answer.Texts(raw["through"]), &size)
	asked := args.Paths(p.hubLimit)
	branch, _ := p.branch(path, args.Key(), kg.Branch{Parent: kg.NoParent, From: asked})
	kinds := asked.Kinds()
	return shape.Of("PathResult", p.fields(selections, "PathResult"), func(field graphql.CollectedField) shape.Value[shape.None] {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		b := &p.plan.Branches[branch]
		switch field.Name {
		case "paths":
			b.First = size
			return shape.Paths(branch, p.path(branch, kinds, field.Selections, here))
		case "count":
			return shape.PathCount(branch)
		case "mode":
			return shape.PathMode(branch, size)
		default: // hubs
			asked := b.From.(kg.Paths)
			asked.Hubs = true
			b.From = asked
			return shape.PathHubs(branch, p.entities(branch, kinds, field.Selections, here))
		}
	}).Write
}

// pathSearches counts the branches of paths.
func (p *planner) pathSearches() (searches int) {
	for i := range p.plan.Branches {
		if _, ok := p.plan.Branches[i].From.(kg.Paths); ok {
			searches++
		}
	}
	return searches
}

// describePaths says what a branch of paths reads.
func describePaths(asked *kg.Paths, first int) string {
	through := "everything"
	if asked.Through != nil {
		through = plurals(asked.Through)
	}
	text := fmt.Sprintf("shortest paths from %s to %s; at most %s, through %s with at most %d links; first %d",
		asked.From, asked.To, counted(asked.MaxHops, "hop"), through, asked.HubLimit, first)
	if asked.Hubs {
		text += "; hubs"
	}
	return text
}

// path plans what is selected of each path.
func (p *planner) path(branch int, kinds []kg.Kind, selections ast.SelectionSet, path ast.Path) *shape.Object[shape.Path] {
	fields := p.fields(selections, "Path")
	values := len(fields) // of each entity on the paths: at least those of a path
	planned := shape.Of("Path", fields, func(field graphql.CollectedField) shape.Value[shape.Path] {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		switch field.Name {
		case "length":
			return shape.PathLength
		case "weight":
			p.plan.Branches[branch].Read |= kg.ReadWeight
			return shape.PathWeight
		case "nodes":
			return shape.PathNodes(p.entities(branch, kinds, field.Selections, here))
		}
		links := p.fields(field.Selections, "GraphLink")
		values += 1 + len(links)
		for _, field := range links {
			p.plan.Branches[branch].Read |= linkFields[field.Name]
		}
		return shape.PathLinks(p.fields, links, func(end graphql.CollectedField) *shape.Entities {
			return p.entities(branch, kinds, end.Selections, append(here[:len(here):len(here)], ast.PathName(end.Alias)))
		})
	})
	for _, kind := range kinds {
		p.site(branch, kind, values)
	}
	return planned
}
