package shape

import "rolegraph/kg"

// Walks is how many walks end at the node of an entry.
func Walks(w *Writer, e Entry) { w.float(float64(e.Table.Walks[e.At])) }

// WalkNumber is that number, by which the entries are ordered.
func WalkNumber(e Entry) kg.Number { return kg.Known(float64(e.Table.Walks[e.At])) }
