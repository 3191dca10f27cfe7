package kg

import (
	"cmp"
	"slices"
)

// Neighborhood gives a node, the center, and what lies around it, breadth first
// over the links of all relations, followed both ways. It starts by itself and
// has one row: the center, then at most Branch.First (1 or more) of the other
// nodes, in this order: fewest hops; strength, greatest first; kind; name. A
// node's strength is the greatest sum of Weight.Counted over the shortest ways
// that lead to it.
//
// Row.Total counts the center and every node within the hops; Row.More says that
// some of them are not on the page. Table.Around has the links and the hubs.
// Filter, Link, Order and After mean nothing.
type Neighborhood struct {
	// Of is the center. It exists.
	Of ID
	// Hops is how far from the center nodes may be, 1 or more.
	Hops int
	// Kinds are those of the nodes other than the center, in the order of the
	// enum; all kinds if there are none.
	Kinds []Kind
	// HubLimit is how many links, of all relations and directions together, a
	// node other than a role may have to be walked through. The center always
	// is.
	HubLimit int
	// Links asks for Around.Links.
	Links bool
}

func (Neighborhood) from() {}

// Has reports whether nodes of the kind are in the neighborhood.
func (n *Neighborhood) Has(kind Kind) bool {
	return len(n.Kinds) == 0 || slices.Contains(n.Kinds, kind)
}

// Steps are the steps from nodes of a kind to nodes that are in the
// neighborhood.
func (n *Neighborhood) Steps(from Kind) []Step {
	return slices.DeleteFunc(StepsFrom(from), func(step Step) bool { return !n.Has(step.Target()) })
}

// Relations are those that any of Steps follows.
func (n *Neighborhood) Relations() []Relation {
	return slices.DeleteFunc(Relations(), func(r Relation) bool { return !n.Has(r.From()) && !n.Has(r.To()) })
}

// StepsFrom are the steps that nodes of a kind can take.
func StepsFrom(kind Kind) []Step {
	var steps []Step
	for _, relation := range Relations() {
		for _, step := range []Step{{relation, Out}, {relation, In}} {
			if step.Source() == kind {
				steps = append(steps, step)
			}
		}
	}
	return steps
}

// Around is what a Neighborhood says beside its nodes.
type Around struct {
	// Links are all links between nodes of the page, the center among them, in
	// the order of SortLinks, if the branch asks for them.
	Links []LinkBetween
	// Hubs are positions in Result.Nodes: of those nodes of the page that are
	// nearer than the neighborhood reaches and have too many links to be walked
	// through, by kind, then name.
	Hubs []int32
}

// LinkBetween is a link and where in Result.Nodes its ends are. The link has its
// relation and the properties that the branch reads; its ends may be zero.
type LinkBetween struct {
	From, To int32
	Link     *Link
}

// SortLinks brings links between nodes into their order: by the id of From, the
// relation, the id of To; ids as texts, by code point.
func SortLinks(links []LinkBetween, nodes []*Node) {
	// The texts of ids are ordered as the prefixes of their kinds are, and then
	// as their slugs are: no prefix begins with another.
	compareIDs := func(a, b int32) int {
		return cmp.Or(cmp.Compare(nodes[a].Kind.Prefix(), nodes[b].Kind.Prefix()), cmp.Compare(nodes[a].Slug, nodes[b].Slug))
	}
	slices.SortFunc(links, func(a, b LinkBetween) int {
		return cmp.Or(compareIDs(a.From, b.From), cmp.Compare(a.Link.Relation, b.Link.Relation), compareIDs(a.To, b.To))
	})
}
