package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestListIsCurrent fails until `go run ./supply licenses` has been run after a change
// of what the program is made of.
func TestListIsCurrent(t *testing.T) {
	parts, err := partsOf(t.Context(), "..")
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := writeLicenses(&want, parts); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join("..", listFile))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%s is not what the program is made of; `go run ./supply licenses` writes it", listFile)
	}
}

func TestLicensesAreKnownByTheirTexts(t *testing.T) {
	const bsd = "Redistribution and use in source and binary forms, with or without\nmodification, are permitted. Redistributions in binary form must reproduce the above copyright notice."
	for want, text := range map[string]string{
		"Apache-2.0":   "Apache License\n   Version 2.0, January 2004",
		"MPL-2.0":      "Mozilla Public License, version 2.0\n… “Secondary License” means either the GNU General Public License, Version 2.0, …",
		"BSD-3-Clause": bsd + " Neither the name of Google Inc. nor the names of its contributors may be used to endorse or promote products",
		"BSD-2-Clause": bsd,
		"ISC":          "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted, provided that",
		"MIT":          "The MIT License\n\nPermission is hereby granted, free of charge, to any person\nobtaining a copy of this software, to deal in the Software without restriction",
		"GPL":          "GNU AFFERO GENERAL PUBLIC LICENSE Version 3",
		"":             "All rights reserved.",
	} {
		if got := identify([]string{text}); got != want {
			t.Errorf("%q is taken for %q, not %q", text, got, want)
		}
	}
}

func TestOtherLicensesAreRefused(t *testing.T) {
	for _, license := range []string{"GPL", "SSPL-1.0", ""} {
		err := check([]part{{Name: "a", Version: "v1", License: "MIT"}, {Name: "example.org/b", Version: "v2", License: license}})
		if err == nil || !strings.Contains(err.Error(), "example.org/b v2 has the license") {
			t.Errorf("%q: %v", license, err)
		}
	}
}

// TestSBOMHasAllModules compares the list with what the Go tools have recorded in the
// program.
func TestSBOMHasAllModules(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program, which takes long; -short leaves it out")
	}
	program := filepath.Join(t.TempDir(), "rolegraph")
	build := exec.Command("go", "build", "-trimpath", "-o", program, ".") // as .ci/build has it, whose packages are compiled once
	build.Dir = ".."
	build.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	recorded, err := exec.Command("go", "version", "-m", program).Output()
	if err != nil {
		t.Fatal(err)
	}
	parts, err := partsOf(t.Context(), "..")
	if err != nil {
		t.Fatal(err)
	}
	var written bytes.Buffer
	if err := writeSBOM(&written, "v1.2.3", parts); err != nil {
		t.Fatal(err)
	}
	var list struct {
		BOMFormat, SpecVersion string
		Components             []struct {
			Name, Version, PURL string
			Licenses            []struct{ License struct{ ID string } }
		}
	}
	if err := json.Unmarshal(written.Bytes(), &list); err != nil || list.BOMFormat != "CycloneDX" || list.SpecVersion != "1.6" {
		t.Fatalf("%v: %.200s", err, written.String())
	}
	listed, packages := map[string]bool{}, 0
	for _, c := range list.Components {
		if len(c.Licenses) != 1 || c.Licenses[0].License.ID == "" || c.Version == "" {
			t.Errorf("%+v", c)
		}
		if strings.HasPrefix(c.PURL, "pkg:npm/") {
			packages++
			continue
		}
		if c.PURL != "pkg:golang/"+strings.ToLower(c.Name)+"@"+c.Version {
			t.Errorf("%s is at %s", c.Name, c.PURL)
		}
		listed[c.Name+" "+c.Version] = true
	}
	modules := 0
	for line := range strings.Lines(string(recorded)) {
		fields := strings.Fields(line)
		if len(fields) < 3 || fields[0] != "dep" {
			continue
		}
		modules++
		if module := fields[1] + " " + fields[2]; !listed[module] {
			t.Errorf("the program has the module %s, and the list has not", module)
		}
	}
	if modules < 20 || len(listed) != modules+1 { // and the standard library
		t.Errorf("the program has %d modules, the list %d", modules, len(listed))
	}
	if packages < 20 {
		t.Errorf("the list has %d packages of npm", packages)
	}
}

// TestBuildIsReproducible builds the commit in two folders: the files are alike to the
// byte, and say which commit they are of.
func TestBuildIsReproducible(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program twice, which takes long; -short leaves it out")
	}
	head, err := exec.Command("git", "rev-parse", "HEAD").Output()
	if err != nil {
		t.Skipf("this is no clone of the repository: %v", err)
	}
	top, err := exec.Command("git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		t.Fatal(err)
	}
	var programs [2][]byte
	for i, name := range []string{"here", "in another folder/with a longer name"} {
		clone := filepath.Join(t.TempDir(), name)
		program := filepath.Join(t.TempDir(), "rolegraph")
		for _, command := range [][]string{
			{"git", "clone", "--quiet", "--no-local", strings.TrimSpace(string(top)), clone},
			{"git", "-C", clone, "checkout", "--quiet", strings.TrimSpace(string(head))},
			{filepath.Join(clone, ".ci", "build"), program},
		} {
			if output, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
				t.Fatalf("%v: %v\n%s", command, err, output)
			}
		}
		if programs[i], err = os.ReadFile(program); err != nil {
			t.Fatal(err)
		}
		said, err := exec.Command(program, "version").Output()
		if err != nil || !strings.Contains(string(said), " of commit "+strings.TrimSpace(string(head))+"\n") {
			t.Errorf("%v: the version is %s", err, said)
		}
	}
	if !bytes.Equal(programs[0], programs[1]) {
		t.Errorf("the files differ, of %d and %d bytes", len(programs[0]), len(programs[1]))
	}
}
