package importer

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"rolegraph/kg"
)

// ESCO reads the ESCO classification as CSV in English: a folder with the
// archives or the files of version 1.1.1, or of 1.2. Occupations and skills must
// be there; without a file of relations there are fewer links, which the report
// tells. The error names file and line.
func ESCO(ctx context.Context, folder string, report *Report) (*kg.Facts, error) {
	files, err := openBundle(folder)
	if err != nil {
		return nil, err
	}
	defer files.Close()
	e := &esco{
		ctx: ctx, files: files, report: report, entities: map[string]kg.ID{}, nodes: map[kg.ID]int{},
		facts: &kg.Facts{Source: kg.Source{
			Slug: kg.SourceESCO, Name: "ESCO", License: "Commission Decision 2011/833/EU", URL: "https://esco.ec.europa.eu/",
		}},
	}
	for _, part := range []struct {
		names   []string
		without string // empty if it must be there
		read    func(name string) error
	}{
		{[]string{"occupations_en.csv"}, "", e.occupations},
		{[]string{"skills_en.csv"}, "", e.skills},
		{[]string{"occupationSkillRelations_en.csv", "occupationSkillRelations.csv"}, "roles have no skills", e.requires},
		{[]string{"broaderRelationsSkillPillar_en.csv", "broaderRelationsSkillPillar.csv"}, "no skill is broader than another", e.broader},
	} {
		name, there := files.find(part.names...)
		switch {
		case there:
			err = part.read(name)
		case part.without == "":
			err = kg.Errorf(kg.BadUserInput, "there is no file %s: the folder has neither ESCO's files in English as CSV nor an archive of them", part.names[0])
		default:
			report.missing = append(report.missing, fmt.Sprintf("there is no file %s: %s", part.names[0], part.without))
		}
		if err != nil {
			return nil, err
		}
	}
	return e.facts, nil
}

// esco is an import of ESCO on its way.
type esco struct {
	ctx      context.Context
	files    *bundle
	report   *Report
	facts    *kg.Facts
	entities map[string]kg.ID // by URI
	nodes    map[kg.ID]int    // position in the facts
}

func (e *esco) each(name string, columns []string, visit func(row *commas) error) error {
	return eachRecord(e.ctx, e.files, name, e.report, columns, visit)
}

// concept makes the fact of a row that describes a concept. Several concepts of
// one name are one entity.
func (e *esco) concept(row *commas, kind kg.Kind, name string) (*kg.NodeFact, error) {
	if err := kg.CheckName(name); err != nil {
		return nil, err
	}
	uri := row.text("conceptUri")
	if uri == "" {
		return nil, errors.New("conceptUri is empty")
	}
	id := kg.ID{Kind: kind, Slug: kg.MakeSlug(name)}
	at, known := e.nodes[id]
	if !known {
		at = len(e.facts.Nodes)
		e.nodes[id] = at
		e.facts.Nodes = append(e.facts.Nodes, kg.NodeFact{Kind: kind, Slug: id.Slug, Name: name, Description: row.text("description")})
	}
	e.entities[uri] = id
	n := &e.facts.Nodes[at]
	for _, alias := range row.lines("altLabels") {
		if err := kg.CheckName(alias); err != nil {
			return nil, err
		}
		n.Aliases = append(n.Aliases, alias)
	}
	n.Codes = append(n.Codes, kg.Code{Scheme: kg.SchemeESCO, Value: uri})
	return n, nil
}

func (e *esco) occupations(name string) error {
	return e.each(name, []string{"conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description"}, func(row *commas) error {
		role, err := e.concept(row, kg.Role, row.text("preferredLabel"))
		if group := row.text("iscoGroup"); err == nil && group != "" {
			role.Codes = append(role.Codes, kg.Code{Scheme: "ISCO", Value: group})
		}
		return err
	})
}

// languageMark is how ESCO tells programming languages from other things of the
// name.
const languageMark = " (computer programming)"

func (e *esco) skills(name string) error {
	return e.each(name, []string{"conceptUri", "skillType", "preferredLabel", "altLabels", "description"}, func(row *commas) error {
		label := row.text("preferredLabel")
		if language, marked := strings.CutSuffix(label, languageMark); marked {
			_, err := e.concept(row, kg.Language, language)
			return err
		}
		skill, err := e.concept(row, kg.Skill, label)
		if err != nil {
			return err
		}
		switch skillType := row.text("skillType"); skillType {
		case "knowledge":
			skill.Types = append(skill.Types, kg.SkillTypeKnowledge)
		case "skill/competence":
			skill.Types = append(skill.Types, kg.SkillTypeSkill)
		case "": // ESCO leaves a few open
		default:
			return fmt.Errorf("skillType: expected knowledge or skill/competence, not %q", cut(skillType))
		}
		return nil
	})
}

func (e *esco) requires(name string) error {
	return e.each(name, []string{"occupationUri", "relationType", "skillUri"}, func(row *commas) error {
		role, known := e.entities[row.text("occupationUri")]
		if !known {
			row.leave("the occupation is not among the occupations")
			return nil
		}
		skill, known := e.entities[row.text("skillUri")]
		if !known {
			row.leave("the skill is not among the skills")
			return nil
		}
		link := kg.LinkFact{Relation: kg.RoleRelation(skill.Kind), From: role.Slug, To: skill.Slug}
		switch relation := row.text("relationType"); relation {
		case "essential":
			link.Strength, link.Tags = kg.FullWeight, []kg.LinkTag{kg.Essential}
		case "optional":
			link.Strength, link.Tags = kg.FullWeight/2, []kg.LinkTag{kg.Optional}
		default:
			return fmt.Errorf("relationType: expected essential or optional, not %q", cut(relation))
		}
		e.facts.Links = append(e.facts.Links, link)
		return nil
	})
}

func (e *esco) broader(name string) error {
	return e.each(name, []string{"conceptUri", "broaderUri"}, func(row *commas) error {
		narrow, known := e.entities[row.text("conceptUri")]
		wide, alsoKnown := e.entities[row.text("broaderUri")]
		switch {
		case !known || !alsoKnown:
			row.leave("one of the two is a group, not a skill")
		case narrow.Kind != kg.Skill || wide.Kind != kg.Skill:
			row.leave("one of the two is a programming language")
		case narrow == wide:
			row.leave("both have one name")
		default:
			e.facts.Links = append(e.facts.Links, kg.LinkFact{Relation: kg.BroaderThan, From: wide.Slug, To: narrow.Slug, Strength: kg.NoWeight})
		}
		return nil
	})
}
