// Package kg is the domain: kinds, relations and the facts that sources state
// of them; the graph that facts merge into; plans, which ask, and results, which
// answer; and the interface of a store, whose comments are its contract.
package kg

import "fmt"

// Kind is what sort of thing a node is. The order of the constants is the
// order of the API's enum, which breaks ties wherever kinds are mixed.
type Kind uint8

// The kinds of node. A new one needs its entry here and in kindTable, a relation
// from Role to it, its type in the schema and in graph/answer, and its file in
// seed; no store has to know it.
const (
	Role Kind = iota
	Skill
	Tool
	Language
	Industry
	Degree
	// KindCount is the number of kinds, for arrays indexed by Kind.
	KindCount = iota
)

type kindEntry struct {
	name   string // in the API's enum
	label  string // of the GraphQL type and in Neo4j
	prefix string // of a global id
	plural string // of the field that lists them
}

var kindTable = [KindCount]kindEntry{
	Role:     {"ROLE", "Role", "role", "roles"},
	Skill:    {"SKILL", "Skill", "skill", "skills"},
	Tool:     {"TOOL", "Tool", "tool", "tools"},
	Language: {"LANGUAGE", "Language", "language", "languages"},
	Industry: {"INDUSTRY", "Industry", "industry", "industries"},
	Degree:   {"DEGREE", "Degree", "degree", "degrees"},
}

// Kinds lists every kind in the order of the API's enum.
func Kinds() []Kind {
	kinds := make([]Kind, KindCount)
	for i := range kinds {
		kinds[i] = Kind(i)
	}
	return kinds
}

// String is the kind's name in the API, such as "ROLE".
func (k Kind) String() string { return kindTable[k].name }

// Label is the kind's GraphQL type and Neo4j label, such as "Role".
func (k Kind) Label() string { return kindTable[k].label }

// Prefix is what the kind's ids begin with, such as "role".
func (k Kind) Prefix() string { return kindTable[k].prefix }

// Plural is the name of the field that lists the kind, such as "roles".
func (k Kind) Plural() string { return kindTable[k].plural }

// ParseKind is the inverse of String; it reports whether there is such a kind.
func ParseKind(name string) (Kind, bool) {
	for k, entry := range kindTable {
		if entry.name == name {
			return Kind(k), true
		}
	}
	return 0, false
}

// MarshalText writes the kind as its name in the API.
func (k Kind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (k *Kind) UnmarshalText(text []byte) error {
	parsed, ok := ParseKind(string(text))
	if !ok {
		return fmt.Errorf("unknown kind %q", text)
	}
	*k = parsed
	return nil
}
