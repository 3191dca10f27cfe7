package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rolegraph/kg"
)

func TestCheck(t *testing.T) {
	data := filepath.Join(t.TempDir(), "graph.db")
	if out := succeeds(t, "--data", data, "check"); !strings.HasPrefix(out, "the graph has 52 entities and 60 links of 1 sources, version ") {
		t.Errorf("of the seed: %s", out)
	}
	if _, err := os.Stat(data); err == nil {
		t.Error("checking has written the data file")
	}
	if err := os.WriteFile(data, []byte("PK damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, problems bytes.Buffer
	if status := run(t.Context(), []string{"rolegraph", "--data", data, "check"}, nil, &out, &problems); status != failed || !strings.Contains(problems.String(), data) || out.Len() > 0 {
		t.Errorf("of a damaged file: status %d, %s%s", status, out.String(), problems.String())
	}
	if status := run(t.Context(), []string{"rolegraph", "check", "twice"}, nil, &out, &problems); status != wrongUsage {
		t.Errorf("with an argument: status %d", status)
	}
}

// TestCheckNear has a folder of O*NET's with names that look alike.
func TestCheckNear(t *testing.T) {
	data, folder := filepath.Join(t.TempDir(), "graph.db"), t.TempDir()
	for name, lines := range map[string][]string{
		"Occupation Data.txt": {"O*NET-SOC Code\tTitle\tDescription", "15-1252.00\tDevelopers\tDevelop."},
		"Software Skills.txt": {
			"O*NET-SOC Code\tWorkplace Example\tElement ID\tElement Name\tHot Technology\tIn Demand",
			"15-1252.00\tMicosoft Excel\t1\tSpreadsheets\tN\tN", "15-1252.00\tMicrosoft Excel\t1\tSpreadsheets\tY\tN",
			"15-1252.00\tAcme Snowflake\t1\tDatabases\tN\tN",
		},
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	succeeds(t, "--data", data, "import", "onet", folder)
	want := "one letter apart, in a word of no other name\ttool:micosoft-excel\tMicosoft Excel\ttool:microsoft-excel\tMicrosoft Excel\t2\n" +
		"one has words before it, such as a vendor\ttool:acme-snowflake\tAcme Snowflake\ttool:snowflake\tSnowflake\t2\n"
	if out := succeeds(t, "--data", data, "check", "--near"); out != want {
		t.Errorf("got %q, want %q", out, want)
	}
}

func TestNearTable(t *testing.T) {
	tool := func(name string, roles int) kg.Named {
		return kg.Named{ID: kg.ID{Kind: kg.Tool, Slug: kg.MakeSlug(name)}, Name: name, RoleCount: roles}
	}
	var out bytes.Buffer
	if err := writeNearTable([]kg.Pair{
		{First: tool("Node.js", 10), Second: tool("NodeJS", 2), Resemblance: kg.SameLetters},
		{First: tool("A-a", 1), Second: tool("Aa", 0), Resemblance: kg.SameLetters},
		{First: tool("pumps", 1), Second: tool("sumps", 0), Resemblance: kg.OneLetterApart},
	}, &out); err != nil {
		t.Fatal(err)
	}
	want := "The same letters:\n  tool  Node.js  tool  NodeJS  12\n  tool  A-a      tool  Aa      1\n\nOne letter apart:\n  tool  pumps  tool  sumps  1\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

// TestNearInPublishedData takes seconds at most, and finds nothing that the alias
// file has; what it must find, and what look alike and must not be joined, was
// read in the sources by hand.
func TestNearInPublishedData(t *testing.T) {
	joins, facts := published(t)
	index := kg.Merge(joins, facts...).Index()
	begun := time.Now()
	pairs, err := index.Near(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if took := time.Since(begun); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
	found := map[string]kg.Resemblance{}
	for _, p := range pairs {
		found[p.First.Name+" ~ "+p.Second.Name] = p.Resemblance
	}
	for names, why := range map[string]kg.Resemblance{
		"software developer ~ Software Developers":                       kg.SingularAndPlural,
		"Graphic presentation software ~ Presentation graphics software": kg.SameWords,
		"Taleo ~ Oracle Taleo":                                           kg.WithVendor,
		"Siemens ModelSim ~ Xilinx ModelSim":                             kg.OtherVendor,
		"Contact management software ~ Contract management software":     kg.OneLetterApart,
		"Interface definition language IDL ~ IDL":                        kg.Abbreviated,
	} {
		if got, near := found[names]; !near || got != why {
			t.Errorf("%s: %t, as %s; want %s", names, near, got, why)
		}
	}
	for names := range found {
		if strings.Contains(names, "Micosoft") || strings.Contains(names, "query language SQL") {
			t.Errorf("%s are joined, and near", names)
		}
	}
}
