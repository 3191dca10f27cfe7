// Package operation reads a GraphQL operation for a client that shows answers:
// which fields the answer has, what its variables are, and how to ask for all
// pages of a list.
package operation

import (
	"errors"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator"
	"github.com/vektah/gqlparser/v2/validator/rules"
)

// maxTokens bounds the work of parsing and validating. It is above what a server
// takes.
const maxTokens = 10_000

// Operation is one query of a document that fits a schema.
type Operation struct {
	source     string
	schema     *ast.Schema
	document   *ast.QueryDocument
	definition *ast.OperationDefinition
	fields     []*Field
}

// Misfit says that a document is no GraphQL, or does not fit the schema.
type Misfit struct{ error }

// Parse reads the query of a document that has the name, which may be empty if
// there is only one. It is a Misfit if the document does not fit the schema, and
// another error if there is no such query, or if it selects more than 20,000 fields
// with its fragments written out.
func Parse(schema *ast.Schema, text, name string) (*Operation, error) {
	document, err := parser.ParseQueryWithTokenLimit(&ast.Source{Input: text}, maxTokens)
	if err != nil {
		return nil, Misfit{err}
	}
	if problems := validator.ValidateWithRules(schema, document, rules.NewDefaultRules()); len(problems) > 0 {
		return nil, Misfit{problems}
	}
	definition := document.Operations.ForName(name)
	switch {
	case len(document.Operations) == 0:
		return nil, Misfit{errors.New("the document has no operation")}
	case definition == nil && name != "":
		return nil, fmt.Errorf("the document has no operation %q; it has %s", name, named(document.Operations))
	case name == "" && len(document.Operations) > 1:
		return nil, fmt.Errorf("the document has several operations; name one of %s", named(document.Operations))
	case definition.Operation != ast.Query:
		return nil, fmt.Errorf("the operation is a %s, not a query", definition.Operation)
	}
	fields, err := fieldsOf(schema, definition.SelectionSet)
	if err != nil {
		return nil, err
	}
	return &Operation{source: text, schema: schema, document: document, definition: definition, fields: fields}, nil
}

// named lists the names of operations.
func named(operations ast.OperationList) string {
	names := make([]string, len(operations))
	for i, each := range operations {
		if names[i] = each.Name; each.Name == "" {
			return "one without a name"
		}
	}
	return strings.Join(names, ", ")
}

// Fields are those of the answer, in the order in which they are selected first.
func (o *Operation) Fields() []*Field { return o.fields }

// text is the document of the operation alone.
func (o *Operation) text() string {
	var text strings.Builder
	formatter.NewFormatter(&text, formatter.WithIndent("  ")).FormatQueryDocument(&ast.QueryDocument{
		Operations: ast.OperationList{o.definition}, Fragments: o.usedFragments(),
	})
	return text.String()
}

// usedFragments are those that the operation spreads: a document with others is
// refused.
func (o *Operation) usedFragments() ast.FragmentDefinitionList {
	used := map[string]bool{}
	var look func(ast.SelectionSet)
	look = func(selections ast.SelectionSet) {
		for _, selection := range selections {
			switch s := selection.(type) {
			case *ast.Field:
				look(s.SelectionSet)
			case *ast.InlineFragment:
				look(s.SelectionSet)
			case *ast.FragmentSpread:
				if !used[s.Name] {
					used[s.Name] = true
					look(s.Definition.SelectionSet)
				}
			}
		}
	}
	look(o.definition.SelectionSet)
	var fragments ast.FragmentDefinitionList
	for _, fragment := range o.document.Fragments {
		if used[fragment.Name] {
			fragments = append(fragments, fragment)
		}
	}
	return fragments
}
