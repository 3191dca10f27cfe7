package graph

import (
	"context"
	"math"

	"github.com/vektah/gqlparser/v2/gqlerror"

	"rolegraph/kg"
)

// byteCost is what each byte of a long document costs that is not known, in cost
// points, whether it turns out to be right or not: to read and validate it takes some
// tenths of a microsecond a byte, as long as touching ten nodes or more.
const byteCost = 10

// textCost is what reading the text of a request costs, if the document is not known.
// Trusted ones, which no client makes up, are free.
func (r *Request) textCost() int {
	if r.trusted || len(r.Query) <= heavyBytes {
		return 0
	}
	return byteCost * len(r.Query)
}

// costAgain is the part of textCost that each further request costs: such a document is
// never known.
func (r *Request) costAgain() int {
	if len(r.Query) <= maxKeptText {
		return 0
	}
	return r.textCost()
}

// spend takes the cost of the operation of a request from what its client may spend;
// the response is there if that is not enough.
func (s *Service) spend(ctx context.Context, request *Request, cost int) *Response {
	return s.take(ctx, "the operation", cost, request.costAgain())
}

// spendOnText takes what reading the text of a request costs.
func (s *Service) spendOnText(ctx context.Context, request *Request) *Response {
	if cost := request.textCost(); cost > 0 {
		return s.take(ctx, "reading the document", cost, 0)
	}
	return nil
}

func (s *Service) take(ctx context.Context, what string, cost, again int) *Response {
	if s.config.Meter == nil {
		return nil
	}
	cost = max(cost, 1)
	short := s.config.Meter.Spend(ctx, cost, again)
	switch {
	case short == nil:
		return nil
	case cost > short.Budget:
		refusal := coded(kg.TooCostly, "%s costs %d, and this client may spend at most %d at a time: waiting does not help, ask for less", what, cost, short.Budget)
		refusal.Extensions["cost"], refusal.Extensions["budget"] = cost, short.Budget
		return &Response{Errors: gqlerror.List{refusal}}
	}
	seconds := int(math.Ceil(short.Wait.Seconds()))
	refusal := coded(kg.RateLimited, "%s costs %d, and this client may spend %d now: try again in %d s, or ask for less", what, cost, short.Left, seconds)
	refusal.Extensions["cost"], refusal.Extensions["left"], refusal.Extensions["retryAfter"] = cost, short.Left, seconds
	return &Response{Errors: gqlerror.List{refusal}, RetryAfter: short.Wait}
}
