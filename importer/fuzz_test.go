package importer_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"rolegraph/exporter"
	"rolegraph/importer"
	"rolegraph/jsonl"
	"rolegraph/kg"
)

// imports reads what is fuzzed, within the memory and the time that so many bytes of
// it may take. What is imported without an error a store takes, merges and exports,
// and by jsonl it comes back.
func imports(t *testing.T, size int, read func(report *importer.Report) ([]*kg.Facts, error)) {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begun := time.Now()
	var report importer.Report
	all, err := read(&report)
	took := time.Since(begun)
	runtime.ReadMemStats(&after)
	if most := uint64(4000*size + 32<<20); after.TotalAlloc-before.TotalAlloc > most {
		t.Errorf("%d bytes took %d of memory", size, after.TotalAlloc-before.TotalAlloc)
	}
	if most := 20*time.Second + time.Duration(size)*time.Millisecond; took > most {
		t.Errorf("%d bytes took %s", size, took)
	}
	if err != nil {
		if err.Error() == "" {
			t.Error("the error says nothing")
		}
		return
	}
	if _, err := report.WriteTo(io.Discard); err != nil {
		t.Error(err)
	}
	if err := kg.CheckAll(all); err != nil {
		t.Fatalf("what is imported no store takes: %v", err)
	}
	graph := kg.Merge(nil, all...)
	if err := exporter.GraphML(io.Discard, graph); err != nil {
		t.Error(err)
	}
	if err := exporter.CSV(graph, func(_ string, write func(io.Writer) error) error { return write(io.Discard) }); err != nil {
		t.Error(err)
	}
	var lines bytes.Buffer
	if err := jsonl.Write(&lines, all); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "exported.jsonl")
	if err := os.WriteFile(path, lines.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	again, err := importer.JSONL(t.Context(), path, &importer.Report{})
	if err != nil {
		t.Fatalf("what is exported is not imported: %v", err)
	}
	if got, want := kg.Merge(nil, again...).Version(), graph.Version(); got != want {
		t.Errorf("by its export the graph is of version %s, not %s", got, want)
	}
}

// one is a list of the facts of one source.
func one(facts *kg.Facts, err error) ([]*kg.Facts, error) { return []*kg.Facts{facts}, err }

// folder is a folder of files whose content changes.
type folder string

func newFolder(f *testing.F, files map[string]string) folder {
	to := folder(f.TempDir())
	for name, content := range files {
		if err := os.WriteFile(to.path(name), []byte(content), 0o600); err != nil {
			f.Fatal(err)
		}
	}
	return to
}

func (to folder) path(name string) string { return filepath.Join(string(to), name) }

