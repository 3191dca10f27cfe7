package shape

import (
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"

	"rolegraph/kg"
)

// Entity writes the nodes of one kind in one place of an operation. Nodes are
// given by their positions in the result.
type Entity struct {
	// Recurring tells apart, from 1, the entities of which the same node may be
	// written many times, which are written once and then copied; 0 for others.
	Recurring int

	object *Object[int32]
	// plain says that nothing is shown but short properties.
	plain bool
	// keptMembers is how many members begin the object whose texts are kept, under
	// keptAs, and texts has them: nil where they are not kept.
	keptMembers int
	keptAs      selection
	// keptAgain says that they are only kept of an operation that is asked again.
	keptAgain bool
	texts     atomic.Pointer[renderedNodes]
}

// Select has the entity show some fields of a kind, of which value makes what is not
// __typename. Texts are kept of the short properties among them that stand before all
// others.
func (e *Entity) Select(kind kg.Kind, fields []graphql.CollectedField, value func(graphql.CollectedField) Value[int32]) {
	e.keptAs, e.keptMembers = plain(kind, fields)
	e.plain = e.keptAs.whole
	e.object = Of(kind.Label(), fields, value)
}

// IsPlain reports whether nothing is shown but short properties.
func (e *Entity) IsPlain() bool { return e.plain }

// KeepWhole has texts kept of all that is shown, under what is selected: an equal text
// selects the same. It is empty if it is longer than MaxSelection, and then texts are kept
// as Select says; those of 64 kB and more are not kept at all. If the selection varies
// with the values that clients send they are kept of operations that are asked again: for
// each of those that are asked once they would push out others.
func (e *Entity) KeepWhole(selected string, varies bool) {
	if selected == "" {
		return
	}
	e.keptAs, e.keptMembers = selection{e.keptAs.kind, selected, true}, len(e.object.members)
	e.keptAgain = varies
}

// Write is the Value of the entity.
func (e *Entity) Write(w *Writer, node int32) {
	if !w.goesOn() {
		return
	}
	if e.Recurring == 0 {
		e.write(w, node)
		return
	}
	at := &w.written[e.Recurring-1][node]
	if at.end > 0 {
		w.text = append(w.text, w.text[at.start:at.end]...)
		return
	}
	start := len(w.text)
	e.write(w, node)
	*at = span{start, len(w.text)}
}

func (e *Entity) write(w *Writer, node int32) {
	texts := e.texts.Load()
	if texts == nil {
		e.object.Write(w, node)
		return
	}
	number := w.result.Keys[node].Number
	if text := texts.text(number); text != nil {
		w.text = append(w.text, text...)
	} else {
		start := len(w.text)
		e.object.write(w, node, 0, e.keptMembers)
		if e.keptAs.whole {
			w.text = append(w.text, '}')
		}
		if w.stopped == nil { // else a part is missing
			texts.keep(number, w.text[start:])
		}
	}
	if !e.keptAs.whole {
		e.object.write(w, node, e.keptMembers, len(e.object.members))
		w.text = append(w.text, '}')
	}
}

// Entities writes nodes of any kind in one place of an operation. Those of kinds
// that do not come there are nil.
type Entities [kg.KindCount]*Entity

// Write is the Value of the entities.
func (e *Entities) Write(w *Writer, node int32) { e[w.result.Keys[node].Kind].Write(w, node) }

func (w *Writer) node(at int32) *kg.Node { return w.result.Nodes[at] }

// ofNode makes a value of entities of one of nodes.
func ofNode(value Value[*kg.Node]) Value[int32] {
	return func(w *Writer, at int32) { value(w, w.result.Nodes[at]) }
}

var nodeFields = map[string]Value[int32]{
	"id": ofNode(func(w *Writer, n *kg.Node) {
		w.text = append(w.text, '"')
		w.raw(n.Kind.Prefix())
		w.text = append(w.text, ':')
		w.raw(string(n.Slug))
		w.text = append(w.text, '"')
	}),
	"kind": ofNode(func(w *Writer, n *kg.Node) { w.quoted(n.Kind.String()) }),
	"slug": ofNode(func(w *Writer, n *kg.Node) {
		w.text = append(w.text, '"')
		w.raw(string(n.Slug))
		w.text = append(w.text, '"')
	}),
	"name":        ofNode(func(w *Writer, n *kg.Node) { w.quoted(n.Name) }),
	"description": ofNode(func(w *Writer, n *kg.Node) { w.optional(n.Description) }),
	"roleCount":   ofNode(func(w *Writer, n *kg.Node) { w.integer(int64(n.RoleCount)) }),
	"types":       ofNode(func(w *Writer, n *kg.Node) { w.list(len(n.Types), func(i int) { w.quoted(n.Types[i].String()) }) }),
	"categories":  ofNode(func(w *Writer, n *kg.Node) { w.texts(n.Categories) }),
	"medianPay":   ofNode(func(w *Writer, n *kg.Node) { w.optionalFloat(n.MedianPay) }),
	"growth":      ofNode(func(w *Writer, n *kg.Node) { w.optionalFloat(n.Growth) }),
}

// NodeField is what a field of entities that shows a property of the node is of
// it; false if the field is another.
func NodeField(fields Select, field graphql.CollectedField) (Value[int32], bool) {
	if value, ok := nodeFields[field.Name]; ok {
		return value, true
	}
	selections := field.Selections
	switch field.Name {
	case "codes":
		object := ofTable("Code", fields(selections, "Code"), codeFields)
		return ofNode(func(w *Writer, n *kg.Node) { each(w, n.Codes, object.Write) }), true
	case "sources":
		object := ofTable("Source", fields(selections, "Source"), sourceFields)
		return ofNode(func(w *Writer, n *kg.Node) {
			w.list(len(n.Sources), func(i int) { object.Write(w, w.source(n.Sources[i])) })
		}), true
	case "responsibilities":
		return ofNode(statements(fields, selections, func(n *kg.Node) []kg.Statement { return n.Responsibilities })), true
	case "pay":
		return ofNode(facts(fields, selections, "Pay", func(n *kg.Node) []kg.Pay { return n.Pay }, payFields,
			func(p *kg.Pay) string { return p.Source })), true
	case "outlook":
		return ofNode(facts(fields, selections, "Outlook", func(n *kg.Node) []kg.Outlook { return n.Outlook }, outlookFields,
			func(o *kg.Outlook) string { return o.Source })), true
	case "education":
		return ofNode(facts(fields, selections, "EducationShare", func(n *kg.Node) []kg.EducationShare { return n.Education }, educationFields,
			func(e *kg.EducationShare) string { return e.Source })), true
	}
	return nil, false
}

// Aliases is the field `aliases`, of so many at most.
func Aliases(most int) Value[int32] {
	return ofNode(func(w *Writer, n *kg.Node) { w.texts(n.Aliases[:min(most, len(n.Aliases))]) })
}
