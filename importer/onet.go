package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"rolegraph/kg"
)

// DefaultMinImportance is the importance from which a skill is linked:
// "important" on O*NET's scale.
const DefaultMinImportance = 3.0

// ONET reads a folder of the O*NET database as tab-separated text, in the layout
// of release 30.0 or in that of 30.3. The joins tell which technologies are
// languages by names that only knowledge can tell. A skill is linked to a role
// from an importance on, 1 to 5. Occupation Data must be there; other files may be
// missing, which the report tells. The error names file and line.
func ONET(ctx context.Context, folder fs.FS, joins *kg.Joins, minImportance float64, report *Report) (*kg.Facts, error) {
	o := &onet{
		ctx: ctx, folder: folder, report: report, minImportance: minImportance, languages: newLanguages(joins),
		gathered: newGathered(kg.Source{
			Slug: kg.SourceONET, Name: "O*NET Database", License: "CC BY 4.0", URL: "https://www.onetcenter.org/database.html",
		}),
		roles: map[string]kg.Slug{}, elements: map[string]string{}, levels: map[string]string{},
	}
	if err := o.release(); err != nil {
		return nil, err
	}
	if err := o.occupations(); err != nil {
		return nil, err
	}
	for _, content := range o.contents() {
		if err := o.content(content); err != nil {
			return nil, err
		}
	}
	return o.facts, nil
}

// onet is an import of O*NET on its way.
type onet struct {
	ctx           context.Context
	folder        fs.FS
	report        *Report
	minImportance float64
	languages     *languages
	gathered
	roles    map[string]kg.Slug // by O*NET-SOC code
	elements map[string]string  // descriptions of the content model, by element id
	levels   map[string]string  // levels of education, by category
}

const (
	schemeONET = "O*NET-SOC"
	schemeSOC  = "SOC"
	codeColumn = "O*NET-SOC Code"
	// socDigits is how much of an O*NET-SOC code is the SOC code.
	socDigits = len("15-2051")
)

func (o *onet) each(file string, columns []string, visit func(row *tabbed) error) error {
	return eachRow(o.ctx, o.folder, file, o.report, columns, visit)
}

// release reads which release it is from the first line of Read Me.txt, where
// there is one.
func (o *onet) release() error {
	const name, enough = "Read Me.txt", 1000 // bytes of it
	file, err := o.folder.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, enough))
	if err != nil {
		return err
	}
	first, _, _ := strings.Cut(string(text), "\n")
	if version, found := strings.CutPrefix(strings.TrimSpace(first), "O*NET "); found {
		version, _, _ = strings.Cut(version, " ")
		if !utf8.ValidString(version) {
			return kg.Errorf(kg.BadUserInput, "%s:1: the number of the release is not valid UTF-8", name)
		}
		o.facts.Source.Version = version
	}
	return nil
}

func (o *onet) occupations() error {
	const file = "Occupation Data.txt"
	err := o.each(file, []string{codeColumn, "Title", "Description"}, func(row *tabbed) error {
		code, title := row.text(codeColumn), row.text("Title")
		if len(code) < socDigits {
			return fmt.Errorf("%s: expected a code such as 15-2051.00, not %q", codeColumn, cut(code))
		}
		if err := kg.CheckName(title); err != nil {
			return err
		}
		if _, twice := o.roles[code]; twice {
			return fmt.Errorf("the code %s stands here twice", code)
		}
		role := o.node(kg.Role, title)
		role.Description = row.text("Description")
		role.Codes = append(role.Codes, kg.Code{Scheme: schemeONET, Value: code}, kg.Code{Scheme: schemeSOC, Value: code[:socDigits]})
		o.roles[code] = role.Slug
		return nil
	})
	if errors.Is(err, fs.ErrNotExist) {
		return kg.Errorf(kg.BadUserInput, "there is no file %s: the folder is not one of the O*NET database as text", file)
	}
	return err
}

// role finds the role that a row is about; a row about an unknown one is left
// out.
func (o *onet) role(row *tabbed, column string) (*kg.NodeFact, bool) {
	slug, known := o.roles[row.text(column)]
	if !known {
		row.leave("the occupation is not in Occupation Data")
		return nil, false
	}
	return &o.facts.Nodes[o.nodes[kg.ID{Kind: kg.Role, Slug: slug}]], true
}

// titles reads a file of other names of roles, which stand in some columns.
func (o *onet) titles(columns ...string) func(file string) error {
	return func(file string) error {
		return o.each(file, append([]string{codeColumn}, columns...), func(row *tabbed) error {
			role, known := o.role(row, codeColumn)
			if !known {
				return nil
			}
			for _, column := range columns {
				title := row.text(column)
				if title == "" {
					continue
				}
				if err := kg.CheckName(title); err != nil {
					return err
				}
				role.Aliases = append(role.Aliases, title)
			}
			return nil
		})
	}
}

func (o *onet) contentModel(file string) error {
	return o.each(file, []string{"Element ID", "Description"}, func(row *tabbed) error {
		o.elements[row.text("Element ID")] = row.text("Description")
		return nil
	})
}

// rating is what a row about a skill or knowledge measures.
type rating struct {
	role    kg.Slug
	element string
}

