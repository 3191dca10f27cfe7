package graph

import (
	"context"
	"time"

	"rolegraph/kg"
)

// Meter bounds what each client may have answered over time.
type Meter interface {
	// Spend takes what an operation costs, 1 or more, from what the client of the
	// context may still spend. If that is less, nothing is taken, and the shortage
	// says what is missing; it is nil otherwise. Again is what was taken for the request
	// before, 0 or more, and will be again if the client tries again.
	Spend(ctx context.Context, cost, again int) *Shortage
}

// Shortage is why a client may not spend what an operation costs.
type Shortage struct {
	// Left is what the client may spend now.
	Left int
	// Budget is the most that it may ever spend at a time.
	Budget int
	// Wait is how long until what is left will be enough, above 0. It says nothing
	// where the cost is above the budget.
	Wait time.Duration
}

// Observer is told of each request for an operation. It is called by the goroutine
// that answers, and should be quick.
type Observer interface {
	// Begin is called before the work on a request, which is done in the context that
	// it gives: the one that it is given, or one that comes of that.
	Begin(ctx context.Context) context.Context
	// Observe is called once there is the response, with the context of the work.
	Observe(ctx context.Context, observation Observation)
}

// Observation is what there is to tell of a request. It has nothing of the values of
// variables.
type Observation struct {
	// Operation is the name of the operation that was executed, as the client has
	// chosen it; empty if it has none, or if the request was refused before that was
	// known.
	Operation string
	// Code is that of the first error; empty if there is none.
	Code kg.ErrorCode
	// Cost is how many nodes and links the operation may touch; 0 if it was not
	// priced.
	Cost int
	// Known says that the plan of the operation was kept of an earlier request.
	Known bool
	// Begun is when the request came to the service, and Stages are the parts of the
	// work since, in the order of time, one after the other.
	Begun  time.Time
	Stages []Stage
}

// begin tells the observer of a request.
func (s *Service) begin(ctx context.Context) context.Context {
	if s.config.Observer == nil {
		return ctx
	}
	return s.config.Observer.Begin(ctx)
}

// observe tells the observer of a response.
func (s *Service) observe(ctx context.Context, work *work, response *Response) {
	if s.config.Observer == nil {
		return
	}
	observation := Observation{
		Operation: work.name, Cost: work.cost, Known: work.known, Begun: work.watch.begun, Stages: work.watch.stages,
	}
	if len(response.Errors) > 0 {
		code, _ := response.Errors[0].Extensions["code"].(string)
		observation.Code = kg.ErrorCode(code)
	}
	s.config.Observer.Observe(ctx, observation)
}
