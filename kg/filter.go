package kg

// Filter selects nodes: those that meet every condition. The empty filter
// selects all. Conditions are in the order of their declarations below, and
// their lists are sorted, without repetition and never empty, so that equal
// filters are equal values.
type Filter []Condition

// Condition is one of the types below.
type Condition interface{ condition() }

// OneOf selects the nodes with these slugs. Unlike other lists this one may be
// empty: then it selects nothing.
type OneOf struct{ Slugs []Slug }

// SaidBy selects the nodes that at least one of these sources speaks of.
type SaidBy struct{ Sources []string }

// LinkedTo selects nodes by the nodes that one step leads to.
type LinkedTo struct {
	// Step starts at the nodes that are selected.
	Step Step
	// Match says how many of Slugs it must lead to.
	Match Match
	// Slugs are of nodes of the step's target kind, which must exist.
	Slugs []Slug
	// Link selects the links that count.
	Link LinkFilter
}

// Match is how many of a set are asked for.
type Match uint8

const (
	// All of them.
	All Match = iota
	// Any: at least one of them.
	Any
	// None of them.
	None
)

func (OneOf) condition()    {}
func (SaidBy) condition()   {}
func (LinkedTo) condition() {}

// LinkFilter selects links; the zero value selects all. A link must meet every
// field that is set.
type LinkFilter struct {
	// MinWeight, if set, leaves out links below it and links without a weight;
	// it may be above FullWeight.
	MinWeight *Weight
	// Tags, if any: at least one of them. Sorted, without repetition.
	Tags []LinkTag
	// Sources, if any: evidence of at least one of them. Sorted, without
	// repetition.
	Sources []string
}

// IsZero reports whether the filter selects every link.
func (f LinkFilter) IsZero() bool {
	return f.MinWeight == nil && len(f.Tags) == 0 && len(f.Sources) == 0
}
