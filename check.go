package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/urfave/cli/v3"

	"rolegraph/kg"
)

// checkCommand is the command that reads the whole graph and tells what is wrong
// with it, or what may be.
func checkCommand(stdout, stderr io.Writer, wrong cli.OnUsageErrorFunc) *cli.Command {
	return &cli.Command{
		Name: "check", Usage: "read the whole graph and tell what is wrong with it", OnUsageError: wrong,
		Flags: []cli.Flag{&cli.BoolFlag{
			Name:  "near",
			Usage: "list entities that look alike and are not joined, likeliest first: a table on a terminal, otherwise lines with tabs",
		}},
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := noArguments(c); err != nil {
				return err
			}
			return withStore(ctx, c, newLog(c, stderr), func(store kg.Store) error {
				index, err := store.Index(ctx)
				if err != nil {
					return err
				}
				if c.Bool("near") {
					return writeNear(ctx, index, stdout)
				}
				entities, links := index.Size()
				_, err = fmt.Fprintf(stdout, "the graph has %d entities and %d links of %d sources, version %s\n", entities, links, len(index.Sources), index.Version)
				return err
			})
		},
	}
}

// writeNear lists the pairs that look alike.
func writeNear(ctx context.Context, index *kg.Index, stdout io.Writer) error {
	pairs, err := index.Near(ctx)
	if err != nil {
		return err
	}
	if !isTerminal(stdout) {
		for _, p := range pairs {
			if _, err := fmt.Fprintf(stdout, "%s\t%s\t%s\t%s\t%s\t%d\n", p.Resemblance, p.First.ID, p.First.Name, p.Second.ID, p.Second.Name, p.Roles()); err != nil {
				return err
			}
		}
		return nil
	}
	return writeNearTable(pairs, stdout)
}

// writeNearTable writes the pairs for a person: under each reason, names and how
// many roles link to either.
func writeNearTable(pairs []kg.Pair, stdout io.Writer) error {
	table := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	for i, p := range pairs {
		if i == 0 || p.Resemblance != pairs[i-1].Resemblance { // #nosec G602 -- i is not 0 there
			if err := table.Flush(); err != nil {
				return err
			}
			if i > 0 {
				fmt.Fprintln(stdout)
			}
			why := p.Resemblance.String()
			if _, err := fmt.Fprintf(stdout, "%s%s:\n", strings.ToUpper(why[:1]), why[1:]); err != nil {
				return err
			}
		}
		fmt.Fprintf(table, "  %s\t%s\t%s\t%s\t%d\n", p.First.ID.Kind.Prefix(), p.First.Name, p.Second.ID.Kind.Prefix(), p.Second.Name, p.Roles())
	}
	return table.Flush()
}
