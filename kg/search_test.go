package kg_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"rolegraph/kg"
)

// naiveWords is the definition of words.
func naiveWords(text string) []string {
	var all []string
	word := ""
	for _, r := range kg.SortKey(text) + " " {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '+' || r == '#' {
			word += string(r)
		} else if word != "" {
			all = append(all, word)
			word = ""
		}
	}
	return all
}

// naiveEdits is the optimal string alignment distance by its definition.
func naiveEdits(a, b []rune) int {
	switch {
	case len(a) == 0:
		return len(b)
	case len(b) == 0:
		return len(a)
	}
	lastA, lastB := a[len(a)-1], b[len(b)-1]
	if lastA == lastB {
		return naiveEdits(a[:len(a)-1], b[:len(b)-1])
	}
	best := 1 + min(naiveEdits(a[:len(a)-1], b), naiveEdits(a, b[:len(b)-1]), naiveEdits(a[:len(a)-1], b[:len(b)-1]))
	if len(a) > 1 && len(b) > 1 && lastA == b[len(b)-2] && lastB == a[len(a)-2] {
		best = min(best, 1+naiveEdits(a[:len(a)-2], b[:len(b)-2]))
	}
	return best
}

// naiveScore is the table of SEMANTICS.md, "Text", in hundredths; 0 for no
// match.
func naiveScore(query, name string, alias bool) int {
	q, n := naiveWords(query), naiveWords(name)
	if len(q) == 0 {
		return 0
	}
	equal, prefix, edits := true, true, 0
	for _, word := range q {
		isEqual, isPrefix, fewest := false, false, 99
		allowed := 0
		if length := len([]rune(word)); length >= 9 {
			allowed = 2
		} else if length >= 5 {
			allowed = 1
		}
		for _, other := range n {
			isEqual = isEqual || word == other
			isPrefix = isPrefix || strings.HasPrefix(other, word)
			if []rune(word)[0] == []rune(other)[0] {
				if distance := naiveEdits([]rune(word), []rune(other)); distance <= allowed {
					fewest = min(fewest, distance)
				}
			}
		}
		if isPrefix {
			fewest = 0
		}
		if fewest == 99 {
			return 0
		}
		equal, prefix, edits = equal && isEqual, prefix && isPrefix, edits+fewest
	}
	score := 60 - 5*edits
	joined, text := strings.Join(q, " "), strings.Join(n, " ")
	switch {
	case joined == text:
		score = 100
	case strings.HasPrefix(text, joined):
		score = 90
	case equal:
		score = 80
	case prefix:
		score = 70
	}
	if alias {
		score -= 5
	}
	return max(score, 5)
}

var searchNames = []string{
	"Python", "Pythons", "Phyton", "Pyramid", "C", "C++", "C#", "Node.js", "Machine learning", "machine learning engineer",
	"Learning machine", "machine", "mahcine lerning", "Data structures", "Data structure", "data-structures!", "Café", "cafes", "Ωmega", "日本 語",
	"statistical analysis", "statistics", "statistician", "a b c", "PostgreSQL", "Postgres", "postgrads",
}

func TestSearchAgreesWithItsDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var nodes []kg.NodeFact
		for i := range rapid.IntRange(0, 12).Draw(t, "nodes") {
			nodes = append(nodes, kg.NodeFact{
				Kind: kg.Kind(rapid.IntRange(0, kg.KindCount-1).Draw(t, "kind")), Slug: kg.Slug(fmt.Sprint("s", i)),
				Name: rapid.SampledFrom(searchNames).Draw(t, "name"), Aliases: rapid.SliceOfN(rapid.SampledFrom(searchNames), 0, 3).Draw(t, "aliases"),
			})
		}
		graph := kg.Merge(nil, facts("own", nodes))
		query := rapid.OneOf(rapid.SampledFrom(searchNames), rapid.Custom(func(t *rapid.T) string {
			text := []rune(rapid.SampledFrom(searchNames).Draw(t, "of"))
			at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "edit") {
			case 0:
				return string(text[:at])
			case 1:
				return string(text[:at]) + string(text[at+1:])
			default:
				return string(text[:at]) + "x" + string(text[at:])
			}
		})).Draw(t, "query")
		kinds := []kg.Kind{kg.Role, kg.Skill, kg.Tool, kg.Degree}

		var want []kg.Found
		for _, n := range graph.Nodes() {
			best := kg.Found{ID: n.ID(), RoleCount: n.RoleCount, SortKey: n.SortKey}
			for i, name := range append([]string{n.Name}, n.Aliases...) {
				if score := naiveScore(query, name, i > 0); score > best.Score {
					best.Score, best.Matched = score, name
				}
			}
			if best.Score > 0 && slices.Contains(kinds, n.Kind) {
				want = append(want, best)
			}
		}
		// The nodes are in the order of kind and name already.
		slices.SortStableFunc(want, func(a, b kg.Found) int { return b.Score - a.Score })
		got := graph.Index().Search(query, kinds)
		if !slices.Equal(got, want) {
			t.Fatalf("%q finds %v, want %v", query, got, want)
		}
		for i := range got {
			for j := range got {
				if behind := got[j].IsBehind(got[i].Place()); behind != (j > i) {
					t.Fatalf("match %d is behind the place of match %d: %t", j, i, behind)
				}
			}
		}
	})
}

