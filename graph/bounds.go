package graph

import (
	"unicode/utf8"

	"github.com/vektah/gqlparser/v2/ast"
)

// The bounds of arguments. What lies outside is refused, never changed.
const (
	maxFirst    = 100
	maxAliases  = 5000
	maxList     = 100 // entries of a list in a filter, and of nodes' ids
	maxCompared = 8
	maxText     = 200 // characters
	maxSteps    = 6   // of walks
	maxHops     = 6   // of paths
	// Of a neighborhood.
	maxSurroundings    = 500
	maxSurroundingHops = 3
)

// first checks the size of a page, and gives it.
func (p *planner) first(path ast.Path, value any, most int) int {
	return p.firstOr(defaultFirst, path, value, most)
}

// firstOr is first, where a size that is left out is not the usual one.
func (p *planner) firstOr(fallback int, path ast.Path, value any, most int) int {
	return p.within(fallback, path, "first", value, most)
}

// within checks a number that is 1 or more, and gives it.
func (p *planner) within(fallback int, path ast.Path, name string, value any, most int) int {
	number := int64(fallback)
	if value != nil {
		number = value.(int64)
	}
	if number < 1 || number > int64(most) {
		p.problem(path, "`%s` is %d; it must be from 1 to %d", name, number, most)
		return 1
	}
	return int(number)
}

// textLength checks the length of a text to search for.
func (p *planner) textLength(path ast.Path, name, text string) bool {
	if length := utf8.RuneCountInString(text); length > maxText {
		p.problem(path, "`%s` has %d characters; at most %d are allowed", name, length, maxText)
		return false
	}
	return true
}

// atMost checks the number of a list's entries.
func (p *planner) atMost(path ast.Path, name string, entries int) bool {
	if entries > maxList {
		p.problem(path, "`%s` has %d entries; at most %d are allowed", name, entries, maxList)
		return false
	}
	return true
}

// some checks the number of a list's entries, of which there must be one.
func (p *planner) some(path ast.Path, name string, entries, most int) bool {
	if entries < 1 || entries > most {
		p.problem(path, "`%s` has %d entries; it must have 1 to %d", name, entries, most)
		return false
	}
	return true
}
