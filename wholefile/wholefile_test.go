package wholefile_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rolegraph/wholefile"
)

// TestWholeOrNot has what fails leave everything as it was.
func TestWholeOrNot(t *testing.T) {
	folder := t.TempDir()
	path, link, tablesPath := filepath.Join(folder, "graph"), filepath.Join(folder, "link"), filepath.Join(folder, "tables")
	say := func(text string, err error) func(io.Writer) error {
		return func(w io.Writer) error { _, _ = io.WriteString(w, text); return err }
	}
	broken := errors.New("broken")
	content := func(path string) string {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
		}
		return string(text)
	}
	if err := wholefile.Replace(path, say("half", broken)); !errors.Is(err, broken) {
		t.Error(err)
	}
	if err := wholefile.Replace(path, say("first", nil)); err != nil || content(path) != "first" {
		t.Error(err)
	}
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	if err := wholefile.Replace(link, say("second", nil)); err != nil || content(path) != "second" {
		t.Errorf("through a link: %v", err)
	}
	if err := wholefile.Replace(path, say("half", broken)); !errors.Is(err, broken) || content(path) != "second" {
		t.Error(err)
	}
	for _, end := range []error{broken, nil} {
		err := wholefile.CreateFolder(tablesPath, func(create func(string, func(io.Writer) error) error) error {
			return errors.Join(create("a", say("a", nil)), create("b", say("b", end)))
		})
		if !errors.Is(err, end) {
			t.Errorf("got %v, want %v", err, end)
		}
	}
	if content(filepath.Join(tablesPath, "a")) != "a" || content(filepath.Join(tablesPath, "b")) != "b" {
		t.Error("the tables are not whole")
	}
	if err := wholefile.CreateFolder(tablesPath, nil); err == nil || !strings.Contains(err.Error(), "is there already") {
		t.Errorf("into a folder that is there: %v", err)
	}
	for _, no := range []string{folder, os.DevNull} {
		if err := wholefile.Replace(no, say("", nil)); err == nil || !strings.Contains(err.Error(), "is no file that could be replaced") {
			t.Errorf("%s: %v", no, err)
		}
	}
	if err := wholefile.Replace(filepath.Join(folder, "nowhere", "graph"), say("", nil)); err == nil {
		t.Error("written into a folder that is not there")
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 3 {
		t.Errorf("in the folder are %v, %v", left, err)
	}
}

// TestRemoveUnfinished leaves what is of other files.
func TestRemoveUnfinished(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"graph", ".graph-123", ".graph2-123", ".other-1"} {
		if err := os.WriteFile(filepath.Join(folder, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := wholefile.RemoveUnfinished(filepath.Join(folder, "graph")); err != nil {
		t.Fatal(err)
	}
	var left []string
	entries, err := os.ReadDir(folder)
	for _, entry := range entries {
		left = append(left, entry.Name())
	}
	if want := ".graph2-123 .other-1 graph"; err != nil || strings.Join(left, " ") != want {
		t.Errorf("left are %v, %v, want %s", left, err, want)
	}
}
