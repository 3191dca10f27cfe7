package main

import (
	"testing"

	"rolegraph/graph"
	"rolegraph/graph/examples"
)

// TestWarmUp has each example executed.
func TestWarmUp(t *testing.T) {
	counted := &counting{Store: ofSeed(t)}
	warmUp(t.Context(), graph.NewService(counted, silent, graph.DefaultConfig()), silent)
	if want := len(examples.All()); counted.executed != want {
		t.Errorf("%d plans were executed, want those of the %d examples", counted.executed, want)
	}
}
