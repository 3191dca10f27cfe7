package graph

import (
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/kg"
)

// knownIDs reads global ids of an argument, which must be those of entities, each
// as often as it stands there. Of one that is not, the problem names the nearest,
// or what a slug in its place could mean.
func (p *planner) knownIDs(path ast.Path, argument string, texts []string) (ids []kg.ID, all bool) {
	all = true
	for _, text := range texts {
		id, isID := kg.ParseID(text)
		if isID && p.index.Has(id) {
			ids = append(ids, id)
			continue
		}
		all = false
		hint := ""
		if len(p.problems) < maxHints {
			if meant := p.meant(text, id, isID); len(meant) > 0 {
				hint = "; did you mean " + oneOf(meant) + "?"
			}
		}
		if isID {
			p.problem(path, "`%s`: there is no %s %q%s", argument, id.Kind.Prefix(), shown(string(id.Slug)), hint)
		} else {
			p.problem(path, "`%s`: %q is not an id; ids are `kind:slug`, such as `tool:docker`%s", argument, shown(text), hint)
		}
	}
	return ids, all
}

// meant are the ids that a user may have meant: nearest of the kind, if the text
// has one, and else those with this slug, or else the nearest of each kind.
func (p *planner) meant(text string, id kg.ID, isID bool) []kg.Slug {
	if isID {
		return idsAs(id.Kind, p.index.Nearest(id.Kind, string(id.Slug)))
	}
	slug := text[strings.LastIndexByte(text, ':')+1:]
	var same, near []kg.Slug
	for _, kind := range kg.Kinds() {
		if p.index.Has(kg.ID{Kind: kind, Slug: kg.Slug(slug)}) {
			same = append(same, idsAs(kind, []kg.Slug{kg.Slug(slug)})...)
		}
		nearest := p.index.Nearest(kind, slug)
		near = append(near, idsAs(kind, nearest[:min(1, len(nearest))])...)
	}
	if len(same) > 0 {
		return same
	}
	return near
}

// idsAs are slugs of a kind as ids, to be named in a message.
func idsAs(kind kg.Kind, slugs []kg.Slug) []kg.Slug {
	ids := make([]kg.Slug, len(slugs))
	for i, slug := range slugs {
		ids[i] = kg.Slug(kg.ID{Kind: kind, Slug: slug}.String())
	}
	return ids
}
