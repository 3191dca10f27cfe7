package shape

import (
	"github.com/99designs/gqlgen/graphql"

	"rolegraph/graph/answer"
	"rolegraph/kg"
)

// mode writes whether what there is was cut off.
func (w *Writer) mode(cut bool) {
	if cut {
		w.quoted(answer.Truncated)
		return
	}
	w.quoted(answer.Exact)
}

// PathCount is how many paths a branch has found.
func PathCount(branch int) Value[None] {
	return func(w *Writer, _ None) { w.float(float64(w.table(branch).Paths.Count)) }
}

// PathMode is whether a branch has found more paths than the first so many.
func PathMode(branch, first int) Value[None] {
	return func(w *Writer, _ None) { w.mode(w.table(branch).Paths.Count > int64(first)) }
}

// PathHubs are what paths were not led through.
func PathHubs(branch int, node *Entities) Value[None] {
	return func(w *Writer, _ None) {
		table := w.table(branch)
		writeNodes(w, table.Entries[table.Paths.Shown*(table.Paths.Length+1):], node)
	}
}

// Path is one path: its entries.
type Path []kg.Entry

// Paths makes the field that lists the paths of a branch.
func Paths(branch int, path *Object[Path]) Value[None] {
	return func(w *Writer, _ None) {
		table := w.table(branch)
		nodes := table.Paths.Length + 1
		w.list(table.Paths.Shown, func(i int) { path.Write(w, table.Entries[i*nodes:(i+1)*nodes]) })
	}
}

// PathLength is how many links a path has.
func PathLength(w *Writer, p Path) { w.integer(int64(len(p) - 1)) }

// PathWeight is the mean of its links' weights.
func PathWeight(w *Writer, p Path) {
	weights := make([]kg.Weight, 0, len(p)-1)
	for _, entry := range p[1:] {
		weights = append(weights, entry.Link.Weight)
	}
	w.weight(kg.MeanCounted(weights))
}

// PathNodes are both ends and what is between them.
func PathNodes(node *Entities) Value[Path] {
	return func(w *Writer, p Path) { writeNodes(w, p, node) }
}

// PathLinks are one between each node and the next.
func PathLinks(fields Select, selected []graphql.CollectedField, end func(graphql.CollectedField) *Entities) Value[Path] {
	object := graphLinkOf(fields, selected, end)
	return func(w *Writer, p Path) {
		w.list(len(p)-1, func(i int) {
			link := kg.LinkBetween{From: p[i].Node, To: p[i+1].Node, Link: p[i+1].Link}
			if w.node(link.From).ID() != link.Link.From.ID() {
				link.From, link.To = link.To, link.From
			}
			object.Write(w, link)
		})
	}
}

func writeNodes(w *Writer, entries []kg.Entry, node *Entities) {
	w.list(len(entries), func(i int) { node.Write(w, entries[i].Node) })
}
