package kg

import "fmt"

// Relation is how one node is linked to another. It fixes the kinds of both
// ends. The order of the constants is the order of the API's enum.
type Relation uint8

// The relations, each from one kind to another as relationTable says.
const (
	RequiresSkill Relation = iota
	UsesTool
	UsesLanguage
	WorksIn
	PrefersDegree
	RelatedTo
	BroaderThan
	// RelationCount is the number of relations, for arrays indexed by Relation.
	RelationCount = iota
)

type relationEntry struct {
	name     string // in the API's enum and of the relationship type in Neo4j
	from, to Kind
}

var relationTable = [RelationCount]relationEntry{
	RequiresSkill: {"REQUIRES_SKILL", Role, Skill},
	UsesTool:      {"USES_TOOL", Role, Tool},
	UsesLanguage:  {"USES_LANGUAGE", Role, Language},
	WorksIn:       {"WORKS_IN", Role, Industry},
	PrefersDegree: {"PREFERS_DEGREE", Role, Degree},
	RelatedTo:     {"RELATED_TO", Role, Role},
	BroaderThan:   {"BROADER_THAN", Skill, Skill},
}

// Relations lists every relation in the order of the API's enum.
func Relations() []Relation {
	relations := make([]Relation, RelationCount)
	for i := range relations {
		relations[i] = Relation(i)
	}
	return relations
}

// String is the relation's name in the API and in Neo4j, such as "USES_TOOL".
func (r Relation) String() string { return relationTable[r].name }

// From is the kind that the relation's links start at.
func (r Relation) From() Kind { return relationTable[r].from }

// To is the kind that the relation's links end at.
func (r Relation) To() Kind { return relationTable[r].to }

// RoleRelation is the relation whose links go from roles to nodes of the kind;
// for Role itself that is RelatedTo.
func RoleRelation(to Kind) Relation {
	for r, entry := range relationTable {
		if entry.from == Role && entry.to == to {
			return Relation(r)
		}
	}
	panic("kg: no relation leads from roles to " + to.String())
}

// ParseRelation is the inverse of String; it reports whether there is such a
// relation.
func ParseRelation(name string) (Relation, bool) {
	for r, entry := range relationTable {
		if entry.name == name {
			return Relation(r), true
		}
	}
	return 0, false
}

// MarshalText writes the relation as its name in the API.
func (r Relation) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (r *Relation) UnmarshalText(text []byte) error {
	parsed, ok := ParseRelation(string(text))
	if !ok {
		return fmt.Errorf("unknown relation %q", text)
	}
	*r = parsed
	return nil
}

// Direction says from which end a relation is followed.
type Direction uint8

const (
	// Out follows a relation from its From end to its To end.
	Out Direction = iota
	// In follows it backwards.
	In
)

// String is "OUT" or "IN".
func (d Direction) String() string {
	if d == In {
		return "IN"
	}
	return "OUT"
}

// Step is a relation followed in one direction.
type Step struct {
	Relation  Relation
	Direction Direction
}

// back is the step in the other direction.
func (s Step) back() Step { return Step{s.Relation, 1 - s.Direction} }

// Source is the kind of node that the step starts at.
func (s Step) Source() Kind {
	if s.Direction == In {
		return s.Relation.To()
	}
	return s.Relation.From()
}

// Target is the kind of node that the step leads to.
func (s Step) Target() Kind {
	if s.Direction == In {
		return s.Relation.From()
	}
	return s.Relation.To()
}
