// Package graph answers GraphQL operations from a store: an operation becomes
// one plan, the store executes it once, and the answer is read off the result.
package graph

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"log/slog"
	"sync/atomic"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"rolegraph/graph/generated"
	"rolegraph/graph/shape"
	"rolegraph/kg"
)

// Config is what a service may be told.
type Config struct {
	// CostLimit is how many nodes and links one operation may touch, by
	// kg.Index.Prices.
	CostLimit int
	// HubLimit is how many links an entity other than a role may have to be
	// walked through, at least 1.
	HubLimit int
	// Limits are how large an operation may be, and how long it may take.
	Limits Limits
	// Explain allows requests to ask how their answer comes about.
	Explain bool
	// Introspection allows operations to ask for the schema.
	Introspection bool
	// Suggestions has errors name the fields, arguments and types that may have been
	// meant. They tell of the schema what introspection does.
	Suggestions bool
	// Documents are the operations that requests may name by an id.
	Documents Documents
	// DocumentsOnly has HTTP requests name one of them, and refuses texts.
	DocumentsOnly bool
	// Build is the version of the program, of which answers may depend.
	Build string
	// Executor says who writes answers.
	Executor Executor
	// HeavyOperations is how many heavy operations may be worked on at a time; 0 is
	// half of the processors. Of operations that a database executes only those are
	// heavy that take long to validate.
	HeavyOperations int
	// Meter bounds what a client may spend; nil is no bound.
	Meter Meter
	// Operations is how many operations may be worked on at a time, at least 1.
	Operations int
	// Observer is told of each request; nil is nobody.
	Observer Observer
}

// Executor is what writes answers. All write the same.
type Executor string

const (
	// Shaped writes an answer by the shape that was made with its plan, and leaves
	// to Generated what asks for the schema.
	Shaped Executor = "shaped"
	// Generated writes an answer by the code that gqlgen generates. It is the
	// slower one, there to be compared with.
	Generated Executor = "gqlgen"
)

// DefaultConfig is what is right for most.
func DefaultConfig() Config {
	return Config{
		CostLimit: DefaultCostLimit, HubLimit: DefaultHubLimit, Limits: DefaultLimits(),
		Explain: true, Introspection: true, Suggestions: true, Executor: Shaped, Operations: DefaultOperations,
	}
}

// Service answers operations. It is safe for use by several goroutines.
type Service struct {
	store  kg.Store
	log    *slog.Logger
	config Config
	schema graphql.ExecutableSchema
	known  *operations
	// operations are all that are worked on, and heavy those of them that take long.
	operations, heavy *places
	held              held
	bodies            bodies
	// writers write answers by their shapes.
	writers shape.Writers
	// rendered has texts of the graph that was planned for last.
	rendered atomic.Pointer[shape.Rendered]
}

// NewService makes a service of a store. The store stays the caller's to close.
func NewService(store kg.Store, log *slog.Logger, config Config) *Service {
	schema := generated.NewExecutableSchema(generated.Config{Schema: Schema(), Resolvers: resolvers{}})
	return &Service{
		store: store, log: log, config: config, schema: schema, known: newOperations(),
		operations: newOperationPlaces(config), heavy: newHeavyPlaces(config),
	}
}

// Request is one operation to answer.
type Request struct {
	Query         string
	OperationName string
	// Variables has numbers as json.Number.
	Variables map[string]any
	// QueryOnly refuses operations that are not queries.
	QueryOnly bool
	// Explain asks how the answer comes about.
	Explain Explain
	// trusted says that Query is one of the documents that the service was given.
	trusted bool
	// planKey is that of operations; empty where it has not been made.
	planKey string
	// body is what the request was read of, until there is its response. All but it and
	// the planKey is missing while the body is known.
	body []byte
}

// Response is the answer to a request. If Data is nil there are errors and the
// operation was refused before it was executed; if it is JSON's null, executing
// it failed, or it was not to be executed (ExplainOnly).
type Response struct {
	Errors gqlerror.List
	Data   json.RawMessage
	// MethodNotAllowed says that QueryOnly was the reason of the refusal.
	MethodNotAllowed bool
	// RetryAfter is how long to wait until the same may be answered; 0 where that is
	// not known, or of no use.
	RetryAfter time.Duration
	// Explanation is there if the request asks for it and the operation could be
	// planned.
	Explanation *Explanation
	// version is that of the graph that the data is of, where there is no error.
	version string
	// text has the data in it; nil where something else wrote that.
	text *shape.Text
}

// Free gives the memory of Data to answers to come. It need not be called; if it
// is, Data must not be used again.
func (r *Response) Free() {
	if r.text != nil {
		r.text.Free()
		r.text, r.Data = nil, nil
	}
}

