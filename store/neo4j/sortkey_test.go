package neo4j

import (
	"cmp"
	"slices"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

// TestOrderedTexts compares as Go, and as UTF-16 does.
func TestOrderedTexts(t *testing.T) {
	texts := rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune{'a', ' ', 0xd7fe, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x1f600, 0x10ffff})))
	rapid.Check(t, func(t *rapid.T) {
		a, b := texts.Draw(t, "a"), texts.Draw(t, "b")
		if got := unordered(ordered(a)); got != a {
			t.Fatalf("%q comes back as %q", a, got)
		}
		x, y := ordered(a), ordered(b)
		if got, want := cmp.Compare(x, y), cmp.Compare(a, b); got != want {
			t.Fatalf("%q and %q: %d, want %d", a, b, got, want)
		}
		if got, want := slices.Compare(utf16.Encode([]rune(x)), utf16.Encode([]rune(y))), cmp.Compare(a, b); got != want {
			t.Fatalf("%q and %q by code units: %d, want %d", a, b, got, want)
		}
	})
}