// with has other content in a file for as long as the function runs.
func (to folder) with(t *testing.T, name string, content []byte, run func()) {
	t.Helper()
	before, err := os.ReadFile(to.path(name))
	missing := errors.Is(err, os.ErrNotExist)
	if err != nil && !missing {
		t.Fatal(err)
	}
	if err := os.WriteFile(to.path(name), content, 0o600); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if missing {
			err = os.Remove(to.path(name))
		} else {
			err = os.WriteFile(to.path(name), before, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}()
	run()
}

// FuzzONET has any bytes as one of the files of a release.
func FuzzONET(f *testing.F) {
	whole := release()
	names := slices.Sorted(maps.Keys(whole))
	for i, name := range names {
		f.Add(uint8(i), whole[name].Data)
	}
	joins := joins(f)
	f.Fuzz(func(t *testing.T, which uint8, content []byte) {
		fuzzed := maps.Clone(whole)
		file := *fuzzed[names[int(which)%len(names)]]
		file.Data = content
		fuzzed[names[int(which)%len(names)]] = &file
		imports(t, len(content), func(report *importer.Report) ([]*kg.Facts, error) {
			return one(importer.ONET(t.Context(), fuzzed, joins, importer.DefaultMinImportance, report))
		})
	})
}

// FuzzESCO has any bytes as one of the files of a classification, or as an archive
// beside it.
func FuzzESCO(f *testing.F) {
	files := newFolder(f, classification)
	names := slices.Sorted(maps.Keys(classification))
	for i, name := range names {
		f.Add(uint8(i), []byte(classification[name]))
	}
	f.Add(uint8(len(names)), archiveOf(f, map[string][]byte{"occupations_en.csv": []byte(classification["occupations_en.csv"])}))
	names = append(names, "more.zip")
	f.Fuzz(func(t *testing.T, which uint8, content []byte) {
		files.with(t, names[int(which)%len(names)], content, func() {
			imports(t, len(content), func(report *importer.Report) ([]*kg.Facts, error) {
				return one(importer.ESCO(t.Context(), string(files), report))
			})
		})
	})
}

// FuzzAIJobs has any bytes as the table, plain, packed by gzip or in an archive.
func FuzzAIJobs(f *testing.F) {
	var gzipped bytes.Buffer
	writer := gzip.NewWriter(&gzipped)
	if _, err := io.WriteString(writer, jobs); err != nil {
		f.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(uint8(0), []byte(jobs))
	f.Add(uint8(1), gzipped.Bytes())
	f.Add(uint8(2), archiveOf(f, map[string][]byte{"salaries.csv": []byte(jobs)}))
	names := []string{"salaries.csv", "salaries.csv.gz", "salaries.zip"}
	files := newFolder(f, nil)
	f.Fuzz(func(t *testing.T, which uint8, content []byte) {
		name := names[int(which)%len(names)]
		files.with(t, name, content, func() {
			imports(t, len(content), func(report *importer.Report) ([]*kg.Facts, error) {
				return one(importer.AIJobs(t.Context(), files.path(name), report))
			})
		})
	})
}

// FuzzFiles has any bytes as one of a user's own files, the two others being whole.
func FuzzFiles(f *testing.F) {
	own := []struct{ name, content string }{
		{"nodes.csv", "kind,name,slug,description,aliases,codes,types,categories,responsibilities\nrole,Baker,,Bakes.,Boulanger|Bäcker,SOC:51-3011|ESCO:http://e/1,,,Bake bread|Rise early\ntool,Oven,stove,,,,,Iron,\nskill,Kneading,,,,,SKILL|KNOWLEDGE,,\n"},
		{"links.csv", "relation,from,to,weight,tags,notes\nuses_tool,Baker,Oven,0.25,hot|IN_DEMAND,\"Hot, \"\"very\"\"\nhot|Twice\"\nREQUIRES_SKILL,baker,Kneading,,,\n"},
		{"facts.jsonl", `{"source": {"name": "Acme", "asOf": "2024-08", "url": "https://acme.example"}}
{"node": {"kind": "ROLE", "name": "Cook", "pay": [{"year": 2024, "currency": "USD", "basis": "HOURLY", "median": 20.5, "capped": true}], "outlook": [{"group": "All", "fromYear": 2024, "toYear": 2034, "growth": -1.5}], "education": [{"level": "None", "percent": 12.5}]}}
{"link": {"relation": "USES_TOOL", "from": "Cook", "to": "stove", "weight": 0.25, "tags": ["HOT"], "notes": ["Hot"], "evidence": [{"measure": "Hours", "value": 3, "unit": "h"}]}}
{"salaries": {"title": "Cook", "year": 2024, "currency": "USD", "amounts": [1, 2, 3]}}
{"end": {"lines": 4}}
`},
	}
	files := map[string]string{}
	for i, file := range own {
		files[file.name] = file.content
		f.Add(uint8(i), []byte(file.content))
	}
	to := newFolder(f, files)
	f.Fuzz(func(t *testing.T, which uint8, content []byte) {
		to.with(t, own[int(which)%len(own)].name, content, func() {
			imports(t, len(content), func(report *importer.Report) ([]*kg.Facts, error) {
				return one(importer.Files(t.Context(), string(to), acme, report))
			})
		})
	})
}

// FuzzJSONL has any bytes as lines of JSON.
func FuzzJSONL(f *testing.F) {
	f.Add([]byte(`{"source": {"slug": "acme", "name": "Acme"}}
{"node": {"kind": "ROLE", "slug": "baker", "name": "Baker", "aliases": ["Boulanger"], "codes": [{"scheme": "SOC", "value": "51-3011"}]}}
{"node": {"kind": "TOOL", "slug": "stove", "name": "Oven", "categories": ["Iron"]}}
{"link": {"relation": "USES_TOOL", "from": "baker", "to": "Oven", "weight": 0.25, "evidence": [{"measure": "Hours", "value": 1e3}]}}
{"salaries": {"title": "Baker", "year": 2024, "currency": "USD", "amounts": [1, 2]}}
{"source": {"slug": "other", "name": "Other"}}
{"end": {"lines": 6}}
`))
	f.Add([]byte("\ufeff{\"source\": {\"slug\": \"a\", \"name\": \"\\ud800\"}}\r\n\n{\"end\": {\"lines\": 1}}"))
	f.Add([]byte(`{"source": {"slug": "a", "name": "A", "SLUG": "b"}}{"end": {"lines": -1}}`))
	files := newFolder(f, nil)
	f.Fuzz(func(t *testing.T, content []byte) {
		files.with(t, "facts.jsonl", content, func() {
			imports(t, len(content), func(report *importer.Report) ([]*kg.Facts, error) {
				return importer.JSONL(t.Context(), files.path("facts.jsonl"), report)
			})
		})
	})
}

// FuzzOEWS has any bytes as a spreadsheet of the wage statistics, or as a part of one.
func FuzzOEWS(f *testing.F) {
	whole := workbook(f, "national_M2024_dl.xlsx", sheet{"a table", strings.ReplaceAll(national, "\n\n", "\n")}, sheet{"Field Descriptions", "May 2024 OEWS Estimates"})
	fuzzSpreadsheet(f, whole, func(t *testing.T, path string, report *importer.Report) (*kg.Facts, error) {
		return importer.OEWS(t.Context(), []string{path}, report)
	})
}

// FuzzProjections has any bytes as a spreadsheet of the projections, or as a part of
// one.
func FuzzProjections(f *testing.F) {
	whole := workbook(f, "occupation.xlsx", sheet{"Index", "contents"}, sheet{"Table 1.2", projections})
	fuzzSpreadsheet(f, whole, func(t *testing.T, path string, report *importer.Report) (*kg.Facts, error) {
		return importer.Projections(t.Context(), path, report)
	})
}

// FuzzDegrees has any bytes as the spreadsheet of the crosswalk beside a release of
// O*NET, or as a part of it.
func FuzzDegrees(f *testing.F) {
	joins := joins(f)
	fuzzSpreadsheet(f, workbook(f, "crosswalk.xlsx", sheet{"Crosswalks", programmes}), func(t *testing.T, path string, report *importer.Report) (*kg.Facts, error) {
		facts, err := importer.ONET(t.Context(), release(), joins, importer.DefaultMinImportance, report)
		if err != nil {
			t.Fatal(err)
		}
		return facts, importer.Degrees(t.Context(), facts, path, report)
	})
}

// fuzzSpreadsheet puts any bytes in the place of a spreadsheet, or of one of its
// parts: few changes of a packed archive leave it one.
func fuzzSpreadsheet(f *testing.F, whole string, read func(t *testing.T, path string, report *importer.Report) (*kg.Facts, error)) {
	content, err := os.ReadFile(whole)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint8(0), content)
	parts := partsOf(f, whole)
	names := slices.Sorted(maps.Keys(parts))
	for i, name := range names {
		f.Add(uint8(i+1), parts[name])
	}
	files := newFolder(f, nil)
	name := filepath.Base(whole)
	f.Fuzz(func(t *testing.T, which uint8, content []byte) {
		file := content
		if at := int(which) % (len(names) + 1); at > 0 {
			fuzzed := maps.Clone(parts)
			fuzzed[names[at-1]] = content
			file = archiveOf(t, fuzzed)
		}
		files.with(t, name, file, func() {
			imports(t, len(file), func(report *importer.Report) ([]*kg.Facts, error) { return one(read(t, files.path(name), report)) })
		})
	})
}

// partsOf are the files in an archive.
func partsOf(t testing.TB, path string) map[string][]byte {
	t.Helper()
	archive, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	parts := map[string][]byte{}
	for _, part := range archive.File {
		reader, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		if parts[part.Name], err = io.ReadAll(reader); err != nil {
			t.Fatal(err)
		}
	}
	return parts
}

// archiveOf is an archive of files that are not packed.
func archiveOf(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var archive bytes.Buffer
	writer := zip.NewWriter(&archive)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		entry, err := writer.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = entry.Write(files[name])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return archive.Bytes()
}
