package embedded

import (
	"slices"

	"rolegraph/kg"
)

// selected is the numbers of the nodes of a kind that a filter selects, in
// ascending order; all is true for the filter that selects every node, and
// then there are no numbers.
type selected struct {
	all     bool
	numbers []uint32
}

// selected evaluates a filter once for a branch. Its time is that of the rows
// of the filter's sets; a filter that only tests or excludes takes that of the
// kind.
func (e *evaluation) selected(kind kg.Kind, filter kg.Filter) (selected, error) {
	have := selected{all: true}
	// What selects few comes first; what is tested node by node comes last.
	for _, condition := range filter {
		found, finds, err := e.found(kind, condition)
		if err != nil {
			return have, err
		}
		if finds {
			have = have.and(found)
		}
	}
	for _, condition := range filter {
		if passes := test(condition); passes != nil {
			have = e.listed(kind, have)
			if err := e.lookedAt(len(have.numbers)); err != nil {
				return have, err
			}
			have.numbers = slices.DeleteFunc(have.numbers, func(n uint32) bool { return !passes(&e.nodes[kind][n]) })
		}
		excluded, excludes, err := e.excluded(kind, condition)
		if err != nil {
			return have, err
		}
		switch {
		case excludes && excluded.all:
			have = selected{}
		case excludes && len(excluded.numbers) > 0:
			have = e.listed(kind, have)
			if err := e.lookedAt(len(have.numbers)); err != nil {
				return have, err
			}
			have.numbers = without(have.numbers, excluded.numbers)
		}
	}
	return have, nil
}

// listed writes out the numbers of a selection of all.
func (e *evaluation) listed(kind kg.Kind, s selected) selected {
	if !s.all {
		return s
	}
	numbers := make([]uint32, len(e.nodes[kind]))
	for n := range numbers {
		numbers[n] = uint32(n)
	}
	return selected{numbers: numbers}
}

// found gives the nodes that meet a condition of those that find nodes.
func (e *evaluation) found(kind kg.Kind, condition kg.Condition) (found selected, finds bool, err error) {
	switch c := condition.(type) {
	case kg.OneOf:
		return selected{numbers: e.numbers(kind, c.Slugs)}, true, e.lookedAt(len(c.Slugs))
	case kg.LinkedTo:
		if c.Match == kg.None {
			return selected{}, false, nil
		}
		numbers, err := e.linked(c)
		return selected{numbers: numbers}, true, err
	case kg.Either:
		for _, filter := range c.Filters {
			one, err := e.selected(kind, filter)
			if err != nil || one.all {
				return one, true, err
			}
			found.numbers = append(found.numbers, one.numbers...)
			if err := e.lookedAt(len(one.numbers)); err != nil {
				return found, true, err
			}
		}
		slices.Sort(found.numbers)
		found.numbers = slices.Compact(found.numbers)
		return found, true, nil
	default:
		return selected{}, false, nil
	}
}

// excluded gives the nodes that a condition excludes, of those that do.
func (e *evaluation) excluded(kind kg.Kind, condition kg.Condition) (excluded selected, excludes bool, err error) {
	switch c := condition.(type) {
	case kg.LinkedTo:
		if c.Match != kg.None {
			return selected{}, false, nil
		}
		numbers, err := e.linked(c)
		return selected{numbers: numbers}, true, err
	case kg.Not:
		excluded, err := e.selected(kind, c.Filter)
		return excluded, true, err
	default:
		return selected{}, false, nil
	}
}

// test gives what a condition tests of a node; nil if it tests none.
func test(condition kg.Condition) func(*kg.Node) bool {
	switch c := condition.(type) {
	case kg.SaidBy:
		return func(n *kg.Node) bool { return overlap(n.Sources, c.Sources) }
	case kg.OfType:
		return func(n *kg.Node) bool { return overlap(n.Types, c.Types) }
	case kg.InCategory:
		return func(n *kg.Node) bool { return overlap(n.CategorySlugs, c.Categories) }
	case kg.Between:
		return func(n *kg.Node) bool {
			number := n.Property(c.Property)
			return number.Known && (c.Min == nil || number.Value >= *c.Min) && (c.Max == nil || number.Value <= *c.Max)
		}
	default:
		return nil
	}
}

