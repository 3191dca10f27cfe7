package importer_test

import (
	"math"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rolegraph/importer"
	"rolegraph/kg"
)

// TestProjections has its figures from the file by Python's openpyxl, of the rows
// of Table 1.2 with r[2] == "Line item": their number, sum(r[8]), sum(r[10]) in
// thousands.
func TestProjections(t *testing.T) {
	facts, err := importer.Projections(t.Context(), filepath.Join(published(t, "bls"), "occupation.xlsx"), &importer.Report{})
	if err != nil {
		t.Fatal(err)
	}
	if err := facts.Check(); err != nil {
		t.Fatal(err)
	}
	growth, openings := 0.0, 0.0
	for i := range facts.Nodes {
		n := &facts.Nodes[i]
		growth += n.Outlook[0].Growth
		openings += *n.Outlook[0].Openings
		if want := 23400.0; n.Slug == "data-scientists" && !reflect.DeepEqual(n.Outlook, []kg.Outlook{{Group: "Data scientists", FromYear: 2024, ToYear: 2034, Growth: 33.5, Openings: &want}}) {
			t.Errorf("the outlook of data scientists is %+v", n.Outlook)
		}
	}
	if len(facts.Nodes) != 832 || math.Round(growth*10)/10 != 1451.6 || openings != 18861600 || facts.Source.Version != "2024–2034" {
		t.Errorf("%d roles, growth %v, openings %v, %s", len(facts.Nodes), growth, openings, facts.Source.Version)
	}
}

const projections = `
Table 1.2 Occupational projections, 2024–2034 (Employment in thousands)
2024 National Employment Matrix title|2024 National Employment Matrix code|Occupation type|Employment change, percent, 2024–34|Occupational openings, 2024–34 annual average
Total, all occupations|00-0000|Summary|3.1|18863.3
      Data scientists|15-2051|Line item|33.5|23.4
      Legislators|11-1031|Line item|-3.4|—
      Astronauts|19-2012|Line item|—|—
Footnotes:
`

func projectionsFile(t *testing.T, table string) string {
	return workbook(t, "occupation.xlsx", sheet{"Index", "contents"}, sheet{"Table 1.2", table})
}

func TestProjectionsByHand(t *testing.T) {
	var report importer.Report
	facts, err := importer.Projections(t.Context(), projectionsFile(t, projections), &report)
	if err != nil {
		t.Fatal(err)
	}
	openings := 23400.0
	code := func(value string) []kg.Code { return []kg.Code{{Scheme: "SOC", Value: value}} }
	if want := []kg.NodeFact{
		{Slug: "data-scientists", Name: "Data scientists", Codes: code("15-2051"), Outlook: []kg.Outlook{{Group: "Data scientists", FromYear: 2024, ToYear: 2034, Growth: 33.5, Openings: &openings}}},
		{Slug: "legislators", Name: "Legislators", Codes: code("11-1031"), Outlook: []kg.Outlook{{Group: "Legislators", FromYear: 2024, ToYear: 2034, Growth: -3.4}}},
		{Slug: "astronauts", Name: "Astronauts", Codes: code("19-2012")},
	}; !reflect.DeepEqual(facts.Nodes, want) {
		t.Errorf("got %+v, want %+v", facts.Nodes, want)
	}
	for _, reason := range []string{"it is about a group of occupations", "it is a note below the table", "no growth is published"} {
		if got := report.LeftOut("occupation.xlsx", reason); got != 1 {
			t.Errorf("%d rows were left out as %s, want 1", got, reason)
		}
	}
}

func TestBadProjections(t *testing.T) {
	change := func(old, new string) string {
		if !strings.Contains(projections, old) {
			t.Fatalf("there is no %q", old)
		}
		return projectionsFile(t, strings.Replace(projections, old, new, 1))
	}
	good := projectionsFile(t, projections)
	for says, path := range map[string]string{
		`occupation.xlsx:2: there is no column "Occupation type"; the columns are 2024 National`:                 change("Occupation type", "Type"),
		`occupation.xlsx:4: the column "Employment change, percent, later": expected years at its end`:           change("percent, 2024–34", "percent, later"),
		`occupation.xlsx:4: Employment change, percent, 2024–34: expected a number, not "much"`:                  change("33.5", "much"),
		`occupation.xlsx:4: Occupational openings, 2024–34 annual average: expected a number, not "many"`:        change("23.4", "many"),
		`occupation.xlsx:4: Occupation type: expected Line item or Summary, not "Item"`:                          change("Line item", "Item"),
		`occupation.xlsx:4: the code of Data scientists: expected one such as 15-2051, not "2051"`:               change("15-2051", "2051"),
		"occupation.xlsx:5: Data Scientists stands here twice":                                                   change("Legislators", "Data Scientists"),
		`occupation.xlsx:4: the name "" is empty`:                                                                change("Data scientists", ""),
		`occupation.xlsx: there is no sheet "Table 1.2"; the sheets are Index, Table 1.1`:                        workbook(t, "occupation.xlsx", sheet{"Index", "a"}, sheet{"Table 1.1", "b"}),
		"occupation.xlsx:1: expected a row with the columns * National Employment Matrix title, ":                projectionsFile(t, ""),
		"occupation.xlsx is no spreadsheet (xlsx), or is damaged: zip: ":                                         cutOff(t, good),
		"occupation.xlsx is no spreadsheet (xlsx), or is damaged: xl/worksheets/sheet1.xml: XML syntax error on": damaged(t, good),
		"occupation.csv is no spreadsheet (xlsx), or is damaged":                                                 file(t, "occupation.csv", "a,b\n"),
		" has 0 files; name the one to read":                                                                     t.TempDir(),
	} {
		if _, err := importer.Projections(t.Context(), path, &importer.Report{}); err == nil || !strings.Contains(err.Error(), says) || kg.AsError(err).Code != kg.BadUserInput {
			t.Errorf("got %v, want %s", err, says)
		}
	}
}
