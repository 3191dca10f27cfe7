package importer_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// sheet is a table to write: one line of text a row, its cells between bars.
// Cells that look like numbers are numbers.
type sheet struct {
	name string
	text string
}

// workbook writes a spreadsheet of a name into a new folder, and gives its path.
func workbook(t testing.TB, name string, sheets ...sheet) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, s := range sheets {
		if i == 0 {
			if err := book.SetSheetName("Sheet1", s.name); err != nil {
				t.Fatal(err)
			}
		} else if _, err := book.NewSheet(s.name); err != nil {
			t.Fatal(err)
		}
		for row, line := range strings.Split(strings.TrimSpace(s.text), "\n") {
			for column, cell := range strings.Split(line, "|") {
				at, err := excelize.CoordinatesToCellName(column+1, row+1)
				if err != nil {
					t.Fatal(err)
				}
				if err := book.SetCellDefault(s.name, at, strings.TrimSpace(cell)); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	path := filepath.Join(t.TempDir(), name)
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// cutOff gives a copy of a file without its end, of the same name.
func cutOff(t *testing.T, path string) string {
	t.Helper()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return file(t, filepath.Base(path), string(whole[:len(whole)*9/10]))
}

// file writes a file of a name into a new folder, and gives its path.
func file(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// damaged gives a copy of a spreadsheet, of the same name, whose first sheet ends
// in the middle although the archive is whole.
func damaged(t *testing.T, path string) string {
	t.Helper()
	return changed(t, path, "xl/worksheets/sheet1.xml", func(sheet []byte) []byte { return sheet[:bytes.LastIndex(sheet, []byte("<row"))] })
}

// withoutSheets gives a copy of a spreadsheet, of the same name, that lists none.
func withoutSheets(t *testing.T, path string) string {
	t.Helper()
	return changed(t, path, "xl/workbook.xml", func(book []byte) []byte {
		return append(book[:bytes.Index(book, []byte("<sheets>"))], "</workbook>"...)
	})
}

// changed gives a copy of a spreadsheet, of the same name, with one part of it
// changed.
func changed(t *testing.T, path, name string, change func([]byte) []byte) string {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	var packed bytes.Buffer
	written := zip.NewWriter(&packed)
	for _, part := range archive.File {
		reader, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			t.Fatal(err)
		}
		if part.Name == name {
			content = change(content)
		}
		writer, err := written.Create(part.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := writer.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := written.Close(); err != nil {
		t.Fatal(err)
	}
	return file(t, filepath.Base(path), packed.String())
}
