package importer

import (
	"errors"
	"fmt"

	"rolegraph/kg"
)

// stated is the facts of a source on their way from files that people write,
// where links name their ends by slug or name, maybe before these are described.
type stated struct {
	facts *kg.Facts
	known map[kg.ID]bool    // the entities that are described
	names map[named]kg.Slug // of those whose slug is not that of their name
	ends  []ends            // of the links in the facts
}

type named struct {
	kind kg.Kind
	name string
}

// ends are those of a link as they are written, and where.
type ends struct {
	from, to string
	file     *fileReport
	line     int
}

func newStated(source kg.Source) *stated {
	return &stated{facts: &kg.Facts{Source: source}, known: map[kg.ID]bool{}, names: map[named]kg.Slug{}}
}

// node adds what is said of an entity, which may not be all.
func (s *stated) node(fact kg.NodeFact) error {
	if err := kg.CheckName(fact.Name); err != nil {
		return err
	}
	if fact.Slug == "" {
		if fact.Slug = kg.MakeSlug(fact.Name); fact.Slug == "" {
			return fmt.Errorf("no slug can be made of the name %q; give the entry one", fact.Name)
		}
	}
	if err := fact.Check(); err != nil {
		return err
	}
	s.known[fact.ID()] = true
	if fact.Slug != kg.MakeSlug(fact.Name) {
		s.names[named{fact.Kind, fact.Name}] = fact.Slug
	}
	s.facts.Nodes = append(s.facts.Nodes, fact)
	return nil
}

// link adds a link, of which the ends are found when all entities are known.
func (s *stated) link(fact kg.LinkFact, written ends) error {
	if written.from == "" || written.to == "" {
		return errors.New("a link needs what it leads from and to")
	}
	if err := fact.Check(); err != nil {
		return err
	}
	s.facts.Links = append(s.facts.Links, fact)
	s.ends = append(s.ends, written)
	return nil
}

// settle finds the ends of all links. One that is not described is an error, or
// if links alone may name entities, one of that name.
func (s *stated) settle(byLinksAlone bool) error {
	for i, written := range s.ends {
		link := &s.facts.Links[i]
		for _, end := range []struct {
			kind kg.Kind
			text string
			slug *kg.Slug
		}{{link.Relation.From(), written.from, &link.From}, {link.Relation.To(), written.to, &link.To}} {
			slug, known := s.find(end.kind, end.text)
			if !known && !byLinksAlone {
				return written.problem("there is no %s %q", end.kind.Prefix(), cut(end.text))
			}
			if !known {
				if err := s.node(kg.NodeFact{Kind: end.kind, Name: end.text}); err != nil {
					return written.problem("%s", err)
				}
				slug = kg.MakeSlug(end.text)
				written.file.note("named by links alone", fmt.Sprintf("the %s %s in line %d", end.kind.Prefix(), cut(end.text), written.line))
			}
			*end.slug = slug
		}
	}
	return nil
}

func (e *ends) problem(format string, args ...any) error {
	return kg.Errorf(kg.BadUserInput, "%s:%d: %s", e.file.name, e.line, fmt.Sprintf(format, args...))
}

// find is the slug of the entity that is written by its slug or its name.
func (s *stated) find(kind kg.Kind, text string) (kg.Slug, bool) {
	if s.known[kg.ID{Kind: kind, Slug: kg.Slug(text)}] {
		return kg.Slug(text), true
	}
	if slug, known := s.names[named{kind, text}]; known {
		return slug, true
	}
	slug := kg.MakeSlug(text)
	return slug, s.known[kg.ID{Kind: kind, Slug: slug}]
}
