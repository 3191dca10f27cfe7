package kg

import (
	"cmp"
	"slices"
)

// Paths gives the shortest paths between two nodes. Links are walked both ways,
// whatever their relation; a path is its nodes. The nodes between the ends are
// of the kinds of Through and are no hubs: a hub is a node, other than a role,
// that has more links than HubLimit, from either end and of all relations. The
// ends may be any.
//
// The entries are the nodes of the paths, one path after another, each with the
// link that leads to it from the node before, and none with the first; then, if
// Hubs asks for them, the hubs. Of several links between two nodes it is the
// heaviest that stands there (by Weight.Counted), then that of the first
// relation, then the one that points along the path. Links have both ends.
// Paths are ordered by the sum of what their links count, greatest first, then by
// the texts of their nodes' ids. Branch.First is how many are shown; Order,
// Filter, Link, After and Total mean nothing.
type Paths struct {
	// From and To are distinct and exist.
	From, To ID
	// MaxHops is how many links a path may have, at least 1. Only paths of the
	// least length are given.
	MaxHops int
	// Through are kinds in the order of the enum; nil allows all.
	Through  []Kind
	HubLimit int
	// Hubs asks for what is not walked through: the hubs, but the ends, of the
	// kinds of Through, from which the distances to both ends sum to the paths'
	// length at most, and to MaxHops if there is no path. Distances, too, are
	// through nodes that paths may go through. By kind, sort key and slug.
	Hubs bool
}

func (Paths) from() {}

// Allows reports whether a path may go through nodes of a kind.
func (p *Paths) Allows(kind Kind) bool { return p.Through == nil || slices.Contains(p.Through, kind) }

// Kinds are those that nodes of the answer can have.
func (p *Paths) Kinds() []Kind {
	return slices.DeleteFunc(Kinds(), func(kind Kind) bool {
		return !p.Allows(kind) && kind != p.From.Kind && kind != p.To.Kind
	})
}

// FoundPaths is what a table says of the paths in it.
type FoundPaths struct {
	// Length is how many links each has; 0 if there is no path.
	Length int
	// Shown is how many paths begin the entries, with Length + 1 each.
	Shown int
	// Count is how many there are, shown or not. It stays at MaxCount.
	Count int64
}

// PathStep is a link between the nodes of two layers that follow one another.
type PathStep struct {
	Near, Far int32 // positions in the layers
	Link      *Link
}

// Path is one of the paths through layers.
type Path struct {
	Nodes []int32 // one position a layer
	Links []*Link // one less
}

// BestPaths are the paths through layers of nodes, from the only node of the
// first to the only one of the last, in the order of Paths: the first so many,
// and how many there are, up to MaxCount. Steps[k] are between layers k and k + 1;
// they need not all be on a path.
//
// It looks at each step once, from the end, for what lies ahead of each node: how
// many paths, and the greatest sum. Then it goes from the beginning and keeps at
// each layer the best beginnings by the greatest sum that each can come to. They
// are enough: whatever begins otherwise has so many before it.
func BestPaths(layers [][]ID, steps [][]PathStep, first int) ([]Path, int64) {
	last := len(layers) - 1
	out := make([]stepsOut, last)
	ahead := make([][]lead, last+1)
	ahead[last] = []lead{{count: 1}}
	for k := last - 1; k >= 0; k-- {
		out[k] = newStepsOut(layers[k], layers[k+1], steps[k])
		ahead[k] = make([]lead, len(layers[k]))
		for near := range layers[k] {
			here := &ahead[k][near]
			for _, step := range out[k].of(int32(near)) {
				if there := &ahead[k+1][step.Far]; there.count > 0 {
					here.count = AddCounts(here.count, there.count)
					here.sum = max(here.sum, step.Link.Weight.Counted()+there.sum)
				}
			}
		}
	}
	if ahead[0][0].count == 0 || first == 0 {
		return nil, ahead[0][0].count
	}
	best := []beginning{{Path: Path{Nodes: []int32{0}}}}
	next := &selection{size: first}
	for k := range last {
		next.begin(layers[k+1])
		for i := range best {
			for _, step := range out[k].of(best[i].Nodes[k]) {
				if there := &ahead[k+1][step.Far]; there.count > 0 {
					sum := best[i].sum + step.Link.Weight.Counted()
					next.add(extension{&best[i], step, sum, sum + there.sum})
				}
			}
		}
		best = next.beginnings()
	}
	paths := make([]Path, len(best))
	for i := range best {
		paths[i] = best[i].Path
	}
	return paths, ahead[0][0].count
}

