package kg

import (
	"cmp"
	"slices"
)

// PathStep is a link between the nodes of two layers that follow one another.
type PathStep struct {
	Near, Far int32 // positions in the layers
	// Counted is what the link counts: Weight.Counted of its weight.
	Counted int32
	Link    *Link
}

// Path is one of the paths through layers.
type Path struct {
	Nodes []int32 // one position a layer
	Links []*Link // one less
}

// PathChooser chooses the best of many paths. Its memory is used again for each choice.
type PathChooser struct {
	out    []stepsOut
	ahead  [][]lead
	kept   selection
	begun  [][]beginning // by layer
	chosen []Path
	nodes  []int32
	links  []*Link
}

// Best are the paths through layers of nodes, from the only node of the first to the
// only one of the last, in the order of Paths: the first so many, and how many there
// are, up to MaxCount. Steps[k] are between layers k and k + 1; they need not all be on
// a path. The paths are there until the next call.
//
// It looks at each step once, from the end, for what lies ahead of each node: how
// many paths, and the greatest sum. Then it goes from the beginning and keeps at
// each layer the best beginnings by the greatest sum that each can come to. They
// are enough: whatever begins otherwise has so many before it.
func (c *PathChooser) Best(layers [][]ID, steps [][]PathStep, first int) ([]Path, int64) {
	last := len(layers) - 1
	c.out, c.ahead, c.begun = again(c.out, last), again(c.ahead, last+1), again(c.begun, last+1)
	c.ahead[last] = append(c.ahead[last][:0], lead{count: 1})
	for k := last - 1; k >= 0; k-- {
		c.out[k].set(layers[k], layers[k+1], steps[k])
		c.ahead[k] = again(c.ahead[k], len(layers[k]))
		for near := range layers[k] {
			here := lead{}
			for i := range c.out[k].of(int32(near)) {
				step := &c.out[k].of(int32(near))[i]
				if there := &c.ahead[k+1][step.Far]; there.count > 0 {
					here.count = AddCounts(here.count, there.count)
					here.sum = max(here.sum, int64(step.Counted)+there.sum)
				}
			}
			c.ahead[k][near] = here
		}
	}
	count := c.ahead[0][0].count
	if count == 0 || first == 0 {
		return nil, count
	}
	c.kept.size = first
	c.begun[0] = append(c.begun[0][:0], beginning{})
	for k := range last {
		c.kept.begin(layers[k+1])
		for of := range c.begun[k] {
			begun := &c.begun[k][of]
			for _, step := range c.out[k].of(begun.step.Far) {
				if there := &c.ahead[k+1][step.Far]; there.count > 0 {
					sum := begun.sum + int64(step.Counted)
					c.kept.add(extension{int32(of), begun.rank, step, sum, sum + there.sum})
				}
			}
		}
		c.begun[k+1] = c.kept.beginnings(c.begun[k+1][:0])
	}
	return c.paths(last), count
}

// paths are those that the beginnings at the last layer are.
func (c *PathChooser) paths(last int) []Path {
	found := len(c.begun[last])
	c.chosen, c.nodes, c.links = c.chosen[:0], again(c.nodes, found*(last+1)), again(c.links, found*last)
	for i := range found {
		path := Path{c.nodes[i*(last+1) : (i+1)*(last+1)], c.links[i*last : (i+1)*last]}
		at := int32(i)
		for k := last; k > 0; k-- {
			begun := &c.begun[k][at]
			path.Nodes[k], path.Links[k-1] = begun.step.Far, begun.step.Link
			at = begun.of
		}
		path.Nodes[0] = 0
		c.chosen = append(c.chosen, path)
	}
	return c.chosen
}

// again is a list of so many elements, whatever they are, in the memory of another.
func again[T any](list []T, number int) []T { return slices.Grow(list[:0], number)[:number] }

// lead is what lies ahead of a node: how many paths to the end, and the greatest
// sum of one.
type lead struct{ count, sum int64 }

// stepsOut are the steps between two layers by the node that they start at, one
// for each node that they lead to.
type stepsOut struct {
	start, end []int32 // of each node in steps
	seen       []int32
	steps      []PathStep
}