// json is the response's body, which may end with Free. The data is JSON already
// and copied as it is.
func (r *Response) json() ([]byte, error) {
	if len(r.Errors) == 0 && r.Explanation == nil {
		if r.text != nil {
			return r.text.Response(), nil
		}
		return append(append([]byte(`{"data":`), r.Data...), '}'), nil
	}
	type extensions struct {
		Explain *Explanation `json:"explain"`
	}
	body := struct {
		Errors     gqlerror.List   `json:"errors,omitempty"`
		Data       json.RawMessage `json:"data,omitempty"`
		Extensions *extensions     `json:"extensions,omitempty"`
	}{Errors: r.Errors, Data: r.Data}
	if r.Explanation != nil {
		body.Extensions = &extensions{r.Explanation}
	}
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false) // it is not shown as HTML, and is read as it is
	err := encoder.Encode(body)
	return bytes.TrimSuffix(text.Bytes(), []byte("\n")), err
}

// Answer executes an operation, or says what is wrong with it. It is done
// within the deadline.
func (s *Service) Answer(ctx context.Context, request Request) (response *Response) {
	ctx = s.begin(ctx)
	work := &work{watch: newStopwatch()}
	limited := withDeadline(ctx, work.watch.begun.Add(s.config.Limits.Deadline))
	defer limited.end()
	ctx = limited
	defer func() {
		if fault := recover(); fault != nil {
			response = s.failed(panicked(fault))
		}
		if work.heavy {
			s.heavy.leave()
		}
		s.observe(ctx, work, response)
	}()
	if !s.operations.take(ctx, work.watch) {
		return tooBusy(TooBusy)
	}
	defer s.operations.leave()
	if request.Explain != NoExplain && !s.config.Explain {
		return &Response{Errors: gqlerror.List{coded(kg.BadUserInput, "`extensions.explain`: this server does not explain")}}
	}
	return s.execute(ctx, &request, work)
}

// work is what is known of the work on a request while it is done.
type work struct {
	watch *stopwatch
	name  string // of the operation
	cost  int    // once it is priced
	known bool   // says that the plan was kept
	heavy bool   // says that it has a place among the heavy ones
}

// operation is the operation that a request asks for, with its variables, or the
// response to one that is wrong.
func (s *Service) operation(ctx context.Context, request *Request, work *work) (*graphql.OperationContext, *Response) {
	watch := work.watch
	document := s.known.document(request.Query)
	isKnown := document != nil
	var problems gqlerror.List
	if !isKnown {
		if len(request.Query) > heavyBytes {
			if refusal := s.heavily(ctx, work); refusal != nil {
				return nil, refusal
			}
		}
		if refusal := s.spendOnText(ctx, request); refusal != nil {
			return nil, refusal
		}
		document, problems = s.parse(request.Query)
	}
	watch.lap("parse")
	if problems != nil {
		return nil, &Response{Errors: problems}
	}
	operation, problem := choose(document, request.OperationName)
	if problem != nil {
		return nil, &Response{Errors: gqlerror.List{problem}}
	}
	if request.QueryOnly && operation.Operation != ast.Query {
		return nil, &Response{MethodNotAllowed: true, Errors: gqlerror.List{coded(kg.BadUserInput, "GET executes queries only; use POST")}}
	}
	if !isKnown {
		if problems := s.validate(document, len(request.Query)); problems != nil {
			return nil, &Response{Errors: problems}
		}
		s.known.keepDocument(request.Query, document)
	}
	variables, problems := coerceVariables(s.schema.Schema(), operation, request.Variables)
	if problems != nil {
		return nil, &Response{Errors: problems}
	}
	if problems := nullsInPlace(operation, variables); problems != nil {
		return nil, &Response{Errors: problems}
	}
	watch.lap("validate")
	return &graphql.OperationContext{
		RawQuery:               request.Query,
		OperationName:          request.OperationName,
		Variables:              variables,
		Doc:                    document,
		Operation:              operation,
		RecoverFunc:            func(_ context.Context, fault any) error { return panicked(fault) },
		ResolverMiddleware:     func(ctx context.Context, next graphql.Resolver) (any, error) { return next(ctx) },
		RootResolverMiddleware: func(ctx context.Context, next graphql.RootResolver) graphql.Marshaler { return next(ctx) },
	}, nil
}

// replans is how often an operation is planned again because the graph became
// another between planning and executing.
const replans = 2

