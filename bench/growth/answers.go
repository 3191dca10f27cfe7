package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"

	"rolegraph/bench/operations"
	"rolegraph/graph"
	"rolegraph/kg"
)

// rounds is how often each operation is asked.
const rounds = 500

// costLimit is higher than a server's own: what the nested lists may touch grows with
// the graph, though what they do touch does not.
const costLimit = 10_000_000

// answers asks the operations of a graph, from their texts to their JSON, of roles
// that are drawn anew each time, and prints the median times. Their plans are not
// kept: each is the first with its variables.
func answers(ctx context.Context, store kg.Store) error {
	index, err := store.Index(ctx)
	if err != nil {
		return err
	}
	config := graph.DefaultConfig()
	config.CostLimit = costLimit
	service := graph.NewService(store, slog.New(slog.DiscardHandler), config)
	roles := index.Names(kg.Role)
	cursors, err := cursors(ctx, service)
	if err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(1, 2))
	for _, name := range []string{"profile", "shared", "only", "compare", "page", "nested", "hops", "used", "search", "paths"} {
		title, document := operations.Document(name)
		times := make([]time.Duration, 0, rounds)
		for range rounds {
			role, other := &roles[random.IntN(len(roles))], &roles[random.IntN(len(roles))]
			if role == other {
				continue
			}
			request := graph.Request{Query: document, Variables: map[string]any{}}
			for variable, value := range map[string]string{
				"role": string(role.Slug), "other": string(other.Slug), "from": role.ID().String(), "to": other.ID().String(),
				"text": role.Name, "after": cursors[random.IntN(len(cursors))],
			} {
				request.Variables[variable] = value // those that the document does not declare are of no account
			}
			begun := time.Now()
			response := service.Answer(ctx, request)
			times = append(times, time.Since(begun))
			if len(response.Errors) > 0 {
				return fmt.Errorf("%s: %w", name, response.Errors)
			}
			response.Free()
		}
		slices.Sort(times)
		fmt.Printf("%-60s p50 %8.3f ms, p99 %8.3f ms\n", title, milliseconds(times[len(times)/2]), milliseconds(times[len(times)*99/100]))
	}
	return nil
}

// cursors are those of the first hundred roles.
func cursors(ctx context.Context, service *graph.Service) ([]string, error) {
	response := service.Answer(ctx, graph.Request{Query: "{ roles(first: 100) { edges { cursor } } }"})
	if len(response.Errors) > 0 {
		return nil, response.Errors
	}
	var data struct {
		Roles struct{ Edges []struct{ Cursor string } }
	}
	if err := json.Unmarshal(response.Data, &data); err != nil {
		return nil, err
	}
	var all []string
	for _, edge := range data.Roles.Edges {
		all = append(all, edge.Cursor)
	}
	return all, nil
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
