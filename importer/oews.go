package importer

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rolegraph/kg"
)

// OEWS reads tables of the Occupational Employment and Wage Statistics of the US
// Bureau of Labor Statistics: spreadsheets, or folders and archives with some.
// National tables say what roles earn, those by sector in which industries they
// work; several years are several files. The error names file and line.
func OEWS(ctx context.Context, paths []string, report *Report) (*kg.Facts, error) {
	o := &oews{
		gathered: newGathered(kg.Source{
			Slug: kg.SourceBLSOEWS, Name: "Occupational Employment and Wage Statistics", License: "Public domain", URL: "https://www.bls.gov/oes/",
		}),
		links: map[employed]int{},
	}
	var tables []oewsTable
	defer func() {
		for _, table := range tables {
			table.Close()
		}
	}()
	for _, name := range paths {
		opened, err := openTables(name)
		tables = append(tables, opened...)
		if err != nil {
			return nil, err
		}
	}
	// The newest first, however the files are called and given: it names roles.
	slices.SortStableFunc(tables, func(a, b oewsTable) int { return cmp.Compare(b.year, a.year) })
	var releases []string
	for _, table := range tables {
		if err := o.read(ctx, table, report); err != nil {
			return nil, err
		}
		releases = append(releases, fmt.Sprintf("May %d", table.year))
	}
	o.facts.Source.Version = strings.Join(slices.Compact(releases), ", ")
	o.facts.Source.AsOf = tables[0].month()
	return o.facts, nil
}

// oews is an import on its way.
type oews struct {
	gathered
	links map[employed]int // position in the facts
}

// employed is who works where.
type employed struct{ role, industry kg.Slug }

// oewsTable is a table of one year.
type oewsTable struct {
	*spreadsheet
	year int
}

// month is when the year's figures are of.
func (t *oewsTable) month() kg.Date { return kg.Date(fmt.Sprintf("%d-05", t.year)) }

// openTables opens the tables of a path. Where there are several files, as in an
// archive, those with other names are of smaller areas and industries.
func openTables(name string) ([]oewsTable, error) {
	files, err := openBundle(name)
	if err != nil {
		return nil, err
	}
	defer files.Close()
	names := slices.Sorted(maps.Keys(files.open))
	if len(names) > 1 {
		names = slices.DeleteFunc(names, func(file string) bool {
			national, _ := path.Match("national_*.xlsx", strings.ToLower(file))
			sectors, _ := path.Match("natsector_*.xlsx", strings.ToLower(file))
			return !national && !sectors
		})
	}
	if len(names) == 0 {
		return nil, kg.Errorf(kg.BadUserInput, "%s has no file such as national_M2024_dl.xlsx or natsector_M2024_dl.xlsx", name)
	}
	var tables []oewsTable
	for _, file := range names {
		book, err := openSpreadsheet(files, file)
		if err != nil {
			return tables, err
		}
		table := oewsTable{spreadsheet: book}
		tables = append(tables, table)
		if tables[len(tables)-1].year, err = table.readYear(); err != nil {
			return tables, err
		}
	}
	return tables, nil
}

// fieldsSheet is the sheet that describes a table.
const fieldsSheet = "Field Descriptions"

var oewsYear = regexp.MustCompile(`(?:May |_M)(\d{4})`)

// readYear finds the year in what the file says of itself, "May 2024 OEWS
// Estimates", or else in the name of its first sheet, national_M2024_dl, or of
// the file.
func (t *oewsTable) readYear() (int, error) {
	places := []string{t.sheets()[0], t.name}
	if slices.Contains(t.sheets(), fieldsSheet) {
		heading, err := t.heading(fieldsSheet)
		if err != nil {
			return 0, err
		}
		places = append([]string{heading}, places...)
	}
	for _, place := range places {
		if found := oewsYear.FindStringSubmatch(place); found != nil {
			return strconv.Atoi(found[1])
		}
	}
	return 0, kg.Errorf(kg.BadUserInput, "%s: can't tell the year: neither the sheet %q begins with one, such as May 2024, nor does a name have one, such as national_M2024_dl", t.name, fieldsSheet)
}

// The columns of a table.
const (
	areaColumn       = "AREA"
	industryColumn   = "NAICS"
	sectorColumn     = "NAICS_TITLE"
	levelColumn      = "I_GROUP"
	socColumn        = "OCC_CODE"
	titleColumn      = "OCC_TITLE"
	groupColumn      = "O_GROUP"
	employmentColumn = "TOT_EMP"
)

// wageColumns are those of a basis of pay, each under its letter.
var wageColumns = []string{"PCT10", "PCT25", "MEDIAN", "PCT75", "PCT90", "MEAN"}

// theNation is the area of the country as a whole.
const theNation = "99"

