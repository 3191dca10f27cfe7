package storetest

import (
	"fmt"

	"rolegraph/kg"
)

// wellScored checks how many scores, overlaps and fits a table has.
func wellScored(from kg.From, table *kg.Table) string {
	entries := len(table.Entries)
	var scores, overlaps, fits int
	switch from := from.(type) {
	case kg.Overlapping:
		overlaps = len(from.Kinds)
	case kg.Similar:
		scores = entries
		if from.Overlaps {
			overlaps = entries * len(from.Kinds)
		}
	case kg.Fitting:
		fits = entries
	}
	if len(table.Scores) != scores || len(table.Overlaps) != overlaps || len(table.Fits) != fits {
		return fmt.Sprintf("%d entries have %d scores, %d overlaps and %d fits", entries, len(table.Scores), len(table.Overlaps), len(table.Fits))
	}
	return ""
}

// scoreText is what a table says of an entry that is scored.
func scoreText(from kg.From, table *kg.Table, entry int) string {
	switch from := from.(type) {
	case kg.Similar:
		text := fmt.Sprintf(" score %d", table.Scores[entry])
		if from.Overlaps {
			text += fmt.Sprintf(" overlaps %v", table.OverlapsOf(entry, len(from.Kinds)))
		}
		return text
	case kg.Fitting:
		return fmt.Sprintf(" fit %+v", table.Fits[entry])
	}
	return ""
}
