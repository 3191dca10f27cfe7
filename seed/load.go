// Package seed holds the graph that the project starts with: the facts of one
// article, as files that a person reads and edits, and the file of names that
// are one thing.
package seed

import (
	"embed"
	"errors"
	"io/fs"

	"rolegraph/kg"
)

//go:embed *.yaml
var files embed.FS

// Load reads the files that the program was built with.
func Load() (*kg.Facts, *kg.Joins, error) { return LoadFS(files) }

// LoadFS reads the files of a folder: source.yaml, aliases.yaml and one file
// for each kind, such as roles.yaml. All that is wrong with them is reported
// at once, a line each, as `FILE:LINE: what is wrong`; then nothing is loaded.
func LoadFS(folder fs.FS) (*kg.Facts, *kg.Joins, error) {
	l := &loader{reader: reader{folder: folder}, lines: map[kg.ID]place{}}
	l.source()
	for _, kind := range kg.Kinds() {
		l.entities(kind)
	}
	l.links()
	joins := l.joins()
	if len(l.problems) == 0 {
		if err := l.facts.Check(); err != nil {
			l.problems = append(l.problems, err)
		}
	}
	if len(l.problems) > 0 {
		return nil, nil, errors.Join(l.problems...)
	}
	return &l.facts, joins, nil
}