func (o *stepsOut) set(near, far []ID, steps []PathStep) {
	o.start, o.end, o.seen = again(o.start, len(near)), again(o.end, len(near)), again(o.seen, len(far))
	o.steps = again(o.steps, len(steps))
	clear(o.end)
	clear(o.seen)
	for i := range steps {
		o.end[steps[i].Near]++
	}
	at := int32(0)
	for n := range o.start {
		o.start[n] = at
		at += o.end[n]
	}
	copy(o.end, o.start)
	for _, step := range steps {
		o.steps[o.end[step.Near]] = step
		o.end[step.Near]++
	}
	// seen has one more than the place in o.steps of the step to each far node.
	// That of an earlier near node is before the start of this one's.
	for n := range o.start {
		kept := o.start[n]
		for _, step := range o.steps[o.start[n]:o.end[n]] {
			if at := o.seen[step.Far] - 1; at >= o.start[n] {
				if betterStep(step.Link, o.steps[at].Link, near[n]) {
					o.steps[at] = step
				}
				continue
			}
			o.steps[kept] = step
			kept++
			o.seen[step.Far] = kept
		}
		o.end[n] = kept
	}
}

func (o *stepsOut) of(near int32) []PathStep { return o.steps[o.start[near]:o.end[near]] }

// betterStep reports whether a path shows a link rather than another between the
// same two nodes, of which it comes to `near` first.
func betterStep(link, other *Link, near ID) bool {
	along := func(l *Link) int {
		if l.From.ID() == near {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(other.Weight.Counted(), link.Weight.Counted()),
		cmp.Compare(link.Relation, other.Relation), along(link)-along(other)) < 0
}

// beginning is the part of a path that is known: another, one node shorter, at a place
// among those of the layer before, and the step that goes on from it.
type beginning struct {
	of   int32
	rank int32 // among the beginnings as long, by the texts of ids
	step PathStep
	sum  int64
}

// extension is a beginning and the step that goes on from it. The sum is that of
// both, most the greatest that a path with it comes to.
type extension struct {
	of, rank  int32 // of the beginning
	step      PathStep
	sum, most int64
}

// selection keeps the best extensions to a layer.
type selection struct {
	size int
	far  []ID
	kept []extension // sorted and no more than size, but for those added since
	full bool        // the last of the first size are the worst that may stay
	byID []int32
}

// begin makes it one of extensions to another layer.
func (s *selection) begin(far []ID) { s.far, s.kept, s.full = far, s.kept[:0], false }

func (s *selection) compare(a, b *extension) int {
	if a.most != b.most {
		return cmp.Compare(b.most, a.most)
	}
	return s.compareIDs(a, b)
}

func (s *selection) compareIDs(a, b *extension) int {
	if a.rank != b.rank {
		return cmp.Compare(a.rank, b.rank)
	}
	return s.far[a.step.Far].CompareText(s.far[b.step.Far])
}

func (s *selection) add(e extension) {
	if s.full && s.compare(&s.kept[s.size-1], &e) < 0 {
		return
	}
	s.kept = append(s.kept, e)
	if len(s.kept) >= 4*s.size {
		s.cut()
	}
}

func (s *selection) cut() {
	slices.SortFunc(s.kept, func(a, b extension) int { return s.compare(&a, &b) })
	s.kept = s.kept[:min(len(s.kept), s.size)]
	s.full = len(s.kept) == s.size
}

// beginnings appends the extensions that are kept, in order.
func (s *selection) beginnings(to []beginning) []beginning {
	s.cut()
	s.byID = s.byID[:0]
	for i := range s.kept {
		e := &s.kept[i]
		s.byID = append(s.byID, int32(i))
		to = append(to, beginning{of: e.of, step: e.step, sum: e.sum})
	}
	slices.SortFunc(s.byID, func(a, b int32) int { return s.compareIDs(&s.kept[a], &s.kept[b]) })
	for rank, i := range s.byID {
		to[i].rank = int32(rank)
	}
	return to
}
