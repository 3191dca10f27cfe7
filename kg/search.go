package kg

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Found is an entity that a search found.
type Found struct {
	ID ID
	// Score is how well it matches, in hundredths: 5 to 100.
	Score int
	// Matched is the name or alias that gave the score.
	Matched string
	// RoleCount and SortKey break ties: more roles first, then the kind, then
	// the name.
	RoleCount int
	SortKey   string
}

// Place is the match's place in the order of matches, which is that of
// CompareMixed: the number has score and roles in it.
func (m *Found) Place() Place {
	return Place{Number: Known(float64(m.Score<<40 + m.RoleCount)), Kind: m.ID.Kind, SortKey: m.SortKey, Slug: m.ID.Slug}
}

// IsBehind reports whether the match comes after a place.
func (m *Found) IsBehind(place Place) bool { return m.Place().CompareMixed(place) > 0 }

// words are the words of a text: normalised as for the sort key, split at
// whatever is not a letter, a digit, + or #.
func words(text string) []string {
	return strings.FieldsFunc(SortKey(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '+' && r != '#'
	})
}

// queryWords are the words of a query, each once.
func queryWords(text string) []string {
	var distinct []string
	for _, word := range words(text) {
		if !slices.Contains(distinct, word) {
			distinct = append(distinct, word)
		}
	}
	return distinct
}

// nearness is how a word of a query matches a word of a name; less is nearer.
type nearness uint8

const (
	isEqual nearness = iota
	isPrefix
	oneEdit
	twoEdits
	notNear
)

// editsAllowed is how many edits a word of a query may be away from a word.
func editsAllowed(word string) int {
	switch n := utf8.RuneCountInString(word); {
	case n >= 9:
		return 2
	case n >= 5:
		return 1
	default:
		return 0
	}
}

// searcher finds names by words: the vocabulary of all names, in order, and for
// each word the names that have it.
type searcher struct {
	entities []Found // by kind and name, not yet matched
	names    []searchName
	words    []string
	postings [][]int32 // positions in names, ascending
}

// searchName is a name or an alias.
type searchName struct {
	entity  int32 // position in the searcher's entities
	alias   bool
	written string  // as it is written
	text    string  // its words, joined by a space
	words   []int32 // positions in the searcher's words
}

func newSearcher(names [KindCount][]Name) *searcher {
	s := &searcher{}
	byWord := map[string][]int32{}
	var split [][]string
	for kind, ofKind := range names {
		for i := range ofKind {
			name := &ofKind[i]
			entity := int32(len(s.entities))
			s.entities = append(s.entities, Found{ID: ID{Kind(kind), name.Slug}, RoleCount: name.RoleCount, SortKey: SortKey(name.Name)})
			for a, written := range append([]string{name.Name}, name.Aliases...) {
				its := words(written)
				at := int32(len(s.names))
				s.names = append(s.names, searchName{entity: entity, alias: a > 0, written: written, text: strings.Join(its, " ")})
				split = append(split, its)
				for _, word := range its {
					if list := byWord[word]; len(list) == 0 || list[len(list)-1] != at {
						byWord[word] = append(list, at)
					}
				}
			}
		}
	}
	s.words = make([]string, 0, len(byWord))
	for word := range byWord {
		s.words = append(s.words, word)
	}
	slices.Sort(s.words)
	number := make(map[string]int32, len(s.words))
	for i, word := range s.words {
		number[word] = int32(i)
		s.postings = append(s.postings, byWord[word])
	}
	for i, its := range split {
		for _, word := range its {
			s.names[i].words = append(s.names[i].words, number[word])
		}
	}
	return s
}

