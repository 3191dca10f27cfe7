package neo4j

import (
	"strings"
	"unicode/utf8"

	"rolegraph/kg"
)

// The database orders texts by code point where an index has the order, but
// compares them by UTF-16 code unit elsewhere, and these differ from U+E000 on.
// So sort keys are stored in characters below, of which both say the same.
const (
	// escape stands before what stands for a character from itself on. It sorts
	// after everything else.
	escape = '\uD7FF'
	// A character is written as two digits of this many bits, from firstDigit
	// on.
	digitBits  = 11
	firstDigit = 0x100
)

// ordered is a text as it is stored, so that the database orders it as Go does.
func ordered(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return r >= escape }) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if r < escape {
			b.WriteRune(r)
			continue
		}
		b.WriteRune(escape)
		b.WriteRune(firstDigit + r>>digitBits)
		b.WriteRune(firstDigit + r&(1<<digitBits-1))
	}
	return b.String()
}

// unordered is the text that ordered was given.
func unordered(stored string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(stored, string(escape))
		b.WriteString(before)
		if !found {
			return b.String()
		}
		high, n := utf8.DecodeRuneInString(rest)
		low, m := utf8.DecodeRuneInString(rest[n:])
		b.WriteRune((high-firstDigit)<<digitBits | (low - firstDigit))
		stored = rest[n+m:]
	}
}

// key is the property that orders nodes by name and then slug. No sort key has
// a tab, and every character that it has comes after it.
func key(sortKey string, slug kg.Slug) string { return ordered(sortKey) + "\t" + string(slug) }
