package kg

import (
	"bytes"
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
	return strings.FieldsFunc(SortKey(text), isBetweenWords)
}

func isBetweenWords(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '+' && r != '#'
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
	nodes *[KindCount][]Node
	first [KindCount + 1]int32 // number of each kind's first node, of all
	names []searchName
	words []string
	// spelled are the words of all names in turn: positions in words.
	spelled []int32
	// postings are for each word in turn the positions in names, ascending. Those
	// of a word begin at posted.
	postings []int32
	posted   []uint32
}

// searchName is a name or an alias.
type searchName struct {
	entity int32  // by kind and name
	alias  int32  // position in the aliases, or isName
	words  uint32 // where its words begin in spelled
}

const isName = -1

func newSearcher(nodes *[KindCount][]Node) *searcher {
	s := &searcher{nodes: nodes}
	count, entities := 0, int32(0)
	for kind, ofKind := range nodes {
		s.first[kind] = entities
		entities += int32(len(ofKind))
		for i := range ofKind {
			count += 1 + len(ofKind[i].Aliases)
		}
	}
	s.first[KindCount] = entities
	s.names = make([]searchName, 0, count+1)
	met := map[string]int32{} // the words, by when they were met first
	for kind, ofKind := range nodes {
		for i := range ofKind {
			entity := s.first[kind] + int32(i)
			s.add(searchName{entity: entity, alias: isName}, ofKind[i].SortKey, met)
			for a, alias := range ofKind[i].Aliases {
				s.add(searchName{entity: entity, alias: int32(a)}, SortKey(alias), met)
			}
		}
	}
	s.names = append(s.names, searchName{words: uint32(len(s.spelled))}) // where those of the last end
	s.sortWords(met)
	s.post()
	return s
}

// add adds a name of a sort key.
func (s *searcher) add(name searchName, key string, met map[string]int32) {
	name.words = uint32(len(s.spelled))
	s.names = append(s.names, name)
	for word := range strings.FieldsFuncSeq(key, isBetweenWords) {
		number, before := met[word]
		if !before {
			number = int32(len(met))
			word = strings.Clone(word) // without the rest of the key
			met[word] = number
			s.words = append(s.words, word)
		}
		s.spelled = append(s.spelled, number)
	}
}

// sortWords puts the words in their order.
func (s *searcher) sortWords(met map[string]int32) {
	slices.Sort(s.words)
	sorted := make([]int32, len(s.words)) // by when they were met first
	for at, word := range s.words {
		sorted[met[word]] = int32(at)
	}
	for i, number := range s.spelled {
		s.spelled[i] = sorted[number]
	}
	s.spelled = slices.Clip(s.spelled)
}

// post lists the names of each word, each name once.
func (s *searcher) post() {
	last := make([]int32, len(s.words)) // one more than the last name that has the word
	each := func(visit func(word, name int32)) {
		clear(last)
		for name := range s.count() {
			for _, word := range s.wordsOf(name) {
				if last[word] <= int32(name) {
					last[word] = int32(name) + 1
					visit(word, int32(name))
				}
			}
		}
	}
	s.posted = make([]uint32, len(s.words)+1)
	each(func(word, _ int32) { s.posted[word+1]++ })
	for word := range s.words {
		s.posted[word+1] += s.posted[word]
	}
	s.postings = make([]int32, s.posted[len(s.words)])
	next := slices.Clone(s.posted)
	each(func(word, name int32) {
		s.postings[next[word]] = name
		next[word]++
	})
}

// count is how many names there are.
func (s *searcher) count() int { return len(s.names) - 1 }

func (s *searcher) wordsOf(name int) []int32 {
	return s.spelled[s.names[name].words:s.names[name+1].words]
}

// node is the one of an entity.
func (s *searcher) node(entity int32) *Node {
	kind := 0
	for entity >= s.first[kind+1] {
		kind++
	}
	return &s.nodes[kind][entity-s.first[kind]]
}

// written is a name as it is written.
func (s *searcher) written(name int32) string {
	of := &s.names[name]
	if of.alias == isName {
		return s.node(of.entity).Name
	}
	return s.node(of.entity).Aliases[of.alias]
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
	met := make([]uint8, s.count()) // how many words of the query match, in a row
	for q, word := range distinct {
		byWord[word] = s.near(word)
		for number := range byWord[word] {
			for _, name := range s.postings[s.posted[number]:s.posted[number+1]] {
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
	var spelled []byte
	for i, words := range met {
		if int(words) != len(distinct) {
			continue
		}
		spelled = s.appendWords(spelled[:0], i)
		entity, score := s.names[i].entity, s.score(i, spelled, joined, near)
		last := len(hits) - 1
		switch {
		case last < 0 || hits[last].entity != entity:
			hits = append(hits, hit{entity, score, int32(i)})
		case score > hits[last].score:
			hits[last].score, hits[last].name = score, int32(i)
		}
	}
	return hits
}

// appendWords appends the words of a name, joined by a space.
func (s *searcher) appendWords(text []byte, name int) []byte {
	for i, word := range s.wordsOf(name) {
		if i > 0 {
			text = append(text, ' ')
		}
		text = append(text, s.words[word]...)
	}
	return text
}

// score is that of a name of which every word of the query matches some word,
// in hundredths. Its words and the query's are joined by a space.
func (s *searcher) score(name int, spelled []byte, query string, near []map[int32]nearness) int {
	score := 0
	switch worst, edits := nearest(s.wordsOf(name), near); {
	case string(spelled) == query:
		score = 100
	case bytes.HasPrefix(spelled, []byte(query)):
		score = 90
	case worst == isEqual:
		score = 80
	case worst == isPrefix:
		score = 70
	default:
		score = 60 - 5*edits
	}
	if s.names[name].alias != isName {
		score -= 5
	}
	return max(score, 5)
}

// nearest is the nearness of the word of the query that matches worst, and the
// edits of all words.
func nearest(words []int32, near []map[int32]nearness) (worst nearness, edits int) {
	for _, of := range near {
		best := notNear
		for _, word := range words {
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
	var found []Found
	for _, h := range s.search(text) {
		n := s.node(h.entity)
		if slices.Contains(kinds, n.Kind) {
			found = append(found, Found{n.ID(), h.score, s.written(h.name), n.RoleCount, n.SortKey})
		}
	}
	// Entities come by kind and name, and stay so where all else is equal.
	slices.SortStableFunc(found, func(a, b Found) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(b.RoleCount, a.RoleCount))
	})
	return found
}
