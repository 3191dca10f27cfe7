package graph_test

import (
	"context"
	"errors"
	"log/slog"
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
	service := graph.NewService(store, slog.New(slog.NewTextHandler(log, nil)))
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
