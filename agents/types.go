package agents

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
	"github.com/vektah/gqlparser/v2/parser"
	"github.com/vektah/gqlparser/v2/validator/core"
)

// types are the types of a schema, to be read one by one.
type types struct {
	sdl      string
	document *ast.SchemaDocument
	names    []string // in the order of the text
}

func newTypes(sdl string) *types {
	document, err := parser.ParseSchema(&ast.Source{Name: "schema.graphql", Input: sdl})
	if err != nil {
		panic(err) // it is this program's own
	}
	types := &types{sdl: sdl, document: document}
	for _, definition := range document.Definitions {
		types.names = append(types.names, definition.Name)
	}
	return types
}

// outline is the whole schema without descriptions.
func (t *types) outline() string {
	return formatted(t.document, formatter.WithoutDescription())
}

// maxTypeName is how many bytes of a name that is not known are looked at.
const maxTypeName = 100

// definition is the text of a type with its descriptions.
func (t *types) definition(name string) (string, error) {
	definition := t.document.Definitions.ForName(name)
	if definition == nil {
		shown := name[:min(len(name), maxTypeName)]
		hint := ""
		if near := core.SuggestionList(shown, t.names); len(near) > 0 {
			hint = "; did you mean " + core.OrList(near...) + "?"
		}
		return "", fmt.Errorf("there is no type %q%s", shown, hint)
	}
	return formatted(&ast.SchemaDocument{Definitions: ast.DefinitionList{definition}}), nil
}

func formatted(document *ast.SchemaDocument, options ...formatter.FormatterOption) string {
	var text bytes.Buffer
	formatter.NewFormatter(&text, append(options, formatter.WithIndent("  "))...).FormatSchemaDocument(document)
	return strings.TrimSpace(text.String()) + "\n"
}

// maxCompletions is how many values the protocol lets a completion have.
const maxCompletions = 100

// complete completes the names of types in the address of a type.
func (t *types) complete(_ context.Context, request *mcp.CompleteRequest) (*mcp.CompleteResult, error) {
	begun := strings.ToLower(request.Params.Argument.Value)
	values := []string{}
	for _, name := range t.names {
		if request.Params.Ref.URI == typeURI+"{type}" && strings.HasPrefix(strings.ToLower(name), begun) {
			values = append(values, name)
		}
	}
	total := len(values)
	values = values[:min(total, maxCompletions)]
	return &mcp.CompleteResult{Completion: mcp.CompletionResultDetails{
		Values: values, Total: total, HasMore: total > len(values),
	}}, nil
}
