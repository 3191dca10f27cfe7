package shape

import (
	"github.com/99designs/gqlgen/graphql"

	"rolegraph/kg"
)

// OnlyEntity writes the only entity of a branch of entities by id.
func OnlyEntity(branch int, node Value[int32]) Value[None] {
	return func(w *Writer, _ None) { node(w, w.table(branch).Entries[0].Node) }
}

// ByPositions writes one of several entities of such a branch: the one whose
// position there stands at a place of the list, and null for the position kg.NoNode.
func ByPositions(branch int, positions []int, node Value[int32]) Value[int] {
	return func(w *Writer, at int) {
		if positions[at] == kg.NoNode {
			w.null()
			return
		}
		node(w, w.table(branch).Entries[positions[at]].Node)
	}
}

// Each writes a list of so many elements by their places in it.
func Each(length int, element Value[int]) Value[None] {
	return func(w *Writer, _ None) { w.list(length, func(i int) { element(w, i) }) }
}

// Choice writes one of several values by its place among them.
func Choice(values []Value[None]) Value[int] {
	return func(w *Writer, at int) { values[at](w, None{}) }
}

// Graph makes the field `graph`.
func Graph(fields Select, field graphql.CollectedField) Value[None] {
	return Of("Graph", fields(field.Selections, "Graph"), func(field graphql.CollectedField) Value[None] {
		switch field.Name {
		case "version":
			return func(w *Writer, _ None) { w.quoted(w.result.Version) }
		case "counts":
			object := numbers[kg.Kind]("KindCount", "kind", fields(field.Selections, "KindCount"),
				func(w *Writer, kind kg.Kind) int { return len(w.index.Names(kind)) })
			return func(w *Writer, _ None) {
				kinds := kg.Kinds()
				w.list(len(kinds), func(i int) { object.Write(w, kinds[i]) })
			}
		case "links":
			object := numbers[kg.Relation]("RelationCount", "relation", fields(field.Selections, "RelationCount"),
				func(w *Writer, relation kg.Relation) int { return w.index.Links[relation] })
			return func(w *Writer, _ None) {
				relations := kg.Relations()
				w.list(len(relations), func(i int) { object.Write(w, relations[i]) })
			}
		default: // sources
			object := ofTable("Source", fields(field.Selections, "Source"), sourceFields)
			return func(w *Writer, _ None) { each(w, w.index.Sources, object.Write) }
		}
	}).Write
}

// numbers makes an object of how many there are of something that has a name.
func numbers[N interface{ String() string }](typeName, of string, selected []graphql.CollectedField, count func(*Writer, N) int) *Object[N] {
	return Of(typeName, selected, func(field graphql.CollectedField) Value[N] {
		if field.Name == of {
			return func(w *Writer, n N) { w.quoted(n.String()) }
		}
		return func(w *Writer, n N) { w.integer(int64(count(w, n))) }
	})
}
