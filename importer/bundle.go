package importer

import (
	"archive/zip"
	"compress/gzip"
	"errors"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"rolegraph/kg"
)

// bundle is the files of a source by their names without folders: those of a
// folder and of the zip archives in it, which are read in place, as are those that
// gzip has packed.
type bundle struct {
	open     map[string]func() (io.ReadCloser, error)
	several  map[string]bool // names of more than one file
	archives []*zip.ReadCloser
}

// openBundle opens a folder, or a single file or archive. Close ends it.
func openBundle(root string) (*bundle, error) {
	b := &bundle{open: map[string]func() (io.ReadCloser, error){}, several: map[string]bool{}}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir():
			return nil
		case strings.EqualFold(filepath.Ext(name), ".zip"):
			return b.archive(name)
		}
		if strings.EqualFold(filepath.Ext(name), ".gz") {
			b.add(entry.Name(), func() (io.ReadCloser, error) { return openPacked(name) })
			return nil
		}
		b.add(entry.Name(), func() (io.ReadCloser, error) { return os.Open(name) })
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// packed is a file that is packed by gzip.
type packed struct {
	*gzip.Reader
	file *os.File
}

func openPacked(name string) (io.ReadCloser, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	reader, err := gzip.NewReader(file)
	if err != nil {
		file.Close()
		return nil, kg.Errorf(kg.BadUserInput, "%s is not packed by gzip, or is damaged: %s", filepath.Base(name), err)
	}
	return packed{reader, file}, nil
}

// Close closes the file.
func (p packed) Close() error { return errors.Join(p.Reader.Close(), p.file.Close()) }

// archive adds the files of an archive. Only their names count, so none can
// lead elsewhere.
func (b *bundle) archive(name string) error {
	archive, err := zip.OpenReader(name)
	if err != nil {
		return errors.New(filepath.Base(name) + " is no zip archive, or is damaged: " + err.Error())
	}
	b.archives = append(b.archives, archive)
	for _, file := range archive.File {
		if !file.FileInfo().IsDir() {
			b.add(path.Base(file.Name), file.Open)
		}
	}
	return nil
}

func (b *bundle) add(name string, open func() (io.ReadCloser, error)) {
	b.several[name] = b.open[name] != nil
	b.open[name] = open
}

// ambiguous is the first of some names that several files have.
func (b *bundle) ambiguous(names ...string) (string, bool) {
	for _, name := range names {
		if b.several[name] {
			return name, true
		}
	}
	return "", false
}

// find is the first of some names that there is a file of.
func (b *bundle) find(names ...string) (string, bool) {
	for _, name := range names {
		if _, there := b.open[name]; there {
			return name, true
		}
	}
	return "", false
}

// openFile opens a file, or an archive or folder that has one alone, and gives its
// name. Close ends the bundle.
func openFile(path string) (files *bundle, name string, err error) {
	files, err = openBundle(path)
	if err != nil {
		return nil, "", err
	}
	names := slices.Collect(maps.Keys(files.open))
	if len(names) != 1 {
		return nil, "", errors.Join(kg.Errorf(kg.BadUserInput, "%s has %d files; name the one to read", path, len(names)), files.Close())
	}
	return files, names[0], nil
}

// Close closes the archives.
func (b *bundle) Close() error {
	var problems []error
	for _, archive := range b.archives {
		problems = append(problems, archive.Close())
	}
	return errors.Join(problems...)
}
