package graph_test

import (
	"context"
	"errors"
	"log/slog"
	"reflect"
	"strings"
	"testing"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/store/embedded"
)

// faulty is a store that fails, or that becomes another graph's between being
// asked for its index and executing.
type faulty struct {
	kg.Store
	err     error
	panics  bool
	changes int // how often Execute answers from another version
}

func (f *faulty) Execute(ctx context.Context, plan *kg.Plan) (*kg.Result, error) {
	if f.panics {
		panic("s3cret panic")
	}
	if f.err != nil {
		return nil, f.err
	}
	result, err := f.Store.Execute(ctx, plan)
	if f.changes > 0 {
		f.changes--
		result.Version = "another"
	}
	return result, err
}

func ask(t *testing.T, store kg.Store, log *strings.Builder) *graph.Response {
	t.Helper()
	service := graph.NewService(store, slog.New(slog.NewTextHandler(log, nil)), graph.DefaultConfig())
	return service.Answer(t.Context(), graph.Request{Query: `{ tools { totalCount } }`})
}

// TestFailuresOfTheStore fail the whole operation with their code; what is
// internal is for the log alone.
func TestFailuresOfTheStore(t *testing.T) {
	store, err := embedded.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		store  *faulty
		code   string
		logged bool
	}{
		"deadline":        {&faulty{Store: store, err: kg.Errorf(kg.Timeout, "too long")}, "TIMEOUT", false},
		"not reachable":   {&faulty{Store: store, err: kg.Errorf(kg.Unavailable, "away").Because(errors.New("s3cret host"))}, "UNAVAILABLE", false},
		"unknown error":   {&faulty{Store: store, err: errors.New("s3cret error")}, "INTERNAL", true},
		"panic":           {&faulty{Store: store, panics: true}, "INTERNAL", true},
		"changes forever": {&faulty{Store: store, changes: 100}, "UNAVAILABLE", false},
	} {
		var log strings.Builder
		response := ask(t, c.store, &log)
		if len(response.Errors) != 1 || response.Errors[0].Extensions["code"] != c.code || string(response.Data) != "null" {
			t.Errorf("%s: got %v, %s; want one error with %s and null", name, response.Errors, response.Data, c.code)
			continue
		}
		if strings.Contains(response.Errors[0].Message, "s3cret") {
			t.Errorf("%s: the cause is told: %s", name, response.Errors[0].Message)
		}
		id, hasID := response.Errors[0].Extensions["id"].(string)
		if hasID != c.logged || c.logged && (!strings.Contains(log.String(), id) || !strings.Contains(log.String(), "s3cret")) {
			t.Errorf("%s: the id %q and the log %q", name, id, log.String())
		}
	}
}

// TestGraphThatChangesMeanwhile is planned again, and answered.
func TestGraphThatChangesMeanwhile(t *testing.T) {
	store, err := embedded.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, changes := range []int{1, 2} {
		var log strings.Builder
		response := ask(t, &faulty{Store: store, changes: changes}, &log)
		if len(response.Errors) > 0 || string(response.Data) != `{"tools":{"totalCount":0}}` {
			t.Errorf("after %d changes: %v, %s", changes, response.Errors, response.Data)
		}
	}
}

// recorder keeps the last plan.
type recorder struct {
	kg.Store
	plan *kg.Plan
}

func (r *recorder) Execute(ctx context.Context, plan *kg.Plan) (*kg.Result, error) {
	r.plan = plan
	return r.Store.Execute(ctx, plan)
}

// TestWhatIsAskedAlikeIsOnePlan has the same asked in other orders, under
// aliases, through fragments, twice.
func TestWhatIsAskedAlikeIsOnePlan(t *testing.T) {
	store, err := embedded.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	var first *kg.Plan
	for _, query := range []string{
		`{ tools { totalCount nodes { name roles { totalCount } } } skills(first: 3) { nodes { slug broader { nodes { id } } narrower { totalCount } } } }`,
		`{ s: skills(first: 3) { nodes { n: narrower { totalCount } broader { nodes { id } } slug } } tools { nodes { roles { totalCount } name } totalCount } }`,
		`{ ...F tools { totalCount } a: tools { nodes { name } } } fragment F on Query { skills(first: 3) { nodes { slug b: broader { nodes { id } } } } c: skills(first: 3, where: {slugs: []}) { nodes { narrower { totalCount } } } tools { nodes { roles { totalCount } } } }`,
	} {
		recording := &recorder{Store: store}
		service := graph.NewService(recording, slog.New(slog.DiscardHandler), graph.DefaultConfig())
		if response := service.Answer(t.Context(), graph.Request{Query: query}); len(response.Errors) > 0 {
			t.Fatal(response.Errors)
		}
		if first == nil {
			first = recording.plan
		}
		if !reflect.DeepEqual(first, recording.plan) {
			t.Errorf("%s\nis the plan %+v\nnot %+v", query, recording.plan, first)
		}
	}
}
