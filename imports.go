package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/urfave/cli/v3"

	"rolegraph/importer"
	"rolegraph/kg"
	"rolegraph/seed"
)

// importCommand is the command that writes what sources say into the store.
func importCommand(stdout, stderr io.Writer, wrong cli.OnUsageErrorFunc) *cli.Command {
	dryRun := &cli.BoolFlag{Name: "dry-run", Usage: "only read, count and compare; write nothing"}
	// onePath makes a command that imports what one file or folder says.
	onePath := func(command *cli.Command, missing string, read func(context.Context, string, *importer.Report) (*kg.Facts, error)) *cli.Command {
		command.Flags, command.OnUsageError = []cli.Flag{dryRun}, wrong
		command.Action = func(ctx context.Context, c *cli.Command) error {
			if c.Args().Len() != 1 {
				return usageError{errors.New(missing)}
			}
			return importFiles(ctx, c, stdout, stderr, func(report *importer.Report) (*kg.Facts, error) {
				return read(ctx, c.Args().First(), report)
			})
		}
		return command
	}
	return &cli.Command{
		Name: "import", Usage: "write what a source says into the store, in place of what it said before", OnUsageError: wrong,
		Action: func(_ context.Context, c *cli.Command) error {
			if !c.Args().Present() {
				return usageError{fmt.Errorf("name the source to import: %s", importable)}
			}
			return usageError{fmt.Errorf("unknown source %q; known are %s", c.Args().First(), importable)}
		},
		Commands: []*cli.Command{
			{
				Name: "seed", Usage: "the graph that the project starts with", OnUsageError: wrong,
				Flags: []cli.Flag{dryRun},
				Action: func(ctx context.Context, c *cli.Command) error {
					if err := noArguments(c); err != nil {
						return err
					}
					facts, _, err := seed.Load()
					if err != nil {
						return err
					}
					return importFacts(ctx, c, []*kg.Facts{facts}, stdout, stderr)
				},
			},
			{
				Name: "onet", Usage: "the O*NET database, from a folder of its text files", ArgsUsage: "FOLDER", OnUsageError: wrong,
				Flags: []cli.Flag{dryRun, &cli.StringFlag{
					Name: "cip", Usage: "`FILE` of O*NET's crosswalk from programmes of study, Education_CIP_to_ONET_SOC.xlsx, for the degrees of roles",
				}, &cli.FloatFlag{
					Name: "min-importance", Value: importer.DefaultMinImportance,
					Usage: "link a skill to a role from this importance on, `1 to 5`",
					Validator: func(value float64) error {
						if !(value >= 1 && value <= 5) {
							return fmt.Errorf("importance is from 1 to 5, not %v", value)
						}
						return nil
					},
				}},
				Action: func(ctx context.Context, c *cli.Command) error {
					if c.Args().Len() != 1 {
						return usageError{errors.New("name the folder of O*NET's text files, and nothing else")}
					}
					_, joins, err := seed.Load()
					if err != nil {
						return err
					}
					return importFiles(ctx, c, stdout, stderr, func(report *importer.Report) (*kg.Facts, error) {
						facts, err := importer.ONET(ctx, os.DirFS(c.Args().First()), joins, c.Float("min-importance"), report)
						if err == nil && c.IsSet("cip") {
							err = importer.Degrees(ctx, facts, c.String("cip"), report)
						}
						return facts, err
					})
				},
			},
			onePath(&cli.Command{
				Name: "esco", Usage: "the ESCO classification, from a folder with its CSV files in English or the archives of them", ArgsUsage: "FOLDER",
			}, "name the folder of ESCO's files, and nothing else", importer.ESCO),
			{
				Name: "bls-oews", Usage: "wages and industries by the US Bureau of Labor Statistics, from its national tables and those by sector, of one year or several", ArgsUsage: "FILE...", OnUsageError: wrong,
				Flags: []cli.Flag{dryRun},
				Action: func(ctx context.Context, c *cli.Command) error {
					if !c.Args().Present() {
						return usageError{errors.New("name the spreadsheets of OEWS, national and by sector, all in one command")}
					}
					return importFiles(ctx, c, stdout, stderr, func(report *importer.Report) (*kg.Facts, error) {
						return importer.OEWS(ctx, c.Args().Slice(), report)
					})
				},
			},
			onePath(&cli.Command{
				Name: "bls-projections", Usage: "how employment is projected to change by the US Bureau of Labor Statistics, from the spreadsheet of its occupation tables", ArgsUsage: "FILE",
			}, "name the spreadsheet of the occupation tables, and nothing else", importer.Projections),
			onePath(&cli.Command{
				Name: "ai-jobs", Usage: "salaries that people told ai-jobs.net, from its CSV file, which gzip may have packed", ArgsUsage: "FILE",
			}, "name the file of salaries, and nothing else", importer.AIJobs),
			filesCommand(stdout, stderr, wrong, dryRun),
			jsonlCommand(stdout, stderr, wrong, dryRun),
		},
	}
}

