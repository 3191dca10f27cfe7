package kg

import (
	"cmp"
	"strings"
)

// ID names a node in the whole graph. Its text, `kind:slug`, is the API's
// global id.
type ID struct {
	Kind Kind
	Slug Slug
}

// String is the global id, such as "tool:docker".
func (id ID) String() string { return id.Kind.Prefix() + ":" + string(id.Slug) }

// ParseID reads a global id; it reports whether it has the right form, not
// whether there is such a node.
func ParseID(text string) (ID, bool) {
	id, ok := splitID(text)
	if !ok || !id.Slug.Valid() {
		return ID{}, false
	}
	return id, true
}

// splitID is ParseID of a text whose slug need not be one.
func splitID(text string) (ID, bool) {
	prefix, slug, found := strings.Cut(text, ":")
	if !found {
		return ID{}, false
	}
	for k, entry := range kindTable {
		if entry.prefix == prefix {
			return ID{Kind(k), Slug(slug)}, true
		}
	}
	return ID{}, false
}

// Compare orders ids by kind, then by slug.
func (id ID) Compare(other ID) int {
	return cmp.Or(cmp.Compare(id.Kind, other.Kind), cmp.Compare(id.Slug, other.Slug))
}

// CompareText orders ids by their texts, in code points.
func (id ID) CompareText(other ID) int {
	return cmp.Or(cmp.Compare(id.Kind.Prefix(), other.Kind.Prefix()), cmp.Compare(id.Slug, other.Slug))
}

// MarshalText writes the global id.
func (id ID) MarshalText() ([]byte, error) { return []byte(id.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (id *ID) UnmarshalText(text []byte) error {
	parsed, ok := ParseID(string(text))
	if !ok {
		return Errorf(BadUserInput, "%q is not an id: ids are `kind:slug`, such as `tool:docker`", text)
	}
	*id = parsed
	return nil
}
