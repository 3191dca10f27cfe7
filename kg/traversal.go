package kg

import "slices"

// Traversal walks from some nodes, step after step, and gives the nodes at which
// its walks end, with how many end at each (Table.Walks): most first, then by
// kind and name, which is the order of CompareMixed. A step moves from every
// node along every link that it matches; walks may come back. Filter, Link and
// Order mean nothing.
type Traversal struct {
	// Starts are distinct and exist.
	Starts []ID
	// Steps are taken one after the other; there is at least one.
	Steps []WalkStep
}

func (Traversal) from() {}

// WalkStep is one step of a Traversal.
type WalkStep struct {
	Relation Relation
	// Directions are Out, In or both. Nodes that cannot take the step in any of
	// them have no walk that goes on.
	Directions []Direction
	// Link selects the links that are followed.
	Link LinkFilter
	// To has the nodes that the step may lead to, sorted; nil for all. Unlike
	// other lists it may be empty: then the step leads nowhere.
	To []ID
}

// Ways are the steps from nodes of a kind that it takes: none, one, or two.
func (s *WalkStep) Ways(from Kind) []Step {
	return slices.DeleteFunc(StepsFrom(from), func(step Step) bool {
		return step.Relation != s.Relation || !slices.Contains(s.Directions, step.Direction)
	})
}

// KindSet says of each kind whether it is in the set.
type KindSet [KindCount]bool

// Kinds lists the set in the order of the enum.
func (s KindSet) Kinds() []Kind {
	return slices.DeleteFunc(Kinds(), func(kind Kind) bool { return !s[kind] })
}

// Targets are the kinds that the step leads to from nodes of some kinds.
func (s *WalkStep) Targets(from KindSet) KindSet {
	var to KindSet
	for _, kind := range from.Kinds() {
		for _, way := range s.Ways(kind) {
			to[way.Target()] = true
		}
	}
	return to
}

// KindsOf are the kinds of ids.
func KindsOf(ids []ID) KindSet {
	var kinds KindSet
	for _, id := range ids {
		kinds[id.Kind] = true
	}
	return kinds
}

// Ends are the kinds at which walks can end.
func (t *Traversal) Ends() []Kind {
	at := KindsOf(t.Starts)
	for i := range t.Steps {
		at = t.Steps[i].Targets(at)
	}
	return at.Kinds()
}