// importable are the sources that there is a command for.
const importable = "seed, onet, esco, bls-oews, bls-projections, ai-jobs, files, jsonl"

// importFiles imports what the files of one source say.
func importFiles(ctx context.Context, c *cli.Command, stdout, stderr io.Writer, read func(*importer.Report) (*kg.Facts, error)) error {
	return importAll(ctx, c, stdout, stderr, func(report *importer.Report) ([]*kg.Facts, error) {
		facts, err := read(report)
		return []*kg.Facts{facts}, err
	})
}

// importAll reads what sources say, tells what was found, and imports it.
func importAll(ctx context.Context, c *cli.Command, stdout, stderr io.Writer, read func(*importer.Report) ([]*kg.Facts, error)) error {
	shown := newProgress(stderr)
	report := importer.Report{Progress: shown}
	facts, err := read(&report)
	shown.End()
	if err != nil {
		return orBrokenOff(ctx, err)
	}
	if _, err := report.WriteTo(stdout); err != nil {
		return err
	}
	return importFacts(ctx, c, facts, stdout, stderr)
}

// importFacts makes all that some sources said be these facts, or if it is a dry
// run tells what that would come to.
func importFacts(ctx context.Context, c *cli.Command, facts []*kg.Facts, stdout, stderr io.Writer) error {
	log, shown := newLog(c, stderr), newProgress(stderr)
	store, err := openStore(c, log, shown.wrote, nil)
	if err != nil {
		return err
	}
	defer closeStore(store, log)
	if c.Bool("dry-run") {
		return orBrokenOff(ctx, rehearse(ctx, store, facts, stdout))
	}
	replacement, err := store.Replace(ctx, facts...)
	shown.End()
	if err != nil {
		return orBrokenOff(ctx, err)
	}
	if err := writeReplacement(stdout, replacement); err != nil {
		return err
	}
	var names []string
	for _, f := range facts {
		names = append(names, f.Source.Slug)
	}
	_, err = fmt.Fprintf(stdout, "imported %s: the graph has %d entities and %d links, version %s\n", strings.Join(names, ", "), replacement.Entities, replacement.Links, replacement.Version)
	return err
}

// rehearse tells what an import would come to.
func rehearse(ctx context.Context, store kg.Store, facts []*kg.Facts, stdout io.Writer) error {
	if err := kg.CheckAll(facts); err != nil {
		return err
	}
	limited, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	held, err := store.Facts(limited)
	if err != nil {
		return err
	}
	article, joins, err := seed.Load()
	if err != nil {
		return err
	}
	before := kg.Merge(joins, held...)
	if len(held) == 0 {
		held = []*kg.Facts{article} // comes with the first import into an empty database
	}
	replacement := kg.NewReplacement(before, kg.Merge(joins, kg.Replaced(held, facts...)...))
	if err := writeReplacement(stdout, replacement); err != nil {
		return err
	}
	_, err = fmt.Fprintf(stdout, "nothing was written: the graph would have %d entities and %d links, version %s\n", replacement.Entities, replacement.Links, replacement.Version)
	return err
}
