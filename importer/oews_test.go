package importer_test

import (
	"errors"
	"io/fs"
	"math"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rolegraph/importer"
	"rolegraph/kg"
)

// TestOEWS has its figures from the files by Python's openpyxl. The rows are
// those with O_GROUP "detailed"; hourly are those with HOURLY "TRUE", whose
// figures are in the columns H_…, and those of all others in A_…:
//
//	pay     len(rows), of them hourly, of them with a "#", sum(TOT_EMP), sum of the figures that are numbers
//	sectors len(rows), len({r["NAICS_TITLE"]}), of rows with TOT_EMP that is not "**": their number, sum(TOT_EMP)
func TestOEWS(t *testing.T) {
	folder := published(t, "bls")
	file := func(name string) string { return filepath.Join(folder, name) }
	read := func(paths ...string) *kg.Facts {
		facts, err := importer.OEWS(t.Context(), paths, &importer.Report{})
		if err != nil {
			t.Fatal(err)
		}
		if err := facts.Check(); err != nil {
			t.Fatal(err)
		}
		return facts
	}
	facts := read(file("national_M2024_dl.xlsx"), file("natsector_M2024_dl.xlsx"), file("national_M2025_dl.xlsx"))
	type sums struct {
		rows, hourly, capped, jobs int
		figures                    float64
	}
	pay := map[int]*sums{2024: {}, 2025: {}}
	kinds := map[kg.Kind]int{}
	for i := range facts.Nodes {
		n := &facts.Nodes[i]
		kinds[n.Kind]++
		for _, p := range n.Pay {
			of := pay[p.Year]
			of.rows++
			of.jobs += *p.Sample
			if p.Basis == kg.Hourly {
				of.hourly++
			}
			if p.Capped {
				of.capped++
			}
			for _, figure := range []*float64{p.P10, p.P25, p.Median, p.P75, p.P90, p.Mean} {
				if figure != nil {
					of.figures += *figure
				}
			}
			of.figures = math.Round(of.figures*100) / 100
		}
		if n.Slug == "data-scientists" {
			if len(n.Pay) != 2 || *n.Pay[0].Median != 120230 || *n.Pay[1].Median != 112590 || !slices.Equal(n.Codes, []kg.Code{{Scheme: "SOC", Value: "15-2051"}}) {
				t.Errorf("Data Scientists: %+v", n)
			}
		}
	}
	for year, want := range map[int]sums{2024: {831, 5, 45, 154186300, 346732822.98}, 2025: {830, 5, 0, 155481840, 392204247.66}} {
		if *pay[year] != want {
			t.Errorf("pay of %d: %+v, want %+v", year, *pay[year], want)
		}
	}
	employed, jobs := 0, 0.0
	for i := range facts.Links {
		if e := facts.Links[i].Evidence[0]; e.Value != nil {
			employed++
			jobs += *e.Value
		}
	}
	if kinds[kg.Role] != 831 || kinds[kg.Industry] != 20 || len(facts.Links) != 8579 || employed != 7935 || jobs != 153687160 {
		t.Errorf("%v, %d links, %d with employment, of %v", kinds, len(facts.Links), employed, jobs)
	}
	if facts.Source.Version != "May 2025, May 2024" || facts.Source.AsOf != "2025-05" {
		t.Errorf("the source is %+v", facts.Source)
	}
	// The order of the files says nothing.
	if kg.Merge(nil, read(folder)).Version() != kg.Merge(nil, facts).Version() {
		t.Error("the folder is read otherwise than its files")
	}
}

const oewsColumns = "AREA|AREA_TITLE|NAICS|NAICS_TITLE|I_GROUP|OCC_CODE|OCC_TITLE|O_GROUP|TOT_EMP|" +
	"H_MEAN|A_MEAN|H_PCT10|H_PCT25|H_MEDIAN|H_PCT75|H_PCT90|A_PCT10|A_PCT25|A_MEDIAN|A_PCT75|A_PCT90\n"

