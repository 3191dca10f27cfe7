package storetest

import (
	"encoding/json"
	"fmt"
	"slices"

	"rolegraph/kg"
)

// Diff says where two results of a plan first differ, and is empty if they
// answer alike: positions of nodes are a store's own choice, and only what the
// plan reads counts.
func Diff(plan *kg.Plan, want, got *kg.Result) string {
	if want.Version != got.Version {
		return fmt.Sprintf("version %q, want %q", got.Version, want.Version)
	}
	if err := wellFormed(plan, got); err != "" {
		return err
	}
	for i := range plan.Branches {
		wanted, had := rowsOf(plan, want, i), rowsOf(plan, got, i)
		if len(wanted) != len(had) {
			return fmt.Sprintf("branch %d has %d rows, want %d", i, len(had), len(wanted))
		}
		for parent, row := range wanted {
			if had[parent] != row {
				return fmt.Sprintf("branch %d, row of %s:\n got %s\nwant %s", i, parent, had[parent], row)
			}
		}
	}
	return ""
}

// wellFormed checks what result.go promises of every result.
func wellFormed(plan *kg.Plan, r *kg.Result) string {
	if len(r.Branches) != len(plan.Branches) {
		return fmt.Sprintf("%d branches, want %d", len(r.Branches), len(plan.Branches))
	}
	if len(r.Keys) != len(r.Nodes) {
		return fmt.Sprintf("%d keys of %d nodes", len(r.Keys), len(r.Nodes))
	}
	seen := map[kg.ID]bool{}
	for i, node := range r.Nodes {
		if r.Keys[i] != node.Key() {
			return fmt.Sprintf("the node %s has the key %v, want %v", node.ID(), r.Keys[i], node.Key())
		}
		if seen[node.ID()] {
			return fmt.Sprintf("the node %s is there twice", node.ID())
		}
		seen[node.ID()] = true
	}
	for i, table := range r.Branches {
		if !slices.IsSortedFunc(table.Rows, func(a, b kg.Row) int { return int(a.Parent) - int(b.Parent) }) {
			return fmt.Sprintf("branch %d: rows are not in the order of their parents", i)
		}
		if diff := wellScored(plan.Branches[i].From, &table); diff != "" {
			return fmt.Sprintf("branch %d: %s", i, diff)
		}
	}
	return ""
}

// rowsOf writes each row of a branch as text that equals another's if they
// answer alike, by the id of its parent.
func rowsOf(plan *kg.Plan, r *kg.Result, branch int) map[string]string {
	table := &r.Branches[branch]
	rows := map[string]string{}
	for i := range table.Rows {
		row := &table.Rows[i]
		parent := ""
		if row.Parent != kg.NoParent {
			parent = r.Nodes[row.Parent].ID().String()
		}
		text := fmt.Sprintf("total %d more %t", row.Total, row.More)
		if _, isOverlap := plan.Branches[branch].From.(kg.Overlapping); isOverlap {
			text += fmt.Sprintf(" overlaps %v", table.Overlaps)
		}
		if len(table.Walks) > 0 {
			text += fmt.Sprintf(" walks %v", table.Walks)
		}
		if table.Paths != nil {
			text += " paths " + asJSON(table.Paths)
		}
		for e, entry := range table.Page(row) {
			if len(table.Counts) > 0 {
				text += "\n  " + asJSON(table.Counts[int(row.Start)+e])
			}
			if entry.Node == kg.NoNode {
				continue
			}
			node := r.Nodes[entry.Node]
			text += "\n  " + node.ID().String() + nodeText(node, plan.Read[node.Kind])
			switch from := plan.Branches[branch].From.(type) {
			case kg.Along:
				text += linkText(entry.Link, plan.Branches[branch].Read, from.Step.Relation)
			case kg.Similar, kg.Fitting:
				text += scoreText(from, table, int(row.Start)+e)
			case kg.Paths:
				text += pathLinkText(entry.Link, plan.Branches[branch].Read)
			case kg.Matrix:
				for _, link := range table.Links(int(row.Start)+e, len(from.Roles)) {
					text += fmt.Sprintf(" cell %t", link != nil)
					if link != nil {
						text += linkText(link, plan.Branches[branch].Read, kg.RoleRelation(node.Kind))
					}
				}
			}
		}
		rows[parent] = text + aroundText(r, &table.Around, plan.Branches[branch].Read)
	}
	return rows
}

func aroundText(r *kg.Result, around *kg.Around, read kg.LinkFields) string {
	text := ""
	for _, l := range around.Links {
		text += fmt.Sprintf("\n  link %s %s %s", r.Nodes[l.From].ID(), l.Link.Relation, r.Nodes[l.To].ID()) + linkText(l.Link, read, l.Link.Relation)
	}
	for _, hub := range around.Hubs {
		text += "\n  hub " + r.Nodes[hub].ID().String()
	}
	return text
}

func nodeText(n *kg.Node, read kg.NodeFields) string {
	text := ""
	for _, property := range []struct {
		field kg.NodeFields
		value any
	}{
		{kg.ReadName, n.Name},
		{kg.ReadSortKey, n.SortKey},
		{kg.ReadDescription, n.Description},
		{kg.ReadAliases, emptied(n.Aliases)},
		{kg.ReadCodes, emptied(n.Codes)},
		{kg.ReadSources, emptied(n.Sources)},
		{kg.ReadRoleCount, n.RoleCount},
		{kg.ReadTypes, emptied(n.Types)},
		{kg.ReadCategories, emptied(n.Categories)},
		{kg.ReadResponsibilities, emptied(n.Responsibilities)},
		{kg.ReadPay, emptied(n.Pay)},
		{kg.ReadOutlook, emptied(n.Outlook)},
		{kg.ReadEducation, emptied(n.Education)},
		{kg.ReadMedianPay, n.MedianPay},
		{kg.ReadGrowth, n.Growth},
	} {
		if read.Has(property.field) {
			text += " " + asJSON(property.value)
		}
	}
	return text
}

func linkText(l *kg.Link, read kg.LinkFields, relation kg.Relation) string {
	if l == nil {
		return " no link"
	}
	text := " wrong relation"
	if l.Relation == relation {
		text = ""
	}
	for _, property := range []struct {
		field kg.LinkFields
		value any
	}{
		{kg.ReadWeight, l.Weight},
		{kg.ReadTags, emptied(l.Tags)},
		{kg.ReadNotes, emptied(l.Notes)},
		{kg.ReadEvidence, emptied(l.Evidence)},
	} {
		if read.Has(property.field) {
			text += " " + asJSON(property.value)
		}
	}
	return text
}

// emptied makes nil of an empty list, which is the same to a result.
func emptied[T any](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return list
}

func asJSON(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return string(text)
}
