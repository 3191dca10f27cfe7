// Package wholefile writes files and folders that are there whole or not at all,
// whatever happens to the program or the machine.
package wholefile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Replace has a file written, which takes the place of the one at the path when it
// is whole. On an error that one stays.
func Replace(path string, write func(io.Writer) error) (err error) {
	path, err = replaceable(path)
	if err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), unfinished(path)+"*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			file.Close()
			os.Remove(file.Name())
		}
	}()
	if err := fill(file, write); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// CreateFolder has a folder of files written, which gets the path's name when all are
// whole: create writes one of them. Nothing may be there yet.
func CreateFolder(path string, write func(create func(name string, write func(io.Writer) error) error) error) (err error) {
	path = filepath.Clean(path)
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		if err != nil {
			return err
		}
		return fmt.Errorf("%s is there already; name a folder that is not", path)
	}
	folder, err := os.MkdirTemp(filepath.Dir(path), unfinished(path)+"*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.RemoveAll(folder)
		}
	}()
	if err := write(func(name string, write func(io.Writer) error) error {
		file, err := os.Create(filepath.Join(folder, name))
		if err != nil {
			return err
		}
		defer file.Close()
		return fill(file, write)
	}); err != nil {
		return err
	}
	if err := os.Chmod(folder, 0o755); err != nil { // #nosec G302 -- as os.Create has files, which others may read
		return err
	}
	if err := syncFolder(folder); err != nil {
		return err
	}
	if err := os.Rename(folder, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// RemoveUnfinished removes what calls of Replace were writing for a path that did
// not end, since the program was killed. None may run meanwhile.
func RemoveUnfinished(path string) error {
	path, err := replaceable(path)
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), unfinished(path)) {
			os.Remove(filepath.Join(filepath.Dir(path), entry.Name()))
		}
	}
	return nil
}

// unfinished begins the names of what becomes the path.
func unfinished(path string) string { return "." + filepath.Base(path) + "-" }

// replaceable is the path of a file that may be replaced: what a link leads to,
// and no device or pipe.
func replaceable(path string) (string, error) {
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, nil
	}
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is no file that could be replaced", path)
	}
	return filepath.EvalSymlinks(path)
}

// fill writes a file, to the disk, and closes it.
func fill(file *os.File, write func(io.Writer) error) error {
	buffered := bufio.NewWriterSize(file, 1<<16)
	if err := write(buffered); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	if err := file.Chmod(0o644); err != nil {
		return err
	}
	// The content must be there before the name is.
	if err := file.Sync(); err != nil {
		return err
	}
	return file.Close()
}

// syncFolder has new names in a folder survive a failure of the machine, where
// the system can do that.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	_ = folder.Sync()
	return nil
}
