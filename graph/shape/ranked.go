package shape

import "rolegraph/kg"

// Score is the score of an entry of a list of roles.
type Score func(Entry) kg.Weight

// SimilarScore is that of similar roles.
func SimilarScore(e Entry) kg.Weight { return e.Table.Scores[e.At] }

// Coverage is that of roles for a profile.
func Coverage(e Entry) kg.Weight { return e.Table.Fits[e.At].Coverage() }

// Number is the score as lists are ordered by it.
func (s Score) Number(e Entry) kg.Number { return s(e).Number() }

// Write is the Value of the score.
func (s Score) Write(w *Writer, e Entry) { w.weight(s(e)) }

// CoveredCount is the field of roles for a profile.
func CoveredCount(w *Writer, e Entry) { w.integer(int64(e.Table.Fits[e.At].CoveredCount)) }

// MissingCount is the field of roles for a profile.
func MissingCount(w *Writer, e Entry) { w.integer(int64(e.Table.Fits[e.At].MissingCount)) }

// GapCoverage is how much of a role a profile covers, in a branch of its own.
func GapCoverage(branch int) Value[None] {
	return func(w *Writer, _ None) { w.weight(w.table(branch).Fits[0].Coverage()) }
}
