package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestPromisesAreTested has each test that SECURITY.md and docs/operating.md name
// exist.
func TestPromisesAreTested(t *testing.T) {
	defined := map[string]bool{}
	function := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark)\w+)\(`)
	if err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == "node_modules":
			return fs.SkipDir
		case !strings.HasSuffix(path, "_test.go"):
			return nil
		}
		text, err := os.ReadFile(path)
		for _, found := range function.FindAllSubmatch(text, -1) {
			defined[string(found[1])] = true
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	name := regexp.MustCompile("`((?:Test|Fuzz|Benchmark)\\w+)`")
	for _, path := range []string{"SECURITY.md", "docs/operating.md"} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		named := name.FindAllSubmatch(text, -1)
		if len(named) == 0 {
			t.Errorf("%s names no test", path)
		}
		for _, found := range named {
			if !defined[string(found[1])] {
				t.Errorf("%s names %s, and there is no such test", path, found[1])
			}
		}
	}
}
