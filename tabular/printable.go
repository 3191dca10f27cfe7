package tabular

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Printable is a text in one line that a terminal shows and does not obey: what
// breaks a line or separates its parts becomes a space, and what controls a
// terminal or turns the direction of writing becomes U+FFFD, as what is no UTF-8
// does.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r' || r == '\t' || r == '\u2028' || r == '\u2029':
			return ' '
		case controls(r):
			return utf8.RuneError
		default:
			return r
		}
	}, text)
}

// PrintableJSON is a text of JSON that a terminal shows and does not obey: what
// controls it is escaped, which makes no difference to JSON.
func PrintableJSON(text string) string {
	var shown strings.Builder
	for _, r := range text {
		if r != '\n' && controls(r) {
			fmt.Fprintf(&shown, "\\u%04x", r)
		} else {
			shown.WriteRune(r)
		}
	}
	return shown.String()
}

// controls reports whether a character makes a terminal do something else than to
// show it.
func controls(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}
