package embedded

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/segmentio/encoding/json"

	"rolegraph/kg"
	"rolegraph/wholefile"
)

// A data file is a zip archive: an entry for each source with its facts as
// JSON, and one that names the form. A whole file takes the place of the one
// before, so that a crash at any moment leaves one of them; readers hold no
// lock, and each entry has a checksum.
const (
	formEntry = "rolegraph"
	form      = "1" // changes with what this package writes
	factsPath = "facts/"
)

// readFacts reads the facts of all sources from a data file. The error says what
// is wrong with the file; that of a file that does not exist is fs.ErrNotExist.
func readFacts(path string) ([]*kg.Facts, error) {
	archive, err := zip.OpenReader(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("%s is no data file of rolegraph, or is damaged: %w", path, err)
	}
	defer archive.Close()
	all := make([]*kg.Facts, len(archive.File))
	problems := make([]error, len(archive.File))
	var reading sync.WaitGroup
	defer reading.Wait()
	known := false
	for i, entry := range archive.File {
		switch {
		case entry.Name == formEntry:
			written, err := content(entry)
			if err != nil {
				return nil, fmt.Errorf("%s is damaged: %w", path, err)
			}
			if string(written) != form {
				return nil, fmt.Errorf("%s has the form %q of another version of rolegraph; this one reads form %s", path, written, form)
			}
			known = true
		case strings.HasPrefix(entry.Name, factsPath):
			reading.Go(func() {
				if all[i], problems[i] = factsOf(entry); problems[i] != nil {
					problems[i] = fmt.Errorf("%s is damaged: %s: %w", path, entry.Name, problems[i])
				}
			})
		default:
			return nil, fmt.Errorf("%s is no data file of rolegraph, or is damaged: it has the unknown entry %q", path, entry.Name)
		}
	}
	reading.Wait()
	if err := cmp.Or(problems...); err != nil {
		return nil, err
	}
	if !known {
		return nil, fmt.Errorf("%s is no data file of rolegraph", path)
	}
	return slices.DeleteFunc(all, func(facts *kg.Facts) bool { return facts == nil }), nil
}

func content(entry *zip.File) ([]byte, error) {
	reader, err := entry.Open()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	return io.ReadAll(reader)
}

// factsOf reads an entry to its end, where the checksum is compared.
func factsOf(entry *zip.File) (*kg.Facts, error) {
	text, err := content(entry)
	if err != nil {
		return nil, err
	}
	var facts kg.Facts
	if err := json.Unmarshal(text, &facts); err != nil {
		return nil, err
	}
	return &facts, facts.Check()
}

// writeFacts makes a data file of facts, in place of the one that is there. On
// an error that one stays. No other may write it meanwhile.
func writeFacts(path string, all []*kg.Facts) error {
	if err := wholefile.RemoveUnfinished(path); err != nil {
		return err
	}
	return wholefile.Replace(path, func(w io.Writer) error {
		archive := zip.NewWriter(w)
		if err := add(archive, formEntry, func(w io.Writer) error { _, err := io.WriteString(w, form); return err }); err != nil {
			return err
		}
		sorted := slices.SortedFunc(slices.Values(all), func(a, b *kg.Facts) int { return kg.CompareSources(a.Source.Slug, b.Source.Slug) })
		for _, facts := range sorted {
			if err := add(archive, factsPath+facts.Source.Slug+".json", func(w io.Writer) error { return json.NewEncoder(w).Encode(facts) }); err != nil {
				return err
			}
		}
		return archive.Close()
	})
}

func add(archive *zip.Writer, name string, write func(io.Writer) error) error {
	entry, err := archive.Create(name)
	if err != nil {
		return err
	}
	return write(entry)
}
