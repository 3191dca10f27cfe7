package embedded

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/segmentio/encoding/json"

	"rolegraph/kg"
	"rolegraph/wholefile"
)

// A data file is a zip archive: an entry that names the form, one for each source
// with its facts as JSON, and the graph that these came to when they were
// written. A whole file takes the place of the one before, so that a crash at any
// moment leaves one of them; readers hold no lock, and each entry has a checksum.
const (
	formEntry   = "rolegraph"
	form        = "2" // changes with what this package writes
	firstForm   = "1" // without a merged graph
	factsPath   = "facts/"
	mergedEntry = "merged"
)

// dataFile is a data file that is being read.
type dataFile struct {
	file   *os.File
	size   uint64
	facts  []*zip.File
	merged *zip.File // or nil
}

// openDataFile opens a data file for reading. The error says what is wrong with
// it; that of a file that does not exist is fs.ErrNotExist.
func openDataFile(path string) (*dataFile, error) {
	// Opening a pipe would wait for somebody to write into it.
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file, and so no data file of rolegraph", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	f := &dataFile{file: file}
	if err := f.look(); err != nil {
		file.Close()
		return nil, err
	}
	return f, nil
}

func (f *dataFile) close() { f.file.Close() }

// look finds the entries.
func (f *dataFile) look() error {
	info, err := f.file.Stat()
	if err != nil {
		return err
	}
	f.size = uint64(info.Size())
	archive, err := zip.NewReader(f.file, info.Size())
	if err != nil {
		return fmt.Errorf("%s is no data file of rolegraph, or is damaged: %w", f.file.Name(), err)
	}
	// Another form may have other entries.
	at := slices.IndexFunc(archive.File, func(entry *zip.File) bool { return entry.Name == formEntry })
	if at < 0 {
		return fmt.Errorf("%s is no data file of rolegraph", f.file.Name())
	}
	written, err := content(archive.File[at])
	if err != nil {
		return f.damaged(archive.File[at], err)
	}
	if text := string(written); text != form && text != firstForm {
		return fmt.Errorf(
			"%s has the form %q of a newer version of rolegraph; this one reads the forms %s and %s: open it with that version, or name another file and import the sources anew",
			f.file.Name(), text, firstForm, form,
		)
	}
	for _, entry := range archive.File {
		switch {
		case entry.Name == formEntry:
		case strings.HasPrefix(entry.Name, factsPath):
			f.facts = append(f.facts, entry)
		case entry.Name == mergedEntry:
			f.merged = entry
		default:
			return fmt.Errorf("%s is no data file of rolegraph, or is damaged: it has the unknown entry %q", f.file.Name(), entry.Name)
		}
	}
	return nil
}

func (f *dataFile) damaged(entry *zip.File, err error) error {
	return fmt.Errorf("%s is damaged: %s: %w", f.file.Name(), entry.Name, err)
}

// readFacts reads the facts of all sources.
func (f *dataFile) readFacts() ([]*kg.Facts, error) {
	all, problems := make([]*kg.Facts, len(f.facts)), make([]error, len(f.facts))
	var reading sync.WaitGroup
	for i, entry := range f.facts {
		reading.Go(func() {
			if all[i], problems[i] = factsOf(entry); problems[i] != nil {
				problems[i] = f.damaged(entry, problems[i])
			}
		})
	}
	reading.Wait()
	return all, cmp.Or(problems...)
}

// readGraph reads the graph that the facts come to with the joins; nil if the
// file does not have that.
func (f *dataFile) readGraph(joins *kg.Joins) (*kg.Graph, error) {
	if f.merged == nil {
		return nil, nil
	}
	graph, err := f.readMerged(mergedOf(joins, f.facts))
	if err != nil {
		return nil, f.damaged(f.merged, err)
	}
	return graph, nil
}

func (f *dataFile) readMerged(want mergeKey) (*kg.Graph, error) {
	// What is not compressed can't be larger than the file, and what is read of it
	// is in proportion to its size.
	size := f.merged.UncompressedSize64
	if f.merged.Method != zip.Store || size != f.merged.CompressedSize64 || size > f.size || size < uint64(len(want)) {
		return nil, errors.New("its size can't be")
	}
	reader, err := f.merged.Open()
	if err != nil {
		return nil, err
	}
	defer reader.Close()
	var of mergeKey
	if _, err := io.ReadFull(reader, of[:]); err != nil {
		return nil, err
	}
	if of != want {
		return nil, nil
	}
	return readGraph(reader, size-uint64(len(of)))
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

// readFacts reads the facts of all sources from a data file.
func readFacts(path string) ([]*kg.Facts, error) {
	f, err := openDataFile(path)
	if err != nil {
		return nil, err
	}
	defer f.close()
	return f.readFacts()
}

// readOrMerge reads the graph of a data file, or merges its facts where it is
// without, or that was merged otherwise.
func readOrMerge(path string, joins *kg.Joins) (*kg.Graph, error) {
	f, err := openDataFile(path)
	if err != nil {
		return nil, err
	}
	defer f.close()
	graph, err := f.readGraph(joins)
	if graph != nil || err != nil {
		return graph, err
	}
	facts, err := f.readFacts()
	if err != nil {
		return nil, err
	}
	return kg.Merge(joins, facts...), nil
}

// WriteFile makes a data file of facts and the graph that they come to with the
// joins, in place of the one that is there. On an error that one stays. No other
// may write it meanwhile.
func WriteFile(path string, joins *kg.Joins, graph *kg.Graph, all ...*kg.Facts) error {
	if err := wholefile.RemoveUnfinished(path); err != nil {
		return err
	}
	return wholefile.Replace(path, func(w io.Writer) error {
		archive := zip.NewWriter(w)
		if err := add(archive, &zip.FileHeader{Name: formEntry, Method: zip.Deflate}, func(w io.Writer) error { _, err := io.WriteString(w, form); return err }); err != nil {
			return err
		}
		sorted := slices.SortedFunc(slices.Values(all), func(a, b *kg.Facts) int { return kg.CompareSources(a.Source.Slug, b.Source.Slug) })
		var entries []*zip.File
		for _, facts := range sorted {
			entry := &zip.File{FileHeader: zip.FileHeader{Name: factsPath + facts.Source.Slug + ".json", Method: zip.Deflate}}
			if err := add(archive, &entry.FileHeader, func(w io.Writer) error { return json.NewEncoder(w).Encode(facts) }); err != nil {
				return err
			}
			entries = append(entries, entry)
		}
		if err := add(archive, &zip.FileHeader{Name: mergedEntry, Method: zip.Store}, func(w io.Writer) error {
			of := mergedOf(joins, entries) // whose checksums are known by now
			if _, err := w.Write(of[:]); err != nil {
				return err
			}
			return writeGraph(w, graph)
		}); err != nil {
			return err
		}
		return archive.Close()
	})
}

func add(archive *zip.Writer, header *zip.FileHeader, write func(io.Writer) error) error {
	entry, err := archive.CreateHeader(header)
	if err != nil {
		return err
	}
	return write(entry)
}
