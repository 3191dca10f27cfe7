package importer_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rolegraph/importer"
	"rolegraph/jsonl"
	"rolegraph/kg"
	"rolegraph/store/storetest"
)

// TestLinesComeBack writes random facts and reads them: they are the same, and
// so is the graph of them.
func TestLinesComeBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "facts.jsonl")
	rapid.Check(t, func(t *rapid.T) {
		want := storetest.Facts(t)
		slices.SortFunc(want, func(a, b *kg.Facts) int { return kg.CompareSources(a.Source.Slug, b.Source.Slug) })
		var written bytes.Buffer
		if err := jsonl.Write(&written, want); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, written.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := importer.JSONL(t.Context(), path, &importer.Report{})
		if err != nil {
			t.Fatalf("%v\n%s", err, written.String())
		}
		for i := range want {
			wanted, _ := json.Marshal(want[i])
			if had, _ := json.Marshal(got[i]); !bytes.Equal(had, wanted) {
				t.Fatalf("got %s\nwant %s", had, wanted)
			}
		}
		if got, want := kg.Merge(nil, got...).Version(), kg.Merge(nil, want...).Version(); got != want {
			t.Fatalf("the version is %s, want %s", got, want)
		}
	})
}

func TestPackedLines(t *testing.T) {
	path := filepath.Join(t.TempDir(), "facts.jsonl.gz")
	var packed bytes.Buffer
	compressor := gzip.NewWriter(&packed)
	if err := jsonl.Write(compressor, []*kg.Facts{storetest.Example()}); err != nil {
		t.Fatal(err)
	}
	if err := compressor.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content []byte
		says    string
	}{
		"whole":   {packed.Bytes(), ""},
		"cut off": {packed.Bytes()[:packed.Len()-9], "facts.jsonl.gz:"},
	} {
		if err := os.WriteFile(path, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := importer.JSONL(t.Context(), path, &importer.Report{})
		if c.says == "" && err != nil || c.says != "" && (err == nil || !strings.Contains(err.Error(), c.says)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestBadLines(t *testing.T) {
	const source, node = `{"source": {"slug": "acme", "name": "Acme"}}` + "\n", `{"node": {"kind": "ROLE", "name": "Baker"}}` + "\n"
	for says, content := range map[string]string{
		"facts.jsonl:3: the file is cut off: expected a line with the end":        source + node,
		"facts.jsonl:3: the file had 3 lines above this one, and has 2":           source + node + `{"end": {"lines": 3}}`,
		"facts.jsonl:4: expected nothing behind the end":                          source + node + `{"end": {"lines": 2}}` + "\n" + node,
		"facts.jsonl:1: expected a source first, of which the facts are":          node + source,
		"facts.jsonl:3: the source acme stands here twice":                        source + node + source,
		"facts.jsonl:1: a source needs a name and a slug":                         `{"source": {"name": "Acme"}}`,
		`facts.jsonl:3: there is no tool "Oven"`:                                  source + node + `{"link": {"relation": "USES_TOOL", "from": "baker", "to": "Oven"}}` + "\n" + `{"end": {"lines": 3}}`,
		`facts.jsonl:4: there is no role "Baker"`:                                 source + node + `{"source": {"slug": "other", "name": "Other"}}` + "\n" + `{"link": {"relation": "RELATED_TO", "from": "Baker", "to": "Baker"}}` + "\n" + `{"end": {"lines": 4}}`,
		"facts.jsonl:2: the line is cut off: expected a whole JSON object":        source + `{"node": {"kind": "ROLE"`,
		"facts.jsonl:1: expected a JSON object; at byte 1: invalid character 'P'": "PK\x03\x04",
	} {
		facts, err := importer.JSONL(t.Context(), filepath.Join(laid(t, map[string]string{"facts.jsonl": content}), "facts.jsonl"), &importer.Report{})
		if err == nil || !strings.Contains(err.Error(), says) || kg.AsError(err).Code != kg.BadUserInput || facts != nil {
			t.Errorf("got %v, want %s", err, says)
		}
	}
	if _, err := importer.JSONL(t.Context(), laid(t, map[string]string{"a.jsonl": source, "b.jsonl": source}), &importer.Report{}); err == nil || !strings.Contains(err.Error(), "has 2 files; name the one to read") {
		t.Errorf("a folder of two: %v", err)
	}
}
