package kg

// Similar gives for each role of the parent branch the roles most like it, with
// the score of each (Table.Scores) and, if Overlaps is set, how many nodes of
// each kind the two share (Table.Overlaps). Nodes of other kinds have no row.
//
// What is compared are the links to nodes of Kinds. The score is Similarity; the
// role itself, and roles whose score is 0, are left out. The order is that of
// CompareMixed by the score in millionths: greatest first, then by name. Filter,
// Link, Order and Read mean nothing.
type Similar struct {
	// Kinds are those that are compared, at least one, in the order of the enum;
	// not Role.
	Kinds    []Kind
	Overlaps bool
}

// Similarity is how alike two roles are: the weighted Jaccard index Σ min / Σ max
// over all nodes that either is linked to, of what its link and the other's count
// (Weight.Counted; 0 where it has none). Both is the sum of the lesser of the two
// over the nodes that both are linked to; one and other are the sums of all that
// each role's links count.
func Similarity(both, one, other int64) Weight {
	// The greater of two is their sum less the lesser, for each node and so in all.
	return Weight(Ratio(both, one+other-both))
}

// Strength is the sum of what a role's links to nodes of some kinds count.
func (n *Node) Strength(kinds []Kind) int64 {
	sum := int64(0)
	for _, kind := range kinds {
		sum += n.Strengths[kind]
	}
	return sum
}
