package tabular

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
)

const (
	// sampled is of how many rows the widths of a table's columns are taken. They
	// are held until there are so many.
	sampled = 1000
	// gap is between two columns.
	gap = "  "
	// narrowest is how few cells of the terminal a column may be cut to.
	narrowest = 8
	ellipsis  = "…"
)

// Table writes rows for a person: as columns below their names, or, where there are
// too many columns for the width, and for what has one row alone, as a block of
// lines with name and value. Nothing in the values can control the terminal.
type Table struct {
	to      *bufio.Writer
	columns []Column
	// width is that of the terminal, in its cells; 0 where nothing is to be cut.
	width int
	// blocks says that rows are written as blocks.
	blocks bool
	// widths are those of the columns, once the sample is written.
	widths []int
	sample [][]string
	// begun says that the sample has been written, some that a block has.
	begun, some bool
}

// NewTable makes a table for a terminal of a width in cells, or for what has no
// width: 0. Blocks says that each row is to be a block of lines.
func NewTable(to io.Writer, columns []Column, width int, blocks bool) *Table {
	return &Table{to: bufio.NewWriter(to), columns: columns, width: width, blocks: blocks}
}

// Write takes a row. The first 1000 are held until there are more, or until Flush.
func (t *Table) Write(row []string) error {
	shown := make([]string, len(row))
	for i, value := range row {
		shown[i] = Printable(value)
	}
	if t.begun {
		return t.write(shown)
	}
	t.sample = append(t.sample, shown)
	if len(t.sample) < sampled {
		return nil
	}
	return t.begin()
}

// Flush writes what is held.
func (t *Table) Flush() error {
	if !t.begun {
		if err := t.begin(); err != nil {
			return err
		}
	}
	return t.to.Flush()
}

// begin writes the head and the rows that have been held.
func (t *Table) begin() error {
	t.begun = true
	t.fit()
	if !t.blocks {
		names, rules := make([]string, len(t.columns)), make([]string, len(t.columns))
		for i, column := range t.columns {
			names[i], rules[i] = column.Name, strings.Repeat("─", t.widths[i])
		}
		if err := t.line(names); err != nil {
			return err
		}
		if err := t.line(rules); err != nil {
			return err
		}
	}
	for _, row := range t.sample {
		if err := t.write(row); err != nil {
			return err
		}
	}
	t.sample = nil
	return nil
}

// fit chooses the widths of the columns: as wide as their values, and where these
// do not fit the terminal, the widest are cut to one width.
func (t *Table) fit() {
	t.widths = make([]int, len(t.columns))
	for i, column := range t.columns {
		t.widths[i] = uniseg.StringWidth(column.Name)
	}
	if t.blocks {
		return
	}
	for _, row := range t.sample {
		for i, value := range row {
			t.widths[i] = max(t.widths[i], uniseg.StringWidth(value))
		}
	}
	if t.width == 0 {
		return
	}
	room := t.width - len(gap)*(len(t.columns)-1)
	most := widest(t.widths, room)
	if most < narrowest && most < slices.Max(t.widths) {
		t.blocks = true
		t.fit()
		return
	}
	for i := range t.widths {
		t.widths[i] = min(t.widths[i], most)
	}
}

// widest is how wide a column may be so that all fit a room.
func widest(widths []int, room int) int {
	sorted := slices.Sorted(slices.Values(widths))
	for i, width := range sorted {
		left := len(sorted) - i
		if width*left > room {
			return max(room/left, 0)
		}
		room -= width
	}
	return sorted[len(sorted)-1]
}

func (t *Table) write(row []string) error {
	if t.blocks {
		return t.block(row)
	}
	return t.line(row)
}

// line writes a row as one line.
func (t *Table) line(row []string) error {
	var line strings.Builder
	for i, value := range row {
		if i > 0 {
			line.WriteString(gap)
		}
		if t.width > 0 {
			value = cut(value, t.widths[i])
		}
		padding := strings.Repeat(" ", max(t.widths[i]-uniseg.StringWidth(value), 0))
		if t.columns[i].Numeric {
			line.WriteString(padding + value)
		} else {
			line.WriteString(value + padding)
		}
	}
	_, err := t.to.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	return err
}

// block writes a row as a line for each column, with an empty one between blocks.
func (t *Table) block(row []string) error {
	if t.some {
		if err := t.to.WriteByte('\n'); err != nil {
			return err
		}
	}
	t.some = true
	names := slices.Max(t.widths)
	for i, column := range t.columns {
		line := column.Name + strings.Repeat(" ", names-t.widths[i]) + gap + row[i]
		if _, err := t.to.WriteString(strings.TrimRight(line, " ") + "\n"); err != nil {
			return err
		}
	}
	return nil
}

// cut is a text that is at most so many cells of a terminal wide.
func cut(text string, width int) string {
	if uniseg.StringWidth(text) <= width {
		return text
	}
	var kept strings.Builder
	room := width - uniseg.StringWidth(ellipsis)
	clusters := uniseg.NewGraphemes(text)
	for clusters.Next() {
		if room -= clusters.Width(); room < 0 {
			break
		}
		kept.WriteString(clusters.Str())
	}
	return kept.String() + ellipsis
}
