package embedded_test

import (
	"archive/zip"
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

var silent = slog.New(slog.DiscardHandler)

func openFile(t *testing.T, path string, joins *kg.Joins, initial ...*kg.Facts) *embedded.Store {
	t.Helper()
	store, err := embedded.Open(path, joins, silent, initial...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close(t.Context()) })
	return store
}

func TestStoreWithFile(t *testing.T) {
	storetest.Run(t, func(t *testing.T, joins *kg.Joins) kg.Store {
		return openFile(t, filepath.Join(t.TempDir(), "data"), joins)
	})
}

// TestFileBeginsWithTheInitialFacts, and only once something is written.
func TestFileBeginsWithTheInitialFacts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data")
	store := openFile(t, path, nil, storetest.Example())
	storetest.Holds(t, store, nil, storetest.Example())
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("before anything is written: %v", err)
	}
	if _, err := store.Replace(t.Context(), storetest.Second()); err != nil {
		t.Fatal(err)
	}
	storetest.Holds(t, store, nil, storetest.Example(), storetest.Second())
	// What is there counts, whatever another opens it with.
	storetest.Holds(t, openFile(t, path, nil), nil, storetest.Example(), storetest.Second())
	if left, err := os.ReadDir(filepath.Dir(path)); err != nil || len(left) != 2 { // and its lock
		t.Errorf("beside the file are %v, %v", left, err)
	}
}

// TestStoresOfOneFile write by turns, each what the other has not seen yet, and
// see it in the end.
func TestStoresOfOneFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data")
	first, second := openFile(t, path, nil), openFile(t, path, nil)
	var writing sync.WaitGroup
	for store, facts := range map[*embedded.Store]*kg.Facts{first: storetest.Example(), second: storetest.Second()} {
		writing.Go(func() {
			if _, err := store.Replace(t.Context(), facts); err != nil {
				t.Error(err)
			}
		})
	}
	writing.Wait()
	want := kg.Merge(nil, storetest.Example(), storetest.Second()).Version()
	for _, store := range []*embedded.Store{first, second} {
		for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
			index, err := store.Index(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			if index.Version == want {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("a store has not seen what the other wrote: %s", index.Version)
			}
		}
		storetest.Holds(t, store, nil, storetest.Example(), storetest.Second())
	}
}

// TestDamagedFile cuts and changes a file at many places: it is refused, with
// its name, or by chance holds what it held.
func TestDamagedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data")
	if _, err := openFile(t, path, nil).Replace(t.Context(), storetest.Example()); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	try := func(content []byte) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		store, err := embedded.Open(path, nil, silent)
		if err == nil {
			storetest.Holds(t, store, nil, storetest.Example())
			store.Close(t.Context())
			return
		}
		refused++
		if !strings.Contains(err.Error(), path) {
			t.Errorf("the error does not name the file: %v", err)
		}
	}
	for at := range whole {
		changed := append([]byte{}, whole...)
		changed[at] ^= 0x40
		try(changed)
		if at%7 == 0 {
			try(whole[:at])
		}
	}
	if refused < len(whole)/2 {
		t.Errorf("only %d damaged files were refused", refused)
	}
	try([]byte("PK\x05\x06" + strings.Repeat("\x00", 18))) // an empty archive
	try(nil)
}

// TestFileDamagedWhileServing leaves the graph as it was, and mends itself when
// the file is whole again.
func TestFileDamagedWhileServing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data")
	store := openFile(t, path, nil)
	if _, err := store.Replace(t.Context(), storetest.Example()); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, whole[:len(whole)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Replace(t.Context(), storetest.Second()); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("importing into a damaged file: %v", err)
	}
	time.Sleep(1500 * time.Millisecond) // longer than between two looks
	storetest.Holds(t, store, nil, storetest.Example())
	if err := os.WriteFile(path, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Replace(t.Context(), storetest.Second()); err != nil {
		t.Fatal(err)
	}
	storetest.Holds(t, store, nil, storetest.Example(), storetest.Second())
}

// TestFileThatIsGone leaves the graph as it was, until there is another file.
func TestFileThatIsGone(t *testing.T) {
	path := fileOf(t, nil, storetest.Second())
	other := fileOf(t, nil, storetest.Example())
	store := openFile(t, path, nil, storetest.Synthetic(4))
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	time.Sleep(1500 * time.Millisecond) // longer than between two looks
	if index, err := store.Index(t.Context()); err != nil || index.Version != kg.Merge(nil, storetest.Second()).Version() {
		t.Errorf("without its file the store has version %s, %v", index.Version, err)
	}
	if err := os.Rename(other, path); err != nil {
		t.Fatal(err)
	}
	want := kg.Merge(nil, storetest.Example()).Version()
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		if index, err := store.Index(t.Context()); err != nil || index.Version == want {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the new file is not read")
		}
	}
}

// TestFileOfANewerForm says so, whatever else is in it.
func TestFileOfANewerForm(t *testing.T) {
	path := fileOf(t, nil, storetest.Example())
	entries := entriesOf(t, path)
	entries["rolegraph"], entries["index"] = []byte("3"), []byte("of a later version")
	for range 10 { // the entries have no order
		writeEntries(t, path, zip.Store, entries)
		if _, err := embedded.Open(path, nil, silent); err == nil || !strings.Contains(err.Error(), path+` has the form "3" of a newer version of rolegraph; this one reads the forms 1 and 2: `) {
			t.Errorf("a file of a newer form: %v", err)
		}
	}
}

func TestFileThatCannotBeWritten(t *testing.T) {
	path := filepath.Join(t.TempDir(), "no such folder", "data")
	store := openFile(t, path, nil, storetest.Example())
	if _, err := store.Replace(t.Context(), storetest.Second()); err == nil {
		t.Error("written into a folder that is not there")
	}
	storetest.Holds(t, store, nil, storetest.Example())
}

// TestWriterWaitsItsTurn ends with its context while another holds the lock.
func TestWriterWaitsItsTurn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data")
	store := openFile(t, path, nil)
	release := embedded.LockFile(t, path)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	if _, err := store.Replace(ctx, storetest.Example()); kg.AsError(err).Code != kg.Timeout {
		t.Errorf("while another writes: %v", err)
	}
	release()
	if _, err := store.Replace(t.Context(), storetest.Example()); err != nil {
		t.Error(err)
	}
}
