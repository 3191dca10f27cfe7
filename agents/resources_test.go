package agents_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph"
	"rolegraph/graph/examples"
)

func TestSchemaAsAResource(t *testing.T) {
	session := onSeed(t)
	if got := session.Read(t, "rolegraph://schema.graphql"); got != graph.SDL() {
		t.Errorf("the schema is not the one that is served: %.200s", got)
	}
	outline := session.Read(t, "rolegraph://outline.graphql")
	t.Logf("the schema has %d bytes, its outline %d", len(graph.SDL()), len(outline))
	if len(outline) > 25_000 || strings.Contains(outline, `"`) {
		t.Errorf("the outline is too long, or has descriptions: %d bytes", len(outline))
	}
	// It is a schema, with the same types and fields.
	whole, short := gqlparser.MustLoadSchema(&ast.Source{Input: graph.SDL()}), gqlparser.MustLoadSchema(&ast.Source{Input: outline})
	for name, definition := range whole.Types {
		if other := short.Types[name]; other == nil || len(other.Fields) != len(definition.Fields) || len(other.EnumValues) != len(definition.EnumValues) {
			t.Errorf("the outline has %s as %+v", name, other)
		}
	}
	listed := map[string]int64{}
	for resource, err := range session.Resources(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		listed[resource.URI] = resource.Size
	}
	for _, uri := range []string{"rolegraph://schema.graphql", "rolegraph://outline.graphql", "rolegraph://examples.graphql"} {
		if int(listed[uri]) != len(session.Read(t, uri)) {
			t.Errorf("%s is listed with %d bytes", uri, listed[uri])
		}
	}
}

func TestTypesAsResources(t *testing.T) {
	session := onSeed(t)
	for name, wants := range map[string][]string{
		"Overlap":    {"type Overlap {", "jaccard: Float!", `"`},
		"Kind":       {"enum Kind {", "DEGREE"},
		"RoleFilter": {"input RoleFilter {", "medianPay: FloatRange"},
		"Entity":     {"interface Entity implements Node {"},
		"Query":      {"type Query {", "compareRoles("},
		"Date":       {"scalar Date"},
	} {
		text := session.Read(t, "rolegraph://schema/"+name)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s lacks %s:\n%s", name, want, text)
			}
		}
		// With its descriptions, as it stands in the whole.
		if !strings.Contains(graph.SDL(), strings.TrimSpace(text)) {
			t.Errorf("%s is not as in the schema:\n%s", name, text)
		}
	}
	for uri, want := range map[string]string{
		"rolegraph://schema/Rolle":     "did you mean Role",
		"rolegraph://schema/Role/name": "not found",
		"rolegraph://nothing":          "not found",
		"file:///etc/passwd":           "not found",
	} {
		_, err := session.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: uri})
		told, ok := errors.AsType[*jsonrpc.Error](err)
		if !ok || told.Code != jsonrpc.CodeInvalidParams || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", uri, err, want)
		}
	}
}

func TestNamesOfTypesComplete(t *testing.T) {
	session := onSeed(t)
	complete := func(uri, begun string) []string {
		got, err := session.Complete(t.Context(), &mcp.CompleteParams{
			Ref:      &mcp.CompleteReference{Type: "ref/resource", URI: uri},
			Argument: mcp.CompleteParamsArgument{Name: "type", Value: begun},
		})
		if err != nil {
			t.Fatal(err)
		}
		return got.Completion.Values
	}
	if got := complete("rolegraph://schema/{type}", "toolf"); !slices.Equal(got, []string{"ToolFilter"}) {
		t.Errorf("toolf completes to %v", got)
	}
	if got := complete("rolegraph://schema/{type}", ""); len(got) < 50 || len(got) > 100 {
		t.Errorf("nothing completes to %v", got)
	}
	if got := complete("rolegraph://schema.graphql", "T"); len(got) != 0 {
		t.Errorf("what has no argument completes to %v", got)
	}
}

// TestExamplesAsAResource has each example in the text.
func TestExamplesAsAResource(t *testing.T) {
	text := onSeed(t).Read(t, "rolegraph://examples.graphql")
	for _, example := range examples.All() {
		if !strings.Contains(text, strings.TrimSpace(example.Operation)) {
			t.Errorf("%s is missing", example.Name)
		}
	}
}
