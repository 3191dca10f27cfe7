package kg_test

import (
	"testing"

	"rolegraph/kg"
)

// TestSimilarity has its values by hand, in millionths.
func TestSimilarity(t *testing.T) {
	for name, c := range map[string]struct {
		both, one, other int64
		want             kg.Weight
	}{
		"nothing at all":                      {0, 0, 0, 0},
		"nothing in common":                   {0, 1_000_000, 500_000, 0},
		"all in common":                       {700_000, 700_000, 700_000, kg.FullWeight},
		"half of one, all of the other":       {500_000, 1_000_000, 500_000, 500_000},
		"one of three":                        {1, 2, 2, 333_333},
		"two of three":                        {2, 2, 3, 666_667},
		"half a millionth is rounded up":      {1, 2_000_000, 1, 1},
		"less than half a millionth is none":  {1, 2_000_001, 1, 0},
		"four thousand links of full weight":  {4_000_000_000, 4_000_000_000, 4_000_000_001, kg.FullWeight},
		"a million links, of which one alike": {1_000_000, 1_000_000_000_000, 1_000_000, 1},
	} {
		if got := kg.Similarity(c.both, c.one, c.other); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestCoverage(t *testing.T) {
	for name, c := range map[string]struct {
		fit  kg.Fit
		want kg.Weight
	}{
		"a role without links":      {kg.Fit{}, 0},
		"links of no weight":        {kg.Fit{CoveredCount: 2, MissingCount: 1}, 0},
		"five of twenty-two halves": {kg.Fit{Covered: 2_500_000, All: 11_000_000, CoveredCount: 5, MissingCount: 17}, 227_273},
		"all":                       {kg.Fit{Covered: 3, All: 3, CoveredCount: 1}, kg.FullWeight},
		"all but one of weight 0":   {kg.Fit{Covered: 3, All: 3, CoveredCount: 1, MissingCount: 1}, kg.FullWeight},
	} {
		if got := c.fit.Coverage(); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
