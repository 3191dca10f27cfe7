package importer

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"rolegraph/kg"
)

// AIJobs reads the salaries that people tell ai-jobs.net, as CSV, which may be
// packed by gzip: of those who work full-time, in US dollars as the file has them.
// People have titles, not occupations; which role that is, is for kg.Merge to
// say. The error names file and line.
func AIJobs(ctx context.Context, path string, report *Report) (*kg.Facts, error) {
	files, name, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer files.Close()
	amounts, newest := map[titleOfYear][]int64{}, 0
	err = eachRecord(ctx, files, name, report, []string{"work_year", "employment_type", "job_title", "salary_in_usd"}, func(row *commas) error {
		if row.text("employment_type") != "FT" {
			row.leave("the work is not full-time")
			return nil
		}
		title := row.text("job_title")
		if err := kg.CheckName(title); err != nil {
			return err
		}
		year, err := strconv.Atoi(row.text("work_year"))
		if err != nil || year < 1900 || year > 9999 {
			return fmt.Errorf("work_year: expected a year, not %q", cut(row.text("work_year")))
		}
		amount, err := strconv.ParseInt(row.text("salary_in_usd"), 10, 64)
		if err != nil || amount <= 0 || amount > kg.MaxSalary {
			return fmt.Errorf("salary_in_usd: expected a whole number of dollars, not %q", cut(row.text("salary_in_usd")))
		}
		key := titleOfYear{title, year}
		amounts[key] = append(amounts[key], amount)
		newest = max(newest, year)
		return nil
	})
	if err != nil {
		return nil, err
	}
	facts := &kg.Facts{Source: kg.Source{
		Slug: kg.SourceAIJobs, Name: "AI, ML and Data Science Salaries by ai-jobs.net", License: "CC0 1.0", URL: "https://aijobs.net/salaries/",
	}}
	if newest > 0 {
		facts.Source.AsOf = kg.Date(strconv.Itoa(newest))
	}
	for _, key := range slices.SortedFunc(maps.Keys(amounts), func(a, b titleOfYear) int {
		return cmp.Or(cmp.Compare(a.title, b.title), cmp.Compare(a.year, b.year))
	}) {
		slices.Sort(amounts[key])
		facts.Salaries = append(facts.Salaries, kg.SalaryFact{Title: key.title, Year: key.year, Currency: "USD", Amounts: amounts[key]})
	}
	return facts, nil
}

// titleOfYear is what salaries are grouped by.
type titleOfYear struct {
	title string
	year  int
}
