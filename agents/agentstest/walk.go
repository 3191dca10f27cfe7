package agentstest

import (
	"fmt"
	"strings"
	"testing"
)

// entity is how results name one.
type entity struct{ ID, Name string }

// Walk goes from words to what someone lacks for a role, with no other ids than
// those that results gave. What it expects is the article that the seed has, as
// read by hand.
func Walk(t testing.TB, s *Session) {
	t.Helper()

	var found struct {
		Total int
		Hits  []entity
	}
	s.Call(t, "search", map[string]any{"query": "data sciense engineer", "kinds": []string{"role"}}, &found)
	if len(found.Hits) == 0 {
		t.Fatal("search finds nothing")
	}
	one := found.Hits[0]
	if one.Name != "Data Science Engineer" {
		t.Fatalf("search finds %v", found.Hits)
	}

	var described struct {
		Responsibilities []string
		Growth           float64
		Lists            []struct {
			List    string
			Total   int
			Entries []entity
			Next    string
		}
	}
	s.Call(t, "describe", map[string]any{"id": one.ID}, &described)
	if len(described.Responsibilities) != 4 || described.Growth != 11 {
		t.Errorf("describe says %+v", described)
	}
	totals := map[string]int{}
	var other entity
	for _, list := range described.Lists {
		totals[list.List] = list.Total
		switch list.List {
		case "similar":
			other = list.Entries[0]
		case "tools": // thirteen, of which eight are shown at first
			var more struct {
				Lists []struct {
					Entries []entity
					Next    string
				}
			}
			s.Call(t, "describe", map[string]any{"id": one.ID, "list": "tools", "after": list.Next}, &more)
			all := names(append(list.Entries, more.Lists[0].Entries...))
			if want := "Amazon Redshift, D3.js, Google BigQuery, Hadoop, Hive, MongoDB, MySQL, NoSQL databases, PostgreSQL, Power BI, Snowflake, Spark, Tableau"; all != want || more.Lists[0].Next != "" {
				t.Errorf("two pages of tools are %s", all)
			}
		}
	}
	if got, want := fmt.Sprint(totals), "map[degrees:2 industries:5 languages:3 relatedRoles:1 similar:1 skills:8 tools:13]"; got != want {
		t.Errorf("describe counts %s, want %s", got, want)
	}
	if other.Name != "Machine Learning Software Engineer" {
		t.Fatalf("the most similar role is %v", other)
	}

	type set struct {
		Total    int
		Entities []entity
	}
	var compared struct {
		Roles []entity
		Kinds []struct {
			Kind   string
			Union  int
			Shared set
			Only   []struct {
				Role string
				set
			}
		}
	}
	s.Call(t, "compare_roles", map[string]any{"roles": []string{one.ID, other.ID}}, &compared)
	var lines []string
	for _, kind := range compared.Kinds {
		line := fmt.Sprintf("%s %d: %d", kind.Kind, kind.Union, kind.Shared.Total)
		for _, only := range kind.Only {
			line += fmt.Sprintf(" %d", only.Total)
		}
		if kind.Shared.Total > 0 {
			line += " " + names(kind.Shared.Entities)
		}
		lines = append(lines, line)
	}
	want := []string{
		"skill 11: 2 6 3 Computer science, Programming",
		"tool 24: 0 13 11",
		"language 5: 1 2 2 Python",
		"industry 5: 5 Finance, Healthcare, Manufacturing, Marketing, Retail",
		"degree 4: 1 1 2 Computer Science",
	}
	if got := strings.Join(lines, "\n"); got != strings.Join(want, "\n") {
		t.Errorf("compare_roles gives\n%s\nwant\n%s", got, strings.Join(want, "\n"))
	}

	type links []struct {
		Kind  string
		Total int
		Links []entity
	}
	var gap struct {
		Role             entity
		Coverage         float64
		Missing, Covered links
	}
	have := []string{one.ID}
	for _, kind := range compared.Kinds {
		if kind.Kind == "language" { // and one of those that only the other needs
			have = append(have, kind.Only[1].Entities[0].ID)
		}
	}
	s.Call(t, "skill_gap", map[string]any{"role": other.ID, "have": have}, &gap)
	// No link of the article has a weight, so what is covered is counted: two
	// skills, two languages and a degree, of 5 skills, 11 tools, 3 languages and 3
	// degrees.
	if gap.Role != other || gap.Coverage != 0.227273 {
		t.Errorf("%v is covered by %v, want 5/22", gap.Role, gap.Coverage)
	}
	side := func(links links) string {
		var parts []string
		for _, set := range links {
			parts = append(parts, fmt.Sprintf("%d %s", set.Total, set.Kind))
			if set.Kind != "tool" {
				parts = append(parts, names(set.Links))
			}
		}
		return strings.Join(parts, " ")
	}
	if got, want := side(gap.Covered), "2 skill Computer science, Programming 2 language C++, Python 1 degree Computer Science"; got != want {
		t.Errorf("covered is %s, want %s", got, want)
	}
	if got, want := side(gap.Missing), "3 skill Data structures, Machine learning algorithms, Software engineering 11 tool 1 language Java 2 degree Mathematics, Statistics"; got != want {
		t.Errorf("missing is %s, want %s", got, want)
	}
}

func names(entities []entity) string {
	all := make([]string, len(entities))
	for i, entity := range entities {
		all[i] = entity.Name
	}
	return strings.Join(all, ", ")
}
