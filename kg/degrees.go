package kg

import "slices"

// Degrees are, for each relation and direction, how many links the nodes at its
// near end have: those of nodes without any may be left out, and the order means
// nothing. The indices are those of Relation and Direction.
type Degrees [RelationCount][2][]int

// busiest answers how many links the nodes with the most have: for each step the
// sums of its degrees, of the greatest, of the two greatest, and so on.
type busiest [RelationCount][2][]int

func newBusiest(degrees Degrees) (b busiest) {
	for relation := range degrees {
		for direction, of := range degrees[relation] {
			b[relation][direction] = runningSums(slices.Clone(of))
		}
	}
	return b
}

// MostLinks is how many links so many nodes have along a step, at most.
func (x *Index) MostLinks(step Step, nodes int) int { return x.most.links(step, nodes) }

// links is how many links so many nodes have along a step, at most.
func (b *busiest) links(step Step, nodes int) int {
	sums := b[step.Relation][step.Direction]
	if nodes <= 0 || len(sums) == 0 {
		return 0
	}
	return sums[min(nodes, len(sums))-1]
}

// reached is how many nodes a step leads to, from all nodes.
func (b *busiest) reached(step Step) int { return len(b[step.Relation][step.back().Direction]) }

// degrees counts the links at each node of a graph.
func (g *Graph) degrees() Degrees {
	var degrees Degrees
	for _, relation := range Relations() {
		first, links := g.LinksOf(relation)
		var counts [2][]int
		for direction, kind := range []Kind{Out: relation.From(), In: relation.To()} {
			_, nodes := g.NodesOf(kind)
			counts[direction] = make([]int, len(nodes))
		}
		for i := range links {
			from, to := g.Ends(first + i)
			counts[Out][from-g.kinds[relation.From()]]++
			counts[In][to-g.kinds[relation.To()]]++
		}
		for direction, of := range counts {
			degrees[relation][direction] = slices.DeleteFunc(of, func(count int) bool { return count == 0 })
		}
	}
	return degrees
}
