package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v3"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/tabular"
)

// answerer answers GraphQL operations.
type answerer interface {
	// Answer gives the answer to an operation, which may be that it was refused. An
	// error says why there is no answer.
	Answer(ctx context.Context, asked question) (response, error)
}

// question is an operation to be answered.
type question struct {
	Query         string         `json:"query"`
	OperationName string         `json:"operationName,omitempty"`
	Variables     map[string]any `json:"variables,omitempty"`
}

// response is an answer of GraphQL. Without Data the operation was refused; where it
// is JSON's null, executing it failed.
type response struct {
	Errors gqlerror.List   `json:"errors,omitempty"`
	Data   json.RawMessage `json:"data,omitempty"`
}

// has reports whether there is data.
func (r *response) has() bool { return len(r.Data) > 0 && string(r.Data) != "null" }

// problem is an error if the answer has errors.
func (r *response) problem() error {
	if len(r.Errors) == 0 {
		return nil
	}
	return answerErrors(r.Errors)
}

// answerErrors are the errors of an answer.
type answerErrors gqlerror.List

// shownErrors is how many errors of an answer are shown.
const shownErrors = 20

// Error has a line for each error, with all that a client may know of it.
func (e answerErrors) Error() string {
	var lines []string
	for i, each := range e {
		if i == shownErrors {
			lines = append(lines, fmt.Sprintf("and %d more errors", len(e)-i))
			break
		}
		var at []string
		if len(each.Path) > 0 {
			at = append(at, each.Path.String())
		}
		for _, location := range each.Locations {
			at = append(at, fmt.Sprintf("line %d, column %d", location.Line, location.Column))
		}
		for _, name := range []string{"code", "id"} {
			if value, ok := each.Extensions[name].(string); ok {
				at = append(at, value)
			}
		}
		line := each.Message
		if len(at) > 0 {
			line += " (" + strings.Join(at, "; ") + ")"
		}
		lines = append(lines, tabular.Printable(line))
	}
	return strings.Join(lines, "\n")
}

// local answers from the store that the flags name.
type local struct{ service *graph.Service }

// Answer answers within the deadline.
func (l local) Answer(ctx context.Context, asked question) (response, error) {
	answered := l.service.Answer(ctx, graph.Request{Query: asked.Query, OperationName: asked.OperationName, Variables: asked.Variables})
	defer answered.Free()
	if err := ctx.Err(); err != nil {
		return response{}, err
	}
	return response{Errors: answered.Errors, Data: bytes.Clone(answered.Data)}, nil
}

// withAnswerer has what the flags name answer: a server, or the store.
func withAnswerer(ctx context.Context, c *cli.Command, stderr io.Writer, use func(answerer) error) error {
	if address := c.String("url"); address != "" {
		token, err := ownToken(c)
		if err != nil {
			return err
		}
		server, err := newRemote(address, token)
		if err != nil {
			return usageError{err}
		}
		defer server.Close()
		return use(server)
	}
	log := newLog(c, stderr)
	config, err := config(c)
	if err != nil {
		return err
	}
	return withStore(ctx, c, log, func(store kg.Store) error {
		return use(local{graph.NewService(store, log, config)})
	})
}
