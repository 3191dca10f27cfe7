// Package graph answers GraphQL operations from a store: an operation becomes
// one plan, the store executes it once, and the answer is read off the result.
package graph

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"rolegraph/graph/generated"
	"rolegraph/kg"
)

// Deadline is how long one operation may take.
const Deadline = 5 * time.Second

// Service answers operations. It is safe for use by several goroutines.
type Service struct {
	store  kg.Store
	log    *slog.Logger
	schema graphql.ExecutableSchema
}

// NewService makes a service of a store. The store stays the caller's to close.
func NewService(store kg.Store, log *slog.Logger) *Service {
	schema := generated.NewExecutableSchema(generated.Config{Schema: servedSchema(), Resolvers: resolvers{}})
	return &Service{store: store, log: log, schema: schema}
}

// Request is one operation to answer.
type Request struct {
	Query         string
	OperationName string
	// Variables has numbers as json.Number.
	Variables map[string]any
	// QueryOnly refuses operations that are not queries.
	QueryOnly bool
}

// Response is the answer to a request. If Data is nil there are errors and the
// operation was refused before it was executed; if it is JSON's null, executing
// it failed.
type Response struct {
	Errors gqlerror.List
	Data   json.RawMessage
	// MethodNotAllowed says that QueryOnly was the reason of the refusal.
	MethodNotAllowed bool
}

// json is the response's body. The data is JSON already and copied as it is.
func (r *Response) json() ([]byte, error) {
	if len(r.Errors) == 0 {
		return append(append([]byte(`{"data":`), r.Data...), '}'), nil
	}
	body, err := json.Marshal(struct {
		Errors gqlerror.List   `json:"errors"`
		Data   json.RawMessage `json:"data,omitempty"`
	}{r.Errors, r.Data})
	return body, err
}

// Answer executes an operation, or says what is wrong with it. It is done
// within Deadline.
func (s *Service) Answer(ctx context.Context, request Request) (response *Response) {
	ctx, cancel := context.WithTimeout(ctx, Deadline)
	defer cancel()
	defer func() {
		if fault := recover(); fault != nil {
			response = s.failed(panicked(fault))
		}
	}()
	document, problems := parse(request.Query)
	if problems != nil {
		return &Response{Errors: problems}
	}
	operation, problem := choose(document, request.OperationName)
	if problem != nil {
		return &Response{Errors: gqlerror.List{problem}}
	}
	if request.QueryOnly && operation.Operation != ast.Query {
		return &Response{MethodNotAllowed: true, Errors: gqlerror.List{coded(kg.BadUserInput, "GET executes queries only; use POST")}}
	}
	if problems := validate(s.schema.Schema(), document); problems != nil {
		return &Response{Errors: problems}
	}
	variables, problems := coerceVariables(s.schema.Schema(), operation, request.Variables)
	if problems != nil {
		return &Response{Errors: problems}
	}
	if problems := nullsInPlace(operation, variables); problems != nil {
		return &Response{Errors: problems}
	}
	return s.execute(ctx, &graphql.OperationContext{
		RawQuery:               request.Query,
		OperationName:          request.OperationName,
		Variables:              variables,
		Doc:                    document,
		Operation:              operation,
		RecoverFunc:            func(_ context.Context, fault any) error { return panicked(fault) },
		ResolverMiddleware:     func(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) },
		RootResolverMiddleware: func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler { return next(ctx) },
	})
}

// replans is how often an operation is planned again because the graph became
// another between planning and executing.
const replans = 2

// execute plans the operation, has the store execute the plan, and reads the
// answer off the result.
func (s *Service) execute(ctx context.Context, op *graphql.OperationContext) *Response {
	for range 1 + replans {
		index, err := s.store.Index(ctx)
		if err != nil {
			return s.failed(err)
		}
		planned := newPlan(s.schema.Schema(), op, index)
		if len(planned.problems) > 0 {
			return &Response{Errors: planned.problems}
		}
		result, err := s.store.Execute(ctx, &planned.plan)
		if err != nil {
			return s.failed(err)
		}
		if result.Version != index.Version {
			continue
		}
		if problems := planned.checkCursors(result); len(problems) > 0 {
			return &Response{Errors: problems}
		}
		if tooLarge(planned.sites, result) {
			return &Response{Errors: gqlerror.List{coded(kg.TooCostly,
				"the answer would have more than %d values; ask for smaller pages or fewer levels of lists", maxValues)}}
		}
		return s.read(ctx, op, planned, result)
	}
	return s.failed(kg.Errorf(kg.Unavailable, "the graph is changing; try again"))
}

// read has gqlgen write the answer.
func (s *Service) read(ctx context.Context, op *graphql.OperationContext, planned *planner, result *kg.Result) *Response {
	ctx = withAnswer(ctx, planned.answer(result))
	ctx = graphql.WithOperationContext(ctx, op)
	var fault error
	ctx = graphql.WithResponseContext(ctx, func(_ context.Context, err error) *gqlerror.Error {
		fault = err
		return gqlerror.Wrap(err)
	}, op.RecoverFunc)
	response := s.schema.Exec(ctx)(ctx)
	if errors := graphql.GetErrors(ctx); len(errors) > 0 {
		return s.failed(fault)
	}
	return &Response{Data: response.Data}
}

// failed is the response to an operation whose execution failed. What is no
// business of the user's is logged under an id, and only the id is told.
func (s *Service) failed(err error) *Response {
	e := kg.AsError(err)
	extensions := map[string]any{"code": string(e.Code)}
	message := e.Message
	if e.Code == kg.Internal {
		id := rand.Text()
		s.log.Error("operation failed", "id", id, "error", err)
		extensions["id"] = id
		message = "internal error; the server's log has it under the id"
	}
	return &Response{
		Data:   json.RawMessage("null"),
		Errors: gqlerror.List{{Message: message, Extensions: extensions}},
	}
}
