package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"rolegraph/store/neo4j/neo4jtest"
)

// smallONET is a folder in O*NET's layout with one role, which uses so many
// tools.
func smallONET(t *testing.T, tools int) string {
	t.Helper()
	folder := t.TempDir()
	technology := "O*NET-SOC Code\tExample\tCommodity Title\tHot Technology\tIn Demand\n"
	for i := range tools {
		technology += "15-1253.00\tTool " + strings.Repeat("x", i%50) + string(rune('a'+i%26)) + "\tTools\tN\tN\n"
	}
	for name, content := range map[string]string{
		"Occupation Data.txt":   "O*NET-SOC Code\tTitle\tDescription\n15-1253.00\tTesters\tTest.\n",
		"Technology Skills.txt": technology,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// succeeds runs the program, which must succeed.
func succeeds(t *testing.T, args ...string) (stdout string) {
	t.Helper()
	var out, problems bytes.Buffer
	if status := run(t.Context(), append([]string{"rolegraph"}, args...), nil, &out, &problems); status != done {
		t.Fatalf("rolegraph %v: status %d\n%s", args, status, problems.String())
	}
	return out.String()
}

// TestImportWhileServing has a server answer from what is imported beside it.
func TestImportWhileServing(t *testing.T) {
	data := filepath.Join(t.TempDir(), "graph.db")
	p := started(t, "--data", data)
	c := &client{address: p.address}
	c.wants(t, `{ roles { totalCount } }`, `{"roles": {"totalCount": 3}}`)
	onet := smallONET(t, 100)
	if out := succeeds(t, "--data", data, "import", "onet", "--dry-run", onet); !strings.Contains(out, "Technology Skills.txt: 100 rows") {
		t.Errorf("a dry run says %s", out)
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("a dry run has written the data file")
	}
	if out := succeeds(t, "--data", data, "import", "onet", onet); !strings.Contains(out, "imported onet: the graph has ") || !strings.Contains(out, "there is no file Skills.txt, or as of release 30.3 Essential Skills.txt and Transferable Skills.txt: ") {
		t.Errorf("an import says %s", out)
	}
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if c.data(t, `{ role(slug: "testers") { codes { value } } roles { totalCount } }`, nil) == `{"role":{"codes":[{"value":"15-1253.00"},{"value":"15-1253"}]},"roles":{"totalCount":4}}` {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the server does not see the import")
		}
	}
	if p.stop() != done || p.stderr.String() != "" {
		t.Errorf("the server said %s", p.stderr.String())
	}
}

func TestImportSeedMakesTheFile(t *testing.T) {
	data := filepath.Join(t.TempDir(), "graph.db")
	first := succeeds(t, "--data", data, "import", "seed")
	if second := succeeds(t, "--data", data, "import", "seed"); first != second || !strings.Contains(first, "the graph has 52 entities") {
		t.Errorf("the first import says %s, the second %s", first, second)
	}
}

// spreadsheet writes a file with one sheet of rows.
func spreadsheet(t *testing.T, sheet string, rows ...[]any) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if err := book.SetSheetRow(sheet, fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	path := filepath.Join(t.TempDir(), "table.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestImportEverySource has what several sources say of one role meet. A dry run
// writes nothing, and neither does an import of a file that is none.
func TestImportEverySource(t *testing.T) {
	jobs := filepath.Join(t.TempDir(), "salaries.csv")
	if err := os.WriteFile(jobs, []byte("work_year,employment_type,job_title,salary_in_usd\n2025,FT,tester,100\n2025,FT,Testers,200\n2025,FT,Nobody,300\n2025,FT,Data,400\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	onet := smallONET(t, 1)
	if err := os.WriteFile(filepath.Join(onet, "Alternate Titles.txt"), []byte("O*NET-SOC Code\tAlternate Title\tShort Title\n15-1253.00\tTester\tn/a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	crosswalk := spreadsheet(t, "Crosswalk", []any{"2020 CIP Code", "2020 CIP Title", "O*NET-SOC 2019 Code"}, []any{"11.0701", "Computer Science", "15-1253.00"})
	oews := spreadsheet(t, "national_M2024_dl",
		[]any{
			"AREA", "NAICS", "NAICS_TITLE", "I_GROUP", "OCC_CODE", "OCC_TITLE", "O_GROUP", "TOT_EMP",
			"A_MEAN", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90", "H_MEAN", "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90",
		},
		[]any{"99", "000000", "Cross-industry", "cross-industry", "15-1253", "Testers", "detailed", 50, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5},
		[]any{"99", "52", "Finance", "sector", "15-1253", "Testers", "detailed", 20, 6, 1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5})
	projections := spreadsheet(t, "Table 1.2",
		[]any{"2024 National Employment Matrix title", "2024 National Employment Matrix code", "Occupation type", "Employment change, percent, 2024–34", "Occupational openings, 2024–34 annual average"},
		[]any{"Testers", "15-1253", "Line item", 1.5, 2.5})

	data := filepath.Join(t.TempDir(), "graph.db")
	imports := [][]string{{"ai-jobs", jobs}, {"bls-projections", projections}, {"bls-oews", oews}, {"onet", onet, "--cip", crosswalk}}
	for _, arguments := range imports {
		succeeds(t, append([]string{"--data", data, "import", arguments[0], "--dry-run"}, arguments[1:]...)...)
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("a dry run has written the data file")
	}
	var last string
	for _, arguments := range imports {
		last = succeeds(t, append([]string{"--data", data, "import"}, arguments...)...)
	}
	if want := "not in the graph: 2 salaries of 2 titles that no role has: Data 1, Nobody 1\n"; !strings.Contains(last, want) {
		t.Errorf("the last import says %s, want %s", last, want)
	}
	p := started(t, "--data", data)
	c := &client{address: p.address}
	c.wants(t, `{ role(slug: "testers") { name sources { slug } codes { value } medianPay growth pay { source { slug } year sample p25 median p75 }
		degrees { nodes { name codes { value } } } industries { nodes { name } } } }`, `{"role": {
		"name": "Testers", "sources": [{"slug": "onet"}, {"slug": "bls-oews"}, {"slug": "bls-projections"}, {"slug": "ai-jobs"}],
		"codes": [{"value": "15-1253.00"}, {"value": "15-1253"}], "medianPay": 3, "growth": 1.5,
		"pay": [{"source": {"slug": "ai-jobs"}, "year": 2025, "sample": 2, "p25": 125, "median": 150, "p75": 175}, {"source": {"slug": "bls-oews"}, "year": 2024, "sample": 50, "p25": 2, "median": 3, "p75": 4}],
		"degrees": {"nodes": [{"name": "Computer Science", "codes": [{"value": "11.0701"}]}]}, "industries": {"nodes": [{"name": "Finance"}]}}}`)
	p.stop()

	before, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	for _, arguments := range [][]string{{"ai-jobs", oews}, {"bls-projections", jobs}, {"bls-oews", projections}, {"onet", onet, "--cip", jobs}} {
		var stdout, stderr bytes.Buffer
		if status := run(t.Context(), append([]string{"rolegraph", "--data", data, "import"}, arguments...), nil, &stdout, &stderr); status != failed || stderr.Len() == 0 {
			t.Errorf("%v: status %d, %s", arguments, status, stderr.String())
		}
	}
	if after, err := os.ReadFile(data); err != nil || !bytes.Equal(before, after) {
		t.Errorf("imports that failed have changed the data file: %v", err)
	}
}

// built is the program as a file of its own.
func built(tb testing.TB) string {
	tb.Helper()
	if testing.Short() {
		tb.Skip("builds the program, which takes long; -short leaves it out")
	}
	program := filepath.Join(tb.TempDir(), "rolegraph")
	if output, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
		tb.Fatalf("%v\n%s", err, output)
	}
	return program
}

// TestNoRoomForTheFile imports and exports more than a file may hold, which fails
// as on a disk that is full.
func TestNoRoomForTheFile(t *testing.T) {
	program, folder := built(t), t.TempDir()
	data, exported := filepath.Join(folder, "graph.db"), filepath.Join(folder, "graph.jsonl")
	succeeds(t, "--data", data, "import", "onet", smallONET(t, 10))
	before, err := os.ReadFile(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(exported, []byte("as it was"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"import", "onet", smallONET(t, 5000)}, {"export", "--output", exported}} {
		limited := append([]string{"-c", `ulimit -f 12; exec "$@"`, "bash", program, "--data", data}, args...)
		output, err := exec.Command("bash", limited...).CombinedOutput()
		var status *exec.ExitError
		if !errors.As(err, &status) || status.ExitCode() != 1 || !strings.Contains(string(output), "file too large") || !strings.Contains(string(output), folder) {
			t.Errorf("%v: %v, %s", args, err, output)
		}
	}
	if after, err := os.ReadFile(data); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the data file has changed: %v", err)
	}
	if after, err := os.ReadFile(exported); err != nil || string(after) != "as it was" {
		t.Errorf("the exported file is %q, %v", after, err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 3 { // with the lock
		t.Errorf("in the folder are %v, %v", left, err)
	}
}

// TestImportIntoADatabase begins where an import broke off: nobody can read the
// database then, and the next import writes all of it. It is the first to end,
// and brings the seed.
func TestImportIntoADatabase(t *testing.T) {
	server := neo4jtest.Shared(t)
	server.Wipe(t)
	server.Run(t, "CREATE (:Graph {name: 'graph', epoch: 3}), (:Entity:Role {id: 'role:half', slug: 'half', name: 'Half', key: 'half', sortKey: 'half', roleCount: 0})")
	environment(t, server)
	out := succeeds(t, "import", "onet", smallONET(t, 20))
	if !strings.Contains(out, "imported onet: the graph has 73 entities") { // 52 of the seed, a role and 20 tools
		t.Errorf("an import says %s", out)
	}
	p := started(t)
	p.becomesReady(t)
	c := &client{address: p.address}
	c.wants(t, `{ graph { sources { slug } } role(slug: "half") { id } }`, `{"graph": {"sources": [{"slug": "article"}, {"slug": "onet"}]}, "role": null}`)
	// The seed is kept as a source of its own.
	succeeds(t, "import", "onet", smallONET(t, 10))
	if out := succeeds(t, "import", "seed"); !strings.Contains(out, "the graph has 63 entities") {
		t.Errorf("importing the seed again says %s", out)
	}
}
