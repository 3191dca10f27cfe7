package shape

import (
	"github.com/99designs/gqlgen/graphql"

	"rolegraph/kg"
)

// LinkField is what a field that every link has is of a link; false if the field
// is another.
func LinkField(fields Select, field graphql.CollectedField) (Value[*kg.Link], bool) {
	switch field.Name {
	case "relation":
		return func(w *Writer, l *kg.Link) { w.quoted(l.Relation.String()) }, true
	case "weight":
		return func(w *Writer, l *kg.Link) {
			if l.Weight == kg.NoWeight {
				w.null()
				return
			}
			w.weight(l.Weight)
		}, true
	case "tags":
		return func(w *Writer, l *kg.Link) { w.list(len(l.Tags), func(i int) { w.quoted(l.Tags[i].String()) }) }, true
	case "notes":
		return statements(fields, field.Selections, func(l *kg.Link) []kg.Statement { return l.Notes }), true
	case "evidence":
		return facts(fields, field.Selections, "Evidence", func(l *kg.Link) []kg.Evidence { return l.Evidence },
			evidenceFields, func(e *kg.Evidence) string { return e.Source }), true
	}
	return nil, false
}

// weight writes a known weight as a decimal.
func (w *Writer) weight(weight kg.Weight) {
	if weight >= kg.FullWeight {
		w.text = append(w.text, '1')
		return
	}
	if weight == 0 {
		w.text = append(w.text, '0')
		return
	}
	digits, rest := [8]byte{'0', '.'}, weight
	end := 2
	for at := 7; at >= 2; at-- {
		digits[at] = byte('0' + rest%10)
		rest /= 10
		if end == 2 && digits[at] != '0' {
			end = at + 1
		}
	}
	w.text = append(w.text, digits[:end]...)
}

// graphLinkOf makes the object of links with their ends.
func graphLinkOf(fields Select, selected []graphql.CollectedField, end func(graphql.CollectedField) *Entities) *Object[kg.LinkBetween] {
	return Of("GraphLink", selected, func(field graphql.CollectedField) Value[kg.LinkBetween] {
		if value, ok := LinkField(fields, field); ok {
			return func(w *Writer, of kg.LinkBetween) { value(w, of.Link) }
		}
		entities := end(field)
		if field.Name == "from" {
			return func(w *Writer, of kg.LinkBetween) { entities.Write(w, of.From) }
		}
		return func(w *Writer, of kg.LinkBetween) { entities.Write(w, of.To) }
	})
}
