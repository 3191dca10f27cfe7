// Package importer reads what sources publish, in their own file formats, and
// makes the facts of it that a store takes.
package importer

import (
	"fmt"
	"io"
	"maps"
	"slices"
)

// Report counts what an import has read, by file, and what of it was left out
// and why. The zero value is ready.
type Report struct {
	files []*fileReport
	// missing are files that the source has in other releases, and what is not
	// known without them, and files that are there and not read.
	missing []string
}

type fileReport struct {
	name     string
	read     int
	leftOut  map[string]int
	examples map[string]string // of each reason, the first
}

// Missing are the files that are not there, each with what is not known
// without it, and those that are there and not read, with the reason.
func (r *Report) Missing() []string { return r.missing }

// LeftOut is how many rows of a file were left out for a reason.
func (r *Report) LeftOut(file, reason string) int {
	for _, f := range r.files {
		if f.name == file {
			return f.leftOut[reason]
		}
	}
	return 0
}

func (r *Report) file(name string) *fileReport {
	f := &fileReport{name: name, leftOut: map[string]int{}, examples: map[string]string{}}
	r.files = append(r.files, f)
	return f
}

func (f *fileReport) leave(reason, example string) {
	if f.leftOut[reason]++; f.leftOut[reason] == 1 {
		f.examples[reason] = example
	}
}

// WriteTo writes the report for a person.
func (r *Report) WriteTo(w io.Writer) (int64, error) {
	var written int64
	line := func(format string, args ...any) error {
		n, err := fmt.Fprintf(w, format+"\n", args...)
		written += int64(n)
		return err
	}
	for _, f := range r.files {
		if err := line("%s: %d rows", f.name, f.read); err != nil {
			return written, err
		}
		for _, reason := range slices.Sorted(maps.Keys(f.leftOut)) {
			if err := line("  left out %d: %s, such as %s", f.leftOut[reason], reason, f.examples[reason]); err != nil {
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
