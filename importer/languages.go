package importer

import (
	"github.com/go-enry/go-enry/v2/data"

	"rolegraph/kg"
)

// languages tells programming languages from other tools: those of GitHub's
// list, whose names no source writes otherwise than by case and punctuation, and
// those of the alias file, where long forms and vendors' names stand.
type languages struct {
	listed map[kg.Slug]bool
	joins  *kg.Joins
}

// notLanguages are on the list for what is written for them, and are tools.
var notLanguages = []string{"ASP.NET", "CMake", "Gnuplot", "NumPy", "Puppet"}

func newLanguages(joins *kg.Joins) *languages {
	l := &languages{listed: map[kg.Slug]bool{}, joins: joins}
	for _, info := range data.LanguageInfoByID {
		if info.Type == data.TypeProgramming {
			l.listed[kg.MakeSlug(info.Name)] = true
		}
	}
	for _, name := range notLanguages {
		delete(l.listed, kg.MakeSlug(name))
	}
	return l
}

// has reports whether a name is that of a programming language.
func (l *languages) has(name string) bool {
	slug := kg.MakeSlug(name)
	return l.listed[slug] || l.joins.Has(kg.ID{Kind: kg.Language, Slug: slug})
}
