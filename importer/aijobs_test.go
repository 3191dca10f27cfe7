package importer_test

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"rolegraph/importer"
	"rolegraph/kg"
)

// TestAIJobs has its figures from the files by Python. Of the rows of
// csv.DictReader with employment_type "FT": len(rows), the distinct job_title, the
// distinct (job_title, work_year), the sum of salary_in_usd.
//
// A row is then of the O*NET role whose title has the slug of its job_title (lower
// case, "+" as p, "#" as sharp, re.sub("[^a-z0-9]+", "-"), strip("-")), or else of
// those that have it among their alternate, short and reported titles: by how
// many roles that are, none or several, the rows and their distinct titles; and of
// one, the groups by role and year, the sum of
// statistics.quantiles(group, n=4, method="inclusive"), and those of
// ("data-scientists", 2024).
func TestAIJobs(t *testing.T) {
	onet, err := importer.ONET(t.Context(), os.DirFS(published(t, "onet")), nil, importer.DefaultMinImportance, &importer.Report{})
	if err != nil {
		t.Fatal(err)
	}
	var report importer.Report
	jobs, err := importer.AIJobs(t.Context(), filepath.Join(published(t, "ai-jobs-salaries"), "salaries.csv"), &report)
	if err != nil {
		t.Fatal(err)
	}
	if err := jobs.Check(); err != nil {
		t.Fatal(err)
	}
	titles, rows, sum := map[string]bool{}, 0, int64(0)
	for _, s := range jobs.Salaries {
		titles[s.Title] = true
		rows += len(s.Amounts)
		for _, amount := range s.Amounts {
			sum += amount
		}
	}
	if rows != 73951 || len(titles) != 287 || len(jobs.Salaries) != 560 || sum != 11709301714 || len(jobs.Nodes) != 0 || jobs.Source.AsOf != "2025" {
		t.Errorf("%d rows, %d titles, %d by year, sum %d, as of %s", rows, len(titles), len(jobs.Salaries), sum, jobs.Source.AsOf)
	}
	if left := report.LeftOut("salaries.csv", "the work is not full-time"); left != 74301-73951 {
		t.Errorf("%d rows were left out", left)
	}

	graph := kg.Merge(nil, onet, jobs)
	var left [2]struct{ titles, salaries int } // of no role, of several
	for _, title := range graph.Report().Titles {
		at := min(title.Roles, 1)
		left[at].titles++
		left[at].salaries += title.Salaries
	}
	if left[0].titles != 206 || left[0].salaries != 11518 || left[1].titles != 47 || left[1].salaries != 39270 {
		t.Errorf("left out are %+v", left)
	}
	groups, sample, quartiles := 0, 0, 0.0
	_, roles := graph.NodesOf(kg.Role)
	if len(roles) != 1016 {
		t.Errorf("there are %d roles: salaries have made some", len(roles))
	}
	for _, n := range roles {
		groups += len(n.Pay)
		for _, p := range n.Pay {
			sample += *p.Sample
			quartiles += *p.P25 + *p.Median + *p.P75
			if n.Slug == "data-scientists" && p.Year == 2024 && (*p.Sample != 9004 || *p.P25 != 110000 || *p.Median != 151100 || *p.P75 != 196900) {
				t.Errorf("data scientists earn %+v", p)
			}
		}
	}
	if groups != 48 || sample != 23163 || quartiles != 17560869.25 {
		t.Errorf("%d rows of pay of %d people, sum of quartiles %v", groups, sample, quartiles)
	}
}

const jobs = "work_year,experience_level,employment_type,job_title,salary,salary_currency,salary_in_usd\n" +
	"2024,SE,FT,Data Scientist,200000,USD,200000\n" +
	"2024,SE,FT,\"Scientist, Data\",90000,EUR,100000\n" +
	"2024,SE,FT,Data Scientist,200000,USD,150000\n" +
	"2023,SE,PT,Data Scientist,200000,USD,200000\n"

