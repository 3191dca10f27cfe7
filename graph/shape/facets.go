package shape

import (
	"github.com/99designs/gqlgen/graphql"

	"rolegraph/kg"
)

// Facets makes the field of connections that counts their lists, in a branch of
// its own.
func Facets(branch int, selected []graphql.CollectedField, entity func(graphql.CollectedField) *Entities) Value[Page] {
	object := Of("FacetCount", selected, func(field graphql.CollectedField) Value[Entry] {
		switch field.Name {
		case "value":
			return func(w *Writer, e Entry) { w.quoted(e.Table.Counts[e.At].Value) }
		case "count":
			return func(w *Writer, e Entry) { w.integer(int64(e.Table.Counts[e.At].Number)) }
		default:
			entities := entity(field)
			return func(w *Writer, e Entry) {
				if e.entry().Node == kg.NoNode {
					w.null()
					return
				}
				entities.Write(w, e.entry().Node)
			}
		}
	})
	counts := Edges(object.Write)
	return func(w *Writer, p Page) {
		table := w.table(branch)
		counts(w, Page{table, table.Row(p.Row.Parent)})
	}
}