// TestSearchByHand has its scores from the table.
func TestSearchByHand(t *testing.T) {
	index := kg.Merge(nil, facts("own", []kg.NodeFact{
		{Kind: kg.Language, Slug: "python", Name: "Python", Aliases: []string{"CPython"}},
		{Kind: kg.Tool, Slug: "pytorch", Name: "PyTorch"},
		{Kind: kg.Skill, Slug: "ml", Name: "Machine learning", Aliases: []string{"ML"}},
		{Kind: kg.Role, Slug: "mle", Name: "Machine Learning Engineer"},
		{Kind: kg.Role, Slug: "r1", Name: "Uses Python"},
	}, kg.LinkFact{Relation: kg.UsesLanguage, From: "r1", To: "python", Strength: kg.NoWeight})).Index()
	for query, want := range map[string]string{
		"python":           "language:python 100 Python; role:r1 80 Uses Python",
		"PYTHON!":          "language:python 100 Python; role:r1 80 Uses Python",
		"pyhton":           "language:python 55 Python; role:r1 55 Uses Python",
		"py":               "language:python 90 Python; tool:pytorch 90 PyTorch; role:r1 70 Uses Python",
		"ml":               "skill:ml 95 ML",
		"machine lear":     "role:mle 90 Machine Learning Engineer; skill:ml 90 Machine learning",
		"learning machine": "role:mle 80 Machine Learning Engineer; skill:ml 80 Machine learning",
		"lerning machien":  "role:mle 50 Machine Learning Engineer; skill:ml 50 Machine learning",
		"ython":            "",
		"???":              "",
		"":                 "",
	} {
		var got []string
		for _, m := range index.Search(query, kg.Kinds()) {
			got = append(got, fmt.Sprintf("%s %d %s", m.ID, m.Score, m.Matched))
		}
		if text := strings.Join(got, "; "); text != want {
			t.Errorf("%q finds %s\nwant %s", query, text, want)
		}
	}
}

// BenchmarkSearch searches a hundred thousand names.
func BenchmarkSearch(b *testing.B) {
	random := rand.New(rand.NewPCG(1, 1))
	syllables := strings.Fields("da ta sci ence ma chine lear ning soft ware en gi neer py thon sta tis tics ana ly sis net work ing sys tem mo del")
	var nodes []kg.NodeFact
	for i := range 20_000 {
		name := func() string {
			var name []string
			for range 1 + random.IntN(4) {
				word := ""
				for range 1 + random.IntN(4) {
					word += syllables[random.IntN(len(syllables))]
				}
				name = append(name, word)
			}
			return strings.Join(name, " ")
		}
		nodes = append(nodes, kg.NodeFact{Kind: kg.Kind(i % kg.KindCount), Slug: kg.Slug(fmt.Sprint("s", i)), Name: name(), Aliases: []string{name(), name(), name(), name()}})
	}
	index := kg.Merge(nil, facts("own", nodes)).Index()
	for _, query := range []string{"machine", "machnie lerning", "data science engineer", "statisticsanalysys", "py"} {
		b.Run(query, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				b.ReportMetric(float64(len(index.Search(query, kg.Kinds()))), "matches")
			}
		})
	}
}
