package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
)

// allowed are the licenses that parts may have, by their SPDX identifiers: those that
// ask for no more than to be named, and MPL-2.0, which asks for the source of its own
// files alone.
var allowed = []string{"MIT", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "ISC", "Apache-2.0", "MPL-2.0"}

// check reports the first part whose license is not allowed, or not known.
func check(parts []part) error {
	for _, p := range parts {
		if !slices.Contains(allowed, p.License) {
			return fmt.Errorf("%s %s has the license %q; allowed are %s", p.Name, p.Version, p.License, strings.Join(allowed, ", "))
		}
	}
	return nil
}

// marks are what a license is known by, in lower case, the more special ones first.
var marks = []struct {
	license string
	has     []string
}{
	{"Apache-2.0", []string{"apache license", "version 2.0, january 2004"}},
	{"MPL-2.0", []string{"mozilla public license", "version 2.0"}},
	{"GPL", []string{"gnu ", "general public license"}}, // of any sort
	{"BSD-3-Clause", []string{"redistribution and use in source and binary forms", "endorse or promote"}},
	{"BSD-2-Clause", []string{"redistribution and use in source and binary forms", "in binary form must reproduce"}},
	{"ISC", []string{"permission to use, copy, modify, and", "for any purpose with or without fee is hereby granted, provided that"}},
	{"MIT", []string{"permission is hereby granted, free of charge, to any person obtaining a copy", "without restriction"}},
}

// identify is the license of the first of some texts that is one; empty if none is
// known.
func identify(texts []string) string {
	for _, text := range texts {
		words := strings.ToLower(strings.Join(strings.Fields(text), " "))
		for _, mark := range marks {
			if hasAll(words, mark.has) {
				return mark.license
			}
		}
	}
	return ""
}

func hasAll(text string, parts []string) bool {
	for _, part := range parts {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// writeLicenses writes the list for people.
func writeLicenses(w io.Writer, parts []part) error {
	var text strings.Builder
	text.WriteString(`# Third parties

What the program is made of besides its own code, and under which licenses. Written by ` + "`go run ./supply licenses`" + `; the checks fail if it is not current, or if a license is not allowed.

## Go modules

| module | version | license |
|---|---|---|
`)
	for _, p := range parts {
		if p.npm {
			continue
		}
		version := p.Version
		if version == "" {
			version = "that of the build"
		}
		fmt.Fprintf(&text, "| %s | %s | %s |\n", p.Name, version, p.License)
	}
	text.WriteString(`
## npm packages in the pages

Their texts are in ` + "`web/dist/licenses.txt.gz`" + `, which the server has at ` + "`/licenses.txt`" + `.

| package | version | license |
|---|---|---|
`)
	for _, p := range parts {
		if p.npm {
			fmt.Fprintf(&text, "| %s | %s | %s |\n", p.Name, p.Version, p.License)
		}
	}
	text.WriteString("\n## Texts\n")
	var order []string
	of := map[string][]string{}
	for _, p := range parts {
		for _, each := range p.Texts {
			if of[each] == nil {
				order = append(order, each)
			}
			of[each] = append(of[each], p.Name)
		}
	}
	for _, each := range order {
		fmt.Fprintf(&text, "\n%s:\n\n~~~text\n%s\n~~~\n", strings.Join(of[each], ", "), each)
	}
	_, err := io.WriteString(w, text.String())
	return err
}
