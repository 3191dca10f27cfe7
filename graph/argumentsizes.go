package graph

import (
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/kg"
)

// timesBody bounds the work on arguments: how many times as long as a body they may be
// together, with the values of variables written out wherever they are used. A body has
// them once, and may use them in hundreds of places.
const timesBody = 10

// argumentSizes counts the bytes of the arguments of an operation.
type argumentSizes struct {
	ofVariables map[string]int
	most        int
	all         int // so far
}

func newArgumentSizes(variables map[string]any, body int) argumentSizes {
	s := argumentSizes{ofVariables: map[string]int{}, most: timesBody * body}
	for name, value := range variables {
		s.ofVariables[name] = sizeOf(value)
	}
	return s
}

func (s *argumentSizes) tooLarge() bool { return s.all > s.most }

// problem is what is wrong with arguments that are too large.
func (s *argumentSizes) problem() problems {
	return problems{coded(kg.TooCostly, "the arguments of the operation have more than %d bytes when the values of variables are written out; use large values in fewer places", s.most)}
}

func (s *argumentSizes) add(arguments ast.ArgumentList) {
	for _, argument := range arguments {
		s.all += s.size(argument.Value)
	}
}

func (s *argumentSizes) size(value *ast.Value) int {
	if value.Kind == ast.Variable {
		return s.ofVariables[value.Raw]
	}
	size := len(value.Raw)
	for _, child := range value.Children {
		size += len(child.Name) + s.size(child.Value)
	}
	return size
}

// sizeOf is about how many bytes a value of a variable has.
func sizeOf(value any) int {
	const least = 4
	size := least
	switch value := value.(type) {
	case string:
		size += len(value)
	case []any:
		for _, element := range value {
			size += sizeOf(element)
		}
	case map[string]any:
		for name, element := range value {
			size += len(name) + sizeOf(element)
		}
	}
	return size
}
