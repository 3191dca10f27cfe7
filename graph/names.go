package graph

import (
	"context"
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/kg"
)

// names searches the index of names for one operation, which is work already
// while planning: what is asked twice is searched once, and no more is searched
// once the operation costs too much or has no time left.
type names struct {
	ctx       context.Context
	index     *kg.Index
	costLimit int
	found     map[string][]kg.Found
	costs     []fieldCost
	cost      int
	stopped   bool
}

func newNames(ctx context.Context, index *kg.Index, costLimit int) *names {
	return &names{ctx: ctx, index: index, costLimit: costLimit, found: map[string][]kg.Found{}}
}

// search finds the entities of some kinds that a text matches, for a field.
// Once it has stopped it finds nothing, and the operation is refused. The result
// must not be changed.
func (n *names) search(path ast.Path, text string, kinds []kg.Kind) []kg.Found {
	key := fmt.Sprint(kinds, text)
	if found, known := n.found[key]; known {
		return found
	}
	price := n.index.SearchPrice(text)
	n.costs = append(n.costs, fieldCost{path: slices.Clone(path), cost: price, remedy: "search for fewer texts or words"})
	n.cost += price
	if n.cost > n.costLimit || n.ctx.Err() != nil {
		n.stopped = true
		return nil
	}
	n.found[key] = n.index.Search(text, kinds)
	return n.found[key]
}
