package agents

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// maxResult is the most bytes that a tool's result may have: some eight thousand
// tokens, of which a model's context has room for several.
const maxResult = 32_000

// add adds a tool whose answer is a function of its arguments and the graph. The
// schemas of what goes in and out are those of the types, unless the tool has its
// own.
func add[In, Out any](server *mcp.Server, tool *mcp.Tool, answer func(context.Context, In) (Out, error)) {
	closed := false
	tool.Annotations = &mcp.ToolAnnotations{ReadOnlyHint: true, IdempotentHint: true, OpenWorldHint: &closed}
	mcp.AddTool(server, tool, func(ctx context.Context, _ *mcp.CallToolRequest, in In) (*mcp.CallToolResult, Out, error) {
		out, err := answer(ctx, in)
		if err != nil {
			return nil, out, err
		}
		var text bytes.Buffer
		encoder := json.NewEncoder(&text)
		encoder.SetEscapeHTML(false) // it is not shown as HTML
		if err := encoder.Encode(out); err != nil {
			return nil, out, err
		}
		if text.Len() > maxResult {
			return nil, out, fmt.Errorf("the result would have %d bytes, and may have %d; ask for less: a smaller `first`, fewer kinds, lists or fields", text.Len(), maxResult)
		}
		content := &mcp.TextContent{Text: string(bytes.TrimSpace(text.Bytes()))}
		return &mcp.CallToolResult{Content: []mcp.Content{content}}, out, nil
	})
}