// near finds the words of the vocabulary that a word of a query matches.
func (s *searcher) near(word string) map[int32]nearness {
	found := map[int32]nearness{}
	begin, _ := slices.BinarySearch(s.words, word)
	for i := begin; i < len(s.words) && strings.HasPrefix(s.words[i], word); i++ {
		found[int32(i)] = isPrefix
		if s.words[i] == word {
			found[int32(i)] = isEqual
		}
	}
	limit := editsAllowed(word)
	if limit == 0 {
		return found
	}
	// The first letter is equal in every case.
	_, size := utf8.DecodeRuneInString(word)
	wanted := []rune(word)
	begin, _ = slices.BinarySearch(s.words, word[:size])
	for i := begin; i < len(s.words) && strings.HasPrefix(s.words[i], word[:size]); i++ {
		if _, nearer := found[int32(i)]; nearer || len(s.words[i]) < len(wanted)-limit {
			continue
		}
		switch editDistance(wanted, []rune(s.words[i]), limit) {
		case 1:
			found[int32(i)] = oneEdit
		case 2:
			if limit >= 2 {
				found[int32(i)] = twoEdits
			}
		}
	}
	return found
}

// hit is an entity that matches, and the name that gave the score.
type hit struct {
	entity int32
	score  int
	name   int32
}

// search finds the entities that match, in their order.
func (s *searcher) search(text string) []hit {
	query, distinct := words(text), queryWords(text)
	if len(query) == 0 {
		return nil
	}
	joined := strings.Join(query, " ")
	byWord := make(map[string]map[int32]nearness, len(distinct))
	met := make([]uint8, len(s.names)) // how many words of the query match, in a row
	for q, word := range distinct {
		byWord[word] = s.near(word)
		for number := range byWord[word] {
			for _, name := range s.postings[number] {
				if int(met[name]) == q {
					met[name]++
				}
			}
		}
	}
	near := make([]map[int32]nearness, len(query))
	for q, word := range query {
		near[q] = byWord[word]
	}
	var hits []hit
	for i := range s.names {
		if int(met[i]) != len(distinct) {
			continue
		}
		name := &s.names[i]
		score := name.score(joined, near)
		last := len(hits) - 1
		switch {
		case last < 0 || hits[last].entity != name.entity:
			hits = append(hits, hit{name.entity, score, int32(i)})
		case score > hits[last].score:
			hits[last].score, hits[last].name = score, int32(i)
		}
	}
	return hits
}

// score is that of a name of which every word of the query matches some word,
// in hundredths.
func (n *searchName) score(query string, near []map[int32]nearness) int {
	score := 0
	switch worst, edits := n.nearness(near); {
	case n.text == query:
		score = 100
	case strings.HasPrefix(n.text, query):
		score = 90
	case worst == isEqual:
		score = 80
	case worst == isPrefix:
		score = 70
	default:
		score = 60 - 5*edits
	}
	if n.alias {
		score -= 5
	}
	return max(score, 5)
}

// nearness is that of the word of the query that matches worst, and the edits
// of all words.
func (n *searchName) nearness(near []map[int32]nearness) (worst nearness, edits int) {
	for _, of := range near {
		best := notNear
		for _, word := range n.words {
			if found, ok := of[word]; ok {
				best = min(best, found)
			}
		}
		worst = max(worst, best)
		if best >= oneEdit {
			edits += int(best-oneEdit) + 1
		}
	}
	return worst, edits
}

// Search finds the entities of the kinds whose names match a text of at most
// 200 characters, best first. A text without any word finds nothing. It takes
// time in proportion to the names, to those that match some word, and to the
// distinct words that begin alike.
func (x *Index) Search(text string, kinds []Kind) []Found {
	s := x.searcher()
	hits := slices.DeleteFunc(s.search(text), func(h hit) bool { return !slices.Contains(kinds, s.entities[h.entity].ID.Kind) })
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(s.entities[b.entity].RoleCount, s.entities[a.entity].RoleCount),
			cmp.Compare(a.entity, b.entity))
	})
	found := make([]Found, len(hits))
	for i, h := range hits {
		found[i] = s.entities[h.entity]
		found[i].Score, found[i].Matched = h.score, s.names[h.name].written
	}
	return found
}
