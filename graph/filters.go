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
	args.After = textOf(raw["after"])
	if raw["where"] != nil {
		args.Where = &answer.Filter{}
		must(args.Where.UnmarshalGQL(raw["where"]))
	}
	args.Link = answer.NewLinkFilter(raw["link"])
	if raw["orderBy"] != nil {
		args.Order = &answer.Order{}
		must(args.Order.UnmarshalGQL(raw["orderBy"]))
	}
	return args
}

// textOf is a coerced text, or nil.
func textOf(value any) *string {
	if text, ok := value.(string); ok {
		return &text
	}
	return nil
}

// must is for what validation has made sure of.
func must(err error) {
	if err != nil {
		panic("graph: " + err.Error())
	}
}

const (
	// maxNesting is how deep `and`, `or` and `not` may stand in one another.
	maxNesting = 5
	// maxConditions is how many conditions the filters of one operation may
	// have: each is work for the store, and text for the database to compile.
	maxConditions = 200
	// maxLists is how many branches a plan may have, for the same reason.
	maxLists = 200
	// maxSearches is how many different paths may be asked for: the database
	// compiles the search for each, and with some more than these it takes longer
	// than an operation may.
	maxSearches = 5
)

// filter makes the plan's filter of a kind's filter.
func (p *planner) filter(path ast.Path, kind kg.Kind, where *answer.Filter) kg.Filter {
	if where == nil {
		return nil
	}
	f := filtering{p, path, kind}
	return f.filter("where", where, 0)
}

// filtering makes one filter of the plan.
type filtering struct {
	*planner
	path ast.Path
	kind kg.Kind
}

// filter makes the conditions of a filter that stands at a place of the
// argument, such as where.or[2].
func (f *filtering) filter(at string, where *answer.Filter, nesting int) kg.Filter {
	if nesting > maxNesting {
		f.problem(f.path, "`%s` is nested too deep: at most %d levels of `and`, `or` and `not` are allowed", at, maxNesting)
		return nil
	}
	if f.conditions > maxConditions {
		return nil // the operation is refused: no more work, such as that of searching
	}
	var filter kg.Filter
	if len(where.Slugs) > 0 && f.atMost(f.path, at+".slugs", len(where.Slugs)) {
		known := slices.DeleteFunc(slugs(where.Slugs), func(slug kg.Slug) bool {
			return !f.index.Has(kg.ID{Kind: f.kind, Slug: slug})
		})
		filter = append(filter, kg.OneOf{Slugs: known})
	}
	if len(where.Codes) > 0 && f.atMost(f.path, at+".codes", len(where.Codes)) {
		found := f.index.WithCodes(f.kind, where.Codes)
		f.held += len(found)
		filter = append(filter, kg.OneOf{Slugs: found})
	}
	if where.Text != "" && f.textLength(f.path, at+".text", where.Text) {
		filter = append(filter, kg.OneOf{Slugs: f.matching(where.Text)})
	}
	if len(where.Sources) > 0 && f.knownSources(f.path, at+".sources", where.Sources) {
		filter = append(filter, kg.SaidBy{Sources: where.Sources})
	}
	if len(where.Types) > 0 {
		filter = append(filter, kg.OfType{Types: skillTypes(where.Types)})
	}
	if len(where.Categories) > 0 && f.atMost(f.path, at+".categories", len(where.Categories)) {
		filter = append(filter, kg.InCategory{Categories: slugs(where.Categories)})
	}
	filter = append(filter, f.between(at+".roleCount", kg.RoleCount, where.RoleCount.Floats())...)
	filter = append(filter, f.between(at+".medianPay", kg.MedianPay, where.MedianPay)...)
	filter = append(filter, f.between(at+".growth", kg.Growth, where.Growth)...)
	for _, set := range where.Sets() {
		filter = append(filter, f.set(at+"."+set.Field, set)...)
	}
	f.conditions += len(filter)
	return append(filter, f.combined(at, where, nesting)...)
}

// matching are the slugs of the entities that a text finds.
func (f *filtering) matching(text string) []kg.Slug {
	var slugs []kg.Slug
	for _, found := range f.names.search(f.path, text, []kg.Kind{f.kind}) {
		slugs = append(slugs, found.ID.Slug)
	}
	f.held += len(slugs)
	slices.Sort(slugs)
	return slugs
}

// combined makes the conditions of `and`, `or` and `not`.
func (f *filtering) combined(at string, where *answer.Filter, nesting int) kg.Filter {
	var filter kg.Filter
	if f.atMost(f.path, at+".and", len(where.And)) {
		for i, inner := range where.And {
			filter = append(filter, f.filter(fmt.Sprintf("%s.and[%d]", at, i), inner, nesting+1)...)
		}
	}
	if len(where.Or) > 0 && f.atMost(f.path, at+".or", len(where.Or)) {
		either := kg.Either{}
		for i, inner := range where.Or {
			either.Filters = append(either.Filters, f.filter(fmt.Sprintf("%s.or[%d]", at, i), inner, nesting+1))
		}
		filter = append(filter, either)
	}
	if where.Not != nil {
		filter = append(filter, kg.Not{Filter: f.filter(at+".not", where.Not, nesting+1)})
	}
	return filter
}

func (f *filtering) between(argument string, property kg.Property, r *answer.FloatRange) kg.Filter {
	if r == nil {
		return nil
	}
	if r.Min != nil && r.Max != nil && *r.Min > *r.Max {
		f.problem(f.path, "`%s`: `min` is %v, above `max`, which is %v", argument, *r.Min, *r.Max)
	}
	return kg.Filter{kg.Between{Property: property, Min: r.Min, Max: r.Max}}
}

func (f *filtering) set(argument string, set answer.NamedSet) kg.Filter {
	var filter kg.Filter
	link := f.linkFilter(f.path, argument+".link", set.Link)
	for _, part := range []struct {
		name  string
		match kg.Match
		slugs []string
	}{{"all", kg.All, set.All}, {"any", kg.Any, set.Any}, {"none", kg.None, set.None}} {
		if len(part.slugs) == 0 {
			continue
		}
		list := argument + "." + part.name
		if f.atMost(f.path, list, len(part.slugs)) && f.known(f.path, list, set.Kind, part.slugs) {
			filter = append(filter, kg.LinkedTo{Step: stepBetween(f.kind, set.Kind), Match: part.match, Slugs: slugs(part.slugs), Link: link})
		}
	}
	return filter
}

func skillTypes(names []string) []kg.SkillType {
	types := make([]kg.SkillType, len(names))
	for i, name := range names {
		must(types[i].UnmarshalText([]byte(name)))
	}
	slices.Sort(types)
	return types
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
func oneOf[T ~string](texts []T) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = fmt.Sprintf("%q", string(text))
	}
	if len(quoted) == 1 {
		return quoted[0]
	}
	last := len(quoted) - 1
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}
