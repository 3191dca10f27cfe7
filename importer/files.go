package importer

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"rolegraph/kg"
)

// The files of the project's own layout.
const (
	nodesFile = "nodes.csv"
	linksFile = "links.csv"
	factsFile = "facts.jsonl"
)

// listMark stands between what is listed in one cell.
const listMark = "|"

// Files reads a folder in the project's own layout: nodes.csv and links.csv as
// people fill in spreadsheets, and facts.jsonl, which can say everything. At
// least one must be there. A link may name what no file describes: that is an
// entity of the name, which the report counts. What the source's fields leave
// open facts.jsonl may say. The error names file and line.
func Files(ctx context.Context, folder string, source kg.Source, report *Report) (*kg.Facts, error) {
	files, err := openBundle(folder)
	if err != nil {
		return nil, err
	}
	defer files.Close()
	if name, twice := files.ambiguous(nodesFile, linksFile, factsFile); twice {
		return nil, kg.Errorf(kg.BadUserInput, "%s has several files %s; an import is of one", folder, name)
	}
	f := &ownFiles{ctx: ctx, files: files, report: report, stated: newStated(source)}
	found := false
	for _, part := range []struct {
		file string
		read func() error
	}{{nodesFile, f.readNodes}, {linksFile, f.readLinks}, {factsFile, f.readFacts}} {
		if _, there := files.find(part.file); !there {
			continue
		}
		found = true
		if err := part.read(); err != nil {
			return nil, err
		}
	}
	if !found {
		return nil, kg.Errorf(kg.BadUserInput, "%s has no file %s, %s or %s", folder, nodesFile, linksFile, factsFile)
	}
	for _, name := range slices.Sorted(maps.Keys(files.open)) {
		if name != nodesFile && name != linksFile && name != factsFile && !strings.HasPrefix(name, ".") {
			report.missing = append(report.missing, fmt.Sprintf("%s is not read: the files are called %s, %s and %s", name, nodesFile, linksFile, factsFile))
		}
	}
	if err := f.settle(true); err != nil {
		return nil, err
	}
	if f.facts.Source.Name == "" {
		f.facts.Source.Name = f.facts.Source.Slug
	}
	return f.facts, nil
}

// ownFiles is an import on its way.
type ownFiles struct {
	ctx    context.Context
	files  *bundle
	report *Report
	*stated
	described bool // a line says what the source is
}

func (f *ownFiles) readNodes() error {
	columns := columnSet{
		required: []string{"kind", "name"},
		optional: []string{"slug", "description", "aliases", "codes", "types", "categories", "responsibilities"},
		own:      true,
	}
	return eachRecordOf(f.ctx, f.files, nodesFile, f.report, columns, func(row *commas) error {
		kind, known := kg.ParseKind(strings.ToUpper(row.text("kind")))
		if !known {
			return fmt.Errorf("kind: expected %s, not %q", oneOf(kg.Kinds(), kg.Kind.Prefix), cut(row.text("kind")))
		}
		for _, only := range []struct {
			column string
			of     kg.Kind
		}{{"types", kg.Skill}, {"categories", kg.Tool}, {"responsibilities", kg.Role}} {
			if kind != only.of && row.text(only.column) != "" {
				return fmt.Errorf("%s: expected none, for this is no %s", only.column, only.of.Prefix())
			}
		}
		codes, err := codesOf(row.list("codes"))
		if err != nil {
			return err
		}
		types, err := parsed(row.list("types"), "types", []kg.SkillType{kg.SkillTypeSkill, kg.SkillTypeKnowledge})
		if err != nil {
			return err
		}
		return f.node(kg.NodeFact{
			Kind: kind, Slug: kg.Slug(row.text("slug")), Name: row.text("name"), Description: row.text("description"),
			Aliases: row.list("aliases"), Codes: codes, Types: types, Categories: row.list("categories"), Responsibilities: row.list("responsibilities"),
		})
	})
}

func (f *ownFiles) readLinks() error {
	columns := columnSet{
		required: []string{"relation", "from", "to"},
		optional: []string{"weight", "tags", "notes"},
		own:      true,
	}
	return eachRecordOf(f.ctx, f.files, linksFile, f.report, columns, func(row *commas) error {
		relation, known := kg.ParseRelation(strings.ToUpper(row.text("relation")))
		if !known {
			return fmt.Errorf("relation: expected %s, not %q", oneOf(kg.Relations(), kg.Relation.String), cut(row.text("relation")))
		}
		fact := kg.LinkFact{Relation: relation, Strength: kg.NoWeight, Notes: row.list("notes")}
		if text := row.text("weight"); text != "" {
			value, err := number("weight", text)
			if err != nil {
				return err
			}
			if fact.Strength, known = kg.RoundWeight(value); !known {
				return fmt.Errorf("weight: expected a number from 0 to 1, not %s", cut(text))
			}
		}
		var err error
		if fact.Tags, err = parsed(row.list("tags"), "tags", kg.LinkTags()); err != nil {
			return err
		}
		return f.link(fact, ends{row.text("from"), row.text("to"), row.report, row.line()})
	})
}

func (f *ownFiles) readFacts() error {
	return eachLine(f.ctx, f.files, factsFile, f.report, func(l line) error {
		switch {
		case l.Source != nil:
			return f.describe(*l.Source)
		case l.End != nil:
			return l.ended()
		default:
			return l.add(f.stated)
		}
	})
}

// describe completes what is known of the source.
func (f *ownFiles) describe(said kg.Source) error {
	source := &f.facts.Source
	if f.described {
		return errors.New("expected one source; facts of several are for import jsonl")
	}
	f.described = true
	if said.Slug != "" && said.Slug != source.Slug {
		return fmt.Errorf("the source is called %q here, and is imported as %q", cut(said.Slug), source.Slug)
	}
	if said.AsOf != "" && !said.AsOf.Valid() {
		return fmt.Errorf("asOf: expected a date such as 2024, 2024-08 or 2024-08-31, not %q", cut(string(said.AsOf)))
	}
	if source.Name != "" {
		said.Name = source.Name
	}
	said.Slug = source.Slug
	*source = said
	return nil
}

// list is what is listed in a field.
func (c *commas) list(column string) []string {
	var list []string
	for part := range strings.SplitSeq(c.text(column), listMark) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// codesOf reads codes, each behind its scheme.
func codesOf(texts []string) ([]kg.Code, error) {
	var codes []kg.Code
	for _, text := range texts {
		scheme, value, found := strings.Cut(text, ":")
		code := kg.Code{Scheme: strings.TrimSpace(scheme), Value: strings.TrimSpace(value)}
		if !found || code.Scheme == "" || code.Value == "" {
			return nil, fmt.Errorf("codes: expected a scheme and a code, such as SOC:15-2051, not %q", cut(text))
		}
		codes = append(codes, code)
	}
	return codes, nil
}

// parsed finds words of an enum, in either case.
func parsed[T fmt.Stringer](texts []string, column string, known []T) ([]T, error) {
	var values []T
	for _, text := range texts {
		at := slices.IndexFunc(known, func(value T) bool { return strings.EqualFold(value.String(), text) })
		if at < 0 {
			return nil, fmt.Errorf("%s: expected %s, not %q", column, oneOf(known, T.String), cut(text))
		}
		values = append(values, known[at])
	}
	return values, nil
}

// oneOf lists what is known.
func oneOf[T any](known []T, name func(T) string) string {
	var names []string
	for _, each := range known {
		names = append(names, name(each))
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
