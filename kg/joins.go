package kg

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
)

// Join says that several names are one entity: what only knowledge can tell,
// such as that "Structured query language SQL" is SQL.
type Join struct {
	Kind Kind
	// Slug is of the entity that they all are.
	Slug Slug
	// Name is what the entity goes by where no source has a name of this slug;
	// empty leaves that to the sources.
	Name string
	// Names are its other names. They become aliases of the entity.
	Names []string
	// Codes are keys whose bearers are this entity, whatever their name.
	Codes []Code
}

// Joins finds the entity that a name or a code stands for. The zero value
// joins nothing.
type Joins struct {
	bySlug   map[ID]Slug
	byCode   map[codeOfKind]Slug
	name     map[ID]string
	names    map[ID][]string // others
	isTarget map[ID]bool     // that names are joined to
}

type codeOfKind struct {
	kind Kind
	code Code
}

// Add adds an entry. A name or code that stands for another entity already, or
// an entity that is itself joined to another, is an error that names it, and
// nothing is added.
func (j *Joins) Add(entry Join) error {
	id := ID{entry.Kind, entry.Slug}
	if further, joined := j.bySlug[id]; joined {
		return Errorf(BadUserInput, "%s is itself joined to %s", id, ID{entry.Kind, further})
	}
	for _, name := range entry.Names {
		other := ID{entry.Kind, MakeSlug(name)}
		if earlier, taken := j.bySlug[other]; taken && earlier != entry.Slug {
			return Errorf(BadUserInput, "%q is both %s and %s", name, ID{entry.Kind, earlier}, id)
		}
		if j.isTarget[other] && other != id {
			return Errorf(BadUserInput, "%s is itself joined to %s", other, id)
		}
	}
	for _, code := range entry.Codes {
		if earlier, taken := j.byCode[codeOfKind{entry.Kind, code}]; taken && earlier != entry.Slug {
			return Errorf(BadUserInput, "%s %s is both %s and %s", code.Scheme, code.Value, ID{entry.Kind, earlier}, id)
		}
	}

	if j.bySlug == nil {
		*j = Joins{map[ID]Slug{}, map[codeOfKind]Slug{}, map[ID]string{}, map[ID][]string{}, map[ID]bool{}}
	}
	j.isTarget[id] = true
	if j.name[id] == "" {
		j.name[id] = entry.Name
	}
	for _, name := range entry.Names {
		if other := (ID{entry.Kind, MakeSlug(name)}); other != id {
			j.bySlug[other] = entry.Slug
		}
		j.names[id] = append(j.names[id], name)
	}
	for _, code := range entry.Codes {
		j.byCode[codeOfKind{entry.Kind, code}] = entry.Slug
	}
	return nil
}

// Hash tells joins apart that may make different graphs of the same facts.
func (j *Joins) Hash() string {
	digest := sha256.New()
	if j != nil {
		for _, id := range slices.SortedFunc(maps.Keys(j.bySlug), ID.Compare) {
			fmt.Fprintf(digest, "slug %s %s\n", id, j.bySlug[id])
		}
		for _, key := range slices.SortedFunc(maps.Keys(j.byCode), codeOfKind.compare) {
			fmt.Fprintf(digest, "code %s %q %q %s\n", key.kind, key.code.Scheme, key.code.Value, j.byCode[key])
		}
		for _, id := range slices.SortedFunc(maps.Keys(j.isTarget), ID.Compare) {
			fmt.Fprintf(digest, "names %s %q %q\n", id, j.name[id], j.names[id])
		}
	}
	return hex.EncodeToString(digest.Sum(nil))
}

func (c codeOfKind) compare(other codeOfKind) int {
	return cmp.Or(cmp.Compare(c.kind, other.kind), c.code.compare(other.code))
}

// Has reports whether the entries speak of the entity, or of one that is it.
func (j *Joins) Has(id ID) bool {
	if j == nil {
		return false
	}
	_, joined := j.bySlug[id]
	return joined || j.isTarget[id]
}

// find is the entity that a source's own id and codes stand for.
func (j *Joins) find(id ID, codes []Code) ID {
	if j == nil {
		return id
	}
	if slug, ok := j.bySlug[id]; ok {
		return ID{id.Kind, slug}
	}
	for _, code := range codes {
		if slug, ok := j.byCode[codeOfKind{id.Kind, code}]; ok {
			return ID{id.Kind, slug}
		}
	}
	return id
}

// nameOf is what an entity goes by, as the first entry says that names it.
func (j *Joins) nameOf(id ID) string {
	if j == nil {
		return ""
	}
	return j.name[id]
}

// namesOf are the other names that the entries give an entity.
func (j *Joins) namesOf(id ID) []string {
	if j == nil {
		return nil
	}
	return j.names[id]
}
