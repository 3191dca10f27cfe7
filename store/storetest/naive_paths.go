package storetest

import (
	"cmp"
	"slices"

	"rolegraph/kg"
)

// paths lists every path of the least length, sorts them, and asks of every node
// whether it is a hub on the way.
func (n *naive) paths(p kg.Paths, branch *kg.Branch) kg.Table {
	j := pathJudge{n, p}
	length := j.distance(p.From, p.To)
	table := kg.Table{Paths: &kg.FoundPaths{}}
	row := kg.Row{Parent: kg.NoParent}
	if length <= p.MaxHops {
		var all [][]kg.ID
		j.each([]kg.ID{p.From}, length, func(path []kg.ID) { all = append(all, slices.Clone(path)) })
		slices.SortFunc(all, func(a, b []kg.ID) int {
			return cmp.Or(cmp.Compare(j.sum(b), j.sum(a)), slices.Compare(idsOf(a), idsOf(b)))
		})
		shown := all[:min(branch.First, len(all))]
		for _, path := range shown {
			for k, id := range path {
				entry := kg.Entry{Node: n.position(n.node(id))}
				if k > 0 {
					entry.Link = j.link(path[k-1], id)
				}
				table.Entries = append(table.Entries, entry)
			}
		}
		*table.Paths = kg.FoundPaths{Length: length, Shown: len(shown), Count: int64(len(all))}
		row.More = len(all) > branch.First && branch.First > 0
	} else {
		length = p.MaxHops
	}
	for _, node := range n.graph.Nodes() { // by kind and name
		id := node.ID()
		if p.Hubs && j.hub(id) && j.kind(id) && id != p.From && id != p.To && j.distance(p.From, id)+j.distance(id, p.To) <= length {
			table.Entries = append(table.Entries, kg.Entry{Node: n.position(n.node(id))})
		}
	}
	row.End = int32(len(table.Entries))
	table.Rows = []kg.Row{row}
	return table
}

type pathJudge struct {
	*naive
	kg.Paths
}

func idsOf(ids []kg.ID) []string {
	var all []string
	for _, id := range ids {
		all = append(all, id.String())
	}
	return all
}

// links are those between two nodes, whichever way they point.
func (j pathJudge) links(a, b kg.ID) []*kg.Link {
	var found []*kg.Link
	links := j.graph.Links()
	for i := range links {
		if links[i].From.ID() == a && links[i].To.ID() == b || links[i].From.ID() == b && links[i].To.ID() == a {
			found = append(found, &links[i])
		}
	}
	return found
}

func (j pathJudge) neighbors(of kg.ID) []kg.ID {
	var found []kg.ID
	for _, link := range j.graph.Links() {
		for _, pair := range [][2]kg.ID{{link.From.ID(), link.To.ID()}, {link.To.ID(), link.From.ID()}} {
			if pair[0] == of && !slices.Contains(found, pair[1]) {
				found = append(found, pair[1])
			}
		}
	}
	return found
}

func (j pathJudge) hub(id kg.ID) bool {
	links := 0
	for _, link := range j.graph.Links() {
		if link.From.ID() == id || link.To.ID() == id {
			links++
		}
	}
	return id.Kind != kg.Role && links > j.HubLimit
}

func (j pathJudge) kind(id kg.ID) bool {
	return len(j.Through) == 0 || slices.Contains(j.Through, id.Kind)
}

// distance is the least number of links from a node to another through what
// paths may go through; more than any path has if there is no way.
func (j pathJudge) distance(from, to kg.ID) int {
	reached := []kg.ID{from}
	for hops := 0; hops <= j.MaxHops; hops++ {
		if slices.Contains(reached, to) {
			return hops
		}
		next := reached
		for _, id := range reached {
			if id == from || j.kind(id) && !j.hub(id) {
				for _, neighbor := range j.neighbors(id) {
					if !slices.Contains(next, neighbor) {
						next = append(slices.Clip(next), neighbor)
					}
				}
			}
		}
		reached = next
	}
	return 1 << 20
}

// each visits the paths of a length to the end that go on from one.
func (j pathJudge) each(path []kg.ID, length int, visit func([]kg.ID)) {
	at := path[len(path)-1]
	left := length - len(path) + 1
	if left == 0 {
		if at == j.To {
			visit(path)
		}
		return
	}
	if len(path) > 1 && (!j.kind(at) || j.hub(at)) || j.distance(at, j.To) > left {
		return
	}
	for _, neighbor := range j.neighbors(at) {
		if !slices.Contains(path, neighbor) {
			j.each(append(path, neighbor), length, visit)
		}
	}
}

func (j pathJudge) sum(path []kg.ID) int {
	sum := 0
	for k := 1; k < len(path); k++ {
		sum += countedAs(j.link(path[k-1], path[k]))
	}
	return sum
}

func countedAs(link *kg.Link) int {
	if link.Weight == kg.NoWeight {
		return 500_000
	}
	return int(link.Weight)
}

// link is the one that a path shows between two nodes.
func (j pathJudge) link(near, far kg.ID) *kg.Link {
	links := j.links(near, far)
	best := links[0]
	for _, link := range links[1:] {
		switch {
		case countedAs(link) != countedAs(best):
			if countedAs(link) > countedAs(best) {
				best = link
			}
		case link.Relation != best.Relation:
			if link.Relation < best.Relation {
				best = link
			}
		case link.From.ID() == near:
			best = link
		}
	}
	return best
}
