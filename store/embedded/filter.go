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
// of the filter's sets; a filter that only excludes takes that of the kind.
func (e *evaluation) selected(kind kg.Kind, filter kg.Filter) (selected, error) {
	if len(filter) == 0 {
		return selected{all: true}, nil
	}
	have := selected{all: true}
	// What selects few comes first; what is tested node by node comes last.
	for _, condition := range filter {
		switch c := condition.(type) {
		case kg.OneOf:
			have = have.and(e.numbers(kind, c.Slugs))
		case kg.LinkedTo:
			if c.Match != kg.None {
				linked, err := e.linked(c)
				if err != nil {
					return have, err
				}
				have = have.and(linked)
			}
		}
	}
	if have.all {
		have = selected{numbers: make([]uint32, len(e.nodes[kind]))}
		for n := range have.numbers {
			have.numbers[n] = uint32(n)
		}
	}
	for _, condition := range filter {
		switch c := condition.(type) {
		case kg.SaidBy:
			have.numbers = slices.DeleteFunc(have.numbers, func(n uint32) bool {
				return !slices.ContainsFunc(e.nodes[kind][n].Sources, func(source string) bool {
					return slices.Contains(c.Sources, source)
				})
			})
		case kg.LinkedTo:
			if c.Match == kg.None {
				linked, err := e.linked(c)
				if err != nil {
					return have, err
				}
				have.numbers = without(have.numbers, linked)
			}
		}
		if err := e.worked(len(have.numbers)); err != nil {
			return have, err
		}
	}
	return have, nil
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
		if !c.Link.IsZero() {
			row = e.matching(rows, n, &c.Link)
		}
		if err := e.worked(len(row)); err != nil {
			return nil, err
		}
		switch {
		case c.Match != kg.All:
			result = append(result, row...)
		case i == 0:
			result = slices.Clone(row)
		default:
			result = intersection(result, row)
		}
	}
	if c.Match != kg.All {
		slices.Sort(result)
		result = slices.Compact(result)
	}
	return result, nil
}

// matching is the part of a row whose links match.
func (e *evaluation) matching(rows *rows, near uint32, filter *kg.LinkFilter) []uint32 {
	var far []uint32
	for i := rows.start[near]; i < rows.start[near+1]; i++ {
		if matches(&e.graph.Links()[rows.link[i]], filter) {
			far = append(far, rows.far[i])
		}
	}
	return far
}

func matches(link *kg.Link, filter *kg.LinkFilter) bool {
	if filter.MinWeight != nil && (link.Weight == kg.NoWeight || link.Weight < *filter.MinWeight) {
		return false
	}
	if len(filter.Tags) > 0 && !slices.ContainsFunc(link.Tags, func(tag kg.LinkTag) bool {
		return slices.Contains(filter.Tags, tag)
	}) {
		return false
	}
	return len(filter.Sources) == 0 || slices.ContainsFunc(link.Evidence, func(evidence kg.Evidence) bool {
		return slices.Contains(filter.Sources, evidence.Source)
	})
}

// and keeps what is also among the numbers, which are ascending.
func (s selected) and(numbers []uint32) selected {
	if s.all {
		return selected{numbers: slices.Clone(numbers)}
	}
	return selected{numbers: intersection(s.numbers, numbers)}
}

// intersection keeps in the first what is also in the second; both ascend.
func intersection(a, b []uint32) []uint32 {
	kept := a[:0]
	for _, n := range a {
		at, found := slices.BinarySearch(b, n)
		b = b[at:]
		if found {
			kept = append(kept, n)
		}
	}
	return kept
}

// without keeps in the first what is not in the second; both ascend.
func without(a, b []uint32) []uint32 {
	kept := a[:0]
	for _, n := range a {
		at, found := slices.BinarySearch(b, n)
		b = b[at:]
		if !found {
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
		b[n/64] |= 1 << (n % 64)
	}
	return b
}

func (b bits) has(n uint32) bool { return b[n/64]&(1<<(n%64)) != 0 }
