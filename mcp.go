package main

import (
	"context"
	"io"

	"github.com/urfave/cli/v3"

	"rolegraph/agents"
	"rolegraph/graph"
	"rolegraph/kg"
)

// mcpCommand is the command that answers a client that has started the program.
func mcpCommand(stdin io.Reader, stdout, stderr io.Writer, wrong cli.OnUsageErrorFunc) *cli.Command {
	return &cli.Command{
		Name: "mcp", Usage: "answer an MCP client on standard input and output, as the client starts it", OnUsageError: wrong,
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := noArguments(c); err != nil {
				return err
			}
			input, closes := stdin.(io.ReadCloser)
			if !closes {
				input = io.NopCloser(stdin)
			}
			log := newLog(c, stderr)
			return answering(ctx, c, nil, nil, log, func(service *graph.Service, _ kg.Store) error {
				return agents.NewServer(service, toAgents(c), log).Serve(ctx, input, stdout)
			})
		},
	}
}

// toAgents is what the flags offer to agents.
func toAgents(c *cli.Command) agents.Config {
	return agents.Config{
		Version: version(),
		Schema:  c.Bool("introspection") && !c.Bool("locked"),
		GraphQL: !c.Bool("documents-only"),
	}
}
