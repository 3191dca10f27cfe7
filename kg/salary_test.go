package kg_test

import (
	"cmp"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"rolegraph/kg"
	"rolegraph/store/storetest"
)

// naiveRoles are the roles that a title stands for, looked up in all names of
// all sources.
func naiveRoles(facts []*kg.Facts, title string) []kg.Slug {
	roles := map[kg.Slug]bool{}
	for _, f := range facts {
		for _, n := range f.Nodes {
			if n.Kind != kg.Role {
				continue
			}
			if n.Slug == kg.MakeSlug(title) {
				return []kg.Slug{n.Slug}
			}
			for _, name := range append([]string{n.Name}, n.Aliases...) {
				if slug := kg.MakeSlug(name); slug != "" && slug == kg.MakeSlug(title) {
					roles[n.Slug] = true
				}
			}
		}
	}
	return slices.Collect(maps.Keys(roles))
}

// naiveQuartile is the amount at a share of the way from the first to the last.
func naiveQuartile(amounts []int64, quarters int64) float64 {
	at := big.NewRat(int64(len(amounts)-1)*quarters, 4)
	index := new(big.Int).Div(at.Num(), at.Denom()).Int64()
	low := new(big.Rat).SetInt64(amounts[index])
	next := new(big.Rat).SetInt64(amounts[min(index+1, int64(len(amounts)-1))])
	share := new(big.Rat).Sub(at, new(big.Rat).SetInt64(index))
	value, _ := new(big.Rat).Add(low, share.Mul(share, next.Sub(next, low))).Float64()
	return value
}

// TestSalariesAgreeWithTheRules judges the pay and the sources of roles, and the
// report, in the plainest way.
func TestSalariesAgreeWithTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := storetest.Facts(t)
		graph := kg.Merge(nil, facts...)

		type row struct {
			source, currency string
			year             int
		}
		amounts, unmatched := map[kg.Slug]map[row][]int64{}, map[string]kg.UnmatchedTitle{}
		for _, f := range facts {
			for _, s := range f.Salaries {
				roles := naiveRoles(facts, s.Title)
				if len(roles) != 1 {
					unmatched[s.Title] = kg.UnmatchedTitle{Title: s.Title, Salaries: unmatched[s.Title].Salaries + len(s.Amounts), Roles: len(roles)}
					continue
				}
				if amounts[roles[0]] == nil {
					amounts[roles[0]] = map[row][]int64{}
				}
				key := row{f.Source.Slug, s.Currency, s.Year}
				amounts[roles[0]][key] = append(amounts[roles[0]][key], s.Amounts...)
			}
		}

		report := graph.Report().Titles
		if !slices.IsSortedFunc(report, func(a, b kg.UnmatchedTitle) int {
			return cmp.Or(b.Salaries-a.Salaries, strings.Compare(a.Title, b.Title))
		}) || len(report) != len(unmatched) {
			t.Fatalf("titles %+v, want %+v", report, unmatched)
		}
		for _, title := range report {
			if title != unmatched[title.Title] {
				t.Fatalf("title %+v, want %+v", title, unmatched[title.Title])
			}
		}
		_, roles := graph.NodesOf(kg.Role)
		for _, n := range roles {
			want := map[row]kg.Pay{}
			stated := 0 // rows that sources state as such
			for _, f := range facts {
				for _, fact := range f.Nodes {
					if fact.ID() == n.ID() {
						stated += len(fact.Pay)
					}
				}
			}
			for key, of := range amounts[n.Slug] {
				slices.Sort(of)
				sample, low, median, high := len(of), naiveQuartile(of, 1), naiveQuartile(of, 2), naiveQuartile(of, 3)
				want[key] = kg.Pay{Source: key.source, Year: key.year, Currency: key.currency, Sample: &sample, P25: &low, Median: &median, P75: &high}
				if !slices.Contains(n.Sources, key.source) {
					t.Fatalf("%s: sources %v, but %s knows what it earns", n.ID(), n.Sources, key.source)
				}
			}
			if len(n.Pay) != stated+len(want) {
				t.Fatalf("%s: %d rows of pay, want %d and %d of salaries", n.ID(), len(n.Pay), stated, len(want))
			}
			for _, pay := range n.Pay {
				if key := (row{pay.Source, pay.Currency, pay.Year}); pay.P25 != nil { // no stated one has it
					if !reflect.DeepEqual(pay, want[key]) {
						t.Fatalf("%s: pay %+v, want %+v", n.ID(), pay, want[key])
					}
					delete(want, key)
				}
			}
			if len(want) > 0 {
				t.Fatalf("%s: there is no pay %+v", n.ID(), want)
			}
		}
	})
}

func TestSalariesByTitle(t *testing.T) {
	joins, err := joined([]kg.Join{{Kind: kg.Role, Slug: "data-scientist", Names: []string{"Data Wizard"}}})
	if err != nil {
		t.Fatal(err)
	}
	salaries := func(title string, amounts ...int64) kg.SalaryFact {
		return kg.SalaryFact{Title: title, Year: 2024, Currency: "USD", Amounts: amounts}
	}
	jobs := facts("ai-jobs", nil)
	jobs.Salaries = []kg.SalaryFact{
		salaries("DATA  scientist", 400), salaries("data wizard", 300), salaries("Data-Science Expert", 100, 200),
		salaries("Engineer", 1, 2, 3), salaries("Nobody", 1, 2, 3), salaries("???", 1), salaries("Tester", 7),
	}
	article := facts("article", []kg.NodeFact{
		{Kind: kg.Role, Slug: "data-scientist", Name: "Data Scientist", Aliases: []string{"Data Science Expert", "Engineer"}},
		{Kind: kg.Role, Slug: "tester", Name: "Tester", Aliases: []string{"Engineer"}},
		// What is a name is not looked for among aliases.
		{Kind: kg.Role, Slug: "prover", Name: "Prover", Aliases: []string{"Tester"}},
		{Kind: kg.Skill, Slug: "nobody", Name: "Nobody"},
	})
	graph := kg.Merge(joins, jobs, article)
	_, roles := graph.NodesOf(kg.Role)
	if len(roles) != 3 {
		t.Fatalf("roles: %+v", roles)
	}
	number := func(f float64) *float64 { return &f }
	four, one := 4, 1
	for i, want := range []kg.Node{
		{
			Name: "Data Scientist", Aliases: []string{"Data Science Expert", "Data Wizard", "Engineer"}, Sources: []string{"article", "ai-jobs"},
			Pay: []kg.Pay{{Source: "ai-jobs", Year: 2024, Currency: "USD", Sample: &four, P25: number(175), Median: number(250), P75: number(325)}},
		},
		{Name: "Prover", Aliases: []string{"Tester"}, Sources: []string{"article"}},
		{
			Name: "Tester", Aliases: []string{"Engineer"}, Sources: []string{"article", "ai-jobs"},
			Pay: []kg.Pay{{Source: "ai-jobs", Year: 2024, Currency: "USD", Sample: &one, P25: number(7), Median: number(7), P75: number(7)}},
		},
	} {
		if got := roles[i]; got.Name != want.Name || !slices.Equal(got.Aliases, want.Aliases) || !slices.Equal(got.Sources, want.Sources) || !reflect.DeepEqual(got.Pay, want.Pay) {
			t.Errorf("got %+v, want %+v", got, want)
		}
	}
	if got, want := graph.Report().Titles, []kg.UnmatchedTitle{{"Engineer", 3, 2}, {"Nobody", 3, 0}, {"???", 1, 0}}; !slices.Equal(got, want) {
		t.Errorf("unmatched are %+v, want %+v", got, want)
	}
}
