package kg

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

// SalaryFact is what people of one job title earned in a year. Which role that
// is the source does not say: Merge finds the one that is called so. Salaries
// make no entity, and give none a name.
type SalaryFact struct {
	Title    string `json:"title"`
	Year     int    `json:"year"`
	Currency string `json:"currency"` // ISO 4217
	// Amounts are for a year, one of each person, in any order.
	Amounts []int64 `json:"amounts"`
}

// MaxSalary is the highest amount; four times that is a whole number that a float
// can hold.
const MaxSalary = 1_000_000_000_000_000

// Check is Facts.Check for salaries of one title.
func (s *SalaryFact) Check() error {
	if err := CheckName(s.Title); err != nil {
		return fmt.Errorf("salaries: %w", err)
	}
	if !valid(s.Currency) {
		return fmt.Errorf("salaries of %s: a text is not valid UTF-8", s.Title)
	}
	if len(s.Amounts) == 0 {
		return fmt.Errorf("salaries of %s: there are none", s.Title)
	}
	for _, amount := range s.Amounts {
		if amount < 0 || amount > MaxSalary {
			return fmt.Errorf("salaries of %s: %d is not within 0 and %d", s.Title, amount, int64(MaxSalary))
		}
	}
	return nil
}

// UnmatchedTitle is a title whose salaries were left out, because not just one
// role is called so.
type UnmatchedTitle struct {
	Title    string
	Salaries int
	// Roles is how many are called so: none, or several.
	Roles int
}

// paid is what salaries make one row of pay of.
type paid struct {
	role     Slug
	year     int
	currency string
}

// addSalaries gives roles the pay that salaries come to: one row for a role,
// year and currency of a source, whatever titles its people have. It needs the
// names of all roles, so it comes after all nodes.
func (m *merger) addSalaries() {
	if !slices.ContainsFunc(m.facts, func(f *Facts) bool { return len(f.Salaries) > 0 }) {
		return
	}
	titles := m.titles()
	unmatched := map[string]*UnmatchedTitle{}
	for _, f := range m.facts {
		amounts := map[paid][]int64{}
		for _, s := range f.Salaries {
			roles := m.called(s.Title, titles)
			if len(roles) == 1 {
				key := paid{roles[0], s.Year, s.Currency}
				amounts[key] = append(amounts[key], s.Amounts...)
				continue
			}
			if unmatched[s.Title] == nil {
				unmatched[s.Title] = &UnmatchedTitle{Title: s.Title, Roles: len(roles)}
			}
			unmatched[s.Title].Salaries += len(s.Amounts)
		}
		for _, key := range slices.SortedFunc(maps.Keys(amounts), func(a, b paid) int {
			return cmp.Or(cmp.Compare(a.role, b.role), cmp.Compare(a.year, b.year), cmp.Compare(a.currency, b.currency))
		}) {
			n := m.nodes[ID{Role, key.role}]
			n.Pay = append(n.Pay, payOf(f.Source.Slug, key, amounts[key]))
			if !slices.Contains(n.Sources, f.Source.Slug) {
				n.Sources = append(n.Sources, f.Source.Slug)
				slices.SortFunc(n.Sources, CompareSources)
			}
		}
	}
	for _, title := range unmatched {
		m.report.Titles = append(m.report.Titles, *title)
	}
	slices.SortFunc(m.report.Titles, func(a, b UnmatchedTitle) int {
		return cmp.Or(cmp.Compare(b.Salaries, a.Salaries), cmp.Compare(a.Title, b.Title))
	})
}

// titles finds the roles that have a name, by its slug.
func (m *merger) titles() map[Slug][]Slug {
	titles := map[Slug][]Slug{}
	for id, n := range m.nodes {
		if id.Kind != Role {
			continue
		}
		for _, name := range n.Aliases { // among them its name
			if slug := MakeSlug(name); slug != "" && !slices.Contains(titles[slug], id.Slug) {
				titles[slug] = append(titles[slug], id.Slug)
			}
		}
	}
	return titles
}

// called are the roles that a title stands for: the one that it is the name of,
// directly or by a join, or else those that have it as an alias.
func (m *merger) called(title string, titles map[Slug][]Slug) []Slug {
	id := m.joins.find(ID{Role, MakeSlug(title)}, nil)
	if m.nodes[id] != nil {
		return []Slug{id.Slug}
	}
	return titles[id.Slug]
}

// payOf makes a row of pay of salaries.
func payOf(source string, key paid, amounts []int64) Pay {
	slices.Sort(amounts)
	sample, low, median, high := len(amounts), quartile(amounts, 1), quartile(amounts, 2), quartile(amounts, 3)
	return Pay{
		Source: source, Year: key.year, Currency: key.currency, Basis: Annual,
		Sample: &sample, P25: &low, Median: &median, P75: &high,
	}
}

// quartile is the amount that so many quarters of the others lie below. The least
// of n amounts, which are sorted, stands at 0 and the greatest at n − 1; between
// two of them it is in proportion. (R calls this type 7; it is what NumPy, pandas
// and spreadsheets do.) It is exact, a multiple of a quarter.
func quartile(amounts []int64, quarters int) float64 {
	at := (len(amounts) - 1) * quarters
	low, rest := amounts[at/4], int64(at%4)
	if rest == 0 {
		return float64(low)
	}
	return float64(4*low+rest*(amounts[at/4+1]-low)) / 4
}
