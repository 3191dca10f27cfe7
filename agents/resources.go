package agents

import (
	"context"
	"fmt"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"rolegraph/graph/examples"
)

const (
	schemaURI   = "rolegraph://schema.graphql"
	outlineURI  = "rolegraph://outline.graphql"
	examplesURI = "rolegraph://examples.graphql"
	// typeURI leads to one type, whose name is behind it.
	typeURI = "rolegraph://schema/"

	graphQLType = "application/graphql"
)

// addResources adds the schema, whole and by type, and examples.
func addResources(server *mcp.Server, types *types) {
	for _, document := range []struct{ uri, name, title, description, text string }{
		{
			outlineURI, "outline", "The schema in short",
			"All types, fields, arguments and enum values of the GraphQL schema, without their descriptions, which " + schemaURI + " and " + typeURI + "{type} have.",
			types.outline(),
		},
		{
			schemaURI, "schema", "The schema",
			"The GraphQL schema with a description of everything in it. It is long; for a type or two read " + typeURI + "{type}.",
			types.sdl,
		},
		{
			examplesURI, "examples", "Operations to learn from",
			"GraphQL operations that show what can be asked, each with a comment that says what.",
			exampleOperations(),
		},
	} {
		server.AddResource(&mcp.Resource{
			URI: document.uri, Name: document.name, Title: document.title, Description: document.description,
			MIMEType: graphQLType, Size: int64(len(document.text)),
		}, func(context.Context, *mcp.ReadResourceRequest) (*mcp.ReadResourceResult, error) {
			return contents(document.uri, document.text), nil
		})
	}
	server.AddResourceTemplate(&mcp.ResourceTemplate{
		URITemplate: typeURI + "{type}", Name: "type", Title: "A type of the schema",
		Description: "One type of the GraphQL schema with its descriptions, such as Query, Role, RoleFilter or RoleComparison.",
		MIMEType:    graphQLType,
	}, func(_ context.Context, request *mcp.ReadResourceRequest) (*mcp.ReadResourceResult, error) {
		uri := request.Params.URI
		text, err := types.definition(strings.TrimPrefix(uri, typeURI))
		if err != nil {
			return nil, &jsonrpc.Error{Code: jsonrpc.CodeInvalidParams, Message: err.Error()}
		}
		return contents(uri, text), nil
	})
}

func contents(uri, text string) *mcp.ReadResourceResult {
	return &mcp.ReadResourceResult{Contents: []*mcp.ResourceContents{{URI: uri, MIMEType: graphQLType, Text: text}}}
}

// exampleOperations are the texts of all examples.
func exampleOperations() string {
	var text strings.Builder
	for _, example := range examples.All() {
		text.WriteString(strings.TrimSpace(example.Operation) + "\n")
		if example.Variables != nil {
			fmt.Fprintf(&text, "# with the variables %s\n", strings.Join(strings.Fields(string(example.Variables)), " "))
		}
		text.WriteByte('\n')
	}
	return strings.TrimSpace(text.String()) + "\n"
}
