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
// in nodes and links that it may touch: some tens of milliseconds of a database.
const DefaultCostLimit = 50_000

// DefaultHubLimit is how many links an entity other than a role may have to be
// walked through unless Config says otherwise.
const DefaultHubLimit = 500

// cost is what an operation may cost, at most.
type cost struct {
	total  int
	fields []fieldCost // dearest first
}

// fieldCost is the part of one field, without those of the fields below it.
type fieldCost struct {
	path ast.Path
	cost int
}

// newCost sums what fields cost; several costs of one field are one.
func newCost(parts []fieldCost) cost {
	var c cost
	at := map[string]int{}
	for _, part := range parts {
		c.total += part.cost
		name := dotted(part.path)
		if i, known := at[name]; known {
			c.fields[i].cost += part.cost
			continue
		}
		at[name] = len(c.fields)
		c.fields = append(c.fields, part)
	}
	slices.SortStableFunc(c.fields, func(a, b fieldCost) int { return cmp.Compare(b.cost, a.cost) })
	return c
}

// above is the refusal of an operation that may cost more than a limit, or nil.
func (c cost) above(limit int) *gqlerror.Error {
	if c.total <= limit {
		return nil
	}
	dearest := c.fields[0]
	refusal := coded(kg.TooCostly,
		"the operation may touch %d nodes and links; at most %d are allowed. `%s` is its dearest field, with %d: ask for smaller pages, fewer levels of lists, or less with a filter of slugs",
		c.total, limit, dotted(dearest.path), dearest.cost)
	refusal.Path = dearest.path
	refusal.Extensions["cost"], refusal.Extensions["limit"] = c.total, limit
	return refusal
}

// costs are those of the branches, for each the field that asked for it first,
// and of the texts that were searched.
func (p *planner) costs() cost {
	parts := slices.Clone(p.texts)
	for i, price := range p.index.Prices(&p.plan) {
		parts = append(parts, fieldCost{p.paths[i], price})
	}
	return newCost(parts)
}

// searchCosts adds the cost of searching the names for a text, and reports
// whether that is within the limit.
func (p *planner) searchCosts(path ast.Path) bool {
	price := p.index.SearchPrice()
	p.texts = append(p.texts, fieldCost{slices.Clone(path), price})
	p.searched += price
	return p.searched <= p.config.CostLimit
}

// dotted is a path as text: its response keys with dots between them.
func dotted(path ast.Path) string {
	var keys []string
	for _, element := range path {
		if key, ok := element.(ast.PathName); ok {
			keys = append(keys, string(key))
		}
	}
	return strings.Join(keys, ".")
}