func TestAIJobsByHand(t *testing.T) {
	var packed bytes.Buffer
	writer := gzip.NewWriter(&packed)
	if _, err := writer.Write([]byte(jobs)); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{
		file(t, "salaries.csv", jobs), file(t, "salaries.csv.gz", packed.String()), file(t, "bom.csv", "\ufeff"+strings.ReplaceAll(jobs, "\n", "\r\n")),
	} {
		var report importer.Report
		facts, err := importer.AIJobs(t.Context(), path, &report)
		if err != nil {
			t.Fatal(err)
		}
		if want := []kg.SalaryFact{
			{Title: "Data Scientist", Year: 2024, Currency: "USD", Amounts: []int64{150000, 200000}},
			{Title: "Scientist, Data", Year: 2024, Currency: "USD", Amounts: []int64{100000}},
		}; !reflect.DeepEqual(facts.Salaries, want) || len(facts.Nodes) != 0 {
			t.Errorf("got %+v, want %+v", facts.Salaries, want)
		}
		if left := report.LeftOut(filepath.Base(path), "the work is not full-time"); left != 1 {
			t.Errorf("%d rows were left out, want 1", left)
		}
	}
	_, err := importer.AIJobs(t.Context(), file(t, "salaries.csv.gz", packed.String()[:packed.Len()-10]), &importer.Report{})
	if err == nil || !strings.HasPrefix(err.Error(), "salaries.csv.gz:") || !strings.HasSuffix(err.Error(), ": the file is cut off") || kg.AsError(err).Code != kg.BadUserInput {
		t.Errorf("a file that is cut off: %v", err)
	}
}

func TestBadAIJobs(t *testing.T) {
	for says, change := range map[string][2]string{
		`salaries.csv:1: there is no column "job_title"; the columns are work_year, `:               {"job_title", "title"},
		`salaries.csv:3: salary_in_usd: expected a whole number of dollars, not "100000.5"`:         {",100000\n", ",100000.5\n"},
		`salaries.csv:3: salary_in_usd: expected a whole number of dollars, not "0"`:                {",100000\n", ",0\n"},
		`salaries.csv:3: salary_in_usd: expected a whole number of dollars, not "9999999999999999"`: {",100000\n", ",9999999999999999\n"},
		`salaries.csv:2: work_year: expected a year, not "last"`:                                    {"2024", "last"},
		`salaries.csv:2: the name "" is empty`:                                                      {"Data Scientist", ""},
		"salaries.csv:2: a field is not valid UTF-8":                                                {"Data Scientist", "\xff"},
		"salaries.csv:3: expected 7 fields, as many as columns, not 6":                              {",EUR", ""},
		`salaries.csv:2: bare " in non-quoted-field`:                                                {"Data Scientist", `Data "Scientist`},
		"salaries.csv:1: the file is empty":                                                         {jobs, ""},
		"salaries.csv:3: a record has more than 1048576 bytes":                                      {`"Scientist, Data"`, `"` + strings.Repeat("x", 3<<20)},
	} {
		if !strings.Contains(jobs, change[0]) {
			t.Fatalf("there is no %q", change[0])
		}
		path := file(t, "salaries.csv", strings.Replace(jobs, change[0], change[1], 1))
		if _, err := importer.AIJobs(t.Context(), path, &importer.Report{}); err == nil || !strings.Contains(err.Error(), says) || kg.AsError(err).Code != kg.BadUserInput {
			t.Errorf("got %v, want %s", err, says)
		}
	}
	_, err := importer.AIJobs(t.Context(), file(t, "salaries.csv.gz", jobs), &importer.Report{})
	if err == nil || !strings.Contains(err.Error(), "salaries.csv.gz is not packed by gzip, or is damaged: ") || kg.AsError(err).Code != kg.BadUserInput {
		t.Errorf("a file that is not packed: %v", err)
	}
}
