package importer

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"rolegraph/kg"
)

// content is something that a release of O*NET says, in the files of one layout
// or of another.
type content struct {
	without string   // what is not known without it
	layouts []layout // the newest first
}

// layout is the files that a content stands in, in the order in which they are
// read.
type layout []part

type part struct {
	file string
	read func(file string) error
}

// contents are what is read beside the occupations. Release 30.3 renamed files
// and columns; what it says in them is the same, but that a piece of software
// has an element of the content model for its category, no longer a commodity
// of the UNSPSC.
func (o *onet) contents() []content {
	skills, knowledge := o.skills(kg.SkillTypeSkill), o.skills(kg.SkillTypeKnowledge)
	return []content{
		{"roles have fewer aliases", []layout{
			{{"Job Titles.txt", o.titles("Job Title", "Short Title")}},
			{{"Alternate Titles.txt", o.titles("Alternate Title", "Short Title")}},
		}},
		{"roles have fewer aliases", []layout{
			{{"Sample of Reported Titles.txt", o.titles("Reported Job Title")}},
		}},
		{"skills have no description", []layout{
			{{"Content Model Reference.txt", o.contentModel}},
		}},
		{"roles have no skills but knowledge", []layout{
			{{"Essential Skills.txt", skills}, {"Transferable Skills.txt", skills}},
			{{"Skills.txt", skills}},
		}},
		{"roles have no knowledge", []layout{
			{{"Knowledge.txt", knowledge}},
		}},
		{"roles have no tools and languages", []layout{
			{{"Software Skills.txt", o.technology("Workplace Example", "Element Name")}},
			{{"Technology Skills.txt", o.technology("Example", "Commodity Title")}},
		}},
		{"roles are not related", []layout{
			{{"Related Occupations.txt", o.related}},
		}},
		{"education is not known", []layout{
			{{"Education Categories.txt", o.categories}, {"Education.txt", o.education}},
			{{"Education, Training, and Experience Categories.txt", o.categories}, {"Education, Training, and Experience.txt", o.education}},
		}},
	}
}

// content reads a content from the newest layout of which all files are there,
// or else from the newest of which some are, and from no other: two layouts in
// one folder say the same twice.
func (o *onet) content(c content) error {
	chosen := o.choose(c.layouts)
	if chosen < 0 {
		o.report.missing = append(o.report.missing, fmt.Sprintf("there is no file %s: %s", c.names(), c.without))
		return nil
	}
	read := c.layouts[chosen].String()
	for l, files := range c.layouts {
		for _, p := range files {
			there := o.has(p.file)
			switch {
			case l == chosen && there:
				if err := p.read(p.file); err != nil {
					return err
				}
			case l == chosen:
				o.report.missing = append(o.report.missing, fmt.Sprintf("there is no file %s: only a part of what is in %s is known", p.file, read))
			case there:
				o.report.missing = append(o.report.missing, fmt.Sprintf("%s is not read: the same is in %s", p.file, read))
			}
		}
	}
	return nil
}

// choose gives the place of the layout to read; -1 where there is no file of
// any.
func (o *onet) choose(layouts []layout) int {
	whole := slices.IndexFunc(layouts, func(l layout) bool {
		return !slices.ContainsFunc(l, func(p part) bool { return !o.has(p.file) })
	})
	if whole >= 0 {
		return whole
	}
	return slices.IndexFunc(layouts, func(l layout) bool {
		return slices.ContainsFunc(l, func(p part) bool { return o.has(p.file) })
	})
}

func (o *onet) has(file string) bool {
	_, err := fs.Stat(o.folder, file)
	return !errors.Is(err, fs.ErrNotExist) // what else is wrong, reading it tells
}

// names are the files of all layouts, the oldest first.
func (c content) names() string {
	var names []string
	for _, l := range slices.Backward(c.layouts) {
		names = append(names, l.String())
	}
	return strings.Join(names, ", or as of release 30.3 ")
}

// String names the files.
func (l layout) String() string {
	names := make([]string, len(l))
	for i, p := range l {
		names[i] = p.file
	}
	return strings.Join(names, " and ")
}
