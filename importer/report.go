// Package importer reads what sources publish, in their own file formats, and
// makes the facts of it that a store takes.
package importer

import (
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
)

// Report counts what an import has read, by file, and what of it was left out
// and why. The zero value is ready.
type Report struct {
	// Progress, if there is one, is told of what is read.
	Progress Progress
	files    []*fileReport
	// missing are files that the source has in other releases, and what is not
	// known without them, and files that are there and not read.
	missing []string
}

type fileReport struct {
	name     string
	progress Progress // or nil
	read     int
	leftOut  tally
	noted    tally // what was taken in, but may be a mistake
}

// tally counts by reason, with the first example of each.
type tally struct {
	counts   map[string]int
	examples map[string]string
}

func (t *tally) add(reason, example string) {
	if t.counts == nil {
		t.counts, t.examples = map[string]int{}, map[string]string{}
	}
	if t.counts[reason]++; t.counts[reason] == 1 {
		t.examples[reason] = example
	}
}

func (t *tally) total() int {
	total := 0
	for _, count := range t.counts {
		total += count
	}
	return total
}

// all gives each count and its reason, by reason.
func (t *tally) all() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for _, reason := range slices.Sorted(maps.Keys(t.counts)) {
			if !yield(t.counts[reason], fmt.Sprintf("%s, such as %s", reason, t.examples[reason])) {
				return
			}
		}
	}
}

// Missing are the files that are not there, each with what is not known
// without it, and those that are there and not read, with the reason.
func (r *Report) Missing() []string { return r.missing }

// LeftOut is how many rows of a file were left out for a reason.
func (r *Report) LeftOut(file, reason string) int {
	for _, f := range r.files {
		if f.name == file {
			return f.leftOut.counts[reason]
		}
	}
	return 0
}

func (r *Report) file(name string) *fileReport {
	f := &fileReport{name: name, progress: r.Progress}
	r.files = append(r.files, f)
	return f
}

// leave counts a row that is left out.
func (f *fileReport) leave(reason, example string) { f.leftOut.add(reason, example) }

// note counts what a person should look at.
func (f *fileReport) note(reason, example string) { f.noted.add(reason, example) }

// WriteTo writes the report for a person.
func (r *Report) WriteTo(w io.Writer) (int64, error) {
	var written int64
	line := func(format string, args ...any) error {
		n, err := fmt.Fprintf(w, format+"\n", args...)
		written += int64(n)
		return err
	}
	for _, f := range r.files {
		if err := line("%s: %d rows, %d used", f.name, f.read, f.read-f.leftOut.total()); err != nil {
			return written, err
		}
		for count, reason := range f.leftOut.all() {
			if err := line("  left out %d: %s", count, reason); err != nil {
				return written, err
			}
		}
		for count, reason := range f.noted.all() {
			if err := line("  %d %s", count, reason); err != nil {
				return written, err
			}
		}
	}
	for _, missing := range r.missing {
		if err := line("%s", missing); err != nil {
			return written, err
		}
	}
	return written, nil
}
