package graph

import (
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/kg"
)

// after reads `after`; ok is false where it is left out or no cursor at all.
func (p *planner) after(path ast.Path, args *answer.ListArguments) (list kg.List, place *kg.Place, ok bool) {
	if args.After == nil {
		return 0, nil, false
	}
	list, at, ok := kg.Cursor(*args.After).Parse(args.PlanOrder().By)
	if !ok {
		p.problems.wrongList(path)
		return 0, nil, false
	}
	return list, &at, true
}

// afterOfParents reads `after` of a list that several entities may have. A
// cursor belongs to the list of one of them; which they are is known now if
// they were asked for by id, and from the result otherwise.
func (p *planner) afterOfParents(branch int, kind kg.Kind, key answer.Key, args *answer.ListArguments, path ast.Path) *kg.Place {
	list, place, ok := p.after(path, args)
	if !ok {
		return nil
	}
	return p.placeOfParents(cursorOfParents{branch, list, path, key.Type + "." + key.Field, args.Selection()}, kind, place)
}

// placeOfParents is the place of a cursor of a list that several entities of a
// kind may have; nil if it is known now to be of another.
func (p *planner) placeOfParents(cursor cursorOfParents, kind kg.Kind, place *kg.Place) *kg.Place {
	parent := p.plan.Branches[p.plan.Branches[cursor.branch].Parent]
	if from, byID := parent.From.(kg.ByID); byID {
		for _, id := range from.IDs {
			if id.Kind == kind && !cursor.belongsTo(id) {
				p.problems.wrongList(cursor.path)
				return nil
			}
		}
		return place
	}
	p.cursors = append(p.cursors, cursor)
	return place
}

func (c *cursorOfParents) belongsTo(parent kg.ID) bool {
	return c.list == kg.NewList(parent.String(), c.field, c.selection)
}
