package embedded_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// fileOf makes a data file of facts.
func fileOf(t *testing.T, joins *kg.Joins, facts ...*kg.Facts) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "data")
	if _, err := openFile(t, path, joins).Replace(t.Context(), facts...); err != nil {
		t.Fatal(err)
	}
	return path
}

// entriesOf are the entries of a data file.
func entriesOf(t testing.TB, path string) map[string][]byte {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	entries := map[string][]byte{}
	for _, entry := range archive.File {
		reader, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		if entries[entry.Name], err = io.ReadAll(reader); err != nil {
			t.Fatal(err)
		}
	}
	return entries
}

// writeEntries makes a data file of entries, the merged one by a method.
func writeEntries(t testing.TB, path string, method uint16, entries map[string][]byte) {
	t.Helper()
	var file bytes.Buffer
	archive := zip.NewWriter(&file)
	for name, content := range entries {
		header := &zip.FileHeader{Name: name, Method: zip.Deflate}
		if name == "merged" {
			header.Method = method
		}
		entry, err := archive.CreateHeader(header)
		if err == nil {
			_, err = entry.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestMergedGraphIsRead and nothing else: a file is made to hold another graph
// than that of its facts.
func TestMergedGraphIsRead(t *testing.T) {
	joins, err := withJoin()
	if err != nil {
		t.Fatal(err)
	}
	other := formOf(t, kg.Merge(nil, storetest.Second()))
	falsified := func() (path string, entries map[string][]byte) {
		path = fileOf(t, nil, storetest.Example())
		entries = entriesOf(t, path)
		entries["merged"] = append(entries["merged"][:embedded.KeySize], other...)
		return path, entries
	}
	path, entries := falsified()
	writeEntries(t, path, zip.Store, entries)
	storetest.Holds(t, openFile(t, path, nil), nil, storetest.Second())
	// But with other joins, or other facts, they are merged.
	storetest.Holds(t, openFile(t, path, joins), joins, storetest.Example())
	entries["facts/onet.json"] = bytes.ReplaceAll(entries["facts/onet.json"], []byte("Gamma"), []byte("Delta"))
	writeEntries(t, path, zip.Store, entries)
	changed := storetest.Example()
	changed.Nodes[2].Name = "Delta"
	storetest.Holds(t, openFile(t, path, nil), nil, changed)

	for name, spoil := range map[string]func(entries map[string][]byte){
		"of another form": func(entries map[string][]byte) { entries["merged"][0] ^= 1 },
		"not there":       func(entries map[string][]byte) { delete(entries, "merged") },
		"not there yet": func(entries map[string][]byte) {
			delete(entries, "merged")
			entries["rolegraph"] = []byte("1")
		},
	} {
		t.Run(name, func(t *testing.T) {
			path, entries := falsified()
			spoil(entries)
			writeEntries(t, path, zip.Store, entries)
			store := openFile(t, path, nil)
			storetest.Holds(t, store, nil, storetest.Example())
			if _, err := store.Replace(t.Context(), storetest.Second()); err != nil {
				t.Fatal(err)
			}
			storetest.Holds(t, openFile(t, path, nil), nil, storetest.Example(), storetest.Second())
			if _, there := entriesOf(t, path)["merged"]; !there {
				t.Error("an import has not written the merged graph")
			}
		})
	}
}

func withJoin() (*kg.Joins, error) {
	joins := &kg.Joins{}
	return joins, joins.Add(kg.Join{Kind: kg.Tool, Slug: "anvil", Names: []string{"Crane"}})
}

// TestMergedGraphThatCannotBe has whole entries with checksums that are right.
func TestMergedGraphThatCannotBe(t *testing.T) {
	for name, c := range map[string]struct {
		method uint16
		spoil  func(merged []byte) []byte
	}{
		"compressed":      {zip.Deflate, func(merged []byte) []byte { return merged }},
		"empty":           {zip.Store, func([]byte) []byte { return nil }},
		"without a graph": {zip.Store, func(merged []byte) []byte { return merged[:embedded.KeySize] }},
		"cut off":         {zip.Store, func(merged []byte) []byte { return merged[:len(merged)-1] }},
		"longer":          {zip.Store, func(merged []byte) []byte { return append(merged, 0) }},
		"a list of billions": {zip.Store, func(merged []byte) []byte {
			return append(merged[:embedded.KeySize], "\x01v\xff\xff\xff\xff\x0f"...)
		}},
	} {
		path := fileOf(t, nil, storetest.Example())
		entries := entriesOf(t, path)
		entries["merged"] = c.spoil(entries["merged"])
		writeEntries(t, path, c.method, entries)
		if _, err := embedded.Open(path, nil, silent); err == nil || !strings.Contains(err.Error(), path+" is damaged: merged") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
