package kg

// Filter selects nodes: those that meet every condition. The empty filter
// selects all. The lists of conditions are sorted, without repetition and never
// empty, so that equal filters are equal values.
type Filter []Condition

// Condition is one of the types below.
type Condition interface{ condition() }

// OneOf selects the nodes with these slugs. Unlike other lists this one may be
// empty: then it selects nothing.
type OneOf struct{ Slugs []Slug }

// SaidBy selects the nodes that at least one of these sources speaks of.
type SaidBy struct{ Sources []string }

// OfType selects the skills that have at least one of these types.
type OfType struct{ Types []SkillType }

// InCategory selects the tools that have at least one of these categories, by
// the slugs of their names.
type InCategory struct{ Categories []Slug }

// Between selects the nodes whose property is within bounds. A node that lacks
// it is within none.
type Between struct {
	Property Property
	// Min and Max are inclusive; at least one is set.
	Min, Max *float64
}

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

// Either selects the nodes that at least one of the filters selects.
type Either struct{ Filters []Filter }

// Not selects the nodes that the filter does not.
type Not struct{ Filter Filter }

// Start is the place of the condition that finds the nodes that the others are
// tested on: the first that names nodes, or else the first that goes by links
// from others; -1 if none finds nodes, and all of a kind are tested. It depends
// on what the conditions are, not on their values.
func (f Filter) Start() int {
	start := -1
	for i, condition := range f {
		switch c := condition.(type) {
		case OneOf:
			return i
		case LinkedTo:
			if c.Match != None && start < 0 {
				start = i
			}
		}
	}
	return start
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

func (OneOf) condition()      {}
func (SaidBy) condition()     {}
func (OfType) condition()     {}
func (InCategory) condition() {}
func (Between) condition()    {}
func (LinkedTo) condition()   {}
func (Either) condition()     {}
func (Not) condition()        {}

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
