package kg

import (
	"cmp"
	"slices"
)

// Plan is all that one operation asks of a store, so that the store can answer
// it from one snapshot in one round trip.
type Plan struct {
	// Branches stand after their parents.
	Branches []Branch
	// Read says which properties of the nodes of each kind the answer shows.
	Read [KindCount]NodeFields
}

// Branch is one list of nodes, or one for each node of its parent.
type Branch struct {
	// Parent is the index of the branch that From starts at; NoParent where
	// From needs none.
	Parent int
	From   From
	// Filter selects nodes, Link links (only where From is Along, Matrix
	// or Overlapping).
	Filter Filter
	Link   LinkFilter
	Order  Order
	// First is how many nodes a page has at most; 0 asks for no page at all,
	// only for the total.
	First int
	// After, if set, is the place in the order behind which the page begins.
	After *Place
	// Total asks how many nodes there are on all pages.
	Total bool
	// Read says which properties of the links of the page the answer shows;
	// zero unless From is Along, Matrix, Paths or Neighborhood.
	Read LinkFields
}

// NoParent is the parent of a branch that starts by itself.
const NoParent = -1

// From is where the nodes of a branch come from: one of the types below.
type From interface{ from() }

// ByID gives nodes by id: those that exist, each once, in the order of the
// list, without paging, filter or total. First and Order mean nothing.
type ByID struct{ IDs []ID }

// Every gives all nodes of a kind.
type Every struct{ Kind Kind }

// Along gives for each node of the parent branch that is of the step's source
// kind the nodes that the step leads to. Nodes of other kinds have no row.
type Along struct{ Step Step }

// Matrix sets roles side by side: it gives the nodes that at least one of them
// is linked to by a link that Branch.Link selects, and with each node that link
// of each role (Table.Cells). Its order is that of CompareMixed, by how many of
// the roles have the node; Filter and Order mean nothing.
type Matrix struct {
	// Roles are distinct and exist. Cells stand in their order.
	Roles []Slug
	// Kinds are those of the nodes, in the order of the enum; not Role.
	Kinds []Kind
}

// Overlapping counts what roles have in common, by links that Branch.Link
// selects (Table.Overlaps). First, Total and what is said of entries mean
// nothing.
type Overlapping struct {
	// Roles are distinct and exist.
	Roles []Slug
	// Kinds are those that are counted; not Role.
	Kinds []Kind
}

// Counted gives for each list of another branch, which stands before this one
// and has the same parent, the values that the nodes of all its pages have, and
// how many have each: most first, then by value in code points. First limits
// them; Filter, Link, Order, After and Total mean nothing.
type Counted struct {
	Of int // the other branch, which is Every or Along
	By Facet
	// Step leads from the nodes that are counted to the nodes that are the
	// values, if By is FacetLinked.
	Step Step
}

// Facet is what the nodes of a list are counted by.
type Facet uint8

const (
	// FacetCategory counts tools by category.
	FacetCategory Facet = iota
	// FacetType counts skills by type.
	FacetType
	// FacetSource counts by source.
	FacetSource
	// FacetLinked counts by the nodes that a step leads to, whose slugs are
	// the values.
	FacetLinked
)

func (ByID) from()        {}
func (Every) from()       {}
func (Along) from()       {}
func (Matrix) from()      {}
func (Overlapping) from() {}
func (Similar) from()     {}
func (Fitting) from()     {}
func (Counted) from()     {}

// OrderBy is what a list is ordered by, before sort key and slug.
type OrderBy uint8

const (
	// ByName orders by the node's sort key.
	ByName OrderBy = iota
	// ByWeight orders by the link's weight; it needs From to be Along.
	ByWeight
	// ByRoleCount orders by how many roles link to the node.
	ByRoleCount
	// ByMedianPay orders by the role's median pay.
	ByMedianPay
	// ByGrowth orders by the role's projected growth.
	ByGrowth
)

// Property is the property of nodes that the list is ordered by; false if it
// is ordered by something else.
func (by OrderBy) Property() (Property, bool) {
	switch by {
	case ByRoleCount:
		return RoleCount, true
	case ByMedianPay:
		return MedianPay, true
	case ByGrowth:
		return Growth, true
	default:
		return 0, false
	}
}

// Order is the total order of a list: the key that By names, then sort key,
// then slug. Descending turns the named key alone; ties stay ascending, and
// numbers that are missing are last in both directions.
type Order struct {
	By         OrderBy
	Descending bool
}

// Place is the place of one entry in an order: the values that it is ordered
// by. No entry need be there.
type Place struct {
	Number  Number // what the list is ordered by, unless that is ByName
	Kind    Kind   // matters in lists of several kinds
	SortKey string
	Slug    Slug
}

// CompareMixed is the order of lists of several kinds, each by a number of its
// own, which is known: greatest first, then by kind, sort key and slug.
func (p Place) CompareMixed(other Place) int {
	return cmp.Or(cmp.Compare(other.Number.Value, p.Number.Value), cmp.Compare(p.Kind, other.Kind),
		cmp.Compare(p.SortKey, other.SortKey), cmp.Compare(p.Slug, other.Slug))
}

// NodeFields is a set of the properties of nodes.
type NodeFields uint32

// The properties that a plan may read. Kind and slug are always there.
const (
	ReadName NodeFields = 1 << iota
	ReadSortKey
	ReadDescription
	ReadAliases
	ReadCodes
	ReadSources
	ReadRoleCount
	ReadTypes
	ReadCategories
	ReadResponsibilities
	ReadPay
	ReadOutlook
	ReadEducation
	ReadMedianPay
	ReadGrowth
)

// Has reports whether the set has the property.
func (f NodeFields) Has(property NodeFields) bool { return f&property != 0 }

// LinkFields is a set of the properties of links.
type LinkFields uint8

// The properties that a plan may read. The relation is known without.
const (
	ReadWeight LinkFields = 1 << iota
	ReadTags
	ReadNotes
	ReadEvidence
)

// Has reports whether the set has the property.
func (f LinkFields) Has(property LinkFields) bool { return f&property != 0 }

// BranchesOf lists the branches that can give nodes of the kind.
func (p *Plan) BranchesOf(kind Kind) []int {
	var branches []int
	for i := range p.Branches {
		gives := false
		switch from := p.Branches[i].From.(type) {
		case ByID:
			gives = slices.ContainsFunc(from.IDs, func(id ID) bool { return id.Kind == kind })
		case Every:
			gives = from.Kind == kind
		case Along:
			gives = from.Step.Target() == kind
		case Matrix:
			gives = slices.Contains(from.Kinds, kind)
		case Similar, Fitting:
			gives = kind == Role
		case Paths:
			gives = slices.Contains(from.Kinds(), kind)
		case Counted:
			gives = from.By == FacetLinked && from.Step.Target() == kind
		case Neighborhood:
			gives = kind == from.Of.Kind || from.Has(kind)
		case Traversal:
			gives = slices.Contains(from.Ends(), kind)
		}
		if gives {
			branches = append(branches, i)
		}
	}
	return branches
}

// HasChildren reports whether a branch is the parent of another.
func (p *Plan) HasChildren(branch int) bool {
	return slices.ContainsFunc(p.Branches, func(b Branch) bool { return b.Parent == branch })
}