// execute plans the operation that a request asks for, unless its plan is known,
// has the store execute the plan, and reads the answer off the result.
func (s *Service) execute(ctx context.Context, request *Request, work *work) *Response {
	watch := work.watch
	key := request.planKey
	switch {
	case s.config.Executor == Generated:
		key = "" // a plan that is kept has no more than the shape needs
	case key == "":
		key = planKey(request)
	}
	var op *graphql.OperationContext // once it is needed
	for attempt := range 1 + replans {
		index, err := s.store.Index(ctx)
		if err != nil {
			return s.failed(err)
		}
		ready := s.known.plan(key, index)
		var planned *planner
		var explanation *Explanation
		if ready == nil {
			var wrong *Response
			if request.Query == "" && request.body != nil {
				read, fault := s.decodeBody(request.body)
				if fault != nil {
					panic("graph: a body that was kept is wrong: " + fault.message)
				}
				*request = read
			}
			if op == nil {
				if op, wrong = s.operation(ctx, request, work); wrong != nil {
					return wrong
				}
				work.name = op.Operation.Name
			}
			planned, explanation, wrong = s.plan(ctx, request, op, index, watch)
			if planned != nil {
				work.cost = planned.cost.total
			}
			if wrong != nil {
				return wrong
			}
			ready = s.prepare(planned, op.Operation.Name)
			s.known.keepPlan(key, request.body, planned, ready)
		} else {
			work.name, work.cost, work.known = ready.name, ready.cost, true
			s.askedAgain(ready)
		}
		if attempt == 0 {
			cost := ready.cost
			if planned != nil && planned.introspects {
				cost += introspectionCost
			}
			if refusal := s.spend(ctx, request, cost); refusal != nil {
				return refusal
			}
			if s.isHeavy(ready, cost) {
				if refusal := s.heavily(ctx, work); refusal != nil {
					return refusal
				}
			}
		}
		begun := watch.last
		result, err := ready.execute(ctx)
		watch.lap("execute")
		if err != nil {
			return s.failed(err)
		}
		if result.Version != index.Version {
			continue
		}
		if problems := ready.checkCursors(result); len(problems) > 0 {
			return &Response{Errors: problems}
		}
		if ready.tooLarge(result) {
			return &Response{Errors: gqlerror.List{coded(kg.TooCostly,
				"the answer would have more than %d values; ask for smaller pages or fewer levels of lists", maxValues)}}
		}
		var response *Response
		if s.config.Executor == Generated || planned != nil && planned.introspects {
			response = s.readGenerated(ctx, op, planned, result)
		} else {
			response = s.write(ctx, ready, result)
		}
		if len(response.Data) > shape.MaxBytes {
			response = tooLong()
		}
		response.version = result.Version
		watch.lap("answer")
		ready.took(watch.last.Sub(begun))
		if explanation != nil && len(response.Errors) == 0 {
			response.Explanation = explanation
			s.explainResult(ctx, explanation, planned, result, watch)
		}
		if result.Release != nil {
			result.Release()
		}
		return response
	}
	return s.failed(kg.Errorf(kg.Unavailable, "the graph is changing; try again"))
}

// write writes the answer by its shape.
func (s *Service) write(ctx context.Context, ready *prepared, result *kg.Result) *Response {
	text, err := s.writers.Write(ctx, &ready.shape, ready.index, result)
	switch {
	case errors.Is(err, shape.ErrTooLong):
		return tooLong()
	case err != nil:
		return s.failed(kg.Errorf(kg.Timeout, "the operation took longer than its deadline").Because(err))
	}
	return &Response{Data: text.Data(), text: &text}
}

// tooLong is the refusal of an answer that turns out to be too long.
func tooLong() *Response {
	return &Response{Errors: gqlerror.List{coded(kg.TooCostly,
		"the answer would be longer than %d MB; ask for smaller pages, or for fewer of the lists of texts that entities have", shape.MaxBytes>>20)}}
}

// plan plans an operation; the response is there if it is not to be executed. The
// planner is there once the operation is priced.
func (s *Service) plan(ctx context.Context, request *Request, op *graphql.OperationContext, index *kg.Index, watch *stopwatch) (*planner, *Explanation, *Response) {
	planned := newPlan(ctx, s.schema.Schema(), op, index, s.config)
	if len(planned.problems) > 0 {
		return nil, nil, &Response{Errors: gqlerror.List(planned.problems)}
	}
	planned.price()
	refusal := planned.cost.above(s.config.CostLimit)
	watch.lap("plan")
	var explanation *Explanation
	if request.Explain != NoExplain {
		explanation = s.explain(planned, watch)
	}
	if request.Explain == ExplainOnly || refusal != nil {
		// It is not executed; but names were searched for its plan.
		if wrong := s.spend(ctx, request, planned.names.cost); wrong != nil {
			return planned, nil, wrong
		}
	}
	if request.Explain == ExplainOnly {
		return planned, nil, &Response{Data: json.RawMessage("null"), Explanation: explanation}
	}
	if planned.names.stopped && refusal == nil {
		return planned, nil, s.failed(kg.Errorf(kg.Timeout, "the operation took longer than its deadline").Because(ctx.Err()))
	}
	if refusal != nil {
		return planned, nil, &Response{Errors: gqlerror.List{refusal}, Explanation: explanation}
	}
	return planned, explanation, nil
}

// readGenerated has gqlgen's code write the answer.
func (s *Service) readGenerated(ctx context.Context, op *graphql.OperationContext, planned *planner, result *kg.Result) *Response {
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
	response := &Response{
		Data:   json.RawMessage("null"),
		Errors: gqlerror.List{{Message: message, Extensions: extensions}},
	}
	if e.Code == kg.RateLimited {
		response.RetryAfter = time.Second // what is busy with others is so for about as long
	}
	return response
}
