package importer

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"rolegraph/kg"
)

// commas reads a CSV file with quotes (RFC 4180), whose quoted fields may have
// line ends in them.
type commas struct {
	name    string
	reader  *csv.Reader
	columns map[string]int
	fields  []string
	end     int // the line that the last record ends at
	report  *fileReport
	limit   *limitedRecord
}

// eachRecord calls visit for every record of a CSV file under a line of the
// columns' names, but for those without anything. It stops at the first error,
// which names file and line.
func eachRecord(ctx context.Context, files *bundle, name string, report *Report, columns []string, visit func(row *commas) error) error {
	return eachRecordOf(ctx, files, name, report, columnSet{required: columns}, visit)
}

// columnSet is the columns that a file has: those that must be there, and those that
// may be. Others mean nothing, or are refused.
type columnSet struct {
	required, optional []string
	// own is the project's own layout, where people write the columns' names:
	// case does not matter, and one that is not known is a mistake.
	own bool
}

func eachRecordOf(ctx context.Context, files *bundle, name string, report *Report, columns columnSet, visit func(row *commas) error) error {
	file, err := files.open[name]()
	if err != nil {
		return err
	}
	defer file.Close()
	counts := report.file(name)
	limit := &limitedRecord{from: withoutMark(counts.watch(file))}
	c := &commas{name: name, reader: csv.NewReader(limit), report: counts, limit: limit}
	c.reader.ReuseRecord = true
	if err := c.header(columns); err != nil {
		return err
	}
	for {
		if err := c.read(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if !slices.ContainsFunc(c.fields, func(field string) bool { return field != "" }) {
			continue
		}
		c.report.read++
		if c.report.read%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := visit(c); err != nil {
			return c.problem("%s", err)
		}
	}
}

// withoutMark is what is read after a byte order mark, if there is one.
func withoutMark(file io.Reader) io.Reader {
	const mark = "\ufeff"
	buffered := bufio.NewReader(file)
	if start, _ := buffered.Peek(len(mark)); string(start) == mark {
		_, _ = buffered.Discard(len(mark))
	}
	return buffered
}

// line is the one that the record begins in.
func (c *commas) line() int {
	line, _ := c.reader.FieldPos(0)
	return line
}

func (c *commas) problem(format string, args ...any) error {
	return kg.Errorf(kg.BadUserInput, "%s:%d: %s", c.name, c.line(), fmt.Sprintf(format, args...))
}

func (c *commas) read() error {
	c.limit.left = maxLine
	fields, err := c.reader.Read()
	if errors.Is(err, csv.ErrFieldCount) {
		return c.problem("expected %d fields, as many as columns, not %d", c.reader.FieldsPerRecord, len(fields))
	}
	if wrong, ok := errors.AsType[*csv.ParseError](err); ok {
		return kg.Errorf(kg.BadUserInput, "%s:%d: %s", c.name, wrong.Line, wrong.Err)
	}
	if errors.Is(err, io.EOF) {
		return err
	}
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the file is cut off")
	}
	if err != nil {
		return kg.Errorf(kg.BadUserInput, "%s:%d: %s", c.name, c.end+1, err)
	}
	c.fields = fields
	last := len(fields) - 1
	c.end, _ = c.reader.FieldPos(last)
	c.end += strings.Count(fields[last], "\n")
	if slices.ContainsFunc(fields, func(field string) bool { return !utf8.ValidString(field) }) {
		return c.problem("a field is not valid UTF-8")
	}
	return nil
}

func (c *commas) header(wanted columnSet) error {
	err := c.read()
	if errors.Is(err, io.EOF) {
		return kg.Errorf(kg.BadUserInput, "%s:1: the file is empty; expected a line with the columns %s", c.name, strings.Join(wanted.required, ", "))
	}
	if err != nil {
		return err
	}
	c.columns = map[string]int{}
	for i, name := range c.fields {
		if wanted.own {
			if name = strings.ToLower(strings.TrimSpace(name)); name == "" {
				continue // a spreadsheet may be wider than what is in it
			}
			if !slices.Contains(wanted.required, name) && !slices.Contains(wanted.optional, name) {
				return c.problem("unknown column %q; known are %s", cut(c.fields[i]), strings.Join(slices.Concat(wanted.required, wanted.optional), ", "))
			}
			if _, twice := c.columns[name]; twice {
				return c.problem("the column %q stands twice", name)
			}
		}
		c.columns[strings.Clone(name)] = i
	}
	for _, name := range wanted.required {
		if _, there := c.columns[name]; !there {
			return c.problem("there is no column %q; the columns are %s", name, cut(strings.Join(c.fields, ", ")))
		}
	}
	return nil
}

// text is a field without the space around it, as a copy: the reader's fields
// share the memory of their record, which may be large. It is empty in a column
// that is not there.
func (c *commas) text(column string) string {
	at, there := c.columns[column]
	if !there {
		return ""
	}
	return strings.TrimSpace(strings.Clone(c.fields[at]))
}

// lines are the lines of a field, which is a list of one a line.
func (c *commas) lines(column string) []string {
	var lines []string
	for line := range strings.Lines(c.text(column)) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// leave counts a record that is left out.
func (c *commas) leave(reason string) {
	c.report.leave(reason, fmt.Sprintf("%s:%d", c.name, c.line()))
}

// limitedRecord reads at most so many bytes more than its reader buffers for a
// record, so that one without end is refused.
type limitedRecord struct {
	from io.Reader
	left int
}

var errLongRecord = fmt.Errorf("a record has more than %d bytes; is a quote missing?", maxLine)

func (l *limitedRecord) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errLongRecord
	}
	n, err := l.from.Read(p)
	l.left -= n
	return n, err
}
