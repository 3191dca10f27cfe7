package agents

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"runtime/debug"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
	"github.com/modelcontextprotocol/go-sdk/mcp"
)

// guarded answers a message whose handling fails as an operation that fails is
// answered: the log has the reason under an id. The SDK handles messages in goroutines
// of its own, where nobody else would keep a fault from ending the program.
func guarded(log *slog.Logger) mcp.Middleware {
	return func(next mcp.MethodHandler) mcp.MethodHandler {
		return func(ctx context.Context, method string, request mcp.Request) (result mcp.Result, err error) {
			defer func() {
				if fault := recover(); fault != nil {
					id := rand.Text()
					log.Error("a message of an agent failed", "id", id, "method", method, "error", fmt.Sprintf("panic: %v\n%s", fault, debug.Stack()))
					result, err = nil, &jsonrpc.Error{Code: jsonrpc.CodeInternalError, Message: "internal error; the server's log has it under the id " + id}
				}
			}()
			withoutNull(request)
			result, err = next(ctx, method, request)
			withoutValues(result)
			return result, err
		}
	}
}

// maxFault is how many bytes of what the SDK says is wrong with arguments are told.
const maxFault = 300

// withoutValues shortens what the SDK says of arguments that do not fit their schema: it
// repeats them, however long they are.
func withoutValues(result mcp.Result) {
	refused, ok := result.(*mcp.CallToolResult)
	if !ok || refused == nil || !refused.IsError {
		return
	}
	for _, content := range refused.Content {
		text, ok := content.(*mcp.TextContent)
		if ok && strings.HasPrefix(text.Text, `validating "arguments"`) && len(text.Text) > maxFault {
			// Its beginning says where, and its end what would be right.
			start, end := text.Text[:maxFault/2], text.Text[len(text.Text)-maxFault/2:]
			text.Text = strings.ToValidUTF8(start, "") + "…" + strings.ToValidUTF8(end, "")
		}
	}
}

// withoutNull takes arguments that are null for none, which the SDK does not: it fails
// to give them their defaults.
func withoutNull(request mcp.Request) {
	call, ok := request.(*mcp.CallToolRequest)
	if ok && call.Params != nil && string(bytes.TrimSpace(call.Params.Arguments)) == "null" {
		call.Params.Arguments = nil
	}
}
