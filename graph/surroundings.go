package graph

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/graph/shape"
	"rolegraph/kg"
)

// neighborhood plans what lies around an entity.
func (p *planner) neighborhood(field graphql.CollectedField, path ast.Path) shape.Value[shape.None] {
	raw := p.arguments(field)
	of := answer.Texts(raw["of"])
	hops := p.within(answer.DefaultHops, path, "hops", raw["hops"], maxSurroundingHops)
	size := p.firstOr(answer.DefaultSurroundings, path, raw["first"], maxSurroundings)
	args := answer.NewNeighborhoodArguments(of[0], &hops, answer.Texts(raw["kinds"]), &size)
	from := kg.Neighborhood{Hops: args.Hops, Kinds: args.Kinds, HubLimit: p.hubLimit}
	kinds := args.Kinds
	if len(kinds) == 0 {
		kinds = kg.Kinds()
	}
	if known, _ := p.knownIDs(path, "of", of); len(known) > 0 {
		from.Of = known[0]
		kinds = append([]kg.Kind{from.Of.Kind}, kinds...)
	}
	branch, _ := p.branch(path, args.Key(), kg.Branch{Parent: kg.NoParent, From: from, First: size})
	return shape.Of("Subgraph", p.fields(field.Selections, "Subgraph"), func(inner graphql.CollectedField) shape.Value[shape.None] {
		here := append(path[:len(path):len(path)], ast.PathName(inner.Alias))
		switch inner.Name {
		case "nodes":
			return shape.SubgraphNodes(branch, p.entities(branch, kinds, inner.Selections, here))
		case "mode":
			return shape.SubgraphMode(branch)
		case "omitted":
			p.plan.Branches[branch].Total = true
			return shape.Omitted(branch)
		case "hubs":
			return shape.SubgraphHubs(branch, p.entitiesAt(hubsOf, branch, kinds, inner.Selections, here))
		default:
			return p.linksBetween(branch, kinds, inner.Selections, here)
		}
	}).Write
}

// entitiesAt is entities where those are shown that stand elsewhere than in the
// entries.
func (p *planner) entitiesAt(shows func(*kg.Table) []int32, branch int, kinds []kg.Kind, selections ast.SelectionSet, path ast.Path) (planned *shape.Entities) {
	p.showing(shows, func() { planned = p.entities(branch, kinds, selections, path) })
	return planned
}

// linksBetween plans what is selected of the links of a neighborhood.
func (p *planner) linksBetween(branch int, kinds []kg.Kind, selections ast.SelectionSet, path ast.Path) shape.Value[shape.None] {
	b := &p.plan.Branches[branch]
	from := b.From.(kg.Neighborhood)
	from.Links = true
	b.From = from
	fields := p.fields(selections, "GraphLink")
	for _, kind := range kg.Kinds() {
		if slices.Contains(kinds, kind) {
			p.showing(startsOf, func() { p.site(branch, kind, len(fields)) })
		}
	}
	for _, field := range fields {
		p.plan.Branches[branch].Read |= linkFields[field.Name]
	}
	return shape.SubgraphLinks(branch, p.fields, fields, func(end graphql.CollectedField) *shape.Entities {
		shows := startsOf
		if end.Name == "to" {
			shows = endsOf
		}
		return p.entitiesAt(shows, branch, kinds, end.Selections, append(path[:len(path):len(path)], ast.PathName(end.Alias)))
	})
}

// startsOf are the nodes that the links of a neighborhood start at, one a link.
func startsOf(table *kg.Table) []int32 {
	nodes := make([]int32, len(table.Around.Links))
	for i := range nodes {
		nodes[i] = table.Around.Links[i].From
	}
	return nodes
}

// endsOf are the nodes that the links of a neighborhood end at, one a link.
func endsOf(table *kg.Table) []int32 {
	nodes := make([]int32, len(table.Around.Links))
	for i := range nodes {
		nodes[i] = table.Around.Links[i].To
	}
	return nodes
}

func hubsOf(table *kg.Table) []int32 { return table.Around.Hubs }
