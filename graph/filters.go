package graph

import (
	"fmt"
	"slices"
	"strings"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/kg"
)

const defaultFirst = answer.DefaultFirst

// listArguments reads the arguments of a list field. They have been validated
// against the schema; their bounds are checked as they are used.
func (p *planner) listArguments(field graphql.CollectedField, links bool) *answer.ListArguments {
	raw := p.arguments(field)
	args := &answer.ListArguments{Links: links}
	if first, ok := raw["first"].(int64); ok {
		size := int(first)
		args.First = &size
	}
	if after, ok := raw["after"].(string); ok {
		args.After = &after
	}
	if raw["where"] != nil {
		args.Where = &answer.Filter{}
		must(args.Where.UnmarshalGQL(raw["where"]))
	}
	if raw["link"] != nil {
		args.Link = &answer.LinkFilter{}
		must(args.Link.UnmarshalGQL(raw["link"]))
	}
	if raw["orderBy"] != nil {
		args.Order = &answer.Order{}
		must(args.Order.UnmarshalGQL(raw["orderBy"]))
	}
	return args
}

// must is for what validation has made sure of.
func must(err error) {
	if err != nil {
		panic("graph: " + err.Error())
	}
}

// filter makes the plan's filter of a kind's filter.
func (p *planner) filter(path ast.Path, kind kg.Kind, where *answer.Filter) kg.Filter {
	if where == nil {
		return nil
	}
	var filter kg.Filter
	if len(where.Slugs) > 0 && p.atMost(path, "where.slugs", len(where.Slugs)) {
		known := slices.DeleteFunc(slugs(where.Slugs), func(slug kg.Slug) bool {
			return !p.index.Has(kg.ID{Kind: kind, Slug: slug})
		})
		filter = append(filter, kg.OneOf{Slugs: known})
	}
	if len(where.Sources) > 0 && p.knownSources(path, "where.sources", where.Sources) {
		filter = append(filter, kg.SaidBy{Sources: where.Sources})
	}
	for other, set := range where.Sets() {
		if set != nil {
			filter = append(filter, p.setFilter(path, kind, kg.Kind(other), set)...)
		}
	}
	return filter
}

func (p *planner) setFilter(path ast.Path, kind, other kg.Kind, set *answer.SetFilter) kg.Filter {
	var filter kg.Filter
	for _, part := range []struct {
		name  string
		match kg.Match
		slugs []string
	}{{"all", kg.All, set.All}, {"any", kg.Any, set.Any}, {"none", kg.None, set.None}} {
		if len(part.slugs) == 0 {
			continue
		}
		argument := fmt.Sprintf("where.%s.%s", other.Plural(), part.name)
		if p.atMost(path, argument, len(part.slugs)) && p.known(path, argument, other, part.slugs) {
			filter = append(filter, kg.LinkedTo{Step: stepBetween(kind, other), Match: part.match, Slugs: slugs(part.slugs)})
		}
	}
	return filter
}

func (p *planner) linkFilter(path ast.Path, argument string, link *answer.LinkFilter) kg.LinkFilter {
	var filter kg.LinkFilter
	if link == nil {
		return filter
	}
	if link.MinWeight != nil {
		least := kg.LeastWeight(*link.MinWeight)
		filter.MinWeight = &least
	}
	for _, tag := range kg.LinkTags() {
		if slices.Contains(link.Tags, tag.String()) {
			filter.Tags = append(filter.Tags, tag)
		}
	}
	if len(link.Sources) > 0 && p.knownSources(path, argument+".sources", link.Sources) {
		filter.Sources = link.Sources
	}
	return filter
}

// known checks that there are nodes with these slugs; what is unknown is
// named, with the nearest that there are.
func (p *planner) known(path ast.Path, argument string, kind kg.Kind, slugs []string) bool {
	all := true
	for _, slug := range slugs {
		if p.index.Has(kg.ID{Kind: kind, Slug: kg.Slug(slug)}) {
			continue
		}
		all = false
		hint := ""
		if len(p.problems) < maxHints {
			if nearest := p.index.Nearest(kind, slug); len(nearest) > 0 {
				hint = "; did you mean " + oneOf(nearest) + "?"
			}
		}
		p.problem(path, "`%s`: there is no %s %q%s", argument, kind.Prefix(), shown(slug), hint)
	}
	return all
}

func (p *planner) knownSources(path ast.Path, argument string, sources []string) bool {
	if !p.atMost(path, argument, len(sources)) {
		return false
	}
	all := true
	for _, slug := range sources {
		if _, ok := p.index.Source(slug); ok {
			continue
		}
		all = false
		have := make([]kg.Slug, len(p.index.Sources))
		for i, source := range p.index.Sources {
			have[i] = kg.Slug(source.Slug)
		}
		hint := "the graph has none"
		if len(have) > 0 {
			hint = "there is " + oneOf(have)
		}
		p.problem(path, "`%s`: there is no source %q; %s", argument, shown(slug), hint)
	}
	return all
}

// oneOf says "a", "b" or "c".
func oneOf(slugs []kg.Slug) string {
	quoted := make([]string, len(slugs))
	for i, slug := range slugs {
		quoted[i] = fmt.Sprintf("%q", string(slug))
	}
	if len(quoted) == 1 {
		return quoted[0]
	}
	last := len(quoted) - 1
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}
