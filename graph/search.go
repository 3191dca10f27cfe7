package graph

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/graph/shape"
	"rolegraph/kg"
)

// search plans a search. What it finds is decided here, on the index of names;
// the store only reads the entities of the page.
func (p *planner) search(raw map[string]any, selections ast.SelectionSet, path ast.Path) shape.Value[shape.None] {
	size := p.first(path, raw["first"], maxFirst)
	args := answer.NewSearchArguments(raw["text"].(string), answer.Texts(raw["kinds"]), &size, textOf(raw["after"]))
	p.conditions++
	page := p.searches[args.Key()]
	if page == nil {
		page = &answer.SearchPage{}
		if p.conditions <= maxConditions && p.textLength(path, "text", args.Text) {
			page = p.searchPage(args, path)
		}
		p.searches[args.Key()] = page
		p.held += foundSize * len(page.Found)
	}
	shown := &shape.SearchPage{SearchPage: page, List: args.List(), After: args.After != nil}
	return shape.Of("SearchConnection", p.fields(selections, "SearchConnection"), func(field graphql.CollectedField) shape.Value[shape.None] {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		switch field.Name {
		case "totalCount":
			return shape.SearchTotal(shown)
		case "pageInfo":
			return shape.SearchPageInfo(shown, p.fields(field.Selections, "PageInfo"))
		case "nodes":
			return p.byID(page.IDs(), args.Kinds, field.Selections, here).list(page.IDs())
		default:
			return shape.SearchEdges(shown, p.fields(field.Selections, "SearchEdge"), func(edge graphql.CollectedField) shape.Value[int] {
				return p.byID(page.IDs(), args.Kinds, edge.Selections, append(here[:len(here):len(here)], ast.PathName(edge.Alias))).at(page.IDs())
			})
		}
	}).Write
}

// foundSize is what one that is found takes, in slugs.
const foundSize = 5

func (p *planner) searchPage(args *answer.SearchArguments, path ast.Path) *answer.SearchPage {
	found := p.names.search(path, args.Text, args.Kinds)
	page := &answer.SearchPage{Total: len(found)}
	if args.After != nil {
		list, place, ok := kg.Cursor(*args.After).Parse(kg.ByWeight)
		if !ok || list != args.List() {
			p.problems.wrongList(path)
		}
		begin := slices.IndexFunc(found, func(f kg.Found) bool { return f.IsBehind(place) })
		if begin < 0 {
			begin = len(found)
		}
		found = found[begin:]
	}
	page.More = len(found) > args.First
	page.Found = slices.Clone(found[:min(len(found), args.First)]) // the others need not be kept
	return page
}