// national and sectors are small tables in the layout of OEWS.
var (
	national = oewsColumns + `
99|U.S.|000000|Cross-industry|cross-industry|15-0000|Computer Occupations|major|500|40|80000|10|20|30|40|50|10000|20000|30000|40000|50000
99|U.S.|000000|Cross-industry|cross-industry|15-2051|Data Scientists|detailed|200|59.9|124590|30.6|39.73|54.13|74.91|#|63650|82630|112590|155810|#
99|U.S.|000000|Cross-industry|cross-industry|27-2011|Actors|detailed|**|44.4|*|14|16.94|23.33|41.09|97.19|*|*|*|*|*
99|U.S.|000000|Cross-industry|cross-industry|11-1031|Legislators|detailed|100|*|*|*|*|*|*|*|*|*|*|*|*
06|California|000000|Cross-industry|cross-industry|15-2051|Data Scientists|detailed|20|60|130000|31|40|55|75|90|64000|83000|113000|156000|190000
`
	sectors = oewsColumns + `
99|U.S.|31-33|Manufacturing|sector|15-2051|Data Scientists|detailed|90|60|130000|31|40|55|75|90|64000|83000|113000|156000|190000
99|U.S.|52|Finance and Insurance|sector|15-2051|Data Scientists|detailed|**|60|130000|31|40|55|75|90|64000|83000|113000|156000|190000
99|U.S.|521100|Monetary Authorities|4-digit|15-2051|Data Scientists|detailed|10|60|130000|31|40|55|75|90|64000|83000|113000|156000|190000
`
)

func oewsFile(t *testing.T, name, table, year string) string {
	return workbook(t, name, sheet{"a table", strings.ReplaceAll(table, "\n\n", "\n")}, sheet{"Field Descriptions", "May " + year + " OEWS Estimates"})
}

func TestOEWSByHand(t *testing.T) {
	var report importer.Report
	facts, err := importer.OEWS(t.Context(), []string{
		oewsFile(t, "a.xlsx", sectors, "2023"), oewsFile(t, "national.xlsx", national, "2024"),
		oewsFile(t, "b.xlsx", strings.ReplaceAll(sectors, "|90|60", "|95|60"), "2024"),
	}, &report)
	if err != nil {
		t.Fatal(err)
	}
	graph := kg.Merge(nil, facts)
	money := func(f float64) *float64 { return &f }
	jobs := 200
	_, roles := graph.NodesOf(kg.Role)
	for i, want := range []kg.Node{
		{Name: "Actors", Pay: []kg.Pay{{Basis: kg.Hourly, P10: money(14), P25: money(16.94), Median: money(23.33), P75: money(41.09), P90: money(97.19), Mean: money(44.4)}}},
		{Name: "Data Scientists", Pay: []kg.Pay{{Basis: kg.Annual, P10: money(63650), P25: money(82630), Median: money(112590), P75: money(155810), Mean: money(124590), Capped: true, Sample: &jobs}}},
		{Name: "Legislators"},
	} {
		for p := range want.Pay {
			pay := &want.Pay[p]
			pay.Source, pay.Year, pay.Currency, pay.Country = "bls-oews", 2024, "USD", "US"
		}
		if roles[i].Name != want.Name || !reflect.DeepEqual(roles[i].Pay, want.Pay) {
			t.Errorf("got %+v, want %+v", roles[i], want)
		}
	}
	_, links := graph.LinksOf(kg.WorksIn)
	if len(links) != 2 || links[0].To.Slug != "finance-and-insurance" || links[1].To.Slug != "manufacturing" || links[0].Weight != kg.NoWeight {
		t.Fatalf("links: %+v", links)
	}
	if want := []kg.Evidence{{Source: "bls-oews", AsOf: "2024-05"}, {Source: "bls-oews", AsOf: "2023-05"}}; !reflect.DeepEqual(links[0].Evidence, want) {
		t.Errorf("evidence: %+v, want %+v", links[0].Evidence, want)
	}
	if want := []kg.Evidence{
		{Source: "bls-oews", Measure: "Employment", Value: money(95), AsOf: "2024-05"}, {Source: "bls-oews", Measure: "Employment", Value: money(90), AsOf: "2023-05"},
	}; !reflect.DeepEqual(links[1].Evidence, want) {
		t.Errorf("evidence: %+v, want %+v", links[1].Evidence, want)
	}
	for reason, want := range map[string]int{"it is about a group of occupations": 1, "it is about a part of the country": 1, "no wage is published": 1} {
		if got := report.LeftOut("national.xlsx", reason); got != want {
			t.Errorf("%d rows were left out as %s, want %d", got, reason, want)
		}
	}
	if report.LeftOut("a.xlsx", "it is about an industry within a sector") != 1 {
		t.Error("an industry within a sector is not left out")
	}
}

