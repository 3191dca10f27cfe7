package kg

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-unidecode"
	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Slug names a node within its kind: lower case ASCII letters, digits and
// single hyphens, neither first nor last.
type Slug string

// MakeSlug makes the slug of a name: transliterated to ASCII, "+" spelled "p"
// and "#" spelled "sharp" (so C, C++ and C# stay three), and every run of
// anything else that is not a letter or a digit a single hyphen. It is empty
// for a name that has none of these.
func MakeSlug(name string) Slug {
	var b strings.Builder
	b.Grow(len(name))
	hyphen := false
	write := func(r rune) {
		if hyphen && b.Len() > 0 {
			b.WriteByte('-')
		}
		hyphen = false
		b.WriteByte(byte(r))
	}
	if !isPlain(name) {
		// NFKC first: a letter with a mark of its own is one letter to the
		// transliteration, and full-width forms are the plain ones.
		name = unidecode.Unidecode(norm.NFKC.String(name))
	}
	for _, r := range name {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			write(r)
		case r >= 'A' && r <= 'Z':
			write(r + 'a' - 'A')
		case r == '+':
			write('p')
		case r == '#':
			for _, letter := range "sharp" {
				write(letter)
			}
		default:
			hyphen = true
		}
	}
	return Slug(b.String())
}

// Valid reports whether the slug has the form that MakeSlug gives.
func (s Slug) Valid() bool { return s != "" && MakeSlug(string(s)) == s }

// SortKey is what names are ordered by, compared by code point (which for
// UTF-8 is comparing bytes): compatibility decomposition, marks dropped, case
// folded, white space single, control characters dropped.
func SortKey(name string) string {
	if isPlain(name) {
		return plainKey(name)
	}
	// Beside what is no UTF-8 nothing would be decomposed until that was replaced.
	name = strings.ToValidUTF8(name, string(utf8.RuneError))
	bare := dropMarks(strings.Map(foldCherokee, cases.Fold().String(dropMarks(name))))
	return strings.Join(strings.Fields(bare), " ")
}

// plainKey is the sort key of a plain name, as most are: there is nothing to
// decompose and no mark in it.
func plainKey(name string) string {
	key := make([]byte, 0, len(name))
	for i := range len(name) {
		switch c := name[i]; {
		case c == ' ', c >= '\t' && c <= '\r':
			if len(key) > 0 && key[len(key)-1] != ' ' {
				key = append(key, ' ')
			}
		case c < ' ': // a control character
		case c >= 'A' && c <= 'Z':
			key = append(key, c+'a'-'A')
		default:
			key = append(key, c)
		}
	}
	if last := len(key) - 1; last >= 0 && key[last] == ' ' {
		key = key[:last]
	}
	return string(key)
}

// isPlain reports whether a text is in ASCII, without DEL, which transliteration
// drops.
func isPlain(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x7f {
			return false
		}
	}
	return true
}

// foldCherokee makes up for cases.Fold, which gives each case of Cherokee the
// other one. Unicode folds this script, and no other, to its capitals.
func foldCherokee(r rune) rune {
	if unicode.Is(unicode.Cherokee, r) {
		return unicode.ToUpper(r)
	}
	return r
}

func dropMarks(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || unicode.IsControl(r) && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s))
}
