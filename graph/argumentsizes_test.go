package graph_test

import (
	"fmt"
	"log/slog"
	"runtime"
	"strings"
	"testing"

	"rolegraph/graph"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// Large values that are used in many places are refused, before they make much work; in
// few places they are not.
func TestLargeValuesInManyPlaces(t *testing.T) {
	store, err := embedded.New(nil, storetest.Example())
	if err != nil {
		t.Fatal(err)
	}
	config := graph.DefaultConfig()
	text := strings.Repeat("x", config.Limits.Body-5000)
	words := []any{}
	for i := range 500 {
		words = append(words, fmt.Sprint("word-", i, strings.Repeat("-", 150)))
	}
	repeated := func(what string, times int) string { return strings.TrimSpace(strings.Repeat(what+" ", times)) }
	inFragments := func(times int) string {
		roots := ""
		for i := range max(times/50, 1) {
			roots += fmt.Sprintf(`n%d: role(slug: "nobody") { ...F } `, i)
		}
		return "query Q($a: String!) { " + roots + "} " +
			"fragment F on Role { tools { nodes { roles(where: {slugs: [$a $a $a]}) { nodes { tools { nodes { roles(where: {slugs: [$a $a $a]}) { totalCount } } } } } } } }"
	}
	for name, c := range map[string]struct {
		document func(times int) string
		value    any
	}{
		"in a list": {func(times int) string {
			return "query Q($a: String!) { roles { nodes { tools { nodes { roles { nodes { tools(where: {slugs: [" + repeated("$a", times) + "]}) { totalCount } } } } } } } }"
		}, text},
		"in filters": {func(times int) string {
			return "query Q($a: RoleFilter!) { roles(where: {and: [" + repeated("$a", times) + "]}) { totalCount } }"
		}, map[string]any{"slugs": words}},
		"in fragments": {inFragments, text},
	} {
		t.Run(name, func(t *testing.T) {
			service := graph.NewService(store, slog.New(slog.DiscardHandler), config)
			ask := func(times int) (refusal string, allocated uint64) {
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				response := service.Answer(t.Context(), graph.Request{Query: c.document(times), Variables: map[string]any{"a": c.value}})
				runtime.ReadMemStats(&after)
				if len(response.Errors) > 0 {
					refusal = response.Errors[0].Error()
				}
				return refusal, after.TotalAlloc - before.TotalAlloc
			}
			if refusal, _ := ask(1); refusal != "" && !strings.Contains(refusal, "at most 100 are allowed") {
				t.Errorf("once: %s", refusal)
			}
			refusal, allocated := ask(600)
			if !strings.Contains(refusal, "have more than 1000000 bytes when the values of variables are written out") {
				t.Errorf("600 times: %q", refusal)
			}
			if allocated > 30<<20 {
				t.Errorf("the refusal took %d bytes", allocated)
			}
			t.Logf("the refusal took %d bytes", allocated)
		})
	}
}
