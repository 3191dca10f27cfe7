package main

import (
	"fmt"
	"io"
	"strings"

	"rolegraph/kg"
)

// writeLeftOut tells what the facts of all sources say and the graph does not.
func writeLeftOut(w io.Writer, report kg.MergeReport) error {
	var lines []string
	if report.SelfLinks > 0 {
		lines = append(lines, fmt.Sprintf("%d links of a thing to itself", report.SelfLinks))
	}
	if report.BroaderLinks > 0 {
		lines = append(lines, fmt.Sprintf("%d links between a broader and a narrower skill of which one is a language or a tool", report.BroaderLinks))
	}
	var none, several []kg.UnmatchedTitle
	for _, title := range report.Titles {
		if title.Roles == 0 {
			none = append(none, title)
		} else {
			several = append(several, title)
		}
	}
	if len(none) > 0 {
		lines = append(lines, salaries(none, "no role has"))
	}
	if len(several) > 0 {
		lines = append(lines, salaries(several, "several roles have"))
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(w, "not in the graph:", line); err != nil {
			return err
		}
	}
	return nil
}

// salaries counts those of some titles, and names the most frequent.
func salaries(titles []kg.UnmatchedTitle, reason string) string {
	const shown = 10
	total := 0
	var named []string
	for i, title := range titles {
		total += title.Salaries
		if i < shown {
			named = append(named, fmt.Sprintf("%s %d", title.Title, title.Salaries))
		}
	}
	if len(titles) > shown {
		named = append(named, fmt.Sprintf("and %d more", len(titles)-shown))
	}
	return fmt.Sprintf("%d salaries of %d titles that %s: %s", total, len(titles), reason, strings.Join(named, ", "))
}
