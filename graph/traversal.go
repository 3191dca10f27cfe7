package graph

import (
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/graph/shape"
	"rolegraph/kg"
)

// traverse plans where walks end.
func (p *planner) traverse(field graphql.CollectedField, path ast.Path) shape.Value[shape.None] {
	raw := p.arguments(field)
	size := p.first(path, raw["first"], maxFirst)
	args := answer.NewTraversalArguments(answer.Texts(raw["from"]), answer.NewSteps(raw["steps"]), &size, textOf(raw["after"]))
	var walks kg.Traversal
	var at kg.KindSet
	if p.some(path, "from", len(args.From), maxList) {
		walks.Starts, _ = p.knownIDs(path, "from", args.From)
		at = kg.KindsOf(answer.ParseIDs(args.From))
	}
	if at == (kg.KindSet{}) { // no id has the right form, which is no fault of the steps
		for kind := range at {
			at[kind] = true
		}
	}
	if p.some(path, "steps", len(args.Steps), maxSteps) {
		for i := range args.Steps {
			var step kg.WalkStep
			step, at = p.step(path, fmt.Sprintf("steps[%d]", i), &args.Steps[i], at)
			walks.Steps = append(walks.Steps, step)
		}
	}
	var place *kg.Place
	if args.After != nil {
		list, after, ok := kg.Cursor(*args.After).Parse(kg.ByWeight)
		if !ok || list != args.List() {
			p.wrongWalks(path)
		}
		place = &after
	}
	branch, _ := p.branch(path, args.Key(), kg.Branch{Parent: kg.NoParent, From: walks, After: place})
	ends := walks.Ends()
	cursor := shape.CursorMixed(shape.OneList(args.List()), shape.WalkNumber)
	return shape.OnlyPage[shape.None](branch, shape.Of("TraversalConnection", p.fields(field.Selections, "TraversalConnection"), func(inner graphql.CollectedField) shape.Value[shape.Page] {
		here := append(path[:len(path):len(path)], ast.PathName(inner.Alias))
		b := &p.plan.Branches[branch]
		switch inner.Name {
		case "totalCount":
			b.Total = true
			return shape.TotalCount
		case "pageInfo":
			b.First = size
			return shape.PageInfo(p.pageInfo(inner, func() { p.readMixedCursor(ends) }), cursor, args.After != nil)
		case "nodes":
			b.First = size
			return shape.Nodes(p.entities(branch, ends, inner.Selections, here).Write)
		default:
			b.First = size
			return shape.Edges(p.walkEdges(branch, ends, inner.Selections, cursor, here))
		}
	}).Write)
}

// walkEdges plans what is selected of the entries of a page of where walks end.
func (p *planner) walkEdges(branch int, ends []kg.Kind, selections ast.SelectionSet, cursor shape.Cursor, path ast.Path) shape.Value[shape.Entry] {
	fields := p.fields(selections, "TraversalEdge")
	for _, kind := range ends {
		p.site(branch, kind, len(fields))
	}
	return shape.Of("TraversalEdge", fields, func(field graphql.CollectedField) shape.Value[shape.Entry] {
		switch field.Name {
		case "cursor":
			p.readMixedCursor(ends)
			return cursor
		case "node":
			return shape.NodeOf(p.entities(branch, ends, field.Selections, append(path[:len(path):len(path)], ast.PathName(field.Alias))).Write)
		default:
			return shape.Walks
		}
	}).Write
}

// step plans one step of walks that stand on entities of some kinds, and gives
// the kinds that it leads to.
func (p *planner) step(path ast.Path, argument string, input *answer.StepInput, at kg.KindSet) (kg.WalkStep, kg.KindSet) {
	relation, _ := kg.ParseRelation(input.Relation)
	step := kg.WalkStep{Relation: relation, Link: p.linkFilter(path, argument+".link", input.Link)}
	for _, direction := range []kg.Direction{kg.Out, kg.In} {
		if input.Direction == direction.String() || input.Direction == "ANY" {
			step.Directions = append(step.Directions, direction)
		}
	}
	to := step.Targets(at)
	if to == (kg.KindSet{}) {
		p.problem(path, "`%s`: %s", argument, impossible(&step, at))
		// The steps behind it are judged as if it were another that leads where
		// this one would.
		for _, direction := range step.Directions {
			to[kg.Step{Relation: relation, Direction: direction}.Target()] = true
		}
	}
	if input.To != nil {
		step.To = p.narrowed(path, argument+".to", input.To, to.Kinds())
	}
	return step, to
}

// impossible says why walks that stand on entities of some kinds cannot take a
// step, and which ones they can.
func impossible(step *kg.WalkStep, at kg.KindSet) string {
	var starts, stand, right []string
	for _, direction := range step.Directions {
		starts = append(starts, (kg.Step{Relation: step.Relation, Direction: direction}).Source().Plural())
	}
	for _, kind := range at.Kinds() {
		stand = append(stand, kind.Plural())
		for _, possible := range kg.StepsFrom(kind) {
			right = append(right, fmt.Sprintf("%s %s", possible.Relation, possible.Direction))
		}
	}
	slices.Sort(starts)
	direction := ""
	if len(step.Directions) == 1 {
		direction = " " + step.Directions[0].String()
	}
	return fmt.Sprintf("%s goes from %s to %s; the step %s%s needs %s to start at, and the walk stands on %s there; from these it can take %s",
		step.Relation, step.Relation.From().Plural(), step.Relation.To().Plural(), step.Relation, direction,
		strings.Join(slices.Compact(starts), " or "), strings.Join(stand, " and "), strings.Join(slices.Compact(right), ", "))
}

// narrowed are the entities of some kinds that a step may lead to, sorted; never
// nil.
func (p *planner) narrowed(path ast.Path, argument string, filter *answer.StepFilter, kinds []kg.Kind) []kg.ID {
	ids := []kg.ID{}
	if p.atMost(path, argument+".slugs", len(filter.Slugs)) {
		for _, slug := range filter.Slugs {
			for _, kind := range kinds {
				if id := (kg.ID{Kind: kind, Slug: kg.Slug(slug)}); p.index.Has(id) {
					ids = append(ids, id)
				}
			}
		}
	}
	if filter.Text != "" && p.textLength(path, argument+".text", filter.Text) {
		p.conditions++
		if p.conditions > maxConditions {
			return ids // the operation is refused
		}
		found := map[kg.ID]bool{}
		for _, each := range p.names.search(path, filter.Text, kinds) {
			found[each.ID] = true
			if len(filter.Slugs) == 0 {
				ids = append(ids, each.ID)
			}
		}
		ids = slices.DeleteFunc(ids, func(id kg.ID) bool { return !found[id] })
	}
	p.held += len(ids)
	slices.SortFunc(ids, kg.ID.Compare)
	return ids
}

// wrongWalks says that `after` is of other walks.
func (p *planner) wrongWalks(path ast.Path) {
	p.problem(path, "`after` is not a cursor of these walks: use `endCursor` or a `cursor` that `traverse` gave for the same `from` and `steps`")
}
