// Package storetest holds what every store must do: named cases, and random
// graphs with random plans, judged by an evaluator that is written for clarity
// alone and shares no code with any store.
package storetest

import (
	"cmp"
	"maps"
	"slices"

	"rolegraph/kg"
)

// Evaluate answers a plan by looking at every node and every link for every
// list. It is the judge of the stores.
func Evaluate(graph *kg.Graph, plan *kg.Plan) *kg.Result {
	n := &naive{graph: graph, result: &kg.Result{Version: graph.Version()}}
	for i := range plan.Branches {
		branch := &plan.Branches[i]
		var table kg.Table
		switch from := branch.From.(type) {
		case kg.ByID:
			table = n.byID(from)
		case kg.Every:
			table.Rows = []kg.Row{n.row(branch, kg.NoParent, n.every(from.Kind, branch), &table)}
		case kg.Along:
			for _, parent := range n.parents(branch.Parent, from.Step.Source()) {
				table.Rows = append(table.Rows, n.row(branch, parent, n.along(parent, from.Step, branch), &table))
			}
		case kg.Matrix:
			table = n.matrix(from, branch)
		case kg.Overlapping:
			table = n.overlapping(from, branch)
		case kg.Similar:
			for _, parent := range n.parents(branch.Parent, kg.Role) {
				table.Rows = append(table.Rows, n.similar(parent, from, branch, &table))
			}
		case kg.Fitting:
			table = n.fitting(from, branch)
		case kg.Paths:
			table = n.paths(from, branch)
		case kg.Neighborhood:
			table = n.neighborhood(from, branch)
		case kg.Traversal:
			table = n.traversal(from, branch)
		case kg.Counted:
			of := &plan.Branches[from.Of]
			for _, row := range n.result.Branches[from.Of].Rows {
				var counted []candidate
				switch list := of.From.(type) {
				case kg.Every:
					counted = n.every(list.Kind, of)
				case kg.Along:
					counted = n.along(row.Parent, list.Step, of)
				}
				table.Rows = append(table.Rows, n.counts(from, branch.First, row.Parent, counted, &table))
			}
		}
		n.result.Branches = append(n.result.Branches, table)
	}
	return n.result
}

type naive struct {
	graph  *kg.Graph
	result *kg.Result
}

// candidate is a node that may be on a page, and the link that leads to it.
type candidate struct {
	node *kg.Node
	link *kg.Link
}

// node finds a node by looking at all of them.
func (n *naive) node(id kg.ID) *kg.Node {
	nodes := n.graph.Nodes()
	for i := range nodes {
		if nodes[i].ID() == id {
			return &nodes[i]
		}
	}
	return nil
}

// position puts a node into the result unless it is there.
func (n *naive) position(node *kg.Node) int32 {
	if at := slices.Index(n.result.Nodes, node); at >= 0 {
		return int32(at)
	}
	return n.result.Add(node, node.Key())
}

func (n *naive) byID(from kg.ByID) kg.Table {
	var table kg.Table
	var seen []kg.ID
	for _, id := range from.IDs {
		if node := n.node(id); node != nil && !slices.Contains(seen, id) {
			seen = append(seen, id)
			table.Entries = append(table.Entries, kg.Entry{Node: n.position(node)})
		}
	}
	table.Rows = []kg.Row{{Parent: kg.NoParent, End: int32(len(table.Entries))}}
	return table
}

func (n *naive) every(kind kg.Kind, branch *kg.Branch) []candidate {
	var found []candidate
	nodes := n.graph.Nodes()
	for i := range nodes {
		if nodes[i].Kind == kind && n.passes(&nodes[i], branch.Filter) {
			found = append(found, candidate{node: &nodes[i]})
		}
	}
	return found
}

func (n *naive) parents(branch int, kind kg.Kind) []int32 {
	var parents []int32
	for _, entry := range n.result.Branches[branch].Entries {
		if entry.Node != kg.NoNode && n.result.Nodes[entry.Node].Kind == kind && !slices.Contains(parents, entry.Node) {
			parents = append(parents, entry.Node)
		}
	}
	slices.Sort(parents)
	return parents
}

func (n *naive) along(parent int32, step kg.Step, branch *kg.Branch) []candidate {
	var found []candidate
	for _, c := range n.neighbors(n.result.Nodes[parent].ID(), step) {
		if linkPasses(c.link, &branch.Link) && n.passes(c.node, branch.Filter) {
			found = append(found, c)
		}
	}
	return found
}

// neighbors are what a step leads to from a node.
func (n *naive) neighbors(from kg.ID, step kg.Step) []candidate {
	var found []candidate
	links := n.graph.Links()
	for i := range links {
		link := &links[i]
		near, far := link.From.ID(), link.To.ID()
		if step.Direction == kg.In {
			near, far = far, near
		}
		if link.Relation == step.Relation && near == from {
			found = append(found, candidate{n.node(far), link})
		}
	}
	return found
}

