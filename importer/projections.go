package importer

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"strconv"

	"rolegraph/kg"
)

// Projections reads the occupational projections of the US Bureau of Labor
// Statistics: Table 1.2 of the spreadsheet of its occupation tables. The error
// names file and line.
func Projections(ctx context.Context, path string, report *Report) (*kg.Facts, error) {
	files, name, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer files.Close()
	book, err := openSpreadsheet(files, name)
	if err != nil {
		return nil, err
	}
	defer book.Close()
	p := &projections{gathered: newGathered(kg.Source{
		Slug: kg.SourceBLSProjections, Name: "Employment Projections", License: "Public domain", URL: "https://www.bls.gov/emp/",
	})}
	err = book.eachRow(ctx, "Table 1.2", report, []string{projectedTitle, projectedCode, projectedType, projectedGrowth, projectedOpenings}, p.occupation)
	return p.facts, err
}

// projections is an import on its way.
type projections struct{ gathered }

// The columns of the table; the star stands for years.
const (
	projectedTitle    = "* National Employment Matrix title"
	projectedCode     = "* National Employment Matrix code"
	projectedType     = "Occupation type"
	projectedGrowth   = "Employment change, percent, *"
	projectedOpenings = "Occupational openings, *"
)

// notAvailable stands where a figure is not known.
const notAvailable = "—"

func (p *projections) occupation(row *cells) error {
	switch kind := row.text(projectedType); kind {
	case "Line item":
	case "Summary":
		row.leave("it is about a group of occupations")
		return nil
	case "":
		row.leave("it is a note below the table")
		return nil
	default:
		return fmt.Errorf("%s: expected Line item or Summary, not %q", projectedType, cut(kind))
	}
	title, code := row.text(projectedTitle), row.text(projectedCode)
	if err := kg.CheckName(title); err != nil {
		return err
	}
	if len(code) != socDigits {
		return fmt.Errorf("the code of %s: expected one such as 15-2051, not %q", cut(title), cut(code))
	}
	from, to, err := projectedYears(row.names[projectedGrowth])
	if err != nil {
		return err
	}
	role := p.node(kg.Role, title)
	if len(role.Codes) > 0 {
		return fmt.Errorf("%s stands here twice", title)
	}
	role.Codes = append(role.Codes, kg.Code{Scheme: schemeSOC, Value: code})
	if row.text(projectedGrowth) == notAvailable {
		row.leave("no growth is published")
		return nil
	}
	outlook := kg.Outlook{Group: title, FromYear: from, ToYear: to}
	if outlook.Growth, err = row.number(projectedGrowth); err != nil {
		return err
	}
	if row.text(projectedOpenings) != notAvailable {
		thousands, err := row.number(projectedOpenings)
		if err != nil {
			return err
		}
		openings := math.Round(thousands * 1000)
		outlook.Openings = &openings
	}
	p.facts.Source.Version = fmt.Sprintf("%d–%d", from, to)
	role.Outlook = append(role.Outlook, outlook)
	return nil
}

var yearsForm = regexp.MustCompile(`(\d{4})[-–](\d{4}|\d{2})$`)

// projectedYears reads the years in the name of a column, such as "Employment
// change, percent, 2024–34".
func projectedYears(column string) (from, to int, err error) {
	found := yearsForm.FindStringSubmatch(column)
	if found == nil {
		return 0, 0, fmt.Errorf("the column %q: expected years at its end, such as 2024–34", cut(column))
	}
	last := found[2]
	if len(last) == 2 {
		last = found[1][:2] + last // the century is not written again
	}
	if from, err = strconv.Atoi(found[1]); err != nil {
		return 0, 0, err
	}
	to, err = strconv.Atoi(last)
	return from, to, err
}
