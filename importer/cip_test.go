package importer_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rolegraph/importer"
	"rolegraph/kg"
)

// TestDegrees has its figures from the file by Python's openpyxl, of the rows
// from the fifth on: len({r[1]}), len({r[0]}), len({(r[1], r[2])}), those with
// r[2] == "15-2051.00". Every code is one of Occupation Data.
func TestDegrees(t *testing.T) {
	var report importer.Report
	facts, err := importer.ONET(t.Context(), os.DirFS(published(t, "onet")), joins(t), importer.DefaultMinImportance, &report)
	if err != nil {
		t.Fatal(err)
	}
	if err := importer.Degrees(t.Context(), facts, filepath.Join(published(t, "crosswalk"), "Education_CIP_to_ONET_SOC.xlsx"), &report); err != nil {
		t.Fatal(err)
	}
	if err := facts.Check(); err != nil {
		t.Fatal(err)
	}
	degrees, codes, links, ofDataScientists := 0, 0, 0, 0
	for i := range facts.Nodes {
		if n := &facts.Nodes[i]; n.Kind == kg.Degree {
			degrees++
			codes += len(n.Codes)
		}
	}
	for i := range facts.Links {
		if link := &facts.Links[i]; link.Relation == kg.PrefersDegree {
			links++
			if link.From == "data-scientists" {
				ofDataScientists++
			}
		}
	}
	if degrees != 1947 || codes != 1948 || links != 8495 || ofDataScientists != 35 {
		t.Errorf("%d degrees, %d codes, %d links, %d of data scientists", degrees, codes, links, ofDataScientists)
	}
	if left := report.LeftOut("Education_CIP_to_ONET_SOC.xlsx", "the occupation is not in Occupation Data"); left != 0 {
		t.Errorf("%d rows dangle", left)
	}
}

const programmes = `
O*NET-SOC 2019 Crosswalks
2020 Classification of Instructional Programs (CIP) to O*NET-SOC 2019

2020 CIP Code|2020 CIP Title|O*NET-SOC 2019 Code|O*NET-SOC 2019 Title
45.0199|Social Sciences, Other|15-2051.00|Data Scientists
45.9999|Social Sciences, Other|15-2051.00|Data Scientists
45.9999|Social Sciences, Other|15-1252.00|Software Developers
52.1302|Business Statistics|99-9999.00|Nobody
`

func programmesFile(t *testing.T, table string) string {
	return workbook(t, "crosswalk.xlsx", sheet{"Crosswalks", table})
}

func TestDegreesByHand(t *testing.T) {
	var report importer.Report
	facts, err := importer.ONET(t.Context(), release(), joins(t), importer.DefaultMinImportance, &report)
	if err != nil {
		t.Fatal(err)
	}
	if err := importer.Degrees(t.Context(), facts, programmesFile(t, programmes), &report); err != nil {
		t.Fatal(err)
	}
	graph := kg.Merge(joins(t), facts)
	_, degrees := graph.NodesOf(kg.Degree)
	if len(degrees) != 1 || degrees[0].Name != "Social Sciences, Other" || degrees[0].RoleCount != 2 ||
		!slices.Equal(degrees[0].Codes, []kg.Code{{Scheme: "CIP", Value: "45.0199"}, {Scheme: "CIP", Value: "45.9999"}}) {
		t.Errorf("degrees: %+v", degrees)
	}
	_, links := graph.LinksOf(kg.PrefersDegree)
	if len(links) != 2 || links[0].From.Slug != "data-scientist" || len(links[0].Evidence) != 1 || links[0].Weight != kg.NoWeight {
		t.Errorf("links: %+v", links)
	}
	if left := report.LeftOut("crosswalk.xlsx", "the occupation is not in Occupation Data"); left != 1 {
		t.Errorf("%d rows dangle, want 1", left)
	}
}

func TestBadDegrees(t *testing.T) {
	change := func(old, new string) string {
		if !strings.Contains(programmes, old) {
			t.Fatalf("there is no %q", old)
		}
		return programmesFile(t, strings.Replace(programmes, old, new, 1))
	}
	good := programmesFile(t, programmes)
	for says, path := range map[string]string{
		`crosswalk.xlsx:4: there is no column "* CIP Title"; the columns are 2020 CIP Code, `:                   change("2020 CIP Title", "Title"),
		`crosswalk.xlsx:5: 2020 CIP Code: expected a code such as 11.0701, not "social"`:                        change("45.0199", "social"),
		`crosswalk.xlsx:5: the name "" is empty`:                                                                change("Social Sciences, Other", ""),
		"crosswalk.xlsx:1: expected a row with the columns * CIP Code, * CIP Title, O*NET-SOC * Code within":    workbook(t, "crosswalk.xlsx", sheet{"a", "b"}),
		"crosswalk.xlsx is no spreadsheet (xlsx), or is damaged: zip: ":                                         cutOff(t, good),
		"crosswalk.xlsx is no spreadsheet (xlsx), or is damaged: xl/worksheets/sheet1.xml: XML syntax error on": damaged(t, good),
		"crosswalk.xlsx is no spreadsheet (xlsx), or is damaged":                                                file(t, "crosswalk.xlsx", ""),
	} {
		if err := importer.Degrees(t.Context(), &kg.Facts{}, path, &importer.Report{}); err == nil || !strings.Contains(err.Error(), says) || kg.AsError(err).Code != kg.BadUserInput {
			t.Errorf("got %v, want %s", err, says)
		}
	}
}
