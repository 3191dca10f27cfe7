package main

import (
	"context"
	"io"
	"os"

	"github.com/urfave/cli/v3"

	"rolegraph/agents"
	"rolegraph/graph"
	"rolegraph/kg"
)

// mcpCommand is the command that answers a client that has started the program.
func mcpCommand(stdout, stderr io.Writer, wrong cli.OnUsageErrorFunc) *cli.Command {
	return &cli.Command{
		Name: "mcp", Usage: "answer an MCP client on standard input and output, as the client starts it", OnUsageError: wrong,
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := noArguments(c); err != nil {
				return err
			}
			return answering(ctx, c, newLog(stderr), func(service *graph.Service, _ kg.Store) error {
				return agents.NewServer(service, version()).Serve(ctx, os.Stdin, stdout)
			})
		},
	}
}
