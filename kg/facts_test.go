package kg_test

import (
	"math"
	"strings"
	"testing"

	"rolegraph/kg"
)

func TestCheck(t *testing.T) {
	nan := math.NaN()
	for want, spoil := range map[string]func(*kg.Facts){
		"":                         func(*kg.Facts) {},
		"a source needs a name":    func(f *kg.Facts) { f.Source.Slug = "No Slug" },
		"is no date":               func(f *kg.Facts) { f.Source.AsOf = "yesterday" },
		"is no slug":               func(f *kg.Facts) { f.Nodes[0].Slug = "R" },
		"not valid UTF-8":          func(f *kg.Facts) { f.Nodes[0].Aliases = []string{"\xff"} },
		"has a control character":  func(f *kg.Facts) { f.Nodes[0].Name = "a\x00" },
		"is empty":                 func(f *kg.Facts) { f.Nodes[0].Name = "\u00a0" },
		"has 1001 bytes":           func(f *kg.Facts) { f.Nodes[0].Name = strings.Repeat("a", 1001) },
		"role:r: a text is not":    func(f *kg.Facts) { f.Nodes[0].Description = "bad \xff byte" },
		"a note is not valid":      func(f *kg.Facts) { f.Links[0].Notes = []string{"\xff"} },
		"article: a text is not":   func(f *kg.Facts) { f.Source.Slug, f.Source.License = "article", "\xff" },
		"there is no tool:missing": func(f *kg.Facts) { f.Links[0].To = "missing" },
		"there is no role:x":       func(f *kg.Facts) { f.Links[0].From = "x" },
		"strength 1000001":         func(f *kg.Facts) { f.Links[0].Strength = kg.FullWeight + 1 },
		"strength -2":              func(f *kg.Facts) { f.Links[0].Strength = -2 },
		"evidence: \"May\" is no":  func(f *kg.Facts) { f.Links[0].Evidence = []kg.Evidence{{AsOf: "May"}} },
		"evidence \"m\" has a":     func(f *kg.Facts) { f.Links[0].Evidence = []kg.Evidence{{Measure: "m", Max: &nan}} },
		"is not within 0 and 1000": func(f *kg.Facts) { f.Salaries = []kg.SalaryFact{{Title: "A", Amounts: []int64{1e15 + 1}}} },
		"salaries of A: -1 is not": func(f *kg.Facts) { f.Salaries = []kg.SalaryFact{{Title: "A", Amounts: []int64{-1}}} },
		"salaries of A: there are": func(f *kg.Facts) { f.Salaries = []kg.SalaryFact{{Title: "A"}} },
		"own: salaries: the name":  func(f *kg.Facts) { f.Salaries = []kg.SalaryFact{{Amounts: []int64{1}}} },
		"salaries of A: a text is": func(f *kg.Facts) { f.Salaries = []kg.SalaryFact{{Title: "A", Currency: "\xff", Amounts: []int64{1}}} },
		"role:r: a figure":         func(f *kg.Facts) { f.Nodes[0].Outlook = []kg.Outlook{{Growth: math.Inf(1)}} },
	} {
		f := facts("own", []kg.NodeFact{{Kind: kg.Role, Slug: "r", Name: "R"}, {Kind: kg.Tool, Slug: "t", Name: "T"}},
			kg.LinkFact{Relation: kg.UsesTool, From: "r", To: "t", Strength: kg.NoWeight})
		spoil(f)
		err := f.Check()
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("got %v, want an error with %q", err, want)
		}
	}
}

func TestOwnSource(t *testing.T) {
	for slug, want := range map[string]bool{
		"acme": true, "acme-2": true, "onet-2": true, "article": false, "onet": false, "esco": false, "bls-oews": false, "bls-projections": false, "ai-jobs": false,
		"": false, "Acme": false, "a b": false,
	} {
		if got := kg.OwnSource(slug); got != want {
			t.Errorf("%q: got %t", slug, got)
		}
	}
}
