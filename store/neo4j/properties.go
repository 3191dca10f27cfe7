package neo4j

import (
	"encoding/json"
	"fmt"

	"rolegraph/kg"
)

// A property of the database: its name, what of a node or link it holds, how
// it is written (nil leaves it out) and how what was read is put back.
type property[F, T any] struct {
	name  string
	field F
	write func(T) any
	read  func(T, any) error
}

// nodeProperties are what plans may read of nodes, in the order of columns.
var nodeProperties = []property[kg.NodeFields, *kg.Node]{
	text("name", kg.ReadName, func(n *kg.Node) *string { return &n.Name }),
	{
		"sortKey", kg.ReadSortKey,
		func(n *kg.Node) any { return ordered(n.SortKey) },
		func(n *kg.Node, v any) error { n.SortKey = unordered(v.(string)); return nil },
	},
	text("description", kg.ReadDescription, func(n *kg.Node) *string { return &n.Description }),
	list("aliases", kg.ReadAliases, func(n *kg.Node) *[]string { return &n.Aliases }),
	records("codes", kg.ReadCodes, func(n *kg.Node) *[]kg.Code { return &n.Codes }),
	list("sources", kg.ReadSources, func(n *kg.Node) *[]string { return &n.Sources }),
	{
		"roleCount", kg.ReadRoleCount,
		func(n *kg.Node) any { return int64(n.RoleCount) },
		func(n *kg.Node, v any) error { n.RoleCount = int(v.(int64)); return nil },
	},
	enums("types", kg.ReadTypes, func(n *kg.Node) *[]kg.SkillType { return &n.Types }),
	list("categories", kg.ReadCategories, func(n *kg.Node) *[]string { return &n.Categories }),
	records("responsibilities", kg.ReadResponsibilities, func(n *kg.Node) *[]kg.Statement { return &n.Responsibilities }),
	records("pay", kg.ReadPay, func(n *kg.Node) *[]kg.Pay { return &n.Pay }),
	records("outlook", kg.ReadOutlook, func(n *kg.Node) *[]kg.Outlook { return &n.Outlook }),
	records("education", kg.ReadEducation, func(n *kg.Node) *[]kg.EducationShare { return &n.Education }),
	number("medianPay", kg.ReadMedianPay, func(n *kg.Node) **float64 { return &n.MedianPay }),
	number("growth", kg.ReadGrowth, func(n *kg.Node) **float64 { return &n.Growth }),
}

// linkProperties are what plans may read of links, in the order of columns.
var linkProperties = []property[kg.LinkFields, *kg.Link]{
	{
		"weight", kg.ReadWeight,
		func(l *kg.Link) any {
			if l.Weight == kg.NoWeight {
				return nil
			}
			return int64(l.Weight)
		},
		func(l *kg.Link, v any) error { l.Weight = kg.Weight(v.(int64)); return nil },
	},
	enums("tags", kg.ReadTags, func(l *kg.Link) *[]kg.LinkTag { return &l.Tags }),
	records("notes", kg.ReadNotes, func(l *kg.Link) *[]kg.Statement { return &l.Notes }),
	records("evidence", kg.ReadEvidence, func(l *kg.Link) *[]kg.Evidence { return &l.Evidence }),
}

// text is a property that is left out where it is empty.
func text[F, T any](name string, field F, at func(T) *string) property[F, T] {
	return property[F, T]{
		name, field,
		func(of T) any {
			if *at(of) == "" {
				return nil
			}
			return *at(of)
		},
		func(of T, v any) error { *at(of) = v.(string); return nil },
	}
}

// number is a property that is left out where it is nil.
func number[F, T any](name string, field F, at func(T) **float64) property[F, T] {
	return property[F, T]{
		name, field,
		func(of T) any {
			if *at(of) == nil {
				return nil
			}
			return **at(of)
		},
		func(of T, v any) error { value := v.(float64); *at(of) = &value; return nil },
	}
}

// list is a property that is a list of strings, left out where it is empty.
func list[F, T any](name string, field F, at func(T) *[]string) property[F, T] {
	return property[F, T]{
		name, field,
		func(of T) any {
			if len(*at(of)) == 0 {
				return nil
			}
			return *at(of)
		},
		func(of T, v any) error {
			for _, each := range v.([]any) {
				*at(of) = append(*at(of), each.(string))
			}
			return nil
		},
	}
}

// textual is an enum by pointer.
type textual[E any] interface {
	*E
	UnmarshalText([]byte) error
}

// enums is a property that lists values of an enum.
func enums[F, T any, E fmt.Stringer, P textual[E]](name string, field F, at func(T) *[]E) property[F, T] {
	return property[F, T]{
		name, field,
		func(of T) any {
			if len(*at(of)) == 0 {
				return nil
			}
			return names(*at(of))
		},
		func(of T, v any) error {
			for _, each := range v.([]any) {
				var value E
				if err := P(&value).UnmarshalText([]byte(each.(string))); err != nil {
					return err
				}
				*at(of) = append(*at(of), value)
			}
			return nil
		},
	}
}

// records is a property that lists records. The database has no such type, so
// it is one JSON text.
func records[F, T, E any](name string, field F, at func(T) *[]E) property[F, T] {
	return property[F, T]{
		name, field,
		func(of T) any {
			if len(*at(of)) == 0 {
				return nil
			}
			written, err := json.Marshal(*at(of))
			if err != nil {
				panic("neo4j: " + err.Error()) // facts that Check has passed are JSON
			}
			return string(written)
		},
		func(of T, v any) error { return json.Unmarshal([]byte(v.(string)), at(of)) },
	}
}

// storedNode is all properties of a node.
func storedNode(n *kg.Node) map[string]any {
	stored := map[string]any{"id": n.ID().String(), "slug": string(n.Slug), "key": key(n.SortKey, n.Slug)}
	for _, p := range nodeProperties {
		if v := p.write(n); v != nil {
			stored[p.name] = v
		}
	}
	if len(n.CategorySlugs) > 0 {
		stored["categorySlugs"] = slugTexts(n.CategorySlugs)
	}
	if n.Kind == kg.Role {
		stored["strengths"] = n.Strengths[:]
	}
	stored["linkCount"], stored["linksBeyond"] = n.LinkCount, n.LinksBeyond[:]
	return stored
}

// propertyNames are the names of the numbers of nodes.
var propertyNames = [kg.PropertyCount]string{kg.RoleCount: "roleCount", kg.MedianPay: "medianPay", kg.Growth: "growth"}

// storedLink is all properties of a link. Beside its evidence stand the
// sources of it, for filters.
func storedLink(l *kg.Link) map[string]any {
	stored := map[string]any{"sources": l.Sources()}
	for _, p := range linkProperties {
		if v := p.write(l); v != nil {
			stored[p.name] = v
		}
	}
	return stored
}
