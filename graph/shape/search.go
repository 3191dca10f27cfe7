package shape

import (
	"github.com/99designs/gqlgen/graphql"

	"rolegraph/graph/answer"
	"rolegraph/kg"
)

// SearchPage is a page of what a search found.
type SearchPage struct {
	*answer.SearchPage
	List  kg.List // that its cursors belong to
	After bool    // says that the page does not begin the list
}

// SearchTotal is the field of what a search found.
func SearchTotal(page *SearchPage) Value[None] {
	return func(w *Writer, _ None) { w.integer(int64(page.Total)) }
}

func (p *SearchPage) cursor(w *Writer, at int) { w.cursor(p.List, kg.ByWeight, p.Found[at].Place()) }

// SearchPageInfo makes the field of what a search found.
func SearchPageInfo(page *SearchPage, selected []graphql.CollectedField) Value[None] {
	return pageInfo(selected, page.After, func(None) (bool, int) { return page.More, len(page.Found) },
		func(w *Writer, _ None, at int) { page.cursor(w, at) }).Write
}

// SearchEdges makes the field of what a search found. Node writes the entity that
// was found at a place of the page.
func SearchEdges(page *SearchPage, selected []graphql.CollectedField, node func(graphql.CollectedField) Value[int]) Value[None] {
	object := Of("SearchEdge", selected, func(field graphql.CollectedField) Value[int] {
		switch field.Name {
		case "cursor":
			return page.cursor
		case "matched":
			return func(w *Writer, at int) { w.quoted(page.Found[at].Matched) }
		case "score":
			return func(w *Writer, at int) { w.float(float64(page.Found[at].Score) / 100) }
		default:
			return node(field)
		}
	})
	return func(w *Writer, _ None) { w.list(len(page.Found), func(i int) { object.Write(w, i) }) }
}
