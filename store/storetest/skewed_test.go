package storetest_test

import (
	"testing"

	"rolegraph/kg"
	"rolegraph/store/storetest"
)

func TestSkewedGraphIsThatOfTheFacts(t *testing.T) {
	graph, err := storetest.SkewedGraph(30)
	if err != nil {
		t.Fatal(err)
	}
	if want := kg.Merge(nil, storetest.Skewed(30)); graph.Version() != want.Version() {
		t.Errorf("the version is %s, not %s", graph.Version(), want.Version())
	}
}
