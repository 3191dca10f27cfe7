package kg

import (
	"cmp"
	"fmt"
)

// Parts are what a graph is made of. All else of a Graph is derived from them.
type Parts struct {
	Sources []Source
	// Nodes are in the order of Graph.Nodes. What of a node is only derived need
	// not be there.
	Nodes []Node
	// Links are in the order of Graph.Links, without From and To.
	Links []Link
	// Ends are of each link the positions in Nodes of From and To.
	Ends   [][2]int32
	Report MergeReport
	// Version is empty where it is still to be computed.
	Version string
}

// NewGraph makes a graph of its parts, which become the graph's. It is an error
// if nodes or links are not in their order, are there twice, or do not fit
// together. It takes time in proportion to them.
func NewGraph(parts Parts) (*Graph, error) {
	g := &Graph{sources: parts.Sources, nodes: parts.Nodes, links: parts.Links, ends: parts.Ends, report: parts.Report}
	if err := g.placeNodes(); err != nil {
		return nil, err
	}
	if err := g.placeLinks(); err != nil {
		return nil, err
	}
	g.count()
	if version := parts.Version; version != "" {
		g.version = func() string { return version }
	} else {
		g.version = later(g.hash)
	}
	return g, nil
}

// placeNodes checks the order of the nodes, and derives what follows from it and
// from each alone.
func (g *Graph) placeNodes() error {
	categories := map[*string][]Slug{} // the slugs of lists that nodes share
	for i := range g.nodes {
		n := &g.nodes[i]
		if n.Kind >= KindCount {
			return fmt.Errorf("node %d is of an unknown kind", i)
		}
		n.derive(categories)
		if i > 0 && g.nodes[i-1].compare(n) >= 0 {
			return fmt.Errorf("node %d, %s, is not in its order", i, n.ID())
		}
		g.kinds[n.Kind+1] = i + 1
	}
	fillGaps(g.kinds[:])
	var nodes [KindCount][]Node
	for _, kind := range Kinds() {
		_, nodes[kind] = g.NodesOf(kind)
	}
	number(nodes)
	g.numbers = newNumbers(nodes)
	for kind, numbers := range g.numbers {
		if len(numbers) < len(nodes[kind]) {
			return fmt.Errorf("of %d nodes of the kind %s only %d differ", len(nodes[kind]), Kind(kind), len(numbers))
		}
	}
	return nil
}

// placeLinks checks the order of the links and their ends, and names these.
func (g *Graph) placeLinks() error {
	if len(g.ends) != len(g.links) {
		return fmt.Errorf("%d links have the ends of %d", len(g.links), len(g.ends))
	}
	for i := range g.links {
		l, ends := &g.links[i], g.ends[i]
		if l.Relation >= RelationCount {
			return fmt.Errorf("link %d is of an unknown relation", i)
		}
		for end, kind := range []Kind{l.Relation.From(), l.Relation.To()} {
			if at := int(ends[end]); at < g.kinds[kind] || at >= g.kinds[kind+1] {
				return fmt.Errorf("link %d, %s, has no %s at %d", i, l.Relation, kind, at)
			}
		}
		if ends[0] == ends[1] {
			return fmt.Errorf("link %d leads from a node to itself", i)
		}
		if i > 0 {
			before := g.ends[i-1]
			if cmp.Or(cmp.Compare(g.links[i-1].Relation, l.Relation), cmp.Compare(before[0], ends[0]), cmp.Compare(before[1], ends[1])) >= 0 {
				return fmt.Errorf("link %d is not in its order", i)
			}
		}
		l.From, l.To = &g.nodes[ends[0]], &g.nodes[ends[1]]
		g.related[l.Relation+1] = i + 1
	}
	fillGaps(g.related[:])
	return nil
}

// fillGaps has each kind or relation without any begin where the next one does.
func fillGaps(begins []int) {
	for i := range begins[1:] {
		begins[i+1] = max(begins[i+1], begins[i])
	}
}

// count derives what nodes have of their links.
func (g *Graph) count() {
	for i := range g.nodes {
		n := &g.nodes[i]
		n.RoleCount, n.LinkCount, n.LinksBeyond, n.Strengths = 0, 0, [KindCount]int{}, [KindCount]int64{}
	}
	for _, ends := range g.ends {
		from, to := &g.nodes[ends[0]], &g.nodes[ends[1]]
		from.LinkCount++
		to.LinkCount++
		if from.Kind == Role {
			to.RoleCount++
		}
	}
	for i, ends := range g.ends { // when all are counted
		from, to := &g.nodes[ends[0]], &g.nodes[ends[1]]
		from.LinksBeyond[to.Kind] += to.LinkCount
		to.LinksBeyond[from.Kind] += from.LinkCount
		if from.Kind == Role && to.Kind != Role {
			from.Strengths[to.Kind] += g.links[i].Weight.Counted()
		}
	}
}

// compare orders nodes as a graph does.
func (n *Node) compare(other *Node) int {
	return cmp.Or(cmp.Compare(n.Kind, other.Kind), cmp.Compare(n.SortKey, other.SortKey), cmp.Compare(n.Slug, other.Slug))
}

// derive fills in what follows from the node's other properties. Nodes that share
// a list of categories share that of the slugs.
func (n *Node) derive(categories map[*string][]Slug) {
	n.SortKey = SortKey(n.Name)
	n.CategorySlugs = n.categorySlugs(categories)
	n.MedianPay, n.Growth = medianPay(n.Pay), nil
	if len(n.Outlook) > 0 {
		n.Growth = &n.Outlook[0].Growth
	}
}

func (n *Node) categorySlugs(shared map[*string][]Slug) []Slug {
	if len(n.Categories) == 0 {
		return nil
	}
	list := &n.Categories[0]
	if len(shared[list]) != len(n.Categories) { // or another that begins there, too
		slugs := make([]Slug, len(n.Categories))
		for i, category := range n.Categories {
			slugs[i] = MakeSlug(category)
		}
		shared[list] = slugs
	}
	return shared[list]
}
