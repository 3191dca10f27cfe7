package importer

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"

	"rolegraph/kg"
)

// maxLine is the most bytes that a line of a file may have.
const maxLine = 1 << 20

// tabbed reads a file of lines whose fields are separated by tabs, without
// quotes, under a line of the columns' names.
type tabbed struct {
	name    string
	scanner *bufio.Scanner
	line    int
	columns map[string]int
	fields  []string
	report  *fileReport
	err     error
}

// eachRow calls visit for every row of a file. It stops at the first error,
// which names file and line.
func eachRow(ctx context.Context, folder fs.FS, name string, report *Report, columns []string, visit func(row *tabbed) error) error {
	file, err := folder.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	counts := report.file(name)
	t := &tabbed{name: name, scanner: bufio.NewScanner(counts.watch(file)), report: counts}
	t.scanner.Buffer(make([]byte, 64<<10), maxLine)
	if err := t.header(columns); err != nil {
		return err
	}
	for t.next() {
		if t.line%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if err := visit(t); err != nil {
			return t.problem("%s", err)
		}
	}
	return t.err
}

func (t *tabbed) problem(format string, args ...any) error {
	return kg.Errorf(kg.BadUserInput, "%s:%d: %s", t.name, t.line, fmt.Sprintf(format, args...))
}

// header reads the names of the columns, of which some must be there.
func (t *tabbed) header(wanted []string) error {
	text, ok := t.scan()
	if !ok {
		if t.err == nil {
			t.line = 1
			t.err = t.problem("the file is empty; expected a line with the columns %s", strings.Join(wanted, ", "))
		}
		return t.err
	}
	t.columns = map[string]int{}
	for i, name := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\t") {
		t.columns[name] = i
	}
	for _, name := range wanted {
		if _, there := t.columns[name]; !there {
			return t.problem("there is no column %q; the columns are %s", name, cut(text))
		}
	}
	return nil
}

// scan reads a line.
func (t *tabbed) scan() (string, bool) {
	if !t.scanner.Scan() {
		t.line++
		switch err := t.scanner.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			t.err = t.problem("the line has more than %d bytes", maxLine)
		case err != nil:
			t.err = t.problem("%s", err)
		}
		return "", false
	}
	t.line++
	text := bytes.TrimSuffix(t.scanner.Bytes(), []byte("\r"))
	if !utf8.Valid(text) {
		t.err = t.problem("the line is not valid UTF-8")
		return "", false
	}
	return string(text), true
}

// next reads a row. Lines without anything are none.
func (t *tabbed) next() bool {
	for {
		text, ok := t.scan()
		if !ok {
			return false
		}
		if text == "" {
			continue
		}
		t.fields = strings.Split(text, "\t")
		if len(t.fields) != len(t.columns) {
			t.err = t.problem("expected %d fields, as many as columns, not %d", len(t.columns), len(t.fields))
			return false
		}
		t.report.read++
		return true
	}
}

// text is a field without the space around it; empty for the source's mark of
// what it does not say.
func (t *tabbed) text(column string) string {
	text := strings.TrimSpace(t.fields[t.columns[column]])
	if text == "n/a" {
		return ""
	}
	return text
}

// number is a field that must be a number.
func (t *tabbed) number(column string) (float64, error) { return number(column, t.text(column)) }

// leave counts a row that is left out.
func (t *tabbed) leave(reason string) {
	t.report.leave(reason, fmt.Sprintf("%s:%d", t.name, t.line))
}

// cut shortens what a file says before it is said again.
func cut(text string) string {
	const most = 100
	if len(text) > most {
		return strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}