func (o *oews) read(ctx context.Context, table oewsTable, report *Report) error {
	columns := []string{areaColumn, industryColumn, sectorColumn, levelColumn, socColumn, titleColumn, groupColumn, employmentColumn}
	for _, letter := range []string{"A_", "H_"} {
		for _, column := range wageColumns {
			columns = append(columns, letter+column)
		}
	}
	return table.eachRow(ctx, table.sheets()[0], report, columns, func(row *cells) error {
		if row.text(groupColumn) != "detailed" {
			row.leave("it is about a group of occupations")
			return nil
		}
		if row.text(areaColumn) != theNation {
			row.leave("it is about a part of the country")
			return nil
		}
		title, code := row.text(titleColumn), row.text(socColumn)
		if err := kg.CheckName(title); err != nil {
			return err
		}
		if len(code) != socDigits {
			return fmt.Errorf("%s: expected a code such as 15-2051, not %q", socColumn, cut(code))
		}
		level := row.text(levelColumn)
		if level != "cross-industry" && level != "sector" {
			row.leave("it is about an industry within a sector")
			return nil
		}
		role := o.node(kg.Role, title)
		if soc := (kg.Code{Scheme: schemeSOC, Value: code}); !slices.Contains(role.Codes, soc) {
			role.Codes = append(role.Codes, soc)
		}
		if level == "sector" {
			return o.sector(role.Slug, table.month(), row)
		}
		return o.pay(role, table.year, row)
	})
}

// pay reads what a role earns in a year: a year's figures, or an hour's where
// only these are published.
func (o *oews) pay(role *kg.NodeFact, year int, row *cells) error {
	if slices.ContainsFunc(role.Pay, func(pay kg.Pay) bool { return pay.Year == year }) {
		return fmt.Errorf("the files have the pay of %s in %d twice", role.Name, year)
	}
	sample, err := employment(row)
	if err != nil {
		return err
	}
	pay := kg.Pay{Year: year, Currency: "USD", Country: "US", Sample: sample}
	for _, basis := range []struct {
		basis  kg.PayBasis
		letter string
	}{{kg.Annual, "A_"}, {kg.Hourly, "H_"}} {
		pay.Basis = basis.basis
		published := false
		for i, figure := range []**float64{&pay.P10, &pay.P25, &pay.Median, &pay.P75, &pay.P90, &pay.Mean} {
			value, capped, err := wage(row, basis.letter+wageColumns[i])
			if err != nil {
				return err
			}
			*figure = value
			pay.Capped = pay.Capped || capped
			published = published || capped || value != nil
		}
		if published {
			role.Pay = append(role.Pay, pay)
			return nil
		}
	}
	row.leave("no wage is published")
	return nil
}

// wage reads a figure, nil where none is published or where it is above the cap.
func wage(row *cells, column string) (value *float64, capped bool, err error) {
	switch row.text(column) {
	case "", "*":
		return nil, false, nil
	case "#":
		return nil, true, nil
	}
	figure, err := row.number(column)
	return &figure, false, err
}

// employment reads how many jobs there are, nil where that is not published.
func employment(row *cells) (*int, error) {
	if text := row.text(employmentColumn); text == "" || text == "**" {
		return nil, nil
	}
	jobs, err := row.number(employmentColumn)
	if err != nil {
		return nil, err
	}
	if jobs < 0 || jobs != math.Trunc(jobs) || jobs > math.MaxInt32 {
		return nil, fmt.Errorf("%s: expected a number of jobs, not %v", employmentColumn, jobs)
	}
	count := int(jobs)
	return &count, nil
}

// schemeNAICS is the scheme of codes of industries.
const schemeNAICS = "NAICS"

// sector reads that a role works in an industry, and how many do.
func (o *oews) sector(role kg.Slug, month kg.Date, row *cells) error {
	title, code := row.text(sectorColumn), kg.Code{Scheme: schemeNAICS, Value: row.text(industryColumn)}
	if err := kg.CheckName(title); err != nil {
		return err
	}
	industry := o.node(kg.Industry, title)
	if code.Value != "" && !slices.Contains(industry.Codes, code) {
		industry.Codes = append(industry.Codes, code)
	}
	key := employed{role, industry.Slug}
	at, known := o.links[key]
	if !known {
		at = len(o.facts.Links)
		o.links[key] = at
		o.facts.Links = append(o.facts.Links, kg.LinkFact{Relation: kg.WorksIn, From: role, To: industry.Slug, Strength: kg.NoWeight})
	}
	link := &o.facts.Links[at]
	if slices.ContainsFunc(link.Evidence, func(e kg.Evidence) bool { return e.AsOf == month }) {
		return fmt.Errorf("the files have %s in %s in %s twice", row.text(titleColumn), title, month[:4])
	}
	jobs, err := employment(row)
	if err != nil {
		return err
	}
	evidence := kg.Evidence{AsOf: month}
	if jobs != nil {
		value := float64(*jobs)
		evidence.Measure, evidence.Value = "Employment", &value
	}
	link.Evidence = append(link.Evidence, evidence)
	return nil
}
