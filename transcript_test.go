package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// step is a code block of a page, and what the page says that it prints.
type step struct{ code, output string }

// transcript are a page's code blocks of a language, in their order. What one prints
// is the block of text that follows it; without one it prints nothing. The server
// that the page asks is the one at address.
func transcript(t *testing.T, path, language, address string) []step {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const documented = "http://127.0.0.1:8080"
	var steps []step
	for _, match := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```\n(?:\n```text\n(.*?)```)?").FindAllStringSubmatch(string(text), -1) {
		steps = append(steps, step{strings.ReplaceAll(match[1], documented, address), match[2]})
	}
	if len(steps) == 0 {
		t.Fatalf("%s has no block of %s", path, language)
	}
	return steps
}
