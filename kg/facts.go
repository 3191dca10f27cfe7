package kg

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Facts is all that one source says. Nodes that differ only in how their name
// is written are one (Slug); what the source says twice may stand twice.
type Facts struct {
	Source Source     `json:"source"`
	Nodes  []NodeFact `json:"nodes,omitempty"`
	Links  []LinkFact `json:"links,omitempty"`
	// Salaries are of people of whom the source knows the title of their job.
	Salaries []SalaryFact `json:"salaries,omitempty"`
}

// NodeFact is what a source says of one entity. The lists have the form and
// the order that the source gives them; Merge orders and joins.
type NodeFact struct {
	Kind Kind `json:"kind"`
	// Slug is MakeSlug(Name) unless the source's editor chose another.
	Slug             Slug             `json:"slug"`
	Name             string           `json:"name"`
	Description      string           `json:"description,omitempty"`
	Aliases          []string         `json:"aliases,omitempty"`
	Codes            []Code           `json:"codes,omitempty"`
	Types            []SkillType      `json:"types,omitempty"`
	Categories       []string         `json:"categories,omitempty"`
	Responsibilities []string         `json:"responsibilities,omitempty"`
	Pay              []Pay            `json:"pay,omitempty"`
	Outlook          []Outlook        `json:"outlook,omitempty"`
	Education        []EducationShare `json:"education,omitempty"`
}

// ID names the entity as this source knows it, before Merge joins names.
func (n *NodeFact) ID() ID { return ID{n.Kind, n.Slug} }

