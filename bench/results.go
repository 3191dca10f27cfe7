package main

import (
	"cmp"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
)

// results are all that a run has measured.
type results struct {
	Begun string `json:"begun"`
	Took  string `json:"took"`
	// Commit is the state of the project.
	Commit     string `json:"commit"`
	Go         string `json:"go"`
	Processors int    `json:"processors"`
	Rounds     int    `json:"rounds"`
	// Time is that of one measurement.
	Time         string         `json:"time"`
	Measurements []*measurement `json:"measurements"`
}

func newResults(begun time.Time, o *options) *results {
	commit, _ := exec.Command("git", "describe", "--always", "--dirty").Output() // it may be no checkout
	return &results{
		Begun: begun.UTC().Format(time.DateTime), Commit: strings.TrimSpace(string(commit)), Go: runtime.Version(),
		Processors: runtime.NumCPU(), Rounds: o.rounds, Time: o.time.String(),
	}
}

// write writes the tables, the chart and all measurements into a folder.
func (r *results) write(folder string, asked []*operation) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	text, err := json.MarshalIndent(r, "", " ")
	if err != nil {
		return err
	}
	for name, content := range map[string][]byte{
		"benchmark.json": append(text, '\n'),
		"benchmark.md":   []byte(r.report(asked)),
		"benchmark.svg":  []byte(r.chart(asked)),
	} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// median is what an entry took, in the median of the rounds. It is nil where it was
// not measured.
func (r *results) median(copies int, operation, contestant string, clients int) *measurement {
	rounds := r.rounds(copies, operation, contestant, clients)
	if len(rounds) == 0 {
		return nil
	}
	middle := *rounds[0]
	middle.Throughput = medianOf(rounds, func(m *measurement) float64 { return m.Throughput })
	middle.P50 = medianOf(rounds, func(m *measurement) time.Duration { return m.P50 })
	middle.P99 = medianOf(rounds, func(m *measurement) time.Duration { return m.P99 })
	middle.ServerTime = medianOf(rounds, func(m *measurement) time.Duration { return m.ServerTime })
	middle.DatabaseTime = medianOf(rounds, func(m *measurement) time.Duration { return m.DatabaseTime })
	middle.LoadTime = medianOf(rounds, func(m *measurement) time.Duration { return m.LoadTime })
	return &middle
}

func medianOf[T cmp.Ordered](rounds []*measurement, column func(*measurement) T) T {
	values := make([]T, len(rounds))
	for i, m := range rounds {
		values[i] = column(m)
	}
	return middleOf(values)
}

// middleOf is the median of values, which it sorts.
func middleOf[T cmp.Ordered](values []T) T {
	slices.Sort(values)
	return values[len(values)/2]
}

// rounds are what was measured of an entry, in the order of the rounds.
func (r *results) rounds(copies int, operation, contestant string, clients int) (rounds []*measurement) {
	for _, m := range r.Measurements {
		if m.Copies == copies && m.Operation == operation && m.Contestant == contestant && m.Clients == clients {
			rounds = append(rounds, m)
		}
	}
	return rounds
}

// ratio is that of two contestants with many clients, in the median of the rounds that
// both were measured in: what changes on the machine, or in the database, from one round to
// the next is not in it. It is a dash if there is none.
func (r *results) ratio(copies int, operation, of, to string, column func(*measurement) float64) string {
	var ratios []float64
	others := r.rounds(copies, operation, to, clients[1])
	for _, m := range r.rounds(copies, operation, of, clients[1]) {
		if i := slices.IndexFunc(others, func(other *measurement) bool { return other.Round == m.Round }); i >= 0 && column(others[i]) > 0 {
			ratios = append(ratios, column(m)/column(others[i]))
		}
	}
	if len(ratios) == 0 {
		return "–"
	}
	return significant(middleOf(ratios))
}

// sizes are how often the data was there.
func (r *results) sizes() []int {
	var all []int
	for _, m := range r.Measurements {
		if !slices.Contains(all, m.Copies) {
			all = append(all, m.Copies)
		}
	}
	return all
}

// both are the measurements of an entry with one client and with many. They are nil
// where it was not measured.
func (r *results) both(copies int, operation, contestant string) (one, many *measurement) {
	return r.median(copies, operation, contestant, clients[0]), r.median(copies, operation, contestant, clients[1])
}
