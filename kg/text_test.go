package kg_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"rolegraph/kg"
)

func TestSlugsByHand(t *testing.T) {
	for name, want := range map[string]kg.Slug{
		"Data Science Engineer": "data-science-engineer",
		"C":                     "c",
		"C++":                   "cpp",
		"C#":                    "csharp",
		"F#":                    "fsharp",
		"Node.js":               "node-js",
		"Node JS":               "node-js",
		"D3.js":                 "d3-js",
		"Café au lait":          "cafe-au-lait",
		"Cafe\u0301 au lait":    "cafe-au-lait", // the same, decomposed
		"  Ärger -- & Spaß! ":   "arger-spass",
		"R&D":                   "r-d",
		"Ｆｕｌｌ":                  "full",
		"CI/CD":                 "ci-cd",
		"???":                   "",
		"":                      "",
		"Москва":                "moskva",
		"+":                     "p",
	} {
		if got := kg.MakeSlug(name); got != want {
			t.Errorf("MakeSlug(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestSortKeysByHand(t *testing.T) {
	for name, want := range map[string]string{
		"Python":           "python",
		"  two \t words\n": "two words",
		"CAFÉ":             "cafe",
		"STRASSE":          "strasse",
		"Straße":           "strasse",
		"Ｆｕｌｌ":             "full",
		"ﬁne":              "fine",
		"C++":              "c++",
		"İ":                "i",
		"a\u0000b":         "ab",
		"ꮳꮃꭹ":              "ᏣᎳᎩ",
		"ᏣᎳᎩ":              "ᏣᎳᎩ",
	} {
		if got := kg.SortKey(name); got != want {
			t.Errorf("SortKey(%q) = %q, want %q", name, got, want)
		}
	}
}

// ascii is every character of it.
var ascii = func() string {
	var all []byte
	for c := range byte(0x80) {
		all = append(all, c)
	}
	return string(all)
}()

// FuzzText holds for any text what the rest of the program relies on.
func FuzzText(f *testing.F) {
	for _, text := range []string{"", "C++", "Ärger ", "\xff\xfe", "a\tb", ascii, "A  B \r\n C\x7f#+#", "Z- z", "İstanbul", "日本語", "\u0345", "ẞ"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		slug := kg.MakeSlug(text)
		if again := kg.MakeSlug(string(slug)); again != slug {
			t.Errorf("MakeSlug(%q) = %q, but the slug of that is %q", text, slug, again)
		}
		if strings.HasPrefix(string(slug), "-") || strings.HasSuffix(string(slug), "-") || strings.Contains(string(slug), "--") {
			t.Errorf("MakeSlug(%q) = %q has a hyphen too many", text, slug)
		}
		if strings.Trim(string(slug), "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			t.Errorf("MakeSlug(%q) = %q has another character", text, slug)
		}
		key := kg.SortKey(text)
		if again := kg.SortKey(key); again != key {
			t.Errorf("SortKey(%q) = %q, but the key of that is %q", text, key, again)
		}
		if utf8.ValidString(text) && (!utf8.ValidString(key) || strings.ContainsFunc(key, unicode.IsControl)) {
			t.Errorf("SortKey(%q) = %q is not clean", text, key)
		}
		// Text in ASCII takes a short way, which must lead where the long one does.
		if strings.Trim(text, ascii) != "" {
			return
		}
		if got, want := kg.SortKey("日 "+text), strings.TrimSpace("日 "+key); got != want {
			t.Errorf("SortKey(%q) = %q, but behind another word it is %q", text, key, got)
		}
		if got, want := kg.MakeSlug("日 "+text), kg.Slug(strings.TrimSuffix("ri-"+string(slug), "-")); got != want {
			t.Errorf("MakeSlug(%q) = %q, but behind another word it is %q", text, slug, got)
		}
	})
}
