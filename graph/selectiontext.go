package graph

import (
	"encoding/json"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// selectionText is what is selected, with the values of variables written out: of the
// same entity, the same text selects the same. It is empty if it would be longer than
// so many bytes.
func selectionText(selections ast.SelectionSet, variables map[string]any, most int) string {
	w := selectionWriter{variables: variables, most: most}
	w.selections(selections)
	if w.isTooLong() {
		return ""
	}
	return w.text.String()
}

type selectionWriter struct {
	variables map[string]any
	most      int
	text      strings.Builder
}

func (w *selectionWriter) isTooLong() bool { return w.text.Len() > w.most }

func (w *selectionWriter) selections(all ast.SelectionSet) {
	w.text.WriteByte('{')
	for _, each := range all {
		if w.isTooLong() {
			return // fragments that are spread in fragments can be very long when written out
		}
		switch of := each.(type) {
		case *ast.Field:
			w.text.WriteString(of.Alias + ":" + of.Name)
			w.arguments(of.Arguments)
			w.directives(of.Directives)
			if len(of.SelectionSet) > 0 {
				w.selections(of.SelectionSet)
			}
		case *ast.InlineFragment:
			w.fragment(of.TypeCondition, of.Directives, of.SelectionSet)
		case *ast.FragmentSpread:
			w.fragment(of.Definition.TypeCondition, of.Directives, of.Definition.SelectionSet)
		}
		w.text.WriteByte(' ')
	}
	w.text.WriteByte('}')
}

func (w *selectionWriter) fragment(on string, directives ast.DirectiveList, selections ast.SelectionSet) {
	w.text.WriteString("..." + on)
	w.directives(directives)
	w.selections(selections)
}

func (w *selectionWriter) directives(all ast.DirectiveList) {
	for _, each := range all {
		w.text.WriteString("@" + each.Name)
		w.arguments(each.Arguments)
	}
}

func (w *selectionWriter) arguments(all ast.ArgumentList) {
	if len(all) == 0 {
		return
	}
	w.text.WriteByte('(')
	for _, each := range all {
		w.text.WriteString(each.Name + ":")
		w.value(each.Value)
		w.text.WriteByte(' ')
	}
	w.text.WriteByte(')')
}

func (w *selectionWriter) value(of *ast.Value) {
	switch of.Kind {
	case ast.Variable:
		value, given := w.variables[of.Raw]
		if !given {
			w.text.WriteByte('$') // which is another than null
			return
		}
		text, err := json.Marshal(value)
		must(err) // it came as JSON
		w.text.Write(text)
	case ast.ListValue, ast.ObjectValue:
		w.text.WriteByte('[')
		for _, child := range of.Children {
			w.text.WriteString(child.Name + ":")
			w.value(child.Value)
			w.text.WriteByte(' ')
		}
		w.text.WriteByte(']')
	default:
		w.text.WriteString(of.String())
	}
}
