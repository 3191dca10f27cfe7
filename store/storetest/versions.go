package storetest

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"rolegraph/kg"
)

// Versions are graphs of which a store holds one, as while imports bring it from
// one to the other.
type Versions struct {
	plan    *kg.Plan              // reads everything
	results map[string]*kg.Result // by version
	indexes map[string]string     // by version, as text
}

// NewVersions evaluates the graphs.
func NewVersions(graphs ...*kg.Graph) *Versions {
	v := &Versions{plan: everything(), results: map[string]*kg.Result{}, indexes: map[string]string{}}
	for _, graph := range graphs {
		v.results[graph.Version()] = Evaluate(graph, v.plan)
		v.indexes[graph.Version()] = indexText(graph.Index())
	}
	return v
}

// Held reads the whole graph that a store holds, to the last property, and the
// index of it, and gives the version. It fails if the store does, with the store's
// error, and if what was read is not one of the versions from end to end.
func (v *Versions) Held(ctx context.Context, store kg.Store) (version string, err error) {
	result, err := store.Execute(ctx, v.plan)
	if err != nil {
		return "", err
	}
	want, known := v.results[result.Version]
	if !known {
		return "", fmt.Errorf("the answer is of version %q; want one of %q", result.Version, slices.Sorted(maps.Keys(v.results)))
	}
	if diff := Diff(v.plan, want, result); diff != "" {
		return "", fmt.Errorf("the answer is not that of version %s: %s", result.Version, diff)
	}
	// Another import may have ended since.
	index, err := store.Index(ctx)
	if err != nil {
		return "", err
	}
	if got, want := indexText(index), v.indexes[index.Version]; got != want {
		return "", fmt.Errorf("index:\n got %s\nwant %s", got, want)
	}
	return result.Version, nil
}