// lead is what lies ahead of a node: how many paths to the end, and the greatest
// sum of one.
type lead struct{ count, sum int64 }

// stepsOut are the steps between two layers by the node that they start at, one
// for each node that they lead to.
type stepsOut struct {
	start, end []int32 // of each node in steps
	steps      []PathStep
}

func newStepsOut(near, far []ID, steps []PathStep) stepsOut {
	numbers := make([]int32, 2*len(near)+len(far))
	o := stepsOut{numbers[:len(near)], numbers[len(near) : 2*len(near)], make([]PathStep, len(steps))}
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
	seen := numbers[2*len(near):]
	for n := range o.start {
		kept := o.start[n]
		for _, step := range o.steps[o.start[n]:o.end[n]] {
			if at := seen[step.Far] - 1; at >= o.start[n] {
				if betterStep(step.Link, o.steps[at].Link, near[n]) {
					o.steps[at] = step
				}
				continue
			}
			o.steps[kept] = step
			kept++
			seen[step.Far] = kept
		}
		o.end[n] = kept
	}
	return o
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

// beginning is the part of a path that is known.
type beginning struct {
	Path
	sum  int64
	rank int // among the beginnings as long, by the texts of ids
}

// extension is a beginning and the step that goes on from it. The sum is that of
// both, most the greatest that a path with it comes to.
type extension struct {
	of        *beginning
	step      PathStep
	sum, most int64
}

// selection keeps the best extensions to a layer.
type selection struct {
	size int
	far  []ID
	kept []extension // sorted and no more than size, but for those added since
	full bool        // the last of the first size are the worst that may stay
}

// begin makes it one of extensions to another layer.
func (s *selection) begin(far []ID) { s.far, s.kept, s.full = far, s.kept[:0], false }

func (s *selection) compare(a, b extension) int {
	return cmp.Or(cmp.Compare(b.most, a.most), s.compareIDs(a, b))
}

func (s *selection) compareIDs(a, b extension) int {
	return cmp.Or(cmp.Compare(a.of.rank, b.of.rank), s.far[a.step.Far].CompareText(s.far[b.step.Far]))
}

func (s *selection) add(e extension) {
	if s.full && s.compare(s.kept[s.size-1], e) < 0 {
		return
	}
	s.kept = append(s.kept, e)
	if len(s.kept) >= 4*s.size {
		s.cut()
	}
}

func (s *selection) cut() {
	slices.SortFunc(s.kept, s.compare)
	s.kept = s.kept[:min(len(s.kept), s.size)]
	s.full = len(s.kept) == s.size
}

// beginnings are the extensions that are kept, in order.
func (s *selection) beginnings() []beginning {
	s.cut()
	byIDs := make([]int, len(s.kept))
	for i := range byIDs {
		byIDs[i] = i
	}
	slices.SortFunc(byIDs, func(a, b int) int { return s.compareIDs(s.kept[a], s.kept[b]) })
	best := make([]beginning, len(s.kept))
	// All are equally long, and there is at least one.
	steps := len(s.kept[0].of.Links) + 1
	nodes, links := make([]int32, 0, len(best)*(steps+1)), make([]*Link, 0, len(best)*steps)
	for rank, i := range byIDs {
		e := &s.kept[i]
		nodes = append(append(nodes, e.of.Nodes...), e.step.Far)
		links = append(append(links, e.of.Links...), e.step.Link)
		best[i] = beginning{Path{slices.Clip(nodes[len(nodes)-steps-1:]), slices.Clip(links[len(links)-steps:])}, e.sum, rank}
	}
	return best
}
