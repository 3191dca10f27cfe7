package kg

import (
	"encoding/base64"
	"encoding/binary"
	"hash/fnv"
	"math"
	"strings"
)

// List stands for one list and one order of it: the node that the list is of,
// the field, and the arguments that choose and order its entries. Cursors
// belong to a List.
type List uint64

// NewList makes the List of an owner (a global id, or another text that names
// what the list is of), a field and its arguments in canonical form.
func NewList(owner, field, arguments string) List {
	h := fnv.New64a()
	for _, part := range []string{owner, field, arguments} {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	return List(h.Sum64())
}

// Cursor is an opaque text for a place in a list.
type Cursor string

// NewCursor makes the cursor of a place in a list that is ordered so.
func NewCursor(list List, by OrderBy, place Place) Cursor {
	b := binary.BigEndian.AppendUint64(nil, uint64(list))
	if by != ByName {
		b = appendNumber(b, place.Number)
	}
	b = append(b, byte(place.Kind))
	b = append(b, place.SortKey...)
	b = append(b, '\t') // no sort key has one
	b = append(b, place.Slug...)
	return Cursor(base64.RawURLEncoding.EncodeToString(b))
}

// Parse gives the list and the place that NewCursor was given, if the cursor
// has that form and the list is ordered so. Whether the list is the right one
// is the caller's question.
func (c Cursor) Parse(by OrderBy) (List, Place, bool) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(string(c))
	// The decoder passes over line ends.
	if err != nil || len(b) < 8 || strings.ContainsAny(string(c), "\r\n") {
		return 0, Place{}, false
	}
	list, b := List(binary.BigEndian.Uint64(b)), b[8:]
	var place Place
	if by != ByName {
		var ok bool
		if place.Number, b, ok = cutNumber(b); !ok {
			return 0, Place{}, false
		}
	}
	if len(b) == 0 || b[0] >= KindCount {
		return 0, Place{}, false
	}
	place.Kind, b = Kind(b[0]), b[1:]
	key, slug, found := strings.Cut(string(b), "\t")
	place.SortKey, place.Slug = key, Slug(slug)
	return list, place, found && place.Slug.Valid() && SortKey(key) == key
}

// appendNumber writes a number: one byte that says whether it is known, and
// eight that say which.
func appendNumber(b []byte, n Number) []byte {
	if !n.Known {
		return append(b, 0)
	}
	return binary.BigEndian.AppendUint64(append(b, 1), math.Float64bits(n.Value))
}

// cutNumber reads what appendNumber wrote, and gives the rest.
func cutNumber(b []byte) (n Number, rest []byte, ok bool) {
	switch {
	case len(b) >= 1 && b[0] == 0:
		return Number{}, b[1:], true
	case len(b) >= 9 && b[0] == 1:
		n = Known(math.Float64frombits(binary.BigEndian.Uint64(b[1:])))
		return n, b[9:], !math.IsNaN(n.Value) && !math.IsInf(n.Value, 0)
	default:
		return Number{}, nil, false
	}
}
