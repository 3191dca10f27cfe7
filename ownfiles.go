package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/urfave/cli/v3"

	"rolegraph/importer"
	"rolegraph/kg"
)

// filesCommand is the command that imports a source of the user's own.
func filesCommand(stdout, stderr io.Writer, wrong cli.OnUsageErrorFunc, dryRun cli.Flag) *cli.Command {
	return &cli.Command{
		Name: "files", Usage: "roles of your own, from a folder with nodes.csv, links.csv or facts.jsonl", ArgsUsage: "FOLDER", OnUsageError: wrong,
		Flags: []cli.Flag{
			dryRun,
			&cli.StringFlag{
				Name: "name", Usage: "`SLUG` of the source, such as acme; an import of the same name replaces it",
				Validator: func(value string) error {
					if !kg.OwnSource(value) {
						return fmt.Errorf("%q can't name a source of your own: expected lower case letters, digits and hyphens, and no name of another source that the project knows", value)
					}
					return nil
				},
			},
			&cli.StringFlag{Name: "title", Usage: "`NAME` of the source as people read it; left out, that of facts.jsonl, or else the slug"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Args().Len() != 1 {
				return usageError{errors.New("name the folder of your files, and nothing else")}
			}
			if !c.IsSet("name") {
				return usageError{errors.New("name the source, such as --name acme")}
			}
			return importFiles(ctx, c, stdout, stderr, func(report *importer.Report) (*kg.Facts, error) {
				return importer.Files(ctx, c.Args().First(), kg.Source{Slug: c.String("name"), Name: c.String("title")}, report)
			})
		},
	}
}

// jsonlCommand is the command that takes back what was exported.
func jsonlCommand(stdout, stderr io.Writer, wrong cli.OnUsageErrorFunc, dryRun cli.Flag) *cli.Command {
	return &cli.Command{
		Name: "jsonl", Usage: "what export --format jsonl wrote, of one source or several, which gzip may have packed", ArgsUsage: "FILE", OnUsageError: wrong,
		Flags: []cli.Flag{dryRun},
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Args().Len() != 1 {
				return usageError{errors.New("name the file that was exported, and nothing else")}
			}
			return importAll(ctx, c, stdout, stderr, func(report *importer.Report) ([]*kg.Facts, error) {
				return importer.JSONL(ctx, c.Args().First(), report)
			})
		},
	}
}
