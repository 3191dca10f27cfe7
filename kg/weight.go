package kg

import (
	"math"
	"strconv"
)

// Weight is a strength between 0 and 1, in whole millionths (0 to 1,000,000),
// so that every sum and comparison is one of integers and every store agrees.
type Weight int32

const (
	// NoWeight stands where no source measures a link: null in the API.
	NoWeight Weight = -1
	// FullWeight is 1.
	FullWeight Weight = 1_000_000
	// assumedWeight is what a link that nobody measures counts in formulas.
	assumedWeight Weight = 500_000
)

// Counted is what a link of the weight counts in formulas, in millionths: a
// half where no source measures it.
func (w Weight) Counted() int64 {
	if w == NoWeight {
		w = assumedWeight
	}
	return int64(w)
}

// Ratio is a/b in millionths, rounded half up, and 0 where b is 0. The formula
// is (2,000,000·a + b) / (2·b) in integer division; a and b are not negative,
// and a at most 4·10¹².
func Ratio(a, b int64) int64 {
	if b == 0 {
		return 0
	}
	return (2_000_000*a + b) / (2 * b)
}

// MeanWeight is the mean of weights, rounded half up to a millionth, and
// NoWeight where there are none.
func MeanWeight(weights []Weight) Weight {
	if len(weights) == 0 {
		return NoWeight
	}
	sum := int64(0)
	for _, w := range weights {
		sum += int64(w)
	}
	n := int64(len(weights))
	return Weight((2*sum + n) / (2 * n))
}

// MeanCounted is the mean of what weights count, of which there is at least one,
// rounded as MeanWeight is.
func MeanCounted(weights []Weight) Weight {
	counted := make([]Weight, len(weights))
	for i, w := range weights {
		counted[i] = Weight(w.Counted())
	}
	return MeanWeight(counted)
}

// LeastWeight is the smallest weight that is at least a bound, which may lie
// outside 0..1: above 1 it is more than any weight.
func LeastWeight(bound float64) Weight {
	if bound <= 0 {
		return 0
	}
	if bound > 1 {
		return FullWeight + 1
	}
	// A product of floats can miss the whole number that is meant by one, so
	// the bound is compared as weights are shown.
	w := Weight(math.Floor(bound * 1e6))
	if w > 0 && (w-1).Float() >= bound {
		return w - 1
	}
	for w.Float() < bound {
		w++
	}
	return w
}

// RoundWeight is the weight nearest to a decimal, half up; false for one that is
// not from 0 to 1.
func RoundWeight(value float64) (Weight, bool) {
	if !(value >= 0 && value <= 1) {
		return NoWeight, false
	}
	return Weight(math.Floor(value*1e6 + 0.5)), true
}

// Float is the weight as a decimal; it must not be NoWeight.
func (w Weight) Float() float64 { return float64(w) / 1e6 }

// String is the weight as a decimal of at most six places, or "none".
func (w Weight) String() string {
	if w == NoWeight {
		return "none"
	}
	return strconv.FormatFloat(w.Float(), 'f', -1, 64)
}
