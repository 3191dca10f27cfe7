package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// part is a part of the program that others have written.
type part struct {
	Name    string
	Version string
	License string // by its SPDX identifier
	// Texts are the license and notices as they come; empty for packages of npm, whose
	// texts are in the pages.
	Texts []string
	npm   bool
}

// purl is the part's package URL.
func (p *part) purl() string {
	if p.npm {
		return "pkg:npm/" + strings.Replace(p.Name, "@", "%40", 1) + "@" + p.Version
	}
	return "pkg:golang/" + strings.ToLower(p.Name) + "@" + p.Version
}

// partsOf are the parts of the program in a folder, by name: the standard library and
// the modules that are linked, and then the packages of npm in its pages. Each has a
// license that is allowed.
func partsOf(ctx context.Context, folder string) ([]part, error) {
	modules, err := modulesOf(ctx, folder)
	if err != nil {
		return nil, err
	}
	packages, err := packagesOf(filepath.Join(folder, "web", "dist", "licenses.txt.gz"))
	if err != nil {
		return nil, err
	}
	parts := slices.Concat(modules, packages)
	return parts, check(parts)
}

// modulesOf are the Go modules with packages that are linked into the program.
func modulesOf(ctx context.Context, folder string) ([]part, error) {
	command := exec.CommandContext(ctx, "go", "list", "-deps", "-json=Module", ".")
	command.Dir = folder
	command.Stderr = os.Stderr
	// The list is of the program as it is shipped, whatever the machine is.
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64")
	listed, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	found := map[string]part{}
	for decoder := json.NewDecoder(bytes.NewReader(listed)); ; {
		var imported struct {
			Module *struct {
				Path, Version, Dir string
				Main               bool
			}
		}
		if err := decoder.Decode(&imported); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		module := imported.Module
		if module == nil || module.Main {
			continue
		}
		if _, known := found[module.Path]; known {
			continue
		}
		texts, err := licenseTexts(module.Dir)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", module.Path, err)
		}
		found[module.Path] = part{Name: module.Path, Version: module.Version, License: identify(texts), Texts: texts}
	}
	root, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}
	texts, err := licenseTexts(strings.TrimSpace(string(root)))
	if err != nil {
		return nil, fmt.Errorf("the standard library: %w", err)
	}
	// Its version is that of who builds, which the program itself tells.
	parts := []part{{Name: "std", License: identify(texts), Texts: texts}}
	for _, module := range found {
		parts = append(parts, module)
	}
	slices.SortFunc(parts[1:], func(a, b part) int { return strings.Compare(a.Name, b.Name) })
	return parts, nil
}

// licenseFile matches the names of files with licenses and notices.
var licenseFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|unlicense)(\.(txt|md))?$`)

// licenseTexts are those of a folder: at least one.
func licenseTexts(folder string) ([]string, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var texts []string
	for _, entry := range entries {
		if entry.IsDir() || !licenseFile.MatchString(entry.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			return nil, err
		}
		texts = append(texts, strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")))
	}
	if len(texts) == 0 {
		return nil, errors.New("there is no file with its license")
	}
	return texts, nil
}

// packageLine is how the list of the pages' packages names one.
var packageLine = regexp.MustCompile(`^## (\S+) - (\S+) \((.*)\)$`)

// packagesOf reads the list that the build of the pages writes.
func packagesOf(path string) ([]part, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	list, err := gzip.NewReader(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var parts []part
	lines := bufio.NewScanner(list)
	for lines.Scan() {
		if found := packageLine.FindStringSubmatch(lines.Text()); found != nil {
			parts = append(parts, part{Name: found[1], Version: found[2], License: found[3], npm: true})
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	if len(parts) == 0 {
		return nil, fmt.Errorf("%s names no package", path)
	}
	return parts, nil
}