// passes reports whether a node meets every condition of a filter.
func (n *naive) passes(node *kg.Node, filter kg.Filter) bool {
	for _, condition := range filter {
		if !n.meets(node, condition) {
			return false
		}
	}
	return true
}

func (n *naive) meets(node *kg.Node, condition kg.Condition) bool {
	switch c := condition.(type) {
	case kg.OneOf:
		return slices.Contains(c.Slugs, node.Slug)
	case kg.SaidBy:
		return overlap(node.Sources, c.Sources)
	case kg.OfType:
		return overlap(node.Types, c.Types)
	case kg.InCategory:
		for _, category := range node.Categories {
			if slices.Contains(c.Categories, kg.MakeSlug(category)) {
				return true
			}
		}
		return false
	case kg.Between:
		value := map[kg.Property]*float64{kg.MedianPay: node.MedianPay, kg.Growth: node.Growth}[c.Property]
		if c.Property == kg.RoleCount {
			count := float64(node.RoleCount)
			value = &count
		}
		return value != nil && (c.Min == nil || *value >= *c.Min) && (c.Max == nil || *value <= *c.Max)
	case kg.LinkedTo:
		return n.linked(node, c)
	case kg.Either:
		for _, filter := range c.Filters {
			if n.passes(node, filter) {
				return true
			}
		}
		return false
	case kg.Not:
		return !n.passes(node, c.Filter)
	}
	panic("a condition that the judge does not know")
}

func (n *naive) linked(node *kg.Node, c kg.LinkedTo) bool {
	linked := 0
	for _, neighbor := range n.neighbors(node.ID(), c.Step) {
		if linkPasses(neighbor.link, &c.Link) && slices.Contains(c.Slugs, neighbor.node.Slug) {
			linked++
		}
	}
	switch c.Match {
	case kg.All:
		return linked == len(c.Slugs)
	case kg.Any:
		return linked > 0
	default:
		return linked == 0
	}
}

func linkPasses(link *kg.Link, filter *kg.LinkFilter) bool {
	var sources []string
	for _, evidence := range link.Evidence {
		sources = append(sources, evidence.Source)
	}
	heavyEnough := filter.MinWeight == nil || link.Weight != kg.NoWeight && link.Weight >= *filter.MinWeight
	tagged := len(filter.Tags) == 0 || overlap(link.Tags, filter.Tags)
	said := len(filter.Sources) == 0 || overlap(sources, filter.Sources)
	return heavyEnough && tagged && said
}

func overlap[T comparable](a, b []T) bool {
	for _, each := range a {
		if slices.Contains(b, each) {
			return true
		}
	}
	return false
}

// matrix looks for each node at the links of each role.
func (n *naive) matrix(m kg.Matrix, branch *kg.Branch) kg.Table {
	type candidate struct {
		node  *kg.Node
		links []*kg.Link
		place kg.Place
	}
	var found []candidate
	nodes, links := n.graph.Nodes(), n.graph.Links()
	for i := range nodes {
		if !slices.Contains(m.Kinds, nodes[i].Kind) {
			continue
		}
		c := candidate{node: &nodes[i]}
		roles := 0
		for _, slug := range m.Roles {
			var cell *kg.Link
			for j := range links {
				link := &links[j]
				if link.From.ID() == (kg.ID{Kind: kg.Role, Slug: slug}) && link.To.ID() == nodes[i].ID() && linkPasses(link, &branch.Link) {
					cell = link
					roles++
				}
			}
			c.links = append(c.links, cell)
		}
		c.place = kg.Place{Number: kg.Known(float64(roles)), Kind: nodes[i].Kind, SortKey: nodes[i].SortKey, Slug: nodes[i].Slug}
		if roles > 0 {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b candidate) int { return compareMixed(a.place, b.place) })
	var table kg.Table
	row := kg.Row{Parent: kg.NoParent}
	if branch.Total {
		row.Total = len(found)
	}
	for _, c := range found {
		if branch.First == 0 || branch.After != nil && compareMixed(c.place, *branch.After) <= 0 {
			continue
		}
		if len(table.Entries) == branch.First {
			row.More = true
			break
		}
		table.Entries = append(table.Entries, kg.Entry{Node: n.position(c.node)})
		table.Cells = append(table.Cells, c.links...)
	}
	row.End = int32(len(table.Entries))
	table.Rows = []kg.Row{row}
	return table
}

