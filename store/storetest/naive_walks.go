package storetest

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"rolegraph/kg"
)

// farEnd is the other end of a link than the given one; ok is false if the node
// is neither.
func farEnd(link *kg.Link, near kg.ID) (far kg.ID, ok bool) {
	switch near {
	case link.From.ID():
		return link.To.ID(), true
	case link.To.ID():
		return link.From.ID(), true
	default:
		return kg.ID{}, false
	}
}

// neighborhood tries every way that leads from the center, up to so many links
// long.
func (n *naive) neighborhood(asked kg.Neighborhood, branch *kg.Branch) kg.Table {
	type spot struct {
		node     *kg.Node
		hops     int
		strength int64
	}
	best := map[kg.ID]spot{asked.Of: {node: n.node(asked.Of)}}
	var walk func(at kg.ID, hops int, strength int64)
	walk = func(at kg.ID, hops int, strength int64) {
		if hops == asked.Hops || at != asked.Of && n.isHub(at, asked.HubLimit) {
			return
		}
		links := n.graph.Links()
		for i := range links {
			far, ok := farEnd(&links[i], at)
			if !ok || len(asked.Kinds) > 0 && !slices.Contains(asked.Kinds, far.Kind) {
				continue
			}
			weight := int64(500_000)
			if links[i].Weight != kg.NoWeight {
				weight = int64(links[i].Weight)
			}
			reached := spot{n.node(far), hops + 1, strength + weight}
			known, seen := best[far]
			if !seen || reached.hops < known.hops || reached.hops == known.hops && reached.strength > known.strength {
				best[far] = reached
			}
			walk(far, reached.hops, reached.strength)
		}
	}
	walk(asked.Of, 0, 0)

	var found []spot
	for _, each := range best {
		found = append(found, each)
	}
	slices.SortFunc(found, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.hops, b.hops), cmp.Compare(b.strength, a.strength), cmp.Compare(a.node.Kind, b.node.Kind),
			cmp.Compare(a.node.SortKey, b.node.SortKey), cmp.Compare(a.node.Slug, b.node.Slug))
	})
	shown := found[:min(1+branch.First, len(found))]
	var table kg.Table
	for _, each := range shown {
		table.Entries = append(table.Entries, kg.Entry{Node: n.position(each.node)})
	}
	row := kg.Row{Parent: kg.NoParent, End: int32(len(shown)), More: len(shown) < len(found)}
	if branch.Total {
		row.Total = len(found)
	}
	table.Rows = []kg.Row{row}

	isShown := func(id kg.ID) bool {
		return slices.ContainsFunc(shown, func(each spot) bool { return each.node.ID() == id })
	}
	for i := range n.graph.Links() {
		link := &n.graph.Links()[i]
		if asked.Links && isShown(link.From.ID()) && isShown(link.To.ID()) {
			table.Around.Links = append(table.Around.Links, kg.LinkBetween{From: n.position(n.node(link.From.ID())), To: n.position(n.node(link.To.ID())), Link: link})
		}
	}
	slices.SortFunc(table.Around.Links, func(a, b kg.LinkBetween) int {
		return cmp.Or(strings.Compare(a.Link.From.ID().String(), b.Link.From.ID().String()), cmp.Compare(a.Link.Relation, b.Link.Relation),
			strings.Compare(a.Link.To.ID().String(), b.Link.To.ID().String()))
	})
	// Nodes stand by kind and name in the graph.
	for i := range n.graph.Nodes() {
		node := &n.graph.Nodes()[i]
		if id := node.ID(); id != asked.Of && isShown(id) && best[id].hops < asked.Hops && n.isHub(id, asked.HubLimit) {
			table.Around.Hubs = append(table.Around.Hubs, n.position(node))
		}
	}
	return table
}

// isHub counts the links of a node that is no role.
func (n *naive) isHub(id kg.ID, limit int) bool {
	count := 0
	for i := range n.graph.Links() {
		if _, ok := farEnd(&n.graph.Links()[i], id); ok {
			count++
		}
	}
	return id.Kind != kg.Role && count > limit
}

// traversal counts, step after step, the walks at every node of the graph.
func (n *naive) traversal(asked kg.Traversal, branch *kg.Branch) kg.Table {
	most := big.NewInt(1<<53 - 1)
	walks := map[kg.ID]*big.Int{}
	for _, start := range asked.Starts {
		walks[start] = big.NewInt(1)
	}
	for _, step := range asked.Steps {
		after := map[kg.ID]*big.Int{}
		pass := func(from, to kg.ID) {
			if walks[from] == nil || step.To != nil && !slices.Contains(step.To, to) {
				return
			}
			if after[to] == nil {
				after[to] = new(big.Int)
			}
			after[to].Add(after[to], walks[from])
		}
		for i := range n.graph.Links() {
			link := &n.graph.Links()[i]
			if link.Relation != step.Relation || !linkPasses(link, &step.Link) {
				continue
			}
			if slices.Contains(step.Directions, kg.Out) {
				pass(link.From.ID(), link.To.ID())
			}
			if slices.Contains(step.Directions, kg.In) {
				pass(link.To.ID(), link.From.ID())
			}
		}
		for _, number := range after {
			if number.Cmp(most) > 0 {
				number.Set(most)
			}
		}
		walks = after
	}

	place := func(id kg.ID) kg.Place {
		node := n.node(id)
		return kg.Place{Number: kg.Known(float64(walks[id].Int64())), Kind: id.Kind, SortKey: node.SortKey, Slug: node.Slug}
	}
	var ends []kg.ID
	for id := range walks {
		ends = append(ends, id)
	}
	slices.SortFunc(ends, func(a, b kg.ID) int { return compareMixed(place(a), place(b)) })
	var table kg.Table
	row := kg.Row{Parent: kg.NoParent}
	if branch.Total {
		row.Total = len(ends)
	}
	for _, id := range ends {
		if branch.First == 0 || branch.After != nil && compareMixed(place(id), *branch.After) <= 0 {
			continue
		}
		if len(table.Entries) == branch.First {
			row.More = true
			break
		}
		table.Entries = append(table.Entries, kg.Entry{Node: n.position(n.node(id))})
		table.Walks = append(table.Walks, walks[id].Int64())
	}
	row.End = int32(len(table.Entries))
	table.Rows = []kg.Row{row}
	return table
}
