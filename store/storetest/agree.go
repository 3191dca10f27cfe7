package storetest

import (
	"fmt"
	"testing"

	"rolegraph/kg"
)

// agree executes a plan on a store that holds a graph, and ends the test, which
// names the case, unless the answer is that of Evaluate and no branch has touched
// more than its price. It gives the answer of Evaluate.
func agree(t *testing.T, store kg.Store, graph *kg.Graph, index *kg.Index, plan *kg.Plan, name string) *kg.Result {
	t.Helper()
	want := Evaluate(graph, plan)
	got, err := store.Execute(t.Context(), plan)
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, planText(plan))
	}
	if diff := Diff(plan, want, got); diff != "" {
		t.Fatalf("%s: %s\n%s", name, diff, planText(plan))
	}
	if over := overPriced(index, plan, got); over != "" {
		t.Fatalf("%s: %s\n%s", name, over, planText(plan))
	}
	if got.Release != nil {
		got.Release() // so that the next answer is made of it
	}
	return want
}

// overPriced says where a store has touched more than the branch's price, which is
// the most that it may, and is empty if it has not.
func overPriced(index *kg.Index, plan *kg.Plan, result *kg.Result) string {
	for i, price := range index.Prices(plan) {
		if touched := result.Branches[i].Touched; touched.Nodes+touched.Links > price {
			return fmt.Sprintf("branch %d has touched %+v; its price is %d", i, touched, price)
		}
	}
	return ""
}