// TestOEWSYear is told by a file's name where the file does not say it.
func TestOEWSYear(t *testing.T) {
	for _, path := range []string{
		workbook(t, "wages.xlsx", sheet{"national_M2019_dl", strings.ToLower(oewsColumns)}),
		workbook(t, "national_M2019_dl.xlsx", sheet{"wages", oewsColumns}),
	} {
		facts, err := importer.OEWS(t.Context(), []string{path}, &importer.Report{})
		if err != nil || facts.Source.AsOf != "2019-05" {
			t.Errorf("%s: %v, %v", path, facts, err)
		}
	}
}

func TestBadOEWS(t *testing.T) {
	change := func(old, new string) []string {
		if !strings.Contains(national, old) {
			t.Fatalf("there is no %q", old)
		}
		return []string{oewsFile(t, "national.xlsx", strings.Replace(national, old, new, 1), "2024")}
	}
	good := oewsFile(t, "national.xlsx", national, "2024")
	for says, paths := range map[string][]string{
		`national.xlsx:1: there is no column "A_MEDIAN"; the columns are AREA, `:                            change("|A_MEDIAN", "|A_MEDIUM"),
		`national.xlsx:3: A_PCT25: expected a number, not "much"`:                                           change("|82630", "|much"),
		`national.xlsx:3: TOT_EMP: expected a number, not "many"`:                                           change("|200|", "|many|"),
		`national.xlsx:3: TOT_EMP: expected a number of jobs, not -200`:                                     change("|200|", "|-200|"),
		`national.xlsx:3: A_MEAN: expected a number, not "NaN"`:                                             change("|124590", "|NaN"),
		`national.xlsx:3: OCC_CODE: expected a code such as 15-2051, not "2051"`:                            change("15-2051", "2051"),
		`national.xlsx:3: the name "" is empty`:                                                             change("Data Scientists", ""),
		"the files have the pay of Data Scientists in 2024 twice":                                           {good, good},
		"the files have Data Scientists in Manufacturing in 2024 twice":                                     {oewsFile(t, "a.xlsx", sectors, "2024"), oewsFile(t, "b.xlsx", sectors, "2024")},
		"national.xlsx is no spreadsheet (xlsx), or is damaged: zip: ":                                      {cutOff(t, good)},
		"national.xlsx is no spreadsheet (xlsx), or is damaged: xl/worksheets/sheet1.xml: XML syntax error": {damaged(t, good)},
		"table.csv is no spreadsheet (xlsx), or is damaged":                                                 {file(t, "table.csv", "AREA,NAICS\n")},
		"nothing.xlsx is no spreadsheet (xlsx), or is damaged":                                              {file(t, "nothing.xlsx", "")},
		"national.xlsx is no spreadsheet (xlsx), or is damaged: it has no sheets":                           {withoutSheets(t, good)},
		"empty.xlsx:1: expected a row with the columns AREA, NAICS, ":                                       {oewsFile(t, "empty.xlsx", "", "2024")},
		"national.xlsx: can't tell the year: ":                                                              {oewsFile(t, "national.xlsx", national, "this year")},
		" has no file such as national_M2024_dl.xlsx or natsector_M2024_dl.xlsx":                            {t.TempDir()},
	} {
		if _, err := importer.OEWS(t.Context(), paths, &importer.Report{}); err == nil || !strings.Contains(err.Error(), says) || kg.AsError(err).Code != kg.BadUserInput {
			t.Errorf("got %v, want %s", err, says)
		}
	}
	if _, err := importer.OEWS(t.Context(), []string{filepath.Join(t.TempDir(), "nowhere.xlsx")}, &importer.Report{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}
