package main

import (
	"fmt"
	"io"
	"strings"

	"rolegraph/kg"
)

// writeReplacement tells what has become of the graph, and what is not in it.
func writeReplacement(w io.Writer, replacement *kg.Replacement) error {
	var lines []string
	for _, kind := range kg.Kinds() {
		lines = append(lines, changed(kind.Plural(), replacement.Changes.Nodes[kind])...)
	}
	for _, relation := range kg.Relations() {
		lines = append(lines, changed(relation.String(), replacement.Changes.Links[relation])...)
	}
	if len(lines) == 0 {
		lines = []string{"no entity and no link is new, changed or gone"}
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return writeLeftOut(w, replacement.LeftOut)
}

// changed is the line about what is called so, if there is anything to tell.
func changed(name string, change kg.Change) []string {
	var parts []string
	for _, part := range []struct {
		count int
		what  string
	}{{change.New, "new"}, {change.Changed, "changed"}, {change.Gone, "gone"}} {
		if part.count > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.count, part.what))
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return []string{name + ": " + strings.Join(parts, ", ")}
}
