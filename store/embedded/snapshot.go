package embedded

import (
	"cmp"
	"slices"
	"sync"

	"rolegraph/kg"
)

// snapshot is a graph with the arrays that answer plans. Within a kind nodes
// are numbered in name order, so that comparing numbers is comparing names.
type snapshot struct {
	graph       *kg.Graph
	index       *kg.Index
	base        [kg.KindCount]int         // position of each kind's first node
	nodes       [kg.KindCount][]kg.Node   // by number
	ranked      [kg.KindCount]rankings    // other orders than by name, ascending
	adjacent    [kg.RelationCount][2]rows // by direction
	steps       [kg.KindCount][]kg.Step   // that start at each kind
	evaluations sync.Pool                 // of *evaluation, between plans
	linkCounts  []int32                   // of each node, by position: near each other, as the nodes are not
	pathEnds    sync.Pool                 // of *pathEnd, between searches
	// What evaluations note of nodes, by position.
	positions marks[int32]
	distances marks[uint8]
	sums      marks[int64]
}

func newSnapshot(graph *kg.Graph) *snapshot {
	s := &snapshot{graph: graph}
	var making sync.WaitGroup
	for _, kind := range kg.Kinds() {
		s.base[kind], s.nodes[kind] = graph.NodesOf(kind)
		making.Go(func() { s.ranked[kind] = newRankings(kind, s.nodes[kind]) })
	}
	for _, relation := range kg.Relations() {
		for _, direction := range []kg.Direction{kg.Out, kg.In} {
			step := kg.Step{Relation: relation, Direction: direction}
			s.steps[step.Source()] = append(s.steps[step.Source()], step)
			making.Go(func() { s.adjacent[relation][direction] = s.newRows(relation, direction) })
		}
	}
	s.index = graph.Index()
	making.Wait()
	s.evaluations.New = func() any { return s.newEvaluation() }
	s.pathEnds.New = func() any {
		return &pathEnd{distance: make([]uint8, len(graph.Nodes())), place: make([]int32, len(graph.Nodes()))}
	}
	s.linkCounts = make([]int32, len(graph.Nodes()))
	for at := range graph.Nodes() {
		s.linkCounts[at] = int32(graph.Nodes()[at].LinkCount)
	}
	s.positions.of(len(graph.Nodes()))
	s.distances.of(len(graph.Nodes()))
	s.sums.of(len(graph.Nodes()))
	return s
}

// number is a node's number within its kind.
func (s *snapshot) number(id kg.ID) (uint32, bool) {
	position, ok := s.graph.Position(id)
	return uint32(position - s.base[id.Kind]), ok
}

// rows is one relation in one direction: compressed sparse rows, one row for
// each node at the near end. The entries of a row are in ascending number of
// the node at the far end.
type rows struct {
	start []uint32 // row n is the entries start[n] to start[n+1]
	far   []uint32 // number of the node at the far end
	// link is the position in the graph's links; nil if they are in the order of the
	// entries, from first on, as those of rows by their From end are.
	link  []uint32
	first uint32
	// counted is what the link counts in formulas, beside its far end for loops
	// that look at nothing else.
	counted []int32
	// heaviest has the entries of each row once more: greatest weight first,
	// those without a weight last, ties in ascending number.
	heaviest []uint32
}

func (s *snapshot) newRows(relation kg.Relation, direction kg.Direction) rows {
	first, links := s.graph.LinksOf(relation)
	step := kg.Step{Relation: relation, Direction: direction}
	r := rows{
		start: make([]uint32, len(s.nodes[step.Source()])+1),
		far:   make([]uint32, len(links)), heaviest: make([]uint32, len(links)), counted: make([]int32, len(links)),
		first: uint32(first),
	}
	if direction == kg.In {
		r.link = make([]uint32, len(links))
	}
	ends := func(link int) (near, far uint32) {
		from, to := s.graph.Ends(first + link)
		if direction == kg.In {
			from, to = to, from
		}
		return uint32(from - s.base[step.Source()]), uint32(to - s.base[step.Target()])
	}
	for i := range links {
		near, _ := ends(i)
		r.start[near+1]++
	}
	for n := range r.start[1:] {
		r.start[n+1] += r.start[n]
	}
	// The links come ordered by From, then To; so the far ends of each row
	// come in ascending order, whichever end is near.
	next := slices.Clone(r.start)
	for i := range links {
		near, far := ends(i)
		entry := next[near]
		next[near]++
		r.far[entry], r.counted[entry] = far, int32(links[i].Weight.Counted())
		if r.link != nil {
			r.link[entry] = uint32(first + i)
		}
	}
	for i := range r.heaviest {
		r.heaviest[i] = uint32(i)
	}
	for n := range r.start[1:] {
		slices.SortFunc(r.heaviest[r.start[n]:r.start[n+1]], func(a, b uint32) int {
			return cmp.Or(cmp.Compare(s.weight(r.linkOf(b)), s.weight(r.linkOf(a))), cmp.Compare(a, b))
		})
	}
	return r
}

// linkOf is the position in the graph's links of an entry's.
func (r *rows) linkOf(entry uint32) uint32 {
	if r.link == nil {
		return r.first + entry
	}
	return r.link[entry]
}

// degree is how many links a node has.
func (r *rows) degree(near uint32) int { return int(r.start[near+1] - r.start[near]) }

func (s *snapshot) weight(link uint32) kg.Weight { return s.graph.Links()[link].Weight }
