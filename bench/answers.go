package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
)

// slugs are those of all entities in an answer, in the order in which they stand
// there. That is the order that the question defines, so that it tells the answers
// of all contestants apart, whatever form they have.
func slugs(answer []byte) ([]string, error) {
	var all []string
	decoder := json.NewDecoder(bytes.NewReader(answer))
	var object []bool // of the levels around: whether it is an object, else a list
	key, isKey := "", false
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case json.Delim:
			if token == '{' || token == '[' {
				object = append(object, token == '{')
			} else {
				object = object[:len(object)-1]
			}
			isKey = len(object) > 0 && object[len(object)-1]
			continue
		case string:
			if isKey {
				key, isKey = token, false
				continue
			}
			if key == "slug" {
				all = append(all, token)
			}
		}
		isKey = len(object) > 0 && object[len(object)-1]
	}
}

// difference says where an answer has other entities than it should, or is empty.
func difference(answer, want []byte) (string, error) {
	got, err := slugs(answer)
	if err != nil {
		return "", err
	}
	expected, err := slugs(want)
	if err != nil {
		return "", err
	}
	if slices.Equal(got, expected) {
		return "", nil
	}
	missing, extra := without(expected, got), without(got, expected)
	at := 0
	for at < min(len(got), len(expected)) && got[at] == expected[at] {
		at++
	}
	return fmt.Sprintf("%d entities instead of %d; missing: %s; beside them: %s; the first difference is at %d: %s instead of %s",
		len(got), len(expected), strings.Join(missing, ", "), strings.Join(extra, ", "), at, following(got, at), following(expected, at)), nil
}

// without are the members of a that b lacks.
func without(a, b []string) []string {
	has := map[string]bool{}
	for _, one := range b {
		has[one] = true
	}
	return slices.DeleteFunc(slices.Clone(a), func(one string) bool { return has[one] })
}

func following(all []string, at int) string {
	return fmt.Sprint(all[at:min(at+3, len(all))])
}

// sameContent reports whether two answers are the same but for cursors, of which
// each server has its own.
func sameContent(a, b []byte) bool {
	var values [2]any
	for i, answer := range [][]byte{a, b} {
		if json.Unmarshal(answer, &values[i]) != nil {
			return false
		}
		dropCursors(values[i])
	}
	return reflect.DeepEqual(values[0], values[1])
}

func dropCursors(value any) {
	switch value := value.(type) {
	case map[string]any:
		delete(value, "endCursor")
		for _, inner := range value {
			dropCursors(inner)
		}
	case []any:
		for _, inner := range value {
			dropCursors(inner)
		}
	}
}
