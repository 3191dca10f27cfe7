package kg

import (
	"fmt"

	"github.com/segmentio/encoding/json"
)

// Link is one relation between two nodes, with all that sources say of it.
// There is at most one for each (Relation, From, To). A link of a Graph is
// whole and must not be changed; a link of a Result has the fields that the
// plan reads, the others are zero.
type Link struct {
	Relation Relation
	// Weight is derived from the strengths that sources measured.
	Weight Weight
	// From and To are nodes of the graph, or of a Result, where they are nil if the
	// plan does not tell.
	From, To *Node
	// Said is never nil. Links of which the same is said may share it.
	*Said
}

// Said is what sources say of a link, beside its strength.
type Said struct {
	// Tags are distinct, in the order of the enum.
	Tags []LinkTag
	// Notes by source, then as the source orders them.
	Notes []Statement
	// Evidence by source, then as the source orders it: at least one entry for
	// each source that states the link.
	Evidence []Evidence
}

// UnreadLink is any link of a relation to a plan that reads nothing of links. It must
// not be changed.
func UnreadLink(relation Relation) *Link { return unreadLinks[relation] }

var unreadLinks = func() (links [RelationCount]*Link) {
	for _, relation := range Relations() {
		links[relation] = &Link{Relation: relation, Weight: NoWeight, Said: &Said{}}
	}
	return links
}()

// linkContent is the JSON form of a link, as stores and hashes use it.
type linkContent struct {
	Relation Relation `json:"relation"`
	From     ID       `json:"from"`
	To       ID       `json:"to"`
	Weight   Weight   `json:"weight"`
	// Said's, one by one: an embedded pointer is more than the encoder can take.
	Tags     []LinkTag   `json:"tags,omitempty"`
	Notes    []Statement `json:"notes,omitempty"`
	Evidence []Evidence  `json:"evidence,omitempty"`
}

func (l *Link) content() linkContent {
	return linkContent{l.Relation, l.From.ID(), l.To.ID(), l.Weight, l.Tags, l.Notes, l.Evidence}
}

// MarshalJSON writes the link with the ids of its nodes, not the nodes.
func (l Link) MarshalJSON() ([]byte, error) { return json.Marshal(l.content()) }

// Sources are the slugs of those that state the link, in registry order. The
// evidence must be there.
func (s *Said) Sources() []string {
	var sources []string
	for _, evidence := range s.Evidence {
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
