package graph

import (
	"fmt"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"rolegraph/kg"
)

// nullsInPlace finds the variables that are null where the operation needs a
// value. Validation lets a variable that has a default stand there, and a
// request may still say that it is null.
func nullsInPlace(operation *ast.OperationDefinition, variables map[string]any) gqlerror.List {
	n := nulls{variables: variables, visited: map[string]bool{}}
	n.directives(operation.Directives)
	n.selections(operation.SelectionSet)
	return n.problems
}

type nulls struct {
	variables map[string]any
	visited   map[string]bool // fragments
	problems  gqlerror.List
}

func (n *nulls) selections(set ast.SelectionSet) {
	for _, selection := range set {
		switch s := selection.(type) {
		case *ast.Field:
			n.arguments(s.Arguments)
			n.directives(s.Directives)
			n.selections(s.SelectionSet)
		case *ast.InlineFragment:
			n.directives(s.Directives)
			n.selections(s.SelectionSet)
		case *ast.FragmentSpread:
			n.directives(s.Directives)
			if !n.visited[s.Name] {
				n.visited[s.Name] = true
				n.selections(s.Definition.SelectionSet)
			}
		}
	}
}

func (n *nulls) directives(directives ast.DirectiveList) {
	for _, directive := range directives {
		n.arguments(directive.Arguments)
	}
}

func (n *nulls) arguments(arguments ast.ArgumentList) {
	for _, argument := range arguments {
		n.value(argument.Value)
	}
}

func (n *nulls) value(value *ast.Value) {
	for _, child := range value.Children {
		n.value(child.Value)
	}
	if value.Kind != ast.Variable || value.ExpectedType == nil || !value.ExpectedType.NonNull {
		return
	}
	if given, ok := n.variables[value.Raw]; ok && given == nil {
		n.problems = append(n.problems, &gqlerror.Error{
			Message:    fmt.Sprintf("variable $%s: null is not allowed here, where the type is %s", value.Raw, value.ExpectedType),
			Locations:  placed(value.Position),
			Extensions: map[string]any{"code": string(kg.BadUserInput)},
		})
	}
}
