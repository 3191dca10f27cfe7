package embedded_test

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// FuzzDataFile opens any bytes as a data file, or as one of the entries of one, whose
// checksum is then right: it is refused, with its name, or holds a graph and facts.
func FuzzDataFile(f *testing.F) {
	facts := storetest.Example()
	path := filepath.Join(f.TempDir(), "data")
	if err := embedded.WriteFile(path, nil, kg.Merge(nil, facts), facts); err != nil {
		f.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	entries := entriesOf(f, path)
	names := []string{"rolegraph", "facts/onet.json", "merged"}
	f.Add(uint8(0), whole)
	f.Add(uint8(0), []byte("PK\x05\x06"+strings.Repeat("\x00", 18)))
	for i, name := range names {
		if len(entries[name]) == 0 {
			f.Fatalf("there is no entry %s", name)
		}
		f.Add(uint8(i+1), entries[name])
	}
	f.Fuzz(func(t *testing.T, which uint8, content []byte) {
		if at := int(which) % (len(names) + 1); at == 0 {
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
		} else {
			fuzzed := map[string][]byte{}
			for name, whole := range entries {
				fuzzed[name] = whole
			}
			fuzzed[names[at-1]] = content
			writeEntries(t, path, zip.Store, fuzzed)
		}
		store, err := embedded.Open(path, nil, silent)
		if err != nil {
			if !strings.Contains(err.Error(), path) {
				t.Errorf("the error does not name the file: %v", err)
			}
			return
		}
		defer store.Close(t.Context())
		index, err := store.Index(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := store.Execute(t.Context(), &kg.Plan{}); err != nil {
			t.Error(err)
		}
		all, err := store.Facts(t.Context())
		if err != nil {
			// They are read when they are asked for, and not for a start.
			if !strings.Contains(err.Error(), path) {
				t.Errorf("the error does not name the file: %v", err)
			}
			return
		}
		var graph bytes.Buffer
		if err := embedded.WriteGraph(&graph, kg.Merge(nil, all...)); err != nil {
			t.Errorf("the graph of version %s can't be written: %v", index.Version, err)
		}
	})
}
