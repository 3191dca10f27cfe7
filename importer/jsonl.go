package importer

import (
	"context"
	"errors"

	"rolegraph/kg"
)

// JSONL reads a file of lines as the export writes them: the facts of one source
// or several, whole to the last line. The error names file and line.
func JSONL(ctx context.Context, path string, report *Report) ([]*kg.Facts, error) {
	files, name, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer files.Close()
	var sources []*stated
	slugs := map[string]bool{}
	ended, last := false, 0
	err = eachLine(ctx, files, name, report, func(l line) error {
		last = l.number
		switch {
		case ended:
			return errors.New("expected nothing behind the end")
		case l.End != nil:
			ended = true
			return l.ended()
		case l.Source != nil:
			if slugs[l.Source.Slug] {
				return errors.New("the source " + l.Source.Slug + " stands here twice")
			}
			slugs[l.Source.Slug] = true
			sources = append(sources, newStated(*l.Source))
			return (&kg.Facts{Source: *l.Source}).Check()
		case len(sources) == 0:
			return errors.New("expected a source first, of which the facts are")
		default:
			return l.add(sources[len(sources)-1])
		}
	})
	if err != nil {
		return nil, err
	}
	if !ended {
		return nil, kg.Errorf(kg.BadUserInput, "%s:%d: the file is cut off: expected a line with the end", name, last+1)
	}
	var all []*kg.Facts
	for _, source := range sources {
		if err := source.settle(false); err != nil {
			return nil, err
		}
		all = append(all, source.facts)
	}
	return all, nil
}
