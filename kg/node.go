package kg

import (
	"cmp"
	"fmt"
)

// Node is an entity with all its properties. A node of a Graph is whole and
// must not be changed; a node of a Result has those that the plan reads at
// least.
//
// The JSON form of a node, as of the types below, is what stores and hashes
// use; an empty property is left out.
type Node struct {
	Kind Kind `json:"kind"`
	// Number is the place, from 0, of a node of a Graph or an Index among those of
	// its kind there.
	Number uint32 `json:"-"`
	Slug   Slug   `json:"slug"`
	Name   string `json:"name"`
	// SortKey is SortKey(Name): what the node is ordered by, before its slug.
	SortKey     string `json:"-"`
	Description string `json:"description,omitempty"`
	// Aliases are its other names, ordered by sort key, no two with the same.
	Aliases []string `json:"aliases,omitempty"`
	// Codes are ordered by scheme, then value.
	Codes []Code `json:"codes,omitempty"`
	// Sources are the slugs of those that speak of it, in registry order.
	Sources []string `json:"sources,omitempty"`
	// RoleCount is how many distinct roles link to it.
	RoleCount int `json:"-"`

	// Of skills, in the order of the enum.
	Types []SkillType `json:"types,omitempty"`
	// Of tools, ordered by sort key.
	Categories []string `json:"categories,omitempty"`
	// CategorySlugs are the slugs of Categories, by which they are compared.
	CategorySlugs []Slug `json:"-"`

	// The rest is of roles.

	// Responsibilities by source, then as the source orders them.
	Responsibilities []Statement `json:"responsibilities,omitempty"`
	// Pay newest year first, then by source, country and basis.
	Pay []Pay `json:"pay,omitempty"`
	// Outlook newest ToYear first, then by source and group.
	Outlook []Outlook `json:"outlook,omitempty"`
	// Education by source, lowest level first.
	Education []EducationShare `json:"education,omitempty"`
	// MedianPay is the newest annual median in US dollars, derived from Pay.
	MedianPay *float64 `json:"-"`
	// Growth is the newest projected change in percent, derived from Outlook.
	Growth *float64 `json:"-"`
	// Strengths are for each kind the sum of what the role's links to it count
	// (Weight.Counted), but for those to other roles.
	Strengths [KindCount]int64 `json:"-"`
	// LinkCount is how many links the node has, of all relations, at either end.
	LinkCount int `json:"-"`
	// LinksBeyond are for each kind the sum of LinkCount over the nodes of it that
	// are linked to this one, once for each link: what it takes to walk on from
	// them.
	LinksBeyond [KindCount]int `json:"-"`
}

// Key is the node's, of a Graph or an Index.
func (n *Node) Key() NodeKey { return NodeKey{n.Kind, n.Number} }

// ID is the node's global id.
func (n *Node) ID() ID { return ID{n.Kind, n.Slug} }

// SchemeESCO is the scheme of codes that are URIs of ESCO.
const SchemeESCO = "ESCO"

// Code is a key in a public classification, such as O*NET-SOC 15-2051.00.
type Code struct {
	Scheme string `json:"scheme"`
	Value  string `json:"value"`
}

// compare orders codes as those of a node are.
func (c Code) compare(other Code) int {
	return cmp.Or(cmp.Compare(c.Scheme, other.Scheme), cmp.Compare(c.Value, other.Value))
}

// SkillType is how a source classes a skill.
type SkillType uint8

// The types of skill, in the order of the API's enum.
const (
	SkillTypeSkill SkillType = iota
	SkillTypeKnowledge
)

// String is the type's name in the API.
func (t SkillType) String() string { return [...]string{"SKILL", "KNOWLEDGE"}[t] }

// MarshalText writes the type as its name in the API.
func (t SkillType) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (t *SkillType) UnmarshalText(text []byte) error {
	for _, known := range []SkillType{SkillTypeSkill, SkillTypeKnowledge} {
		if known.String() == string(text) {
			*t = known
			return nil
		}
	}
	return fmt.Errorf("unknown type of skill %q", text)
}

// Statement is what a source says in words.
type Statement struct {
	Text   string `json:"text"`
	Source string `json:"source,omitempty"` // slug; Merge fills it in
}

// PayBasis is the time that a figure of pay is for.
type PayBasis uint8

// The bases of pay, in the order of the API's enum.
const (
	Annual PayBasis = iota
	Hourly
)

// String is the basis's name in the API.
func (b PayBasis) String() string { return [...]string{"ANNUAL", "HOURLY"}[b] }

// MarshalText writes the basis as its name in the API.
func (b PayBasis) MarshalText() ([]byte, error) { return []byte(b.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (b *PayBasis) UnmarshalText(text []byte) error {
	for _, known := range []PayBasis{Annual, Hourly} {
		if known.String() == string(text) {
			*b = known
			return nil
		}
	}
	return fmt.Errorf("unknown basis of pay %q", text)
}

// Pay is what a source says a role earns in one year. A figure that the source
// does not give is nil.
type Pay struct {
	Source   string   `json:"source,omitempty"` // slug; Merge fills it in
	Year     int      `json:"year"`
	Currency string   `json:"currency"` // ISO 4217
	Basis    PayBasis `json:"basis"`
	Country  string   `json:"country,omitempty"`
	// Sample is how many people or jobs are behind the figures.
	Sample *int     `json:"sample,omitempty"`
	P10    *float64 `json:"p10,omitempty"`
	P25    *float64 `json:"p25,omitempty"`
	Median *float64 `json:"median,omitempty"`
	P75    *float64 `json:"p75,omitempty"`
	P90    *float64 `json:"p90,omitempty"`
	Mean   *float64 `json:"mean,omitempty"`
	// Capped says that the source publishes a cap in place of a figure.
	Capped bool `json:"capped,omitempty"`
}

// Outlook is a projection of employment.
type Outlook struct {
	Source   string `json:"source,omitempty"` // slug; Merge fills it in
	Group    string `json:"group"`            // the occupations it is about
	FromYear int    `json:"fromYear"`
	ToYear   int    `json:"toYear"`
	// Growth is the projected change in percent.
	Growth float64 `json:"growth"`
	// Openings is annual, in jobs.
	Openings *float64 `json:"openings,omitempty"`
}

// EducationShare is how many percent of a role's people have a level of
// education.
type EducationShare struct {
	Source  string  `json:"source,omitempty"` // slug; Merge fills it in
	Level   string  `json:"level"`
	Percent float64 `json:"percent"`
}
