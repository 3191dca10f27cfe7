package embedded_test

import (
	"testing"

	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

func open(t *testing.T, joins *kg.Joins) kg.Store {
	store, err := embedded.New(joins)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func TestStore(t *testing.T) { storetest.Run(t, open) }

func TestRandomPlans(t *testing.T) { storetest.RunRandom(t, open, 100, 100) }

func TestRandomWalks(t *testing.T) { storetest.RunWalks(t, open, 20, 200) }

func TestRandomScores(t *testing.T) { storetest.RunScores(t, open, 20, 100) }

func TestRandomPaths(t *testing.T) { storetest.RunPaths(t, open, 20, 200) }

// BenchmarkNestedOperation executes a plan of four levels and twenty branches
// on a graph of a thousand roles and some fifty thousand links.
func BenchmarkNestedOperation(b *testing.B) {
	store, err := embedded.New(nil, storetest.Synthetic(1000))
	if err != nil {
		b.Fatal(err)
	}
	plan := storetest.Nested(20)
	b.ReportAllocs()
	for b.Loop() {
		result, err := store.Execute(b.Context(), plan)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(result.Nodes)), "nodes")
	}
}
