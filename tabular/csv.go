package tabular

import (
	"encoding/csv"
	"io"
)

// CSV writes rows as RFC 4180 has it, with lines that end as Unix has it, below a
// line of the columns' names.
type CSV struct {
	to     io.Writer
	writer *csv.Writer
}

// NewCSV begins a CSV with the names of the columns.
func NewCSV(to io.Writer, columns []Column) (*CSV, error) {
	c := &CSV{to, csv.NewWriter(to)}
	names := make([]string, len(columns))
	for i, column := range columns {
		names[i] = column.Name
	}
	return c, c.Write(names)
}

// Write writes a row.
func (c *CSV) Write(row []string) error {
	if len(row) == 1 && row[0] == "" {
		// An empty line is no row to those who read it.
		if err := c.Flush(); err != nil {
			return err
		}
		_, err := io.WriteString(c.to, "\"\"\n")
		return err
	}
	return c.writer.Write(row)
}

// Flush writes what is still held.
func (c *CSV) Flush() error {
	c.writer.Flush()
	return c.writer.Error()
}
