package importer

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"rolegraph/kg"
)

// spreadsheet is a file of sheets (xlsx). Close ends it.
type spreadsheet struct {
	name string
	book *excelize.File
}

// A spreadsheet is unpacked in memory, and refused if it would take more than
// this.
const maxSpreadsheet = 1 << 30

func openSpreadsheet(files *bundle, name string) (*spreadsheet, error) {
	file, err := files.open[name]()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var book *excelize.File
	packed, err := io.ReadAll(io.LimitReader(file, maxSpreadsheet))
	if err == nil {
		err = honest(packed)
	}
	if err == nil {
		book, err = excelize.OpenReader(bytes.NewReader(packed), excelize.Options{
			// As the file has them: 2.9, not 3 as it may be shown.
			RawCellValue:      true,
			UnzipSizeLimit:    maxSpreadsheet,
			UnzipXMLSizeLimit: maxSpreadsheet,
		})
	}
	if err == nil {
		err = wellFormed(book)
	}
	if err == nil && len(book.GetSheetList()) == 0 {
		err = errors.New("it has no sheets")
	}
	if err != nil {
		return nil, kg.Errorf(kg.BadUserInput, "%s is no spreadsheet (xlsx), or is damaged: %s", name, err)
	}
	return &spreadsheet{name, book}, nil
}

// mostUnpacked is how many bytes one that is packed may stand for, by the form of
// what is packed so.
const mostUnpacked = 1032

// honest says which part of an archive can't be as large as it is said to be: excelize
// takes memory for that before it reads the part.
func honest(packed []byte) error {
	archive, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return err
	}
	for _, part := range archive.File {
		if part.CompressedSize64 > uint64(len(packed)) || part.UncompressedSize64 > mostUnpacked*part.CompressedSize64 {
			return fmt.Errorf("%s can't be as large as it is said to be", part.Name)
		}
	}
	return nil
}

// wellFormed says which of the sheets is damaged: excelize reads it up to there
// and does not tell.
func wellFormed(book *excelize.File) (problem error) {
	book.Pkg.Range(func(name, content any) bool {
		part, text := name.(string), content.([]byte)
		if path.Dir(part) != "xl/worksheets" && part != "xl/sharedStrings.xml" {
			return true
		}
		for decoder := xml.NewDecoder(bytes.NewReader(text)); problem == nil; {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				return true
			} else if err != nil {
				problem = fmt.Errorf("%s: %w", part, err)
			}
		}
		return false
	})
	return problem
}

// Close ends it. Nothing of it lies in files, so nothing can go wrong.
func (s *spreadsheet) Close() { _ = s.book.Close() }

// sheets are the names of the sheets, in their order.
func (s *spreadsheet) sheets() []string { return s.book.GetSheetList() }

// heading is the first cell of a sheet.
func (s *spreadsheet) heading(sheet string) (string, error) {
	text, err := s.book.GetCellValue(sheet, "A1")
	if err != nil {
		return "", kg.Errorf(kg.BadUserInput, "%s: %s", s.name, err)
	}
	return text, nil
}

func (s *spreadsheet) rows(sheet string) (*excelize.Rows, error) {
	if !slices.Contains(s.sheets(), sheet) {
		return nil, kg.Errorf(kg.BadUserInput, "%s: there is no sheet %q; the sheets are %s", s.name, sheet, cut(strings.Join(s.sheets(), ", ")))
	}
	rows, err := s.book.Rows(sheet)
	if err != nil {
		return nil, kg.Errorf(kg.BadUserInput, "%s: %s", s.name, err)
	}
	return rows, nil
}

// maxHeading is the most rows that may stand above that of the columns' names.
const maxHeading = 10

// cells reads the rows of a sheet under one of the columns' names.
type cells struct {
	name    string // of the file
	rows    *excelize.Rows
	line    int
	columns map[string]int    // by pattern
	names   map[string]string // of the columns, by pattern
	fields  []string
	report  *fileReport
}

// eachRow calls visit for every row of a sheet. The columns are patterns of
// their names, where * stands for anything, such as a year. It stops at the first
// error, which names file and line.
func (s *spreadsheet) eachRow(ctx context.Context, sheet string, report *Report, columns []string, visit func(row *cells) error) error {
	rows, err := s.rows(sheet)
	if err != nil {
		return err
	}
	defer rows.Close()
	c := &cells{name: s.name, rows: rows, report: report.file(s.name), columns: map[string]int{}, names: map[string]string{}}
	c.report.begin(0)
	if err := c.header(columns); err != nil {
		return err
	}
	for {
		if more, err := c.next(); err != nil || !more {
			return err
		}
		if c.line%1024 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		c.report.row()
		if err := visit(c); err != nil {
			return c.problem("%s", err)
		}
	}
}

func (c *cells) problem(format string, args ...any) error {
	return kg.Errorf(kg.BadUserInput, "%s:%d: %s", c.name, c.line, fmt.Sprintf(format, args...))
}

// header finds the row of the columns' names: the first that has one of those
// that must be there, and then all of them.
func (c *cells) header(wanted []string) error {
	for c.line < maxHeading {
		more, err := c.next()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		for _, pattern := range wanted {
			at := slices.IndexFunc(c.fields, func(name string) bool { return matchesColumn(pattern, name) })
			if at >= 0 {
				c.columns[pattern], c.names[pattern] = at, strings.TrimSpace(c.fields[at])
			}
		}
		if len(c.columns) == 0 {
			continue
		}
		for _, pattern := range wanted {
			if _, there := c.columns[pattern]; !there {
				return c.problem("there is no column %q; the columns are %s", pattern, cut(strings.Join(c.fields, ", ")))
			}
		}
		return nil
	}
	c.line = 1
	return c.problem("expected a row with the columns %s within the first %d", strings.Join(wanted, ", "), maxHeading)
}

// matchesColumn reports whether a column has a name of the pattern. Case does
// not count: older tables have other.
func matchesColumn(pattern, name string) bool {
	matches, err := path.Match(strings.ToLower(pattern), strings.ToLower(strings.TrimSpace(name)))
	return err == nil && matches
}

// next reads a row. Rows without anything are none.
func (c *cells) next() (more bool, err error) {
	for c.rows.Next() {
		c.line++
		if c.fields, err = c.rows.Columns(); err != nil {
			return false, c.problem("%s", err)
		}
		if slices.ContainsFunc(c.fields, func(field string) bool { return strings.TrimSpace(field) != "" }) {
			return true, nil
		}
	}
	if err := c.rows.Error(); err != nil {
		return false, c.problem("%s", err)
	}
	return false, nil
}

// text is a cell without the space around it.
func (c *cells) text(column string) string {
	at := c.columns[column]
	if at >= len(c.fields) {
		return "" // empty cells at a row's end are not written
	}
	return strings.TrimSpace(c.fields[at])
}

// number is a cell that must be a number.
func (c *cells) number(column string) (float64, error) {
	return number(c.names[column], c.text(column))
}

// leave counts a row that is left out.
func (c *cells) leave(reason string) {
	c.report.leave(reason, fmt.Sprintf("%s:%d", c.name, c.line))
}
