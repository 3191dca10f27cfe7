package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"rolegraph/exporter"
	"rolegraph/jsonl"
	"rolegraph/kg"
	"rolegraph/seed"
	"rolegraph/wholefile"
)

// readTime is how long a store may take to give what it holds.
const readTime = time.Minute

// exportCommand is the command that writes what the store holds.
func exportCommand(stdout, stderr io.Writer, wrong cli.OnUsageErrorFunc) *cli.Command {
	return &cli.Command{
		Name: "export", Usage: "write what the store holds, for other programs or to import it elsewhere", OnUsageError: wrong,
		Flags: []cli.Flag{
			newChoice(&cli.StringFlag{
				Name: "format", Value: "jsonl",
				Usage: "`FORMAT`: jsonl (what all sources said, for import jsonl), csv (the graph as a folder of tables) or graphml (the graph for Gephi or networkx)",
			}, "jsonl", "csv", "graphml"),
			&cli.StringFlag{Name: "output", Usage: "`PATH` of the file to write, or of the folder for csv; without it standard output"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := noArguments(c); err != nil {
				return err
			}
			if c.String("format") == "csv" && c.String("output") == "" {
				return usageError{errors.New("csv is a folder of tables: name it with --output")}
			}
			return orBrokenOff(ctx, export(ctx, c, stdout, stderr))
		},
	}
}

func export(ctx context.Context, c *cli.Command, stdout, stderr io.Writer) error {
	facts, err := heldFacts(ctx, c, stderr)
	if err != nil {
		return err
	}
	_, joins, err := seed.Load()
	if err != nil {
		return err
	}
	graph := kg.Merge(joins, facts...)
	output := c.String("output")
	write := func(w io.Writer) error {
		if c.String("format") == "graphml" {
			return exporter.GraphML(w, graph)
		}
		return jsonl.Write(w, facts)
	}
	heeding := func(write func(io.Writer) error) func(io.Writer) error {
		return func(w io.Writer) error { return write(&heedful{ctx, w}) }
	}
	switch {
	case output == "":
		buffered := bufio.NewWriterSize(&heedful{ctx, stdout}, 1<<16)
		return errors.Join(write(buffered), buffered.Flush())
	case c.String("format") == "csv":
		err = wholefile.CreateFolder(output, func(create func(string, func(io.Writer) error) error) error {
			return exporter.CSV(graph, func(name string, write func(io.Writer) error) error { return create(name, heeding(write)) })
		})
	default:
		err = wholefile.Replace(output, heeding(write))
	}
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "exported %s: %d entities and %d links, version %s\n", output, len(graph.Nodes()), len(graph.Links()), graph.Version())
	return err
}

// heldFacts are those of the store that the flags name.
func heldFacts(ctx context.Context, c *cli.Command, stderr io.Writer) ([]*kg.Facts, error) {
	log := newLog(c, stderr)
	store, err := openStore(c, log, nil, nil)
	if err != nil {
		return nil, err
	}
	defer closeStore(store, log)
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	return store.Facts(ctx)
}

// heedful writes until the context ends.
type heedful struct {
	ctx context.Context
	to  io.Writer
}

// Write writes unless the context has ended.
func (h *heedful) Write(content []byte) (int, error) {
	if err := h.ctx.Err(); err != nil {
		return 0, err
	}
	return h.to.Write(content)
}
