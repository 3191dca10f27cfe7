package kg

// Profile is what a person has. The lists are sorted, without repetition, and of
// nodes that exist.
type Profile struct {
	// Roles stand for all that they are linked to.
	Roles []Slug
	// Has are nodes of each kind; of the kind Role there are none.
	Has [KindCount][]Slug
}

// Fitting gives the roles that a profile covers, and how well it does
// (Table.Fits). A link of a role to a node of Kinds is covered if the profile has
// the node, or one of the profile's roles is linked to it.
//
// Without Role the branch gives all roles but those of the profile and those
// whose coverage is 0, in the order of CompareMixed by Fit.Coverage: greatest
// first, then by name. With Role it gives that one role, whatever its coverage
// and the profile's roles, and First, After and Total mean nothing. Filter, Link,
// Order and Read mean nothing in either case.
type Fitting struct {
	Profile Profile
	// Kinds are those that count, at least one, in the order of the enum; not
	// Role.
	Kinds []Kind
	Role  Slug // empty, or of a role that exists
}

// Fit is how a profile covers a role's links.
type Fit struct {
	// Covered is the sum of what the links that are covered count
	// (Weight.Counted), All that of all of them.
	Covered, All int64
	// CoveredCount and MissingCount are how many links are covered and are not.
	CoveredCount, MissingCount int
}

// Coverage is the share of the role's links that is covered, by weight; 0 for a
// role without any.
func (f Fit) Coverage() Weight { return Weight(Ratio(f.Covered, f.All)) }