// overlap reports whether two short lists have an element in common.
func overlap[T comparable](a, b []T) bool {
	return slices.ContainsFunc(a, func(each T) bool { return slices.Contains(b, each) })
}

// numbers are the numbers of the slugs that exist, in ascending order.
func (e *evaluation) numbers(kind kg.Kind, slugs []kg.Slug) []uint32 {
	numbers := make([]uint32, 0, len(slugs))
	for _, slug := range slugs {
		if n, ok := e.number(kg.ID{Kind: kind, Slug: slug}); ok {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return numbers
}

// linked are the nodes that the condition's step leads to all of its slugs
// from, or to any (for None too), in ascending order. They are found by walking
// back from the slugs.
func (e *evaluation) linked(c kg.LinkedTo) ([]uint32, error) {
	back := kg.In
	if c.Step.Direction == kg.In {
		back = kg.Out
	}
	rows := &e.adjacent[c.Step.Relation][back]
	var result []uint32
	for i, slug := range c.Slugs {
		n, ok := e.number(kg.ID{Kind: c.Step.Target(), Slug: slug})
		if !ok {
			if c.Match == kg.All {
				return nil, nil
			}
			continue
		}
		row := rows.far[rows.start[n]:rows.start[n+1]]
		if err := e.followed(len(row)); err != nil {
			return nil, err
		}
		if !c.Link.IsZero() {
			row = e.matching(rows, n, &c.Link)
		}
		switch {
		case c.Match != kg.All && len(c.Slugs) > 1:
			result = append(result, row...)
		case i == 0:
			result = e.lent.copyOf(row)
		default:
			result = intersection(result, row)
		}
	}
	if c.Match != kg.All && len(c.Slugs) > 1 { // a row alone is in order
		slices.Sort(result)
		result = slices.Compact(result)
	}
	return result, nil
}

// matching is the part of a row whose links match.
func (e *evaluation) matching(rows *rows, near uint32, filter *kg.LinkFilter) []uint32 {
	var far []uint32
	for i := rows.start[near]; i < rows.start[near+1]; i++ {
		if matches(&e.graph.Links()[rows.linkOf(i)], filter) {
			far = append(far, rows.far[i])
		}
	}
	return far
}

func matches(link *kg.Link, filter *kg.LinkFilter) bool {
	if filter.MinWeight != nil && (link.Weight == kg.NoWeight || link.Weight < *filter.MinWeight) {
		return false
	}
	if len(filter.Tags) > 0 && !overlap(link.Tags, filter.Tags) {
		return false
	}
	return len(filter.Sources) == 0 || slices.ContainsFunc(link.Evidence, func(evidence kg.Evidence) bool {
		return slices.Contains(filter.Sources, evidence.Source)
	})
}

// and is what both select. It may use the memory of either.
func (s selected) and(other selected) selected {
	switch {
	case s.all:
		return other
	case other.all:
		return s
	default:
		return selected{numbers: intersection(s.numbers, other.numbers)}
	}
}

// intersection keeps in the first what is also in the second; both ascend.
func intersection(a, b []uint32) []uint32 { return sifted(a, b, true) }

// without keeps in the first what is not in the second; both ascend.
func without(a, b []uint32) []uint32 { return sifted(a, b, false) }

// sifted keeps in the first what is in the second, or what is not. Where the second is
// much longer it is searched, and otherwise walked along.
func sifted(a, b []uint32, in bool) []uint32 {
	const muchLonger = 8 // times
	search := len(b) > muchLonger*len(a)
	kept := a[:0]
	for _, n := range a {
		at := 0
		if search {
			at, _ = slices.BinarySearch(b, n)
		} else {
			for at < len(b) && b[at] < n {
				at++
			}
		}
		b = b[at:]
		if (len(b) > 0 && b[0] == n) == in {
			kept = append(kept, n)
		}
	}
	return kept
}

// bits is a set of numbers for testing one at a time.
type bits []uint64

func (s selected) bits(size int) bits {
	b := make(bits, (size+63)/64)
	for _, n := range s.numbers {
		b.add(n)
	}
	return b
}

func (b bits) add(n uint32) { b[n/64] |= 1 << (n % 64) }

func (b bits) has(n uint32) bool { return b[n/64]&(1<<(n%64)) != 0 }
