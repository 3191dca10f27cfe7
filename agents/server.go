// Package agents lets programs that work with language models ask the graph, by
// the Model Context Protocol: tools for the questions that come first, one that
// takes any operation, and the schema as resources. Each tool is an operation of
// the GraphQL API, so what it means, what it may cost and what is wrong with it
// is decided there.
package agents

import (
	"context"
	_ "embed"
	"io"
	"log/slog"
	"slices"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"rolegraph/graph"
)

// API answers operations, as graph.Service does.
type API interface {
	// Answer executes an operation, or says what is wrong with it.
	Answer(ctx context.Context, request graph.Request) *graph.Response
}

// instructions are what a client may tell its model of this server.
//
//go:embed instructions.md
var instructions string

// Server serves the tools and resources. It is safe for use by several
// goroutines.
type Server struct {
	protocol *mcp.Server
}

// Operations are those that the tools ask, whatever their variables.
func Operations() []string {
	return []string{searchOperation, describeOperation, compareRolesOperation, skillGapOperation, pathsOperation}
}

// Config says what a server offers.
type Config struct {
	// Version is that of the program, which clients are told.
	Version string
	// Schema has the schema and examples of operations as resources.
	Schema bool
	// GraphQL has the tool that takes any operation.
	GraphQL bool
}

// instructions are those that speak of what there is.
func (c Config) instructions() string {
	if c.GraphQL && c.Schema {
		return instructions
	}
	lines := strings.SplitAfter(instructions, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool { return strings.HasPrefix(line, "- graphql:") }), "")
}

// NewServer makes a server of an API. The log is told what fails.
func NewServer(api API, config Config, log *slog.Logger) *Server {
	options := &mcp.ServerOptions{
		Instructions: config.instructions(),
		// Nothing that is listed changes while the server runs.
		Capabilities: &mcp.ServerCapabilities{Tools: &mcp.ToolCapabilities{}},
	}
	types := newTypes(graph.SDL())
	if config.Schema {
		options.CompletionHandler = types.complete
		options.Capabilities.Resources = &mcp.ResourceCapabilities{}
	}
	protocol := mcp.NewServer(&mcp.Implementation{Name: "rolegraph", Title: "rolegraph", Version: config.Version}, options)
	protocol.AddReceivingMiddleware(guarded(log))
	tools := tools{api}
	add(protocol, searchTool(), tools.search)
	add(protocol, describeTool(), tools.describe)
	add(protocol, compareRolesTool(), tools.compareRoles)
	add(protocol, skillGapTool(), tools.skillGap)
	add(protocol, pathsTool(), tools.paths)
	if config.GraphQL {
		add(protocol, graphQLTool(), tools.graphQL)
	}
	if config.Schema {
		addResources(protocol, types)
	}
	return &Server{protocol}
}

// Serve answers one client, whose messages are lines of in, until in ends or the
// context does. Nothing but messages is written to out.
func (s *Server) Serve(ctx context.Context, in io.ReadCloser, out io.Writer) error {
	err := s.protocol.Run(ctx, &mcp.IOTransport{Reader: in, Writer: unclosed{out}})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// unclosed is a writer that stays open: whoever gave it closes it.
type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }
