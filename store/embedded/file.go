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
	// shown is the file whose graph readers see, or nil if they see that of the
	// initial facts; guarded by the store's writing.
	shown fs.FileInfo
}

// stat tells which file there is: nil if there is none. It goes before reading: a
// file that takes its place meanwhile differs from this one at the next look.
func (f *file) stat() (fs.FileInfo, error) {
	info, err := os.Stat(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return info, err
}

// facts reads the facts of all sources, and tells the file that they are from.
// Without a file they are the initial ones.
func (f *file) facts() ([]*kg.Facts, fs.FileInfo, error) {
	info, err := f.stat()
	if err != nil {
		return nil, nil, err
	}
	if info == nil {
		return f.initial, nil, nil
	}
	facts, err := readFacts(f.path)
	return facts, info, err
}

// show makes the graph of the file what readers see.
func (s *Store) show() error {
	info, err := s.file.stat()
	if err != nil {
		return err
	}
	var graph *kg.Graph
	if info == nil {
		graph = kg.Merge(s.joins, s.file.initial...)
	} else if graph, err = readOrMerge(s.file.path, s.joins); err != nil {
		return err
	}
	s.publish(graph)
	s.file.shown = info
	return nil
}

// Open makes a store of a data file. Where there is none it holds the initial
// facts, writes nothing, and the first Replace makes a file that begins with
// them. The store looks every second whether another process has written the
// file, and reads it then; what is wrong with it, or that it is gone, is told to the
// log, and the graph stays what it was.
func Open(path string, joins *kg.Joins, log *slog.Logger, initial ...*kg.Facts) (*Store, error) {
	s := &Store{joins: joins, file: &file{path: path, initial: initial, log: log}}
	if err := s.show(); err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(context.Background())
	watched := make(chan struct{})
	s.stop = func() { stop(); <-watched }
	go func() { defer close(watched); s.watch(ctx) }()
	return s, nil
}

// lookTime is between two looks at the file.
const lookTime = time.Second

// watch reads the file whenever it is another than the one whose graph is shown.
func (s *Store) watch(ctx context.Context) {
	told := ""
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(lookTime):
		}
		err := s.look()
		switch {
		case err == nil:
			told = ""
		case err.Error() != told:
			told = err.Error()
			s.file.log.Error("the data file can't be read; answering from what it was", "error", err)
		}
	}
}

// look shows the graph of the file, if that is another than the one shown.
func (s *Store) look() error {
	s.writing.Lock()
	defer s.writing.Unlock()
	info, err := s.file.stat()
	if err != nil || s.file.shows(info) {
		return err
	}
	if info == nil {
		// The initial facts are for those who have not imported yet.
		return fmt.Errorf("%s is gone", s.file.path)
	}
	return s.show()
}

// shows reports whether the graph of a file is the one that readers see.
func (f *file) shows(info fs.FileInfo) bool {
	if f.shown == nil || info == nil {
		return f.shown == nil && info == nil
	}
	return os.SameFile(f.shown, info) && f.shown.ModTime().Equal(info.ModTime()) && f.shown.Size() == info.Size()
}

// replaceInFile writes the file anew with the facts of some sources, while no
// other process does, and shows the graph of it.
func (s *Store) replaceInFile(ctx context.Context, facts []*kg.Facts) (*kg.Replacement, error) {
	f := s.file
	lock := flock.New(f.path + ".lock")
	if _, err := lock.TryLockContext(ctx, 50*time.Millisecond); err != nil {
		if stopped := stopped(ctx); stopped != nil {
			return nil, stopped
		}
		return nil, fmt.Errorf("locking the data file: %w", err)
	}
	defer lock.Close()
	all, info, err := f.facts()
	if err != nil {
		return nil, err
	}
	before := s.current.Load().graph
	if !f.shows(info) {
		before = kg.Merge(s.joins, all...)
	}
	all = kg.Replaced(all, facts...)
	if err := stopped(ctx); err != nil {
		return nil, err
	}
	after := kg.Merge(s.joins, all...)
	if err := WriteFile(f.path, s.joins, after, all...); err != nil {
		return nil, fmt.Errorf("writing the data file: %w", err)
	}
	s.publish(after)
	if f.shown, err = os.Stat(f.path); err != nil {
		f.log.Warn("the data file was written, and is gone", "error", err)
	}
	return kg.NewReplacement(before, after), nil
}
