package main

import (
	"io"
	"os"

	"golang.org/x/term"

	"rolegraph/tabular"
)

// rowWriter writes the rows of answers.
type rowWriter interface {
	Write(row []string) error
	// Flush writes what is still held.
	Flush() error
}

// newRowWriter writes rows to what may be shown on a terminal.
func newRowWriter(to io.Writer, terminal *os.File, format string, layout *tabular.Layout) (rowWriter, error) {
	if format == "table" {
		width := 0
		if terminal != nil {
			var err error
			if width, _, err = term.GetSize(int(terminal.Fd())); err != nil {
				return nil, err
			}
		}
		return tabular.NewTable(to, layout.Columns(), width, !layout.HasLists()), nil
	}
	table, err := tabular.NewCSV(to, layout.Columns())
	if err != nil {
		return nil, err
	}
	if terminal != nil {
		return printable{table}, nil
	}
	return table, nil
}

// printable writes rows that a terminal can show.
type printable struct{ rowWriter }

// Write writes a row of printable values.
func (p printable) Write(row []string) error {
	shown := make([]string, len(row))
	for i, value := range row {
		shown[i] = tabular.Printable(value)
	}
	return p.rowWriter.Write(shown)
}