// overlapping looks for each node at how many of the roles link to it.
func (n *naive) overlapping(o kg.Overlapping, branch *kg.Branch) kg.Table {
	table := kg.Table{Rows: []kg.Row{{Parent: kg.NoParent}}}
	for _, kind := range o.Kinds {
		var overlap kg.Overlap
		for _, node := range n.graph.Nodes() {
			roles := 0
			for i := range n.graph.Links() {
				link := &n.graph.Links()[i]
				if link.To.ID() == node.ID() && node.Kind == kind && link.From.Kind == kg.Role && slices.Contains(o.Roles, link.From.Slug) && linkPasses(link, &branch.Link) {
					roles++
				}
			}
			if roles > 0 {
				overlap.Union++
			}
			if roles == len(o.Roles) {
				overlap.Shared++
			}
		}
		table.Overlaps = append(table.Overlaps, overlap)
	}
	return table
}

// counts makes the row of a branch that counts candidates.
func (n *naive) counts(by kg.Counted, first int, parent int32, counted []candidate, table *kg.Table) kg.Row {
	numbers := map[string]int{}
	for _, c := range counted {
		var values []string
		switch by.By {
		case kg.FacetCategory:
			values = c.node.Categories
		case kg.FacetType:
			for _, t := range c.node.Types {
				values = append(values, t.String())
			}
		case kg.FacetSource:
			values = c.node.Sources
		case kg.FacetLinked:
			for _, neighbor := range n.neighbors(c.node.ID(), by.Step) {
				values = append(values, string(neighbor.node.Slug))
			}
		}
		for _, value := range values {
			numbers[value]++
		}
	}
	values := slices.SortedFunc(maps.Keys(numbers), func(a, b string) int {
		return cmp.Or(cmp.Compare(numbers[b], numbers[a]), cmp.Compare(a, b))
	})
	row := kg.Row{Parent: parent, Start: int32(len(table.Entries))}
	for _, value := range values[:min(first, len(values))] {
		entry := kg.Entry{Node: kg.NoNode}
		if by.By == kg.FacetLinked {
			entry.Node = n.position(n.node(kg.ID{Kind: by.Step.Target(), Slug: kg.Slug(value)}))
		}
		table.Entries = append(table.Entries, entry)
		table.Counts = append(table.Counts, kg.Count{Value: value, Number: numbers[value]})
	}
	row.End = int32(len(table.Entries))
	return row
}

// row makes a page of all candidates.
func (n *naive) row(branch *kg.Branch, parent int32, found []candidate, table *kg.Table) kg.Row {
	row := kg.Row{Parent: parent, Start: int32(len(table.Entries))}
	if branch.Total {
		row.Total = len(found)
	}
	place := func(c candidate) kg.Place { return placeOf(c, branch.Order.By) }
	slices.SortFunc(found, func(a, b candidate) int { return compare(branch.Order, place(a), place(b)) })
	for _, c := range found {
		if branch.First == 0 || branch.After != nil && compare(branch.Order, place(c), *branch.After) <= 0 {
			continue
		}
		if len(table.Entries)-int(row.Start) == branch.First {
			row.More = true
			break
		}
		table.Entries = append(table.Entries, kg.Entry{Node: n.position(c.node), Link: c.link})
	}
	row.End = int32(len(table.Entries))
	return row
}

func placeOf(c candidate, by kg.OrderBy) kg.Place {
	place := kg.Place{SortKey: c.node.SortKey, Slug: c.node.Slug}
	known := func(value float64) { place.Number = kg.Number{Value: value, Known: true} }
	switch {
	case by == kg.ByWeight && c.link.Weight != kg.NoWeight:
		known(float64(c.link.Weight))
	case by == kg.ByRoleCount:
		known(float64(c.node.RoleCount))
	case by == kg.ByMedianPay && c.node.MedianPay != nil:
		known(*c.node.MedianPay)
	case by == kg.ByGrowth && c.node.Growth != nil:
		known(*c.node.Growth)
	}
	return place
}

// compareMixed orders two places of lists of several kinds: the greater number
// first, then by kind, sort key and slug.
func compareMixed(a, b kg.Place) int {
	switch {
	case a.Number.Value != b.Number.Value:
		return cmp.Compare(b.Number.Value, a.Number.Value)
	case a.Kind != b.Kind:
		return cmp.Compare(a.Kind, b.Kind)
	case a.SortKey != b.SortKey:
		return cmp.Compare(a.SortKey, b.SortKey)
	default:
		return cmp.Compare(a.Slug, b.Slug)
	}
}

// compare orders two places: by the key asked for, in its direction; then by
// sort key and slug, ascending. A missing number is last in both directions.
func compare(order kg.Order, a, b kg.Place) int {
	asked := 0
	switch {
	case order.By == kg.ByName:
		asked = cmp.Compare(a.SortKey, b.SortKey)
	case !a.Number.Known && !b.Number.Known:
	case !a.Number.Known:
		return +1
	case !b.Number.Known:
		return -1
	default:
		asked = cmp.Compare(a.Number.Value, b.Number.Value)
	}
	if order.Descending {
		asked = -asked
	}
	return cmp.Or(asked, cmp.Compare(a.SortKey, b.SortKey), cmp.Compare(a.Slug, b.Slug))
}
