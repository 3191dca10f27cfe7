package embedded

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"time"

	"github.com/gofrs/flock"

	"rolegraph/kg"
)

// file is what a Store knows of its data file.
type file struct {
	path    string
	initial []*kg.Facts
	log     *slog.Logger
}

// facts reads the facts of all sources, and tells the file that they are from.
// Without a file they are the initial ones.
func (f *file) facts() ([]*kg.Facts, fs.FileInfo, error) {
	// Looked at before it is read: a file that takes its place meanwhile differs
	// from this one at the next look.
	info, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return f.initial, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	facts, err := readFacts(f.path)
	return facts, info, err
}

// Open makes a store of a data file. Where there is none it holds the initial
// facts, writes nothing, and the first Replace makes a file that begins with
// them. The store looks every second whether another process has written the
// file, and reads it then; what is wrong with it is told to the log, and the
// graph stays what it was.
func Open(path string, joins *kg.Joins, log *slog.Logger, initial ...*kg.Facts) (*Store, error) {
	s := &Store{joins: joins, file: &file{path, initial, log}}
	facts, info, err := s.file.facts()
	if err != nil {
		return nil, err
	}
	s.publish(facts)
	ctx, stop := context.WithCancel(context.Background())
	watched := make(chan struct{})
	s.stop = func() { stop(); <-watched }
	go func() { defer close(watched); s.watch(ctx, info) }()
	return s, nil
}

// lookTime is between two looks at the file.
const lookTime = time.Second

// watch reads the file whenever it is another than the one last read.
func (s *Store) watch(ctx context.Context, last fs.FileInfo) {
	told := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(lookTime):
		}
		info, err := os.Stat(s.file.path)
		if err == nil && unchanged(last, info) || errors.Is(err, fs.ErrNotExist) && last == nil {
			continue
		}
		s.writing.Lock()
		facts, read, err := s.file.facts()
		if err == nil {
			s.publish(facts)
			last, told = read, ""
		}
		s.writing.Unlock()
		if err != nil && err.Error() != told {
			told = err.Error()
			s.file.log.Error("the data file can't be read; answering from what it was", "error", err)
		}
	}
}

func unchanged(a, b fs.FileInfo) bool {
	return a != nil && os.SameFile(a, b) && a.ModTime().Equal(b.ModTime()) && a.Size() == b.Size()
}

// replace writes the file anew with the facts of some sources, while no other
// process does, and gives the facts of all.
func (f *file) replace(ctx context.Context, facts []*kg.Facts) ([]*kg.Facts, error) {
	lock := flock.New(f.path + ".lock")
	if _, err := lock.TryLockContext(ctx, 50*time.Millisecond); err != nil {
		if stopped := stopped(ctx); stopped != nil {
			return nil, stopped
		}
		return nil, fmt.Errorf("locking the data file: %w", err)
	}
	defer lock.Close()
	all, _, err := f.facts()
	if err != nil {
		return nil, err
	}
	all = kg.Replaced(all, facts...)
	if err := stopped(ctx); err != nil {
		return nil, err
	}
	if err := writeFacts(f.path, all); err != nil {
		return nil, fmt.Errorf("writing the data file: %w", err)
	}
	return all, nil
}
