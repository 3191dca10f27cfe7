// Package agentstest asks an MCP server as an agent's client does: with the client
// of the protocol's SDK, over any transport.
package agentstest

import (
	"encoding/json"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// Session is a client's connection to a server. It is safe for use by several
// goroutines.
type Session struct {
	*mcp.ClientSession
	results map[string]*jsonschema.Resolved // by the names of tools
}

// Connect makes a session, which ends with the test, and asks for the tools.
func Connect(t testing.TB, transport mcp.Transport) *Session {
	t.Helper()
	client := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	connected, err := client.Connect(t.Context(), transport, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connected.Close() })
	session := &Session{connected, map[string]*jsonschema.Resolved{}}
	for tool, err := range connected.Tools(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		session.results[tool.Name] = resolved(t, tool.OutputSchema)
	}
	return session
}

// resolved is a schema that came as JSON.
func resolved(t testing.TB, schema any) *jsonschema.Resolved {
	t.Helper()
	text, err := json.Marshal(schema)
	if err != nil {
		t.Fatal(err)
	}
	var read jsonschema.Schema
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	resolved, err := read.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return resolved
}

// Call calls a tool that must succeed, and reads its result, which must be as the
// tool's schema says, and the same as text, which it gives.
func (s *Session) Call(t testing.TB, tool string, arguments map[string]any, result any) string {
	t.Helper()
	called, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatalf("%s %v: %v", tool, arguments, err)
	}
	text := textOf(t, called)
	if called.IsError {
		t.Fatalf("%s %v was refused: %s", tool, arguments, text)
	}
	if err := s.results[tool].Validate(called.StructuredContent); err != nil {
		t.Errorf("%s %v gives what its schema does not allow: %v\n%s", tool, arguments, err, text)
	}
	structured, err := json.Marshal(called.StructuredContent)
	if err != nil {
		t.Fatal(err)
	}
	if !same(t, text, string(structured)) {
		t.Errorf("%s %v gives one thing as text and another as structure:\n%s\n%s", tool, arguments, text, structured)
	}
	if err := json.Unmarshal([]byte(text), result); err != nil {
		t.Fatal(err)
	}
	return text
}

// Refused calls a tool that must refuse it, and gives what it says.
func (s *Session) Refused(t testing.TB, tool string, arguments map[string]any) string {
	t.Helper()
	called, err := s.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		t.Fatalf("%s %v: %v", tool, arguments, err)
	}
	text := textOf(t, called)
	if !called.IsError {
		t.Errorf("%s %v was answered %s", tool, arguments, text)
	}
	return text
}

// Read reads a resource.
func (s *Session) Read(t testing.TB, uri string) string {
	t.Helper()
	read, err := s.ReadResource(t.Context(), &mcp.ReadResourceParams{URI: uri})
	if err != nil {
		t.Fatalf("%s: %v", uri, err)
	}
	if len(read.Contents) != 1 || read.Contents[0].URI != uri || read.Contents[0].MIMEType != "application/graphql" {
		t.Fatalf("%s is %+v", uri, read.Contents)
	}
	return read.Contents[0].Text
}

// textOf is the only content of a result.
func textOf(t testing.TB, result *mcp.CallToolResult) string {
	t.Helper()
	if len(result.Content) == 1 {
		if content, ok := result.Content[0].(*mcp.TextContent); ok {
			return content.Text
		}
	}
	t.Fatalf("want one text, got %+v", result.Content)
	return ""
}

// same is whether two texts are the same JSON.
func same(t testing.TB, one, other string) bool {
	t.Helper()
	var values [2]string
	for i, text := range []string{one, other} {
		var value any
		if err := json.Unmarshal([]byte(text), &value); err != nil {
			t.Fatal(err)
		}
		sorted, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		values[i] = string(sorted)
	}
	return values[0] == values[1]
}