// LinkFact is what a source says of one link. Its ends are nodes of the same
// Facts, of the kinds that the relation joins.
type LinkFact struct {
	Relation Relation `json:"relation"`
	From     Slug     `json:"from"`
	To       Slug     `json:"to"`
	// Strength is the source's measurement brought to 0..1; NoWeight where it
	// only states the link. Several of one source for one link are averaged.
	Strength Weight    `json:"strength"`
	Tags     []LinkTag `json:"tags,omitempty"`
	Notes    []string  `json:"notes,omitempty"`
	// Evidence may be empty: then the source only states the link.
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Check reports the first thing in the facts that Merge or a store could not
// use: a name that is too long or no clean UTF-8, another text that is no UTF-8,
// a malformed slug, a link whose end is not among the nodes, a strength out of
// range, a figure that is not finite, a date that is none, salaries that are
// none.
func (f *Facts) Check() error {
	if !Slug(f.Source.Slug).Valid() || f.Source.Name == "" {
		return Errorf(BadUserInput, "a source needs a name and a slug of lower case letters, digits and hyphens, not %q", f.Source.Slug)
	}
	if f.Source.AsOf != "" && !f.Source.AsOf.Valid() {
		return Errorf(BadUserInput, "source %s: %q is no date such as 2024, 2024-08 or 2024-08-31", f.Source.Slug, f.Source.AsOf)
	}
	if !valid(f.Source.Name, f.Source.Version, f.Source.License, f.Source.URL) {
		return Errorf(BadUserInput, "source %s: a text is not valid UTF-8", f.Source.Slug)
	}
	known := make(map[ID]bool, len(f.Nodes))
	for i := range f.Nodes {
		n := &f.Nodes[i]
		if err := n.Check(); err != nil {
			return Errorf(BadUserInput, "source %s: %s", f.Source.Slug, err)
		}
		known[n.ID()] = true
	}
	for i := range f.Salaries {
		if err := f.Salaries[i].Check(); err != nil {
			return Errorf(BadUserInput, "source %s: %s", f.Source.Slug, err)
		}
	}
	for i := range f.Links {
		l := &f.Links[i]
		for _, end := range []ID{{l.Relation.From(), l.From}, {l.Relation.To(), l.To}} {
			if !known[end] {
				return Errorf(BadUserInput, "source %s: %s from %q to %q: there is no %s", f.Source.Slug, l.Relation, l.From, l.To, end)
			}
		}
		if err := l.Check(); err != nil {
			return Errorf(BadUserInput, "source %s: %s from %q to %q: %s", f.Source.Slug, l.Relation, l.From, l.To, err)
		}
	}
	return nil
}

// CheckAll reports the first thing in the facts of several sources that Check
// reports, or that one of the sources is there twice.
func CheckAll(all []*Facts) error {
	seen := map[string]bool{}
	for _, f := range all {
		if err := f.Check(); err != nil {
			return err
		}
		if seen[f.Source.Slug] {
			return Errorf(BadUserInput, "source %s is given twice", f.Source.Slug)
		}
		seen[f.Source.Slug] = true
	}
	return nil
}

// Replaced is the facts of all sources after some have taken the place of those
// of their source.
func Replaced(all []*Facts, facts ...*Facts) []*Facts {
	others := slices.DeleteFunc(slices.Clone(all), func(other *Facts) bool {
		return slices.ContainsFunc(facts, func(f *Facts) bool { return f.Source.Slug == other.Source.Slug })
	})
	return append(others, facts...)
}

// Check is Facts.Check for what is said of one entity.
func (n *NodeFact) Check() error {
	if len(n.Slug) > maxName || !n.Slug.Valid() {
		return fmt.Errorf("%s %q: %q is no slug: lower case letters, digits and single hyphens", n.Kind.Prefix(), n.Name, n.Slug)
	}
	for _, name := range append([]string{n.Name}, n.Aliases...) {
		if err := CheckName(name); err != nil {
			return fmt.Errorf("%s: %w", n.ID(), err)
		}
	}
	texts := append([]string{n.Description}, n.Categories...)
	texts = append(texts, n.Responsibilities...)
	for _, c := range n.Codes {
		texts = append(texts, c.Scheme, c.Value)
	}
	figures := true
	for _, p := range n.Pay {
		texts = append(texts, p.Currency, p.Country)
		figures = figures && finite(p.P10, p.P25, p.Median, p.P75, p.P90, p.Mean)
	}
	for _, o := range n.Outlook {
		texts = append(texts, o.Group)
		figures = figures && finite(&o.Growth, o.Openings)
	}
	for _, e := range n.Education {
		texts = append(texts, e.Level)
		figures = figures && finite(&e.Percent)
	}
	if !valid(texts...) {
		return fmt.Errorf("%s: a text is not valid UTF-8", n.ID())
	}
	if !figures {
		return fmt.Errorf("%s: a figure is not finite", n.ID())
	}
	return nil
}

// Check is Facts.Check for what is said of one link, but for its ends.
func (l *LinkFact) Check() error {
	if l.Strength < NoWeight || l.Strength > FullWeight {
		return fmt.Errorf("strength %d is not within 0 and 1,000,000 millionths", l.Strength)
	}
	if !valid(l.Notes...) {
		return errors.New("a note is not valid UTF-8")
	}
	for _, e := range l.Evidence {
		if !valid(e.Measure) {
			return errors.New("evidence has a text that is not valid UTF-8")
		}
		if e.AsOf != "" && !e.AsOf.Valid() {
			return fmt.Errorf("evidence: %q is no date such as 2024, 2024-08 or 2024-08-31", e.AsOf)
		}
		if !finite(e.Value, e.Min, e.Max) {
			return fmt.Errorf("evidence %q has a figure that is not finite", e.Measure)
		}
	}
	return nil
}

// valid reports whether all texts are UTF-8.
func valid(texts ...string) bool {
	return !slices.ContainsFunc(texts, func(text string) bool { return !utf8.ValidString(text) })
}

// finite reports whether all figures that are there are numbers: JSON has no
// form for others.
func finite(figures ...*float64) bool {
	for _, f := range figures {
		if f != nil && (math.IsInf(*f, 0) || math.IsNaN(*f)) {
			return false
		}
	}
	return true
}

// maxName is the most bytes that a name may have; databases index names.
const maxName = 1000

// CheckName reports why a text can't be a name: it is empty, too long, or not
// UTF-8, or has control characters.
func CheckName(name string) error {
	if len(name) > maxName {
		return fmt.Errorf("the name %q… has %d bytes; at most %d are allowed", strings.ToValidUTF8(name[:40], ""), len(name), maxName)
	}
	if !utf8.ValidString(name) {
		return fmt.Errorf("the name %q is not valid UTF-8", name)
	}
	for _, r := range name {
		if unicode.IsControl(r) {
			return fmt.Errorf("the name %q has a control character", name)
		}
	}
	if SortKey(name) == "" {
		return fmt.Errorf("the name %q is empty", name)
	}
	return nil
}
