package shape

import (
	"github.com/99designs/gqlgen/graphql"

	"rolegraph/kg"
)

// overlap is what some roles have in common of a kind.
type overlap struct {
	kind kg.Kind
	kg.Overlap
}

func overlapOf(selected []graphql.CollectedField) *Object[overlap] {
	return Of("Overlap", selected, func(field graphql.CollectedField) Value[overlap] {
		switch field.Name {
		case "kind":
			return func(w *Writer, o overlap) { w.quoted(o.kind.String()) }
		case "shared":
			return func(w *Writer, o overlap) { w.integer(int64(o.Shared)) }
		case "union":
			return func(w *Writer, o overlap) { w.integer(int64(o.Union)) }
		default: // jaccard
			return func(w *Writer, o overlap) { w.weight(kg.Weight(kg.Ratio(int64(o.Shared), int64(o.Union)))) }
		}
	})
}

// Overlaps makes the field that counts what compared roles have in common of some
// kinds.
func Overlaps(branch int, kinds []kg.Kind, selected []graphql.CollectedField) Value[None] {
	object := overlapOf(selected)
	return func(w *Writer, _ None) {
		counted := w.table(branch).Overlaps
		w.list(len(counted), func(i int) { object.Write(w, overlap{kinds[i], counted[i]}) })
	}
}

// OverlapsOfEntry makes the field that does so for an entry of similar roles.
func OverlapsOfEntry(kinds []kg.Kind, selected []graphql.CollectedField) Value[Entry] {
	object := overlapOf(selected)
	return func(w *Writer, e Entry) {
		counted := e.Table.OverlapsOf(int(e.At), len(kinds))
		w.list(len(counted), func(i int) { object.Write(w, overlap{kinds[i], counted[i]}) })
	}
}

// cell is the link of one of the compared roles to the node of a row.
type cell struct {
	link *kg.Link
	role int // its position in the comparison
	node int32
}

// Cells makes the field of a matrix's rows that has a link for each of so many
// roles. From writes the role at a position of the comparison.
func Cells(fields Select, selected []graphql.CollectedField, roles int, from func(graphql.CollectedField) Value[int], to func(graphql.CollectedField) *Entities) Value[Entry] {
	object := Of("GraphLink", selected, func(field graphql.CollectedField) Value[cell] {
		if value, ok := LinkField(fields, field); ok {
			return func(w *Writer, c cell) { value(w, c.link) }
		}
		if field.Name == "from" {
			role := from(field)
			return func(w *Writer, c cell) { role(w, c.role) }
		}
		entities := to(field)
		return func(w *Writer, c cell) { entities.Write(w, c.node) }
	})
	return func(w *Writer, e Entry) {
		links := e.Table.Links(int(e.At), roles)
		w.list(roles, func(i int) {
			if links[i] == nil {
				w.null()
				return
			}
			object.Write(w, cell{links[i], i, e.entry().Node})
		})
	}
}

// CellCount is how many of so many roles have the node of a row, by which the rows
// of a matrix are ordered.
func CellCount(roles int) func(Entry) kg.Number {
	return func(e Entry) kg.Number {
		count := 0
		for _, link := range e.Table.Links(int(e.At), roles) {
			if link != nil {
				count++
			}
		}
		return kg.Known(float64(count))
	}
}
