package main

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"time"

	"rolegraph/graph"
	"rolegraph/graph/examples"
)

// warmUpAttempts is how often an example is asked that takes longer than its
// deadline: a database that has just begun compiles its first statements slowly.
const warmUpAttempts = 3

// warmUp asks the examples of a database, so that it has compiled statements of
// their shapes before a user waits for one. It ends with its context.
func warmUp(ctx context.Context, service *graph.Service, log *slog.Logger) {
	begun := time.Now()
	for _, example := range examples.All() {
		var variables map[string]any
		if example.Variables != nil {
			decoder := json.NewDecoder(bytes.NewReader(example.Variables))
			decoder.UseNumber()
			if err := decoder.Decode(&variables); err != nil {
				panic(err) // a test has asked the example
			}
		}
		for range warmUpAttempts {
			response := service.Answer(ctx, graph.Request{Query: example.Operation, Variables: variables})
			if ctx.Err() != nil {
				return
			}
			if len(response.Errors) == 0 {
				break
			}
		}
	}
	log.Info("the database has compiled the statements of the examples", "took", time.Since(begun).Round(time.Millisecond).String())
}
