package shape

import "github.com/99designs/gqlgen/graphql"

// SubgraphNodes are the nodes of a neighborhood.
func SubgraphNodes(branch int, node *Entities) Value[None] {
	return func(w *Writer, _ None) { writeNodes(w, w.table(branch).Entries, node) }
}

// SubgraphLinks are the links between them.
func SubgraphLinks(branch int, fields Select, selected []graphql.CollectedField, end func(graphql.CollectedField) *Entities) Value[None] {
	object := graphLinkOf(fields, selected, end)
	return func(w *Writer, _ None) {
		links := w.table(branch).Around.Links
		w.list(len(links), func(i int) { object.Write(w, links[i]) })
	}
}

// SubgraphMode is whether there are more nodes.
func SubgraphMode(branch int) Value[None] {
	return func(w *Writer, _ None) { w.mode(w.table(branch).Rows[0].More) }
}

// Omitted is how many more nodes there are.
func Omitted(branch int) Value[None] {
	return func(w *Writer, _ None) {
		table := w.table(branch)
		w.integer(int64(table.Rows[0].Total - len(table.Entries)))
	}
}

// SubgraphHubs are the nodes that were not walked through.
func SubgraphHubs(branch int, node *Entities) Value[None] {
	return func(w *Writer, _ None) {
		hubs := w.table(branch).Around.Hubs
		w.list(len(hubs), func(i int) { node.Write(w, hubs[i]) })
	}
}
