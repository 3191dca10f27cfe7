// rolegraph serves a knowledge graph of roles, skills, tools, languages,
// industries and degrees through GraphQL.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"syscall"

	"github.com/urfave/cli/v3"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/seed"
	"rolegraph/store/embedded"
	"rolegraph/store/neo4j"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// The next one ends the program at once.
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr))
}

// The exit statuses.
const (
	done = iota
	failed
	wrongUsage
	// interrupted is what shells take for the end by Ctrl-C.
	interrupted = 128 + 2
)

// run is the program: it returns the exit status. It ends when the context
// does.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	begun := false
	err := command(stdin, stdout, stderr, func() { begun = true }).Run(ctx, args)
	if err == nil {
		return done
	}
	if _, broken := errors.AsType[brokenOff](err); broken {
		fmt.Fprintln(stderr, "rolegraph: interrupted; nothing was changed")
		return interrupted
	}
	fmt.Fprintln(stderr, "rolegraph:", err)
	// What goes wrong before a command begins is a flag or a variable.
	if _, usage := errors.AsType[usageError](err); usage || !begun {
		fmt.Fprintln(stderr, "rolegraph: see rolegraph --help")
		return wrongUsage
	}
	return failed
}

// brokenOff is the end of a command, before it has changed anything, with its
// context.
type brokenOff struct{ error }

// orBrokenOff tells an error that comes of the context's end from others.
func orBrokenOff(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil && (errors.Is(err, context.Canceled) || kg.AsError(err).Code == kg.Timeout) {
		return brokenOff{err}
	}
	return err
}

// usageError is a command line that can't be understood.
type usageError struct{ error }

// command is the command line. It calls begin when a command begins.
func command(stdin io.Reader, stdout, stderr io.Writer, begin func()) *cli.Command {
	flags := storeFlags()
	wrong := func(_ context.Context, _ *cli.Command, err error, _ bool) error { return usageError{err} }
	serve := func(ctx context.Context, c *cli.Command) error {
		if err := noArguments(c); err != nil {
			return err
		}
		return serve(ctx, c, stdout, stderr)
	}
	listen := &cli.StringFlag{
		Name: "listen", Value: "127.0.0.1:8080", Sources: cli.EnvVars("ROLEGRAPH_LISTEN"),
		Usage: "`ADDRESS` to serve on; port 0 is a free one",
	}
	hubLimit := &cli.IntFlag{
		Name: "hub-limit", Value: graph.DefaultHubLimit, Sources: cli.EnvVars("ROLEGRAPH_HUB_LIMIT"),
		Usage:     "walk through entities other than roles only if they have at most `N` links",
		Validator: atLeastOne,
	}
	executor := newChoice(&cli.StringFlag{
		Name: "executor", Value: string(graph.Shaped), Sources: cli.EnvVars("ROLEGRAPH_EXECUTOR"),
		Usage: "have answers written by `NAME`: shaped, or gqlgen, which is slower and writes the same",
	}, string(graph.Shaped), string(graph.Generated))
	explain := &cli.BoolFlag{
		Name: "explain", Value: true, Sources: cli.EnvVars("ROLEGRAPH_EXPLAIN"),
		Usage: "let requests ask how their answer comes about (--explain=false: refuse that)",
	}
	return completed(&cli.Command{
		Name:            "rolegraph",
		Usage:           "a knowledge graph of roles, asked through GraphQL",
		Writer:          stdout,
		ErrWriter:       stderr,
		HideHelpCommand: true,
		ExitErrHandler:  func(context.Context, *cli.Command, error) {},
		OnUsageError:    wrong,
		Flags:           slices.Concat(flags, []cli.Flag{listen, hubLimit, executor, explain}, neo4jFlags(), serverFlags(), accessFlags(), limitFlags(), documentFlags(), telemetryFlags()),
		Action:          serve,
		Before: func(ctx context.Context, _ *cli.Command) (context.Context, error) {
			begin()
			return ctx, nil
		},
		Commands: []*cli.Command{
			{Name: "serve", Usage: "serve GraphQL, MCP, the playground and health checks (the default)", OnUsageError: wrong, Action: serve},
			mcpCommand(stdin, stdout, stderr, wrong),
			queryCommand(stdin, stdout, stderr, wrong),
			importCommand(stdout, stderr, wrong),
			checkCommand(stdout, stderr, wrong),
			exportCommand(stdout, stderr, wrong),
			tokenCommand(stdout, stderr, wrong),
			readyCommand(stdout, wrong),
			{
				Name: "schema", Usage: "print the GraphQL schema", OnUsageError: wrong,
				Action: func(_ context.Context, c *cli.Command) error {
					if err := noArguments(c); err != nil {
						return err
					}
					_, err := io.WriteString(stdout, graph.SDL())
					return err
				},
			},
			{
				Name: "version", Usage: "print the program's version", OnUsageError: wrong,
				Action: func(_ context.Context, c *cli.Command) error {
					if err := noArguments(c); err != nil {
						return err
					}
					_, err := fmt.Fprintln(stdout, "rolegraph", version()+commit())
					return err
				},
			},
		},
	})
}

// noArguments refuses what a command would otherwise ignore.
func noArguments(c *cli.Command) error {
	if c.Args().Present() {
		return usageError{fmt.Errorf("unknown argument %q", c.Args().First())}
	}
	return nil
}

func storeFlags() []cli.Flag {
	return []cli.Flag{
		newChoice(&cli.StringFlag{
			Name: "store", Value: "embedded", Sources: cli.EnvVars("ROLEGRAPH_STORE"),
			Usage: "`STORE` that holds the graph: embedded (in this process) or neo4j",
		}, "embedded", "neo4j"),
		&cli.StringFlag{
			Name: "data", Value: "rolegraph.db", Sources: cli.EnvVars("ROLEGRAPH_DATA"),
			Usage: "`FILE` of the embedded store; without one it serves the seed, and an import makes it",
		},
		&cli.StringFlag{
			Name: "neo4j-uri", Value: "neo4j://127.0.0.1:7687", Sources: cli.EnvVars("NEO4J_URI"),
			Usage: "`URI` of the database; NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE say the rest",
		},
	}
}

// openStore opens the store that the flags name. What is empty begins with the
// seed's facts: the embedded store at once, a database at the first import. What
// takes long to write is told to wrote, and each statement that reads to watch; both
// may be nil.
func openStore(c *cli.Command, log *slog.Logger, wrote func(done, of int), watch neo4j.Watch) (kg.Store, error) {
	facts, joins, err := seed.Load()
	if err != nil {
		return nil, err
	}
	if c.String("store") == "embedded" {
		return embedded.Open(c.String("data"), joins, log, facts)
	}
	return neo4j.Open(neo4j.Config{
		URI:      c.String("neo4j-uri"),
		Username: os.Getenv("NEO4J_USERNAME"),
		Password: os.Getenv("NEO4J_PASSWORD"),
		Database: os.Getenv("NEO4J_DATABASE"),
		Initial:  []*kg.Facts{facts},
		Log:      log,
		Wrote:    wrote,
		Watch:    watch,

		PoolSize: c.Int("neo4j-pool"), NewStatements: c.Int("new-statements"),
	}, joins)
}
