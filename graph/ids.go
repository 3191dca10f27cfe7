package graph

import (
	"fmt"
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/kg"
)

// knownIDs are the nodes of global ids; what is unknown or malformed is named,
// with the ids that may have been meant.
func (p *planner) knownIDs(path ast.Path, argument string, texts []string) []kg.ID {
	var known []kg.ID
	for _, text := range texts {
		id, ok := kg.ParseID(text)
		if ok && p.index.Has(id) {
			known = append(known, id)
			continue
		}
		problem := fmt.Sprintf("there is no entity %q", shown(text))
		if !ok {
			problem = fmt.Sprintf("%q is no id, which is `kind:slug`, such as `tool:docker`", shown(text))
		}
		hint := ""
		if len(p.problems) < maxHints {
			if meant := p.meant(text); len(meant) > 0 {
				hint = "; did you mean " + oneOf(meant) + "?"
			}
		}
		p.problem(path, "`%s`: %s%s", argument, problem, hint)
	}
	return known
}

// maxMeant is how many ids are told that may have been meant.
const maxMeant = 6

// meant are the ids that a user may have meant who wrote something else: the
// nearest of the kind that the text names, and those of any kind that have the
// rest of it as their slug. Where neither is known they are the nearest of every
// kind.
func (p *planner) meant(text string) []string {
	prefix, name, found := strings.Cut(text, ":")
	if !found {
		prefix, name = "", text
	}
	var meant []string
	add := func(kind kg.Kind, slugs []kg.Slug) {
		for _, slug := range slugs {
			if id := (kg.ID{Kind: kind, Slug: slug}).String(); !slices.Contains(meant, id) {
				meant = append(meant, id)
			}
		}
	}
	slug := kg.MakeSlug(cut(name, maxText))
	for _, kind := range kg.Kinds() {
		if p.index.Has(kg.ID{Kind: kind, Slug: slug}) {
			add(kind, []kg.Slug{slug})
		}
	}
	for _, kind := range kg.Kinds() {
		if kind.Prefix() == prefix {
			add(kind, p.index.Nearest(kind, name))
		}
	}
	if len(meant) == 0 {
		for _, kind := range kg.Kinds() {
			add(kind, p.index.Nearest(kind, name))
		}
	}
	return meant[:min(maxMeant, len(meant))]
}
