package kg_test

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"

	"rolegraph/kg"
)

// halfUp rounds a fraction to a whole number, by exact arithmetic.
func halfUp(r *big.Rat) int64 {
	doubled := new(big.Rat).Add(new(big.Rat).Mul(r, big.NewRat(2, 1)), big.NewRat(1, 1))
	floor := new(big.Int).Div(doubled.Num(), new(big.Int).Mul(doubled.Denom(), big.NewInt(2)))
	return floor.Int64()
}

func TestRatioIsRoundedExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.Int64Range(0, 4e12).Draw(t, "a")
		b := rapid.Int64Range(1, 4e12).Draw(t, "b")
		want := halfUp(new(big.Rat).Mul(big.NewRat(a, b), big.NewRat(1_000_000, 1)))
		if got := kg.Ratio(a, b); got != want {
			t.Fatalf("Ratio(%d, %d) = %d, want %d", a, b, got, want)
		}
	})
	if got := kg.Ratio(5, 0); got != 0 {
		t.Errorf("Ratio(5, 0) = %d, want 0", got)
	}
}

func TestMeanWeightIsRoundedExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		weights := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) kg.Weight {
			return kg.Weight(rapid.Int32Range(0, 1_000_000).Draw(t, "weight"))
		}), 1, 9).Draw(t, "weights")
		sum := int64(0)
		for _, w := range weights {
			sum += int64(w)
		}
		if got, want := kg.MeanWeight(weights), halfUp(big.NewRat(sum, int64(len(weights)))); int64(got) != want {
			t.Fatalf("MeanWeight(%v) = %d, want %d", weights, got, want)
		}
	})
	if got := kg.MeanWeight(nil); got != kg.NoWeight {
		t.Errorf("the mean of nothing is %d, want none", got)
	}
}

// TestLeastWeightSelectsWhatIsShown compares the bound as a client would: with
// the decimals that it sees.
func TestLeastWeightSelectsWhatIsShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		shown := kg.Weight(rapid.Int32Range(0, 1_000_000).Draw(t, "weight"))
		bound := rapid.OneOf(rapid.Float64Range(-0.5, 1.5), rapid.Just(shown.Float())).Draw(t, "bound")
		if got, want := shown >= kg.LeastWeight(bound), shown.Float() >= bound; got != want {
			t.Fatalf("a weight of %s with a bound of %v: selected %t, want %t", shown, bound, got, want)
		}
	})
}

func TestWeightAsText(t *testing.T) {
	for weight, want := range map[kg.Weight]string{kg.NoWeight: "none", 0: "0", 1: "0.000001", 875_000: "0.875", kg.FullWeight: "1"} {
		if got := weight.String(); got != want {
			t.Errorf("weight %d is written %q, want %q", weight, got, want)
		}
	}
}

// TestRoundWeight takes every weight back from its decimal.
func TestRoundWeight(t *testing.T) {
	for weight := kg.Weight(0); weight <= kg.FullWeight; weight++ {
		if got, ok := kg.RoundWeight(weight.Float()); !ok || got != weight {
			t.Fatalf("%s becomes %d, %t", weight, got, ok)
		}
	}
	for value, want := range map[float64]kg.Weight{0.0000004: 0, 0.0000005: 1, 0.9999996: kg.FullWeight} {
		if got, ok := kg.RoundWeight(value); !ok || got != want {
			t.Errorf("%v becomes %d, want %d", value, got, want)
		}
	}
	for _, value := range []float64{-0.1, 1.000001, math.NaN(), math.Inf(1)} {
		if _, ok := kg.RoundWeight(value); ok {
			t.Errorf("%v is taken for a weight", value)
		}
	}
}
