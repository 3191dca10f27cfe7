package importer_test

import (
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rolegraph/importer"
	"rolegraph/kg"
)

// renewed is a folder in the layout of release 30.3 that says what one in that of
// 30.0 does. Files and columns are those of the data dictionaries of 30.3: that of
// the text files has no Title in Software Skills, that of spreadsheets has.
func renewed(t *testing.T, old fs.FS) fstest.MapFS {
	t.Helper()
	folder := fstest.MapFS{}
	entries, err := fs.Glob(old, "*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range entries {
		content, err := fs.ReadFile(old, name)
		if err != nil {
			t.Fatal(err)
		}
		folder[name] = &fstest.MapFile{Data: content}
	}
	// rewrite makes a file of the rows of another for which columns gives some.
	rewrite := func(from, to, header string, columns func(row []string) []string) {
		file, there := folder[from]
		if !there {
			return
		}
		lines := []string{header}
		for _, line := range strings.Split(strings.TrimSuffix(string(file.Data), "\r\n"), "\r\n")[1:] {
			if row := columns(strings.Split(line, "\t")); row != nil {
				lines = append(lines, strings.Join(row, "\t"))
			}
		}
		folder[to] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\r\n") + "\r\n")}
	}
	those := func(column int, prefix string) func(row []string) []string {
		return func(row []string) []string {
			if strings.HasPrefix(row[column], prefix) {
				return row
			}
			return nil
		}
	}
	const title, skills, technology, education, categories = "Alternate Titles.txt", "Skills.txt", "Technology Skills.txt",
		"Education, Training, and Experience.txt", "Education, Training, and Experience Categories.txt"
	rewrite(title, "Job Titles.txt", "O*NET-SOC Code\tJob Title\tShort Title\tSource(s)", those(0, ""))
	rewrite(skills, "Essential Skills.txt", ratings, those(1, "2.A"))
	rewrite(skills, "Transferable Skills.txt", ratings, those(1, "2.B"))
	rewrite(technology, "Software Skills.txt", "O*NET-SOC Code\tTitle\tWorkplace Example\tElement ID\tElement Name\tHot Technology\tIn Demand",
		func(row []string) []string {
			return []string{row[0], "Somebody", row[1], "2.E.1." + row[2], row[3], row[4], row[5]}
		})
	rewrite(education, "Education.txt", "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tCategory\tData Value\tN\tStandard Error\tLower CI Bound\tUpper CI Bound\tRecommend Suppress\tDate\tDomain Source", those(3, "RL"))
	rewrite(categories, "Education Categories.txt", "Element ID\tElement Name\tScale ID\tCategory\tCategory Description", those(2, "RL"))
	for _, name := range []string{title, skills, technology, education, categories} {
		delete(folder, name)
	}
	return folder
}

// TestLayoutOfRelease303 has all of release 30.0 in the layout of 30.3, and finds
// all that it says: the version of a graph is a digest of it.
func TestLayoutOfRelease303(t *testing.T) {
	old := os.DirFS(published(t, "onet"))
	read := func(folder fs.FS) *kg.Graph {
		var report importer.Report
		facts, err := importer.ONET(t.Context(), folder, joins(t), importer.DefaultMinImportance, &report)
		if err != nil {
			t.Fatal(err)
		}
		if len(report.Missing()) != 0 {
			t.Errorf("missing: %v", report.Missing())
		}
		return kg.Merge(joins(t), facts)
	}
	if was, is := read(old), read(renewed(t, old)); was.Version() != is.Version() {
		t.Errorf("%d entities and %d links, want %d and %d, or they differ in what is said of them",
			len(is.Nodes()), len(is.Links()), len(was.Nodes()), len(was.Links()))
	}
}

// TestMixedLayouts reads what two layouts say once, and tells which file it has
// left.
func TestMixedLayouts(t *testing.T) {
	version := func(folder fs.FS) (string, []string) {
		var report importer.Report
		facts, err := importer.ONET(t.Context(), folder, nil, importer.DefaultMinImportance, &report)
		if err != nil {
			t.Fatal(err)
		}
		// Facts themselves, lest Merge makes one of what is there twice.
		slices.SortFunc(facts.Links, func(a, b kg.LinkFact) int {
			return strings.Compare(a.Relation.String()+string(a.From)+string(a.To), b.Relation.String()+string(b.From)+string(b.To))
		})
		return kg.Merge(nil, facts).Version() + strings.Repeat("+", len(facts.Links)), report.Missing()
	}
	want, missing := version(release())
	both := renewed(t, release())
	maps.Copy(both, release())
	got, told := version(both)
	if got != want {
		t.Errorf("what is there twice counts twice")
	}
	for _, says := range []string{
		"Alternate Titles.txt is not read: the same is in Job Titles.txt",
		"Skills.txt is not read: the same is in Essential Skills.txt and Transferable Skills.txt",
		"Technology Skills.txt is not read: the same is in Software Skills.txt",
	} {
		if !slices.Contains(told, says) {
			t.Errorf("the report says %q, not %q", told, says)
		}
	}
	if len(told) != len(missing)+3 {
		t.Errorf("the report says %q", told)
	}

	// Of two layouts the whole one counts.
	delete(both, "Transferable Skills.txt")
	if got, told := version(both); got != want || !slices.Contains(told, "Essential Skills.txt is not read: the same is in Skills.txt") {
		t.Errorf("with a part of a layout the report says %q", told)
	}
	// A part is better than nothing.
	delete(both, "Skills.txt")
	if got, told := version(both); got != want || !slices.Contains(told, "there is no file Transferable Skills.txt: only a part of what is in Essential Skills.txt and Transferable Skills.txt is known") {
		t.Errorf("with a part of a layout alone the report says %q", told)
	}
}
