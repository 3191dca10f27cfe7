package kg

import "slices"

// linksAround is how many links some nodes have, all together.
func (x *Index) linksAround(ids []ID) int {
	sum := 0
	for _, id := range ids {
		sum += x.node(id).LinkCount
	}
	return sum
}

// linksBeyond is how many links the nodes of a kind have that are linked to some
// nodes: one that is linked to several counts once for each.
func (x *Index) linksBeyond(ids []ID, kind Kind) int {
	sum := 0
	for _, id := range ids {
		sum += x.node(id).LinksBeyond[kind]
	}
	return sum
}

// linksOnward is how many links a node and its neighbors of some kinds have, each
// as often as it is linked to the node.
func (x *Index) linksOnward(id ID, has func(Kind) bool) int {
	links := x.linksAround([]ID{id})
	for _, kind := range Kinds() {
		if has(kind) {
			links += x.linksBeyond([]ID{id}, kind)
		}
	}
	return links
}

// linksAt is how many links those of some nodes that can take a step have
// along it, at most. How many roles link to a node is known of each.
func (x *Index) linksAt(ids []ID, step Step) int {
	nodes, links := 0, 0
	for _, id := range ids {
		switch {
		case id.Kind != step.Source():
		case step == Step{RoleRelation(id.Kind), In}:
			nodes++
			links += x.node(id).RoleCount
		default:
			nodes++
			links += x.node(id).LinkCount
		}
	}
	return min(links, x.MostLinks(step, nodes))
}

// mostBeyond is linksBeyond for so many roles, at most.
func (x *Index) mostBeyond(roles int, kind Kind) int {
	if roles = min(roles, len(x.beyond[kind])); roles == 0 {
		return 0
	}
	return x.beyond[kind][roles-1]
}

// sumBeyond makes what mostBeyond looks up.
func (x *Index) sumBeyond() {
	for kind := range x.beyond {
		sums := make([]int, len(x.nodes[Role]))
		for i := range sums {
			sums[i] = x.nodes[Role][i].LinksBeyond[kind]
		}
		x.beyond[kind] = runningSums(sums)
	}
}

// runningSums makes of numbers the sums of the greatest, of the two greatest, and
// so on.
func runningSums(numbers []int) []int {
	slices.SortFunc(numbers, func(a, b int) int { return b - a })
	for i := range numbers[:max(len(numbers)-1, 0)] {
		numbers[i+1] += numbers[i]
	}
	return numbers
}

// node is what the index knows of a node: nothing if there is none.
func (x *Index) node(id ID) *Node {
	if number, exists := x.numbers.of(id); exists {
		return &x.nodes[id.Kind][number]
	}
	return &Node{}
}

// idsOf are the ids of nodes of a kind.
func idsOf(kind Kind, slugs []Slug) []ID {
	ids := make([]ID, len(slugs))
	for i, slug := range slugs {
		ids[i] = ID{kind, slug}
	}
	return ids
}
