package agents

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/modelcontextprotocol/go-sdk/mcp"

	"rolegraph/graph"
)

type graphQLArguments struct {
	Query         string          `json:"query" jsonschema:"the GraphQL document, such as { graph { counts { kind count } } }"`
	Variables     json.RawMessage `json:"variables,omitempty" jsonschema:"the values of its variables"`
	OperationName string          `json:"operation_name,omitempty" jsonschema:"which operation to execute, where the document has several"`
}

type graphQLResult struct {
	Data json.RawMessage `json:"data"`
}

func graphQLTool() *mcp.Tool {
	return &mcp.Tool{
		Name: "graphql", Title: "Ask anything in GraphQL",
		Description: `Executes a GraphQL query, for what the other tools do not answer: filters, counts, facets, walks, pay, evidence. There are only queries; nothing can be changed. Lists are connections: select totalCount, nodes or edges, pageInfo { hasNextPage endCursor }, and give first (1 to 100). The schema is in the resources rolegraph://schema.graphql and rolegraph://schema/{type}, or ask for a type: { __type(name: "Role") { fields { name args { name } type { name kind ofType { name } } } } }. Example: {"query": "query($c: [String!]) { roles(first: 5, where: {languages: {all: $c}}) { totalCount nodes { id name medianPay } } }", "variables": {"c": ["python"]}}`,
		InputSchema: inputSchema[graphQLArguments](longest("query", 100_000)),
		OutputSchema: &jsonschema.Schema{
			Type: "object", Required: []string{"data"},
			Properties: map[string]*jsonschema.Schema{"data": {Type: "object", Description: "the operation's data, in the shape of its selection"}},
		},
	}
}

func (t tools) graphQL(ctx context.Context, in graphQLArguments) (graphQLResult, error) {
	request := graph.Request{Query: in.Query, OperationName: in.OperationName}
	if in.Variables != nil {
		decoder := json.NewDecoder(bytes.NewReader(in.Variables))
		decoder.UseNumber()
		if err := decoder.Decode(&request.Variables); err != nil {
			return graphQLResult{}, err
		}
	}
	data, err := t.ask(ctx, request)
	return graphQLResult{data}, err
}
