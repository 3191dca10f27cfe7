package graph

import (
	"cmp"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/kg"
)

// arrange brings the plan's branches into an order that does not depend on the
// order in which the operation selects them: level by level, by parent, then by
// key. Operations that ask the same are then the same plan.
func (p *planner) arrange() {
	keys := make([]answer.Key, len(p.plan.Branches))
	for key, branch := range p.branches {
		keys[branch] = key
	}
	moved := make([]int, len(p.plan.Branches)) // new places by old ones
	var order []int                            // old places in the new order
	for level := []int{kg.NoParent}; len(level) > 0; {
		var next []int
		for _, parent := range level {
			begin := len(next)
			for i := range p.plan.Branches {
				if p.plan.Branches[i].Parent == parent {
					next = append(next, i)
				}
			}
			slices.SortFunc(next[begin:], func(a, b int) int { return p.compareBranches(keys, a, b) })
		}
		for _, branch := range next {
			moved[branch] = len(order)
			order = append(order, branch)
		}
		level = next
	}

	branches, paths := make([]kg.Branch, len(order)), make([]ast.Path, len(order))
	for at, branch := range order {
		paths[at] = p.paths[branch]
		branches[at] = p.plan.Branches[branch]
		if parent := branches[at].Parent; parent != kg.NoParent {
			branches[at].Parent = moved[parent]
		}
		if counted, ok := branches[at].From.(kg.Counted); ok {
			counted.Of = moved[counted.Of]
			branches[at].From = counted
		}
	}
	p.plan.Branches, p.paths, p.shape.Places = branches, paths, moved
	byKey := make(map[answer.Key]int, len(p.branches))
	for key, branch := range p.branches {
		if key.Parent.Branch != kg.NoParent {
			key.Parent.Branch = moved[key.Parent.Branch]
		}
		byKey[key] = moved[branch]
	}
	p.branches = byKey
	for i := range p.cursors {
		p.cursors[i].branch = moved[p.cursors[i].branch]
	}
	for i := range p.sites {
		p.sites[i].branch = moved[p.sites[i].branch]
	}
}

// compareBranches orders the branches of one parent by their keys; those that
// count stand behind those that they count.
func (p *planner) compareBranches(keys []answer.Key, a, b int) int {
	countedA, isCountA := p.plan.Branches[a].From.(kg.Counted)
	countedB, isCountB := p.plan.Branches[b].From.(kg.Counted)
	switch {
	case isCountA && isCountB:
		return cmp.Or(p.compareBranches(keys, countedA.Of, countedB.Of), compareKeys(keys[a], keys[b]))
	case isCountA:
		return +1
	case isCountB:
		return -1
	default:
		return compareKeys(keys[a], keys[b])
	}
}

func compareKeys(a, b answer.Key) int {
	return cmp.Or(cmp.Compare(a.Type, b.Type), cmp.Compare(a.Field, b.Field), cmp.Compare(a.Parent.Set, b.Parent.Set), cmp.Compare(a.Arguments, b.Arguments))
}
