package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/urfave/cli/v3"

	"rolegraph/graph"
	"rolegraph/operation"
	"rolegraph/tabular"
)

// maxOperation is how many bytes an operation may have, as of a request.
const maxOperation = 100_000

// queryCommand is the command that answers one operation.
func queryCommand(stdin io.Reader, stdout, stderr io.Writer, wrong cli.OnUsageErrorFunc) *cli.Command {
	return &cli.Command{
		Name: "query", Usage: "answer a GraphQL operation, from a file or standard input, as a table, CSV or JSON", ArgsUsage: "[FILE]", OnUsageError: wrong,
		DisableSliceFlagSeparator: true, // a value may have commas
		Flags: []cli.Flag{
			newChoice(&cli.StringFlag{
				Name:  "format",
				Usage: "`FORMAT`: table (the default on a terminal), json (the default elsewhere) or csv",
			}, "table", "json", "csv"),
			&cli.StringSliceFlag{Name: "var", Usage: "value of a variable, as `NAME=VALUE`: a text as it stands, else JSON; may be given several times"},
			&cli.StringFlag{Name: "operation", Usage: "`NAME` of the operation, where the document has several"},
			&cli.BoolFlag{Name: "all", Usage: "ask for all pages of the operation's list, and not for one"},
			&cli.StringFlag{
				Name: "url", Sources: cli.EnvVars("ROLEGRAPH_URL"),
				Usage: "ask the server at this `URL`, such as http://127.0.0.1:8080/graphql, not the local data; " + tokenVariable + " or --token-file holds a token, if it wants one",
			},
			&cli.StringFlag{
				Name: "token-file", Sources: cli.EnvVars(tokenVariable + "_FILE"),
				Usage: "show the token in this `FILE` to the server of --url",
			},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Args().Len() > 1 {
				return usageError{errors.New("name one file with an operation, or none to read standard input")}
			}
			text, err := readOperation(ctx, c.Args().First(), stdin)
			if err != nil {
				return orBrokenOff(ctx, err)
			}
			return orBrokenOff(ctx, withAnswerer(ctx, c, stderr, func(by answerer) error {
				return (&inquiry{by: by, text: text, command: c, stdout: stdout, stderr: stderr}).run(ctx)
			}))
		},
	}
}

// byInput shows how an operation comes by standard input.
const byInput = "echo '{ roles { nodes { name } } }' | rolegraph query"

// readOperation reads the text of an operation.
func readOperation(ctx context.Context, path string, stdin io.Reader) (string, error) {
	isFile := path != "" && path != "-"
	if !isFile && isTerminal(stdin) {
		return "", usageError{errors.New("which operation? Name a file, or pass it on standard input: " + byInput)}
	}
	type content struct {
		text []byte
		err  error
	}
	read := make(chan content, 1)
	// Nothing can end the opening or reading of a pipe that says nothing, but the
	// program's end.
	go func() {
		from := stdin
		if isFile {
			file, err := os.Open(path)
			if err != nil {
				read <- content{nil, err}
				return
			}
			defer file.Close()
			from = file
		}
		text, err := io.ReadAll(io.LimitReader(from, maxOperation+1))
		read <- content{text, err}
	}()
	select {
	case <-ctx.Done():
		return "", ctx.Err()
	case got := <-read:
		switch {
		case errors.Is(got.err, fs.ErrNotExist) && strings.Contains(path, "{"):
			return "", usageError{errors.New("name a file; what it would hold can come by standard input: " + byInput)}
		case got.err != nil:
			return "", got.err
		case len(got.text) > maxOperation:
			return "", fmt.Errorf("the operation has more than %d bytes", maxOperation)
		}
		return string(got.text), nil
	}
}

// inquiry is one run of the command.
type inquiry struct {
	by             answerer
	text           string
	command        *cli.Command
	stdout, stderr io.Writer
}

func (q *inquiry) run(ctx context.Context) error {
	name, variables := q.command.String("operation"), q.command.StringSlice("var")
	op, problem := operation.Parse(graph.Schema(), q.text, name)
	if _, misfit := errors.AsType[operation.Misfit](problem); misfit {
		return q.unknown(ctx, problem)
	}
	if problem != nil {
		return usageError{problem}
	}
	values, err := op.Variables(variables)
	if err != nil {
		return usageError{err}
	}
	switch {
	case q.command.Bool("all"):
		watched, err := op.Paged()
		if err != nil {
			return usageError{fmt.Errorf("--all: %w", err)}
		}
		return q.pages(ctx, op, watched, values)
	case q.format() == "json":
		return q.whole(ctx, question{q.text, name, values})
	default:
		return q.pages(ctx, op, op.Watched(), values)
	}
}

// format is what the answer is to be written as.
func (q *inquiry) format() string {
	switch named := q.command.String("format"); {
	case named != "":
		return named
	case isTerminal(q.stdout):
		return "table"
	default:
		return "json"
	}
}

// unknown asks what does not fit the schema that the program knows: who answers
// says what is wrong, or knows better.
func (q *inquiry) unknown(ctx context.Context, problem error) error {
	if len(q.command.StringSlice("var")) == 0 {
		asked := question{Query: q.text, OperationName: q.command.String("operation")}
		if q.format() == "json" && !q.command.Bool("all") {
			return q.whole(ctx, asked)
		}
		got, err := q.by.Answer(ctx, asked)
		if err != nil {
			return err
		}
		if err := got.problem(); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s (this is by the schema that this program knows; what a server answers that knows another, --format json without --var and --all shows)", tabular.Printable(problem.Error()))
}

// whole asks for an answer and writes it as it is.
func (q *inquiry) whole(ctx context.Context, asked question) error {
	got, err := q.by.Answer(ctx, asked)
	if err != nil {
		return err
	}
	if !got.has() {
		return q.refused(got)
	}
	return errors.Join(q.writeJSON(q.stdout, got), got.problem())
}

// writeJSON writes an answer in one line, or in several for a person.
func (q *inquiry) writeJSON(to io.Writer, got response) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false) // it is not shown as HTML
	if isTerminal(q.stdout) {
		encoder.SetIndent("", "  ")
	}
	if err := encoder.Encode(got); err != nil {
		return err
	}
	if isTerminal(q.stdout) {
		_, err := io.WriteString(to, tabular.PrintableJSON(text.String()))
		return err
	}
	_, err := to.Write(text.Bytes())
	return err
}
