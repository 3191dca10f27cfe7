package kg

import "fmt"

// Link is one relation between two nodes, with all that sources say of it.
// There is at most one for each (Relation, From, To). A link of a Graph is
// whole and must not be changed; a link of a Result has the fields that the
// plan reads, the others are zero.
type Link struct {
	Relation Relation `json:"relation"`
	From     ID       `json:"from"`
	To       ID       `json:"to"`
	// Weight is derived from the strengths that sources measured.
	Weight Weight `json:"weight"`
	// Tags are distinct, in the order of the enum.
	Tags []LinkTag `json:"tags,omitempty"`
	// Notes by source, then as the source orders them.
	Notes []Statement `json:"notes,omitempty"`
	// Evidence by source, then as the source orders it: at least one entry for
	// each source that states the link.
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Sources are the slugs of those that state the link, in registry order. The
// evidence must be there.
func (l *Link) Sources() []string {
	var sources []string
	for _, evidence := range l.Evidence {
		if len(sources) == 0 || sources[len(sources)-1] != evidence.Source {
			sources = append(sources, evidence.Source)
		}
	}
	return sources
}

// LinkTag is a word of a source about a link.
type LinkTag uint8

// The tags of links, in the order of the API's enum.
const (
	Essential LinkTag = iota
	Optional
	Hot
	InDemand
)

// LinkTags lists every tag in the order of the API's enum.
func LinkTags() []LinkTag { return []LinkTag{Essential, Optional, Hot, InDemand} }

// String is the tag's name in the API.
func (t LinkTag) String() string {
	return [...]string{"ESSENTIAL", "OPTIONAL", "HOT", "IN_DEMAND"}[t]
}

// MarshalText writes the tag as its name in the API.
func (t LinkTag) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (t *LinkTag) UnmarshalText(text []byte) error {
	for _, known := range LinkTags() {
		if known.String() == string(text) {
			*t = known
			return nil
		}
	}
	return fmt.Errorf("unknown tag of a link %q", text)
}

// Evidence is one statement or measurement of a link by a source, on the
// source's own scale.
type Evidence struct {
	Source string `json:"source,omitempty"` // slug; Merge fills it in
	// Measure names what is measured; empty where the source only states the
	// link, and then there is no value and no scale.
	Measure string   `json:"measure,omitempty"`
	Value   *float64 `json:"value,omitempty"`
	Min     *float64 `json:"min,omitempty"`
	Max     *float64 `json:"max,omitempty"`
	AsOf    Date     `json:"asOf,omitempty"`
}
