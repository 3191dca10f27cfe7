// Package jsonl is the form in which facts leave the program and come back:
// lines of JSON, which say all that kg.Facts can.
package jsonl

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"rolegraph/kg"
)

// Line is what one line says: an object with one key, which is that of the
// field that is set.
type Line struct {
	// Source begins what a source says: what follows up to the next one.
	Source   *kg.Source     `json:"source,omitempty"`
	Node     *Node          `json:"node,omitempty"`
	Link     *Link          `json:"link,omitempty"`
	Salaries *kg.SalaryFact `json:"salaries,omitempty"`
	// End is the last line, so that a file that is cut off is not taken for a
	// whole one.
	End *End `json:"end,omitempty"`
}

// Node is a kg.NodeFact of which the kind may be missing.
type Node struct {
	Kind *kg.Kind `json:"kind"`
	kg.NodeFact
}

// Fact is what the line says. Whether a store can use it is for Check.
func (n *Node) Fact() (kg.NodeFact, error) {
	if n.Kind == nil {
		return kg.NodeFact{}, errors.New("kind is missing")
	}
	fact := n.NodeFact
	fact.Kind = *n.Kind
	return fact, nil
}

// Link is a kg.LinkFact as people write it: the strength is a decimal, and the
// ends may be names.
type Link struct {
	Relation *kg.Relation  `json:"relation"`
	From     string        `json:"from"`
	To       string        `json:"to"`
	Weight   *float64      `json:"weight,omitempty"`
	Tags     []kg.LinkTag  `json:"tags,omitempty"`
	Notes    []string      `json:"notes,omitempty"`
	Evidence []kg.Evidence `json:"evidence,omitempty"`
}

// Fact is what the line says, but for the ends.
func (l *Link) Fact() (kg.LinkFact, error) {
	if l.Relation == nil {
		return kg.LinkFact{}, errors.New("relation is missing")
	}
	fact := kg.LinkFact{Relation: *l.Relation, Strength: kg.NoWeight, Tags: l.Tags, Notes: l.Notes, Evidence: l.Evidence}
	if l.Weight != nil {
		strength, ok := kg.RoundWeight(*l.Weight)
		if !ok {
			return kg.LinkFact{}, fmt.Errorf("weight: expected a number from 0 to 1, not %v", *l.Weight)
		}
		fact.Strength = strength
	}
	return fact, nil
}

// End counts the lines above it.
type End struct {
	Lines int `json:"lines"`
}

// Parse reads a line. The error says what was expected.
func Parse(text []byte) (*Line, error) {
	if !utf8.Valid(text) {
		return nil, errors.New("the line is not valid UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	var line Line
	if err := decoder.Decode(&line); err != nil {
		return nil, readable(err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("expected one object on the line, and nothing behind it")
	}
	set := 0
	for _, there := range []bool{line.Source != nil, line.Node != nil, line.Link != nil, line.Salaries != nil, line.End != nil} {
		if there {
			set++
		}
	}
	if set != 1 {
		return nil, fmt.Errorf("expected an object with one of the keys source, node, link, salaries and end, not with %d", set)
	}
	return &line, nil
}

// readable says in terms of the file what package json says in those of Go.
func readable(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		where := strings.ReplaceAll(wrong.Field, "NodeFact.", "") // Node embeds it
		if where == "" {
			where = "the line"
		}
		return fmt.Errorf("%s: did not expect a JSON %s", where, wrong.Value)
	}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
		return errors.New("the line is cut off: expected a whole JSON object")
	}
	if wrong, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Errorf("expected a JSON object; at byte %d: %w", wrong.Offset, err)
	}
	return errors.New(strings.TrimPrefix(err.Error(), "json: "))
}

// Write writes the facts of sources, in registry order.
func Write(w io.Writer, all []*kg.Facts) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	lines := 0
	write := func(line Line) error {
		lines++
		return encoder.Encode(line)
	}
	sorted := slices.SortedFunc(slices.Values(all), func(a, b *kg.Facts) int { return kg.CompareSources(a.Source.Slug, b.Source.Slug) })
	for _, facts := range sorted {
		if err := writeFacts(facts, write); err != nil {
			return err
		}
	}
	return write(Line{End: &End{lines}})
}

func writeFacts(facts *kg.Facts, write func(Line) error) error {
	if err := write(Line{Source: &facts.Source}); err != nil {
		return err
	}
	for i := range facts.Nodes {
		fact := &facts.Nodes[i]
		if err := write(Line{Node: &Node{&fact.Kind, *fact}}); err != nil {
			return err
		}
	}
	for i := range facts.Links {
		fact := &facts.Links[i]
		link := Link{
			Relation: &fact.Relation, From: string(fact.From), To: string(fact.To),
			Tags: fact.Tags, Notes: fact.Notes, Evidence: fact.Evidence,
		}
		if fact.Strength != kg.NoWeight {
			weight := fact.Strength.Float()
			link.Weight = &weight
		}
		if err := write(Line{Link: &link}); err != nil {
			return err
		}
	}
	for i := range facts.Salaries {
		if err := write(Line{Salaries: &facts.Salaries[i]}); err != nil {
			return err
		}
	}
	return nil
}
