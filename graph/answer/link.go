package answer

import "rolegraph/kg"

// Link is the schema's interface Link.
type Link interface{ Relation() string }

// link is what is said of a link: the fields that every Link has.
type link struct {
	in *Answer
	of *kg.Link
}

// Relation is how the two are linked.
func (l link) Relation() string { return l.of.Relation.String() }

// Weight is in 0..1, or null where no source measures the link.
func (l link) Weight() *float64 {
	if l.of.Weight == kg.NoWeight {
		return nil
	}
	weight := l.of.Weight.Float()
	return &weight
}

// Tags are words of the sources about the link.
func (l link) Tags() []string {
	tags := make([]string, len(l.of.Tags))
	for i, tag := range l.of.Tags {
		tags[i] = tag.String()
	}
	return tags
}

// Notes are what sources add in words.
func (l link) Notes() []Statement { return l.in.statements(l.of.Notes) }

// Evidence is what each source measured or stated.
func (l link) Evidence() []Evidence {
	evidence := make([]Evidence, len(l.of.Evidence))
	for i, each := range l.of.Evidence {
		evidence[i] = Evidence{each, l.in}
	}
	return evidence
}

// GraphLink is the schema's type GraphLink: a link with its two ends.
type GraphLink struct {
	link
	// from and to find the ends, which an operation may not ask for, and then
	// nothing has fetched them.
	from, to func() Entity
}

// From is the entity that the link starts at.
func (l GraphLink) From() Entity { return l.from() }

// To is the entity that the link ends at.
func (l GraphLink) To() Entity { return l.to() }
