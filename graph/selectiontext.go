package graph

import (
	"encoding/json"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// selectionText is what is selected, with the values of variables written out: of the
// same entity, the same text selects the same. It is empty if it would be longer than
// so many bytes, and takes no longer then than the greatest of the values. It varies if it
// has values of variables.
func selectionText(selections ast.SelectionSet, variables map[string]any, most int) (text string, varies bool) {
	w := selectionWriter{variables: variables, most: most}
	w.selections(selections)
	if w.isTooLong() {
		return "", false
	}
	return w.text.String(), w.varies
}

type selectionWriter struct {
	variables map[string]any
	most      int
	text      strings.Builder
	varies    bool
}

func (w *selectionWriter) isTooLong() bool { return w.text.Len() > w.most }

func (w *selectionWriter) write(texts ...string) {
	for _, text := range texts {
		w.text.WriteString(text)
	}
}

func (w *selectionWriter) selections(all ast.SelectionSet) {
	w.write("{")
	for _, each := range all {
		if w.isTooLong() {
			return // fragments that are spread in fragments can be very long when written out
		}
		switch of := each.(type) {
		case *ast.Field:
			w.write(of.Alias, ":", of.Name)
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
		w.write(" ")
	}
	w.write("}")
}

func (w *selectionWriter) fragment(on string, directives ast.DirectiveList, selections ast.SelectionSet) {
	w.write("...", on)
	w.directives(directives)
	w.selections(selections)
}

func (w *selectionWriter) directives(all ast.DirectiveList) {
	for _, each := range all {
		w.write("@", each.Name)
		w.arguments(each.Arguments)
	}
}

func (w *selectionWriter) arguments(all ast.ArgumentList) {
	if len(all) == 0 {
		return
	}
	w.write("(")
	for _, each := range all {
		w.write(each.Name, ":")
		w.value(each.Value)
		w.write(" ")
	}
	w.write(")")
}

func (w *selectionWriter) value(of *ast.Value) {
	switch {
	case w.isTooLong(): // a large value of a variable may be used in hundreds of places
	case of.Kind == ast.Variable:
		w.varies = true
		value, given := w.variables[of.Raw]
		if !given {
			w.write("$") // which is another than null
			return
		}
		text, err := json.Marshal(value)
		must(err) // it came as JSON
		w.write(string(text))
	case of.Kind == ast.ListValue:
		w.children("[", of.Children, "]")
	case of.Kind == ast.ObjectValue:
		w.children("{", of.Children, "}")
	default:
		w.write(of.String())
	}
}

func (w *selectionWriter) children(open string, all ast.ChildValueList, close string) {
	w.write(open)
	for _, child := range all {
		w.write(child.Name, ":")
		w.value(child.Value)
		w.write(" ")
	}
	w.write(close)
}
