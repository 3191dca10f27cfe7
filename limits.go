package main

import (
	"fmt"
	"os"
	"time"

	"github.com/urfave/cli/v3"

	"rolegraph/graph"
)

// limitFlags say how large an operation may be, and what of the server is not for
// everyone.
func limitFlags() []cli.Flag {
	most := graph.DefaultLimits()
	limit := func(name, variable string, most int, usage string) cli.Flag {
		return limitFlag("Limits", name, variable, most, usage)
	}
	allowed := func(name, variable, usage string) cli.Flag {
		return &cli.BoolFlag{Name: name, Value: true, Sources: cli.EnvVars(variable), Usage: usage, Category: "Limits"}
	}
	return []cli.Flag{
		limit("cost-limit", "ROLEGRAPH_COST_LIMIT", graph.DefaultCostLimit, "refuse operations that may touch more than `N` nodes and links"),
		limit("body-limit", "ROLEGRAPH_BODY_LIMIT", most.Body, "refuse requests for operations with a body of more than `N` bytes"),
		limit("token-limit", "ROLEGRAPH_TOKEN_LIMIT", most.Tokens, "refuse documents of more than `N` tokens"),
		limit("depth-limit", "ROLEGRAPH_DEPTH_LIMIT", most.Depth, "refuse operations whose fields are nested more than `N` deep"),
		limit("alias-limit", "ROLEGRAPH_ALIAS_LIMIT", most.Aliases, "refuse operations with more than `N` aliases"),
		limit("root-field-limit", "ROLEGRAPH_ROOT_FIELD_LIMIT", most.RootFields, "refuse operations with more than `N` fields that are in no other"),
		limit("repeated-field-limit", "ROLEGRAPH_REPEATED_FIELD_LIMIT", most.RepeatedFields, "refuse documents that select more than `N` fields twice"),
		limit("fragment-spread-limit", "ROLEGRAPH_FRAGMENT_SPREAD_LIMIT", most.FragmentSpreads, "refuse documents that spread fragments in more than `N` places"),
		limit("directive-limit", "ROLEGRAPH_DIRECTIVE_LIMIT", most.Directives, "refuse documents with more than `N` directives"),
		limit("variable-limit", "ROLEGRAPH_VARIABLE_LIMIT", most.Variables, "refuse operations that define more than `N` variables"),
		&cli.IntFlag{
			Name: "heavy-operations", Sources: cli.EnvVars("ROLEGRAPH_HEAVY_OPERATIONS"), Category: "Limits", Validator: atLeastOne,
			Usage: "work on at most `N` operations at a time that take long; left out, half as many as there are processors", HideDefault: true,
		},
		&cli.DurationFlag{
			Name: "deadline", Value: most.Deadline, Sources: cli.EnvVars("ROLEGRAPH_DEADLINE"), Category: "Limits",
			Usage: "end operations that take longer than `TIME`, such as 5s",
			Validator: func(value time.Duration) error {
				if value < 100*time.Millisecond || value > time.Hour {
					return fmt.Errorf("%s is no deadline; it must be from 100ms to 1h", value)
				}
				return nil
			},
		},
		allowed("introspection", "ROLEGRAPH_INTROSPECTION", "tell the schema to those who ask (--introspection=false: refuse that)"),
		allowed("suggestions", "ROLEGRAPH_SUGGESTIONS", "have errors name fields that may have been meant (--suggestions=false: do not)"),
		allowed("pages", "ROLEGRAPH_PAGES", "serve the explorer and the playground (--pages=false: do not)"),
		&cli.BoolFlag{
			Name: "locked", Sources: cli.EnvVars("ROLEGRAPH_LOCKED"), Category: "Limits",
			Usage: "no introspection, no suggestions, no pages, and no explanations",
		},
	}
}

// limitFlag is a flag of a number that is at least 1.
func limitFlag(category, name, variable string, most int, usage string) *cli.IntFlag {
	return &cli.IntFlag{
		Name: name, Value: most, Sources: cli.EnvVars(variable), Usage: usage, Category: category, Validator: atLeastOne,
	}
}

func atLeastOne(value int) error {
	if value < 1 {
		return fmt.Errorf("%d is no limit; it must be 1 or more", value)
	}
	return nil
}

// documentFlags say which operations are known beforehand.
func documentFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{
			Name: "documents", Sources: cli.EnvVars("ROLEGRAPH_DOCUMENTS"), Category: "Trusted documents",
			Usage: "`FILE` of operations that clients may name by an id, as graphql-codegen and Relay write it",
		},
		&cli.BoolFlag{
			Name: "documents-only", Sources: cli.EnvVars("ROLEGRAPH_DOCUMENTS_ONLY"), Category: "Trusted documents",
			Usage: "answer those operations only: no others, and no pages, which ask others",
		},
	}
}

// config is what the flags say of answering.
func config(c *cli.Command) (graph.Config, error) {
	locked, only := c.Bool("locked"), c.Bool("documents-only")
	config := graph.Config{
		CostLimit: c.Int("cost-limit"), HubLimit: c.Int("hub-limit"), HeavyOperations: c.Int("heavy-operations"),
		Limits: graph.Limits{
			Body: c.Int("body-limit"), Tokens: c.Int("token-limit"), Depth: c.Int("depth-limit"), Aliases: c.Int("alias-limit"),
			RootFields: c.Int("root-field-limit"), RepeatedFields: c.Int("repeated-field-limit"),
			FragmentSpreads: c.Int("fragment-spread-limit"),
			Directives:      c.Int("directive-limit"), Variables: c.Int("variable-limit"), Deadline: c.Duration("deadline"),
		},
		Explain: c.Bool("explain") && !locked, Introspection: c.Bool("introspection") && !locked,
		Suggestions: c.Bool("suggestions") && !locked,
		Executor:    graph.Executor(c.String("executor")), DocumentsOnly: only, Build: build(),
		Operations: c.Int("operation-limit"),
	}
	path := c.String("documents")
	if path == "" {
		if only {
			return graph.Config{}, usageError{fmt.Errorf("--documents-only needs --documents FILE, which says which")}
		}
		return config, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return graph.Config{}, err
	}
	defer file.Close()
	if config.Documents, err = graph.ReadDocuments(file); err != nil {
		return graph.Config{}, fmt.Errorf("%s: %w", path, err)
	}
	return config, nil
}

// servesPages reports whether the flags allow the pages.
func servesPages(c *cli.Command) bool {
	return c.Bool("pages") && !c.Bool("locked") && !c.Bool("documents-only")
}
