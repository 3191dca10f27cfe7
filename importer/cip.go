package importer

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"rolegraph/kg"
)

// The columns of the crosswalk; a star stands for the year of a classification.
const (
	programColumn     = "* CIP Code"
	programNameColumn = "* CIP Title"
	preparesForColumn = "O*NET-SOC * Code"
)

const schemeCIP = "CIP"

var cipForm = regexp.MustCompile(`^\d\d\.\d{4}$`)

// Degrees adds to the facts of O*NET which degrees its roles prefer: those of
// the programmes of study that O*NET's crosswalk from the Classification of
// Instructional Programs, a spreadsheet, says prepare for them. The error names
// file and line.
func Degrees(ctx context.Context, onet *kg.Facts, path string, report *Report) error {
	files, name, err := openFile(path)
	if err != nil {
		return err
	}
	defer files.Close()
	book, err := openSpreadsheet(files, name)
	if err != nil {
		return err
	}
	defer book.Close()
	c := &crosswalk{gathered: gathered{onet, map[kg.ID]int{}}, roles: map[string]kg.Slug{}, known: map[prefers]bool{}}
	for i := range onet.Nodes {
		n := &onet.Nodes[i]
		for _, code := range n.Codes {
			if code.Scheme == schemeONET {
				c.roles[code.Value] = n.Slug
			}
		}
	}
	return book.eachRow(ctx, book.sheets()[0], report, []string{programColumn, programNameColumn, preparesForColumn}, c.programme)
}

// crosswalk is an import of the crosswalk on its way.
type crosswalk struct {
	gathered
	roles map[string]kg.Slug // by O*NET-SOC code
	known map[prefers]bool
}

// prefers is a link. Two programmes may have one name, and so make one.
type prefers struct{ role, degree kg.Slug }

func (c *crosswalk) programme(row *cells) error {
	code, name := row.text(programColumn), row.text(programNameColumn)
	if !cipForm.MatchString(code) {
		return fmt.Errorf("%s: expected a code such as 11.0701, not %q", row.names[programColumn], cut(code))
	}
	if err := kg.CheckName(name); err != nil {
		return err
	}
	role, known := c.roles[row.text(preparesForColumn)]
	if !known {
		row.leave("the occupation is not in Occupation Data")
		return nil
	}
	degree := c.node(kg.Degree, name)
	if cip := (kg.Code{Scheme: schemeCIP, Value: code}); !slices.Contains(degree.Codes, cip) {
		degree.Codes = append(degree.Codes, cip)
	}
	if link := (prefers{role, degree.Slug}); !c.known[link] {
		c.known[link] = true
		c.facts.Links = append(c.facts.Links, kg.LinkFact{Relation: kg.PrefersDegree, From: role, To: degree.Slug, Strength: kg.NoWeight})
	}
	return nil
}
