package kg

import "slices"

// Result is the answer to a plan: tables, not a tree. What a node's position
// is, and in which order nodes stand, is the store's choice.
type Result struct {
	// Version is that of the graph that answered.
	Version string
	// Nodes has every node of every page once, with kind, slug and the
	// properties that the plan reads of its kind.
	Nodes []*Node
	// Keys are those of Nodes: near each other, as the nodes are not.
	Keys []NodeKey
	// Branches has one table for each branch of the plan, in its order.
	Branches []Table
	// Release, if it is there, gives the result's memory back to the store, for
	// results to come. It need not be called; if it is, the result must not be used
	// again.
	Release func()
}

// NodeKey tells the nodes of a graph apart.
type NodeKey struct {
	Kind   Kind
	Number uint32 // Node.Number
}

// Add puts a node that is not there yet at the end of Nodes, and gives its position. Who
// calls knows its key, which is there not to be read of the node.
func (r *Result) Add(node *Node, key NodeKey) int32 {
	r.Nodes, r.Keys = append(r.Nodes, node), append(r.Keys, key)
	return int32(len(r.Nodes) - 1)
}

// Table is the answer to one branch.
type Table struct {
	// Rows: a branch without parent has one, whose Parent is NoParent. A branch
	// Along a step has one for each distinct node of its parent's pages that
	// is of the step's source kind, in ascending order of Parent. A branch
	// that is Counted has one for each row of the branch that it is Of, a branch
	// that is Similar one for each distinct role of its parent's pages.
	Rows []Row
	// Entries are the pages of all rows.
	Entries []Entry
	// Counts has one element for each of Entries if the branch is Counted, and
	// is empty else.
	Counts []Count
	// Cells has for each of Entries, if the branch is a Matrix, one element for
	// each of its roles, in their order: the link from the role to the node, as
	// in an Entry, or nil. It is empty else.
	Cells []*Link
	// Overlaps has one element for each of the kinds of a branch that is
	// Overlapping, in their order; such a branch has one row without entries. Of a
	// branch that is Similar and asks for them it has as many for each of Entries,
	// of the parent and the role. It is empty else.
	Overlaps []Overlap
	// Scores has one element for each of Entries if the branch is Similar, and is
	// empty else.
	Scores []Weight
	// Fits has one element for each of Entries if the branch is Fitting, and is
	// empty else.
	Fits []Fit
	// Paths is set if the branch is of Paths, and nil else. Such a branch has one
	// row, with all entries; More says that there are more paths than are shown.
	Paths *FoundPaths
	// Walks has one element for each of Entries if the branch is a Traversal, and
	// is empty else: how many walks end at the node.
	Walks []int64
	// Around is there if the branch is a Neighborhood, and zero else.
	Around Around
	// Touched is what the store has looked at for the branch, as Index.Prices
	// counts it; zero where the store does not count.
	Touched Touched
}

// Touched is how many nodes were looked at, and how many links were followed.
type Touched struct{ Nodes, Links int }

// Overlap is how many nodes of a kind all of some roles are linked to, and how
// many at least one of them.
type Overlap struct{ Shared, Union int }

// Count is a value, and how many nodes have it.
type Count struct {
	Value  string
	Number int
}

// Row is one page of a branch and what is known of the pages around it.
type Row struct {
	// Parent is the position in Result.Nodes of the node that the row belongs
	// to, or NoParent.
	Parent int32
	// Start and End bound the row's page in Table.Entries.
	Start, End int32
	// More says that entries follow the page.
	More bool
	// Total is how many entries all pages have; 0 unless the branch asks.
	Total int
}

// Entry is one node of a page and, in a branch Along a step or of Paths, the link
// that leads to it. The link has the properties that the branch reads, and its
// Relation; its ends may be zero, but in Paths.
type Entry struct {
	// Node is a position in Result.Nodes; NoNode in a branch that is Counted by
	// what is no node.
	Node int32
	Link *Link
}

// NoNode is the position of what is no node.
const NoNode = -1

// Row finds the row of a parent, and nil if it has none. It takes time in
// proportion to the logarithm of the number of rows, and less where the parents
// follow one another, as they do if they were all new to the result.
func (t *Table) Row(parent int32) *Row {
	if len(t.Rows) > 0 {
		if at := int(parent) - int(t.Rows[0].Parent); at >= 0 && at < len(t.Rows) && t.Rows[at].Parent == parent {
			return &t.Rows[at]
		}
	}
	at, found := slices.BinarySearchFunc(t.Rows, parent, func(row Row, parent int32) int {
		return int(row.Parent) - int(parent)
	})
	if !found {
		return nil
	}
	return &t.Rows[at]
}

// Links are the cells of an entry, of a table whose cells are so many an entry.
func (t *Table) Links(entry, roles int) []*Link { return t.Cells[entry*roles : (entry+1)*roles] }

// OverlapsOf are those of an entry, of a table that has so many an entry.
func (t *Table) OverlapsOf(entry, kinds int) []Overlap {
	return t.Overlaps[entry*kinds : (entry+1)*kinds]
}

// Page is the entries of a row.
func (t *Table) Page(row *Row) []Entry { return t.Entries[row.Start:row.End] }
