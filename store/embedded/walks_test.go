package embedded_test

import (
	"context"
	"fmt"
	"testing"

	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// expiring is a context whose deadline passes when it has been looked at so often.
type expiring struct {
	context.Context
	looks int
}

func (c *expiring) Err() error {
	if c.looks--; c.looks < 0 {
		return context.DeadlineExceeded
	}
	return nil
}

// everywhere are plans that touch most of the graph: walks from a hundred roles,
// and all that lies around a role.
func everywhere() map[string]*kg.Plan {
	var w kg.Traversal
	for i := range 100 {
		w.Starts = append(w.Starts, kg.ID{Kind: kg.Role, Slug: kg.MakeSlug(fmt.Sprint("role ", i))})
	}
	for range 6 {
		w.Steps = append(w.Steps, kg.WalkStep{Relation: kg.UsesTool, Directions: []kg.Direction{kg.Out, kg.In}})
	}
	around := kg.Neighborhood{Of: kg.ID{Kind: kg.Role, Slug: "role-1"}, Hops: 3, HubLimit: 500, Links: true}
	return map[string]*kg.Plan{
		"walks":        {Branches: []kg.Branch{{Parent: kg.NoParent, From: w, First: 20}}},
		"neighborhood": {Branches: []kg.Branch{{Parent: kg.NoParent, From: around, First: 500}}},
	}
}

func TestWalksObeyTheDeadline(t *testing.T) {
	store, err := embedded.New(nil, storetest.Skewed(200))
	if err != nil {
		t.Fatal(err)
	}
	for name, plan := range everywhere() {
		if _, err := store.Execute(t.Context(), plan); err != nil {
			t.Fatal(err)
		}
		ctx := &expiring{Context: t.Context(), looks: 1} // at the beginning
		if _, err := store.Execute(ctx, plan); kg.AsError(err).Code != kg.Timeout {
			t.Errorf("%s: got %v, want %s", name, err, kg.Timeout)
		}
	}
}
