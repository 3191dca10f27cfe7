// Package exporter writes the graph in formats that other programs read.
package exporter

import (
	"encoding/json"
	"strconv"
	"strings"

	"rolegraph/kg"
)

// form is what the value of a field is.
type form int

const (
	text form = iota
	list      // texts with listMark between them
	whole
	decimal
)

// field is what is told of each node or link.
type field[T any] struct {
	name string
	form form
	// value is empty where there is none.
	value func(*T) string
}

// listMark stands between what is listed, and is written otherMark within it: the
// formats have lists of texts, and no way to escape.
const listMark, otherMark = "|", "¦"

// fieldsOf are those of the nodes of a kind, but for what a format has ways of its
// own for: id, kind and name.
func fieldsOf(kind kg.Kind) []field[kg.Node] {
	fields := []field[kg.Node]{
		{"slug", text, func(n *kg.Node) string { return string(n.Slug) }},
		{"description", text, func(n *kg.Node) string { return n.Description }},
		{"aliases", list, func(n *kg.Node) string { return listed(n.Aliases) }},
		{"codes", list, func(n *kg.Node) string {
			return listedBy(n.Codes, func(c kg.Code) string { return c.Scheme + ":" + c.Value })
		}},
		{"sources", list, func(n *kg.Node) string { return listed(n.Sources) }},
		{"roleCount", whole, func(n *kg.Node) string { return strconv.Itoa(n.RoleCount) }},
	}
	switch kind {
	case kg.Skill:
		fields = append(fields, field[kg.Node]{"types", list, func(n *kg.Node) string { return listedBy(n.Types, kg.SkillType.String) }})
	case kg.Tool:
		fields = append(fields, field[kg.Node]{"categories", list, func(n *kg.Node) string { return listed(n.Categories) }})
	case kg.Role:
		fields = append(
			fields,
			field[kg.Node]{"medianPay", decimal, func(n *kg.Node) string { return figure(n.MedianPay) }},
			field[kg.Node]{"growth", decimal, func(n *kg.Node) string { return figure(n.Growth) }},
			field[kg.Node]{"responsibilities", text, func(n *kg.Node) string { return records(n.Responsibilities) }},
			field[kg.Node]{"pay", text, func(n *kg.Node) string { return records(n.Pay) }},
			field[kg.Node]{"outlook", text, func(n *kg.Node) string { return records(n.Outlook) }},
			field[kg.Node]{"education", text, func(n *kg.Node) string { return records(n.Education) }},
		)
	}
	return fields
}

// linkFields are those of links, but for the ends and the relation.
var linkFields = []field[kg.Link]{
	{"weight", decimal, func(l *kg.Link) string {
		if l.Weight == kg.NoWeight {
			return ""
		}
		return l.Weight.String()
	}},
	{"tags", list, func(l *kg.Link) string { return listedBy(l.Tags, kg.LinkTag.String) }},
	{"sources", list, func(l *kg.Link) string { return listed(l.Sources()) }},
	{"notes", text, func(l *kg.Link) string { return records(l.Notes) }},
	{"evidence", text, func(l *kg.Link) string { return records(l.Evidence) }},
}

func listed(texts []string) string {
	return listedBy(texts, func(text string) string { return text })
}

func listedBy[T any](values []T, name func(T) string) string {
	names := make([]string, len(values))
	for i, value := range values {
		names[i] = strings.ReplaceAll(name(value), listMark, otherMark)
	}
	return strings.Join(names, listMark)
}

func figure(value *float64) string {
	if value == nil {
		return ""
	}
	return strconv.FormatFloat(*value, 'f', -1, 64)
}

// records are lists of more than texts, as JSON.
func records[T any](values []T) string {
	if len(values) == 0 {
		return ""
	}
	text, err := json.Marshal(values)
	if err != nil {
		panic("exporter: " + err.Error()) // a type that JSON can't hold: a fault of package kg
	}
	return string(text)
}