// skills reads a file of ratings. Importance stands before level there, but
// nothing promises that, so links are made when all ratings are known.
func (o *onet) skills(skillType kg.SkillType) func(file string) error {
	return func(file string) error {
		important := map[rating]int{} // position of the link in the facts
		levels := map[rating]kg.Evidence{}
		err := o.each(file, []string{codeColumn, "Element ID", "Element Name", "Scale ID", "Data Value", "Recommend Suppress", "Not Relevant", "Date"}, func(row *tabbed) error {
			role, known := o.role(row, codeColumn)
			if !known {
				return nil
			}
			roleSlug := role.Slug // the node's place may change below
			if row.text("Recommend Suppress") == "Y" {
				row.leave("O*NET recommends to suppress it")
				return nil
			}
			if row.text("Not Relevant") == "Y" {
				row.leave("O*NET marks it as not relevant")
				return nil
			}
			value, err := row.number("Data Value")
			if err != nil {
				return err
			}
			date, err := monthOf(row.text("Date"))
			if err != nil {
				return err
			}
			key := rating{roleSlug, row.text("Element ID")}
			switch scale := row.text("Scale ID"); scale {
			case "IM":
				if value < 1 || value > 5 {
					return fmt.Errorf("importance is %v; expected 1 to 5", value)
				}
				if value < o.minImportance {
					row.leave(fmt.Sprintf("its importance is below %v", o.minImportance))
					return nil
				}
				name := row.text("Element Name")
				if err := kg.CheckName(name); err != nil {
					return err
				}
				skill := o.node(kg.Skill, name)
				if !slices.Contains(skill.Types, skillType) {
					skill.Types = append(skill.Types, skillType)
				}
				if skill.Description == "" {
					skill.Description = o.elements[key.element]
				}
				important[key] = len(o.facts.Links)
				o.facts.Links = append(o.facts.Links, kg.LinkFact{
					Relation: kg.RequiresSkill, From: roleSlug, To: skill.Slug, Strength: kg.Weight((value-1)/4*1e6 + 0.5),
					Evidence: []kg.Evidence{measured("Importance", value, 1, 5, date)},
				})
			case "LV":
				if value < 0 || value > 7 {
					return fmt.Errorf("level is %v; expected 0 to 7", value)
				}
				levels[key] = measured("Level", value, 0, 7, date)
			default:
				return fmt.Errorf("the column Scale ID: expected IM or LV, not %q", cut(scale))
			}
			return nil
		})
		for key, at := range important {
			if level, rated := levels[key]; rated {
				o.facts.Links[at].Evidence = append(o.facts.Links[at].Evidence, level)
			}
		}
		return err
	}
}

func measured(measure string, value, least, most float64, asOf kg.Date) kg.Evidence {
	return kg.Evidence{Measure: measure, Value: &value, Min: &least, Max: &most, AsOf: asOf}
}

// monthOf reads a month as O*NET writes it, 08/2023.
func monthOf(text string) (kg.Date, error) {
	month, year, _ := strings.Cut(text, "/")
	date := kg.Date(year + "-" + month)
	if !date.Valid() {
		return "", fmt.Errorf("the column Date: expected a month such as 08/2023, not %q", cut(text))
	}
	return date, nil
}

// technology reads a file of tools and languages, whose names and categories
// stand in two of its columns.
func (o *onet) technology(nameColumn, categoryColumn string) func(file string) error {
	return func(file string) error {
		return o.each(file, []string{codeColumn, nameColumn, categoryColumn, "Hot Technology", "In Demand"}, func(row *tabbed) error {
			role, known := o.role(row, codeColumn)
			if !known {
				return nil
			}
			from, name := role.Slug, row.text(nameColumn)
			if err := kg.CheckName(name); err != nil {
				return err
			}
			kind, relation := kg.Tool, kg.UsesTool
			if o.languages.has(name) {
				kind, relation = kg.Language, kg.UsesLanguage
			}
			thing := o.node(kind, name)
			if category := row.text(categoryColumn); kind == kg.Tool && category != "" && !slices.Contains(thing.Categories, category) {
				thing.Categories = append(thing.Categories, category)
			}
			link := kg.LinkFact{Relation: relation, From: from, To: thing.Slug, Strength: kg.NoWeight}
			if row.text("Hot Technology") == "Y" {
				link.Tags = append(link.Tags, kg.Hot)
			}
			if row.text("In Demand") == "Y" {
				link.Tags = append(link.Tags, kg.InDemand)
			}
			o.facts.Links = append(o.facts.Links, link)
			return nil
		})
	}
}

func (o *onet) related(file string) error {
	return o.each(file, []string{codeColumn, "Related O*NET-SOC Code", "Index"}, func(row *tabbed) error {
		from, known := o.role(row, codeColumn)
		if !known {
			return nil
		}
		to, known := o.role(row, "Related O*NET-SOC Code")
		if !known {
			return nil
		}
		o.facts.Links = append(o.facts.Links, kg.LinkFact{Relation: kg.RelatedTo, From: from.Slug, To: to.Slug, Strength: kg.NoWeight})
		return nil
	})
}

// educationScale is that of the required level of education, whose element has
// not the same id in every release.
const educationScale = "RL"

func (o *onet) categories(file string) error {
	return o.each(file, []string{"Scale ID", "Category", "Category Description"}, func(row *tabbed) error {
		if row.text("Scale ID") == educationScale {
			o.levels[row.text("Category")] = row.text("Category Description")
		}
		return nil
	})
}

func (o *onet) education(file string) error {
	return o.each(file, []string{codeColumn, "Scale ID", "Category", "Data Value", "Recommend Suppress"}, func(row *tabbed) error {
		if row.text("Scale ID") != educationScale {
			row.leave("it is about training or experience")
			return nil
		}
		role, known := o.role(row, codeColumn)
		if !known {
			return nil
		}
		if row.text("Recommend Suppress") == "Y" {
			row.leave("O*NET recommends to suppress it")
			return nil
		}
		percent, err := row.number("Data Value")
		if err != nil {
			return err
		}
		level, known := o.levels[row.text("Category")]
		if !known {
			row.leave("the category of education has no name")
			return nil
		}
		if percent > 0 {
			role.Education = append(role.Education, kg.EducationShare{Level: level, Percent: percent})
		}
		return nil
	})
}
