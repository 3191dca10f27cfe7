package graph

import (
	"cmp"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"rolegraph/kg"
)

// DefaultCostLimit is what one operation may cost unless Config says otherwise,
// in nodes and links that it may touch. Where it is near the price, a database
// takes a second or two for so many, and the embedded store some hundredths of one
// (docs/performance.md): well within the deadline.
const DefaultCostLimit = 500_000

// DefaultHubLimit is how many links an entity other than a role may have to be
// walked through unless Config says otherwise.
const DefaultHubLimit = 500

// cost is what an operation may cost, at most.
type cost struct {
	total    int
	fields   []fieldCost // dearest first
	branches []int       // the price of each branch
}

// fieldCost is the part of one field, without those of the fields below it.
type fieldCost struct {
	path   ast.Path
	cost   int
	remedy string
}

// price finds the costs of the branches, for each the field that asked for it
// first, and of the texts that were searched.
func (p *planner) price() {
	c := &p.cost
	c.branches = p.index.Prices(&p.plan)
	for _, part := range p.names.costs {
		c.add(part)
	}
	for i, price := range c.branches {
		c.add(fieldCost{p.paths[i], price, remedyFor(p.plan.Branches[i].From)})
	}
	slices.SortStableFunc(c.fields, func(a, b fieldCost) int { return cmp.Compare(b.cost, a.cost) })
}

// add adds a part; several of one field are one. There are as many as branches
// and texts, which are few.
func (c *cost) add(part fieldCost) {
	c.total += part.cost
	at := slices.IndexFunc(c.fields, func(known fieldCost) bool { return slices.Equal(known.path, part.path) })
	if at < 0 {
		c.fields = append(c.fields, part)
		return
	}
	c.fields[at].cost += part.cost
}

// remedyFor says what makes a branch cost less.
func remedyFor(from kg.From) string {
	switch from := from.(type) {
	case kg.Every:
		return "select by `slugs`, or by a set of linked entities"
	case kg.Along:
		return "ask for a smaller page of the list that it is below"
	case kg.Counted:
		return "count a list that is smaller, or below a smaller page"
	case kg.Matrix, kg.Overlapping:
		return "compare fewer roles, or fewer kinds"
	case kg.Similar:
		return "ask it of fewer roles, or by fewer kinds"
	case kg.Fitting:
		return "give a smaller profile, or fewer kinds"
	case kg.Paths:
		if from.Hubs {
			return "allow fewer hops, or do without `hubs`"
		}
		return "allow fewer hops, or fewer kinds to lead through"
	case kg.Neighborhood:
		return "ask for fewer hops, or fewer kinds"
	case kg.Traversal:
		return "take fewer steps, or start from fewer entities"
	default:
		return "ask for fewer entities"
	}
}

// above is the refusal of an operation that may cost more than a limit, or nil.
func (c cost) above(limit int) *gqlerror.Error {
	if c.total <= limit {
		return nil
	}
	dearest := c.fields[0]
	refusal := coded(kg.TooCostly,
		"the operation may touch %d nodes and links; at most %d are allowed. `%s` is its dearest field, with %d: %s",
		c.total, limit, dotted(dearest.path), dearest.cost, dearest.remedy)
	refusal.Path = dearest.path
	refusal.Extensions["cost"], refusal.Extensions["limit"] = c.total, limit
	return refusal
}

// dotted is a path as text: its response keys, shortened where a client has made
// them long, with dots between them.
func dotted(path ast.Path) string {
	var keys []string
	for _, element := range path {
		if key, ok := element.(ast.PathName); ok {
			keys = append(keys, shown(string(key)))
		}
	}
	return strings.Join(keys, ".")
}
