package shape

import (
	"github.com/99designs/gqlgen/graphql"

	"rolegraph/kg"
)

// Page is one page of a branch.
type Page struct {
	Table *kg.Table
	Row   *kg.Row
}

// Entry is one entry of a page.
type Entry struct {
	Page
	At int32 // position in the table's entries
}

func (e Entry) entry() *kg.Entry { return &e.Table.Entries[e.At] }

// Cursor writes the cursor of an entry.
type Cursor = Value[Entry]

// OnlyPage makes a value of the one page of a branch.
func OnlyPage[P any](branch int, page Value[Page]) Value[P] {
	return func(w *Writer, _ P) {
		table := w.table(branch)
		page(w, Page{table, &table.Rows[0]})
	}
}

// PageOf makes a value of the page of each node of the branch's parent.
func PageOf(branch int, page Value[Page]) Value[int32] {
	return func(w *Writer, node int32) {
		table := w.table(branch)
		page(w, Page{table, table.Row(node)})
	}
}

// TotalCount is the field of connections.
func TotalCount(w *Writer, p Page) { w.integer(int64(p.Row.Total)) }

// Nodes is the field of connections that lists the entities.
func Nodes(node Value[int32]) Value[Page] {
	return func(w *Writer, p Page) {
		w.text = append(w.text, '[')
		for i, entry := range p.Table.Page(p.Row) {
			if i > 0 {
				w.text = append(w.text, ',')
			}
			node(w, entry.Node)
		}
		w.text = append(w.text, ']')
	}
}

// Edges is the field of connections that lists the entries.
func Edges(edge Value[Entry]) Value[Page] {
	return func(w *Writer, p Page) {
		w.text = append(w.text, '[')
		for at := p.Row.Start; at < p.Row.End; at++ {
			if at > p.Row.Start {
				w.text = append(w.text, ',')
			}
			edge(w, Entry{p, at})
		}
		w.text = append(w.text, ']')
	}
}

// NodeOf is the field of edges that has the entity.
func NodeOf(node Value[int32]) Value[Entry] {
	return func(w *Writer, e Entry) { node(w, e.entry().Node) }
}

// LinkOf is a field of edges that are links.
func LinkOf(value Value[*kg.Link]) Value[Entry] {
	return func(w *Writer, e Entry) { value(w, e.entry().Link) }
}

// PageInfo makes the field of connections of which each has pages of a list;
// after says that a page does not begin the list.
func PageInfo(selected []graphql.CollectedField, cursor Cursor, after bool) Value[Page] {
	object := pageInfo(selected, after, func(p Page) (more bool, length int) { return p.Row.More, int(p.Row.End - p.Row.Start) },
		func(w *Writer, p Page, at int) { cursor(w, Entry{p, p.Row.Start + int32(at)}) })
	return object.Write
}

// pageInfo makes a PageInfo of pages of any form: size tells whether more follow
// and how many entries a page has, cursor writes that of one of them.
func pageInfo[P any](selected []graphql.CollectedField, after bool, size func(P) (more bool, length int), cursor func(w *Writer, of P, at int)) *Object[P] {
	return Of("PageInfo", selected, func(field graphql.CollectedField) Value[P] {
		switch field.Name {
		case "hasNextPage":
			return func(w *Writer, of P) {
				more, _ := size(of)
				w.boolean(more)
			}
		case "hasPreviousPage":
			return func(w *Writer, _ P) { w.boolean(after) }
		default:
			return func(w *Writer, of P) {
				_, length := size(of)
				switch {
				case length == 0:
					w.null()
				case field.Name == "startCursor":
					cursor(w, of, 0)
				default:
					cursor(w, of, length-1)
				}
			}
		}
	})
}

// List is which list cursors belong to, of a page.
type List func(*Writer, Page) kg.List

// OneList is the List of a branch that has one.
func OneList(list kg.List) List { return func(*Writer, Page) kg.List { return list } }

// ListOfEach is the List of a branch that has one for each node of its parent.
func ListOfEach(field, arguments string) List {
	return func(w *Writer, p Page) kg.List {
		return kg.NewList(w.node(p.Row.Parent).ID().String(), field, arguments)
	}
}

func (w *Writer) cursor(list kg.List, by kg.OrderBy, place kg.Place) {
	w.text = append(w.text, '"')
	w.raw(string(kg.NewCursor(list, by, place)))
	w.text = append(w.text, '"')
}

// CursorBy is the cursor of entries of lists in an order.
func CursorBy(list List, by kg.OrderBy) Cursor {
	property, isProperty := by.Property()
	return func(w *Writer, e Entry) {
		entry := e.entry()
		node := w.node(entry.Node)
		place := kg.Place{SortKey: node.SortKey, Slug: node.Slug}
		switch {
		case by == kg.ByWeight:
			place.Number = entry.Link.Weight.Number()
		case isProperty:
			place.Number = node.Property(property)
		}
		w.cursor(list(w, e.Page), by, place)
	}
}

// CursorMixed is the cursor of entries of lists of several kinds, by a number of
// each entry.
func CursorMixed(list List, number func(Entry) kg.Number) Cursor {
	return func(w *Writer, e Entry) {
		node := w.node(e.entry().Node)
		place := kg.Place{Number: number(e), Kind: node.Kind, SortKey: node.SortKey, Slug: node.Slug}
		w.cursor(list(w, e.Page), kg.ByWeight, place)
	}
}
