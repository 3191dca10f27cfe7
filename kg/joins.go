package kg

// Join says that several names are one entity: what only knowledge can tell,
// such as that "Structured query language SQL" is SQL.
type Join struct {
	Kind Kind
	// Slug is of the entity that they all are.
	Slug Slug
	// Names are its other names. They become aliases of the entity.
	Names []string
	// Codes are keys whose bearers are this entity, whatever their name.
	Codes []Code
}

// Joins finds the entity that a name or a code stands for. The zero value
// joins nothing.
type Joins struct {
	bySlug map[ID]Slug
	byCode map[codeOfKind]Slug
	names  map[ID][]string
}

type codeOfKind struct {
	kind Kind
	code Code
}

// NewJoins makes the look-up. A name or code that stands for two entities, or
// an entity that is itself joined to another, is an error that names it.
func NewJoins(entries []Join) (*Joins, error) {
	j := &Joins{map[ID]Slug{}, map[codeOfKind]Slug{}, map[ID][]string{}}
	for _, entry := range entries {
		id := ID{entry.Kind, entry.Slug}
		for _, name := range entry.Names {
			other := ID{entry.Kind, MakeSlug(name)}
			if earlier, taken := j.bySlug[other]; taken && earlier != entry.Slug {
				return nil, Errorf(BadUserInput, "%q is both %s and %s", name, ID{entry.Kind, earlier}, id)
			}
			if other != id {
				j.bySlug[other] = entry.Slug
			}
			j.names[id] = append(j.names[id], name)
		}
		for _, code := range entry.Codes {
			key := codeOfKind{entry.Kind, code}
			if earlier, taken := j.byCode[key]; taken && earlier != entry.Slug {
				return nil, Errorf(BadUserInput, "%s %s is both %s and %s", code.Scheme, code.Value, ID{entry.Kind, earlier}, id)
			}
			j.byCode[key] = entry.Slug
		}
	}
	for _, entry := range entries {
		if further, joined := j.bySlug[ID{entry.Kind, entry.Slug}]; joined {
			return nil, Errorf(BadUserInput, "%s is itself joined to %s", ID{entry.Kind, entry.Slug}, ID{entry.Kind, further})
		}
	}
	return j, nil
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

// namesOf are the names that the entries give an entity.
func (j *Joins) namesOf(id ID) []string {
	if j == nil {
		return nil
	}
	return j.names[id]
}
