package kg

import "slices"

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
