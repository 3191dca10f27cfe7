package kg

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
)

// Pair is two entities that look as if they were one and are not joined.
type Pair struct {
	First, Second Named
	// Resemblance is the reason: of several the likeliest.
	Resemblance Resemblance
}

// Roles is how many links from roles lead to the two.
func (p *Pair) Roles() int { return p.First.RoleCount + p.Second.RoleCount }

// Named is an entity of a pair.
type Named struct {
	ID        ID
	Name      string
	RoleCount int
}

// Resemblance is why two entities look like one. The order of the constants is
// that of how likely they are one.
type Resemblance uint8

// The resemblances, likeliest first.
const (
	SameLetters Resemblance = iota
	SingularAndPlural
	SameWords
	Abbreviated
	WithExtra
	Misspelled
	WithVendor
	OtherVendor
	OneLetterApart
	AlsoCalled
	resemblances = iota
)

// String is the reason in words.
func (r Resemblance) String() string {
	return [resemblances]string{
		"the same letters", "singular and plural", "the same words in another order", "long form and abbreviation",
		"one has more in brackets, or the word software", "one letter apart, in a word of no other name",
		"one has words before it, such as a vendor", "the same rare words behind others, such as vendors",
		"one letter apart", "one is also called as the other",
	}[r]
}

// Near lists the entities that look alike: of one kind, or a skill, a tool and a
// language among each other, which a join can make one. Likeliest first, then
// those that most roles link to. It is for a person to decide on, and takes time
// in proportion to the names, as only names that share a key are compared. It
// ends with its context.
func (x *Index) Near(ctx context.Context) ([]Pair, error) {
	var pairs []Pair
	for _, kinds := range [][]Kind{{Role}, {Skill, Tool, Language}, {Industry}, {Degree}} {
		s := newResembling(x, kinds)
		for _, look := range []func(at int32){s.lettersAndWords, s.abbreviation, s.extra, s.vendor, s.edits, s.alsoCalled} {
			for at := range s.entities {
				if at%1024 == 0 && ctx.Err() != nil {
					return nil, ctx.Err()
				}
				look(int32(at))
			}
		}
		pairs = append(pairs, s.pairs()...)
	}
	slices.SortStableFunc(pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(a.Resemblance, b.Resemblance), cmp.Compare(b.Roles(), a.Roles()))
	})
	return pairs, nil
}

// resembling finds the pairs among the entities of some kinds.
type resembling struct {
	entities []resembler
	written  map[string][]int32 // by name as it is written
	bySlug   map[Slug][]int32   // of the name, which is not always that of the entity
	keys     map[string][]int32 // of any sort, each with a prefix that tells which
	words    map[string]int     // how many names have it
	found    map[[2]int32]Resemblance
}

type resembler struct {
	Named
	slug    Slug // of the name
	aliases []Slug
}

func newResembling(x *Index, kinds []Kind) *resembling {
	s := &resembling{
		written: map[string][]int32{}, bySlug: map[Slug][]int32{}, keys: map[string][]int32{}, words: map[string]int{},
		found: map[[2]int32]Resemblance{},
	}
	for _, kind := range kinds {
		for i := range x.nodes[kind] {
			name, at := &x.nodes[kind][i], int32(len(s.entities))
			known := x.known()[kind].of(i)
			e := resembler{Named{name.ID(), name.Name, name.RoleCount}, known[0], known[1:]}
			s.entities = append(s.entities, e)
			s.written[name.Name] = append(s.written[name.Name], at)
			s.bySlug[e.slug] = append(s.bySlug[e.slug], at)
			for _, word := range e.words() {
				s.words[word]++
			}
		}
	}
	return s
}

func (e *resembler) words() []string { return strings.Split(string(e.slug), "-") }

// pair notes that an entity looks like others.
func (s *resembling) pair(at int32, others []int32, why Resemblance) {
	for _, other := range others {
		if other == at {
			continue
		}
		key := [2]int32{min(at, other), max(at, other)}
		if known, before := s.found[key]; !before || why < known {
			s.found[key] = why
		}
	}
}

// met gives those that have had the key before, and adds the entity to them.
func (s *resembling) met(key string, at int32) []int32 {
	before := s.keys[key]
	s.keys[key] = append(before, at)
	return before
}

// pairs are those that were noted, by names.
func (s *resembling) pairs() []Pair {
	pairs := make([]Pair, 0, len(s.found))
	for key, why := range s.found {
		pairs = append(pairs, Pair{s.entities[key[0]].Named, s.entities[key[1]].Named, why})
	}
	slices.SortFunc(pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(a.First.Name, b.First.Name), cmp.Compare(a.Second.Name, b.Second.Name),
			a.First.ID.Compare(b.First.ID), a.Second.ID.Compare(b.Second.ID))
	})
	return pairs
}

// lettersAndWords finds names that are divided otherwise (NodeJS and Node.js), or
// have their words in another order or number.
func (s *resembling) lettersAndWords(at int32) {
	e := &s.entities[at]
	words := e.words()
	s.pair(at, s.met("letters "+strings.Join(words, ""), at), SameLetters)
	for i := range words {
		words[i] = singular(words[i])
	}
	s.pair(at, s.met("singular "+strings.Join(words, " "), at), SingularAndPlural)
	slices.Sort(words)
	s.pair(at, s.met("words "+strings.Join(words, " "), at), SameWords)
}

// singular is a word without its plural ending, as far as its letters tell.
func singular(word string) string {
	switch {
	case len(word) < 4 || strings.HasSuffix(word, "ss") || strings.HasSuffix(word, "us") || strings.HasSuffix(word, "is"):
		return word
	case strings.HasSuffix(word, "ies"):
		return strings.TrimSuffix(word, "ies") + "y"
	default:
		return strings.TrimSuffix(word, "s")
	}
}

// abbreviation finds names that have an abbreviation of the words before it in
// them: `Structured query language SQL` looks like `Structured query language`
// and like `SQL`.
func (s *resembling) abbreviation(at int32) {
	words := s.entities[at].words()
	for i := 2; i < len(words); i++ {
		if !abbreviates(words[i], words[:i]) {
			continue
		}
		behind := strings.Join(words[i:], "-")
		without := strings.Join(append(slices.Clone(words[:i]), words[i+1:]...), "-")
		s.pair(at, s.bySlug[Slug(behind)], Abbreviated)
		s.pair(at, s.bySlug[Slug(without)], Abbreviated)
	}
}

// abbreviates reports whether the letters of a word are initials of words, in
// their order; words may be without one, as those like "of" are.
func abbreviates(word string, words []string) bool {
	if len(word) < 2 || word[0] != words[0][0] && len(word) > len(words) {
		return false
	}
	letters := word
	for _, w := range words {
		if letters != "" && w != "" && w[0] == letters[0] {
			letters = letters[1:]
		}
	}
	return letters == ""
}

// extra finds names that others have with something in brackets behind it, or
// something else, and those of tools that others have with the word software.
func (s *resembling) extra(at int32) {
	e := &s.entities[at]
	if open := strings.IndexByte(e.Name, '('); open > 0 {
		short := MakeSlug(e.Name[:open])
		s.pair(at, s.bySlug[short], WithExtra)
		s.pair(at, s.met("brackets "+string(short), at), WithExtra)
	}
	if short, has := strings.CutSuffix(string(e.slug), "-software"); has {
		s.pair(at, slices.DeleteFunc(slices.Clone(s.bySlug[Slug(short)]), func(other int32) bool { return s.entities[other].ID.Kind == Skill }), WithExtra)
	}
}

// vendor finds names of tools and languages that end as another is written, and
// begin with what may be a vendor: at most four words. Upper and lower case
// count, so that `Computer simulation software` is none of `Simulation software`.
// It finds those, too, that end alike behind one word or two. Either end must have
// a word that few names have.
func (s *resembling) vendor(at int32) {
	const mostWords, fewNames, veryFew = 4, 20, 3
	e := &s.entities[at]
	if e.ID.Kind == Role || e.ID.Kind == Skill {
		return
	}
	rest := e.Name
	for i := range mostWords {
		vendor, behind, more := strings.Cut(rest, " ")
		if !more {
			return
		}
		rest = behind
		if !hasUpper(vendor) || !hasUpper(behind) {
			continue
		}
		words := strings.Split(string(MakeSlug(behind)), "-")
		rarest := slices.MinFunc(words, func(a, b string) int { return cmp.Compare(s.words[a], s.words[b]) })
		if s.words[rarest] <= fewNames {
			s.pair(at, s.written[behind], WithVendor)
		}
		if i < 2 && s.words[rarest] <= veryFew && len(rarest) > 3 { // shorter ones are Pro, III, USA
			s.pair(at, s.met("behind "+strings.Join(words, " "), at), OtherVendor)
		}
	}
}

func hasUpper(text string) bool { return strings.ContainsFunc(text, unicode.IsUpper) }

// alsoCalled finds names that others have as an alias.
func (s *resembling) alsoCalled(at int32) {
	for _, alias := range s.entities[at].aliases {
		s.pair(at, s.bySlug[alias], AlsoCalled)
	}
}

// edits finds names that are one edit apart, by the keys that are left when a
// letter is taken out of either. Short ones, and those that differ in a digit,
// are as a rule different things.
func (s *resembling) edits(at int32) {
	const shortest = 6
	slug := string(s.entities[at].slug)
	if len(slug) < shortest {
		return
	}
	for i := -1; i < len(slug); i++ {
		key := slug
		if i >= 0 {
			key = slug[:i] + slug[i+1:]
		}
		for _, other := range s.met("edit "+key, at) {
			if other == at || editDistance([]byte(slug), []byte(s.entities[other].slug), 1) != 1 {
				continue
			}
			mine, its := differing(slug, string(s.entities[other].slug))
			switch {
			case strings.ContainsAny(mine+its, "0123456789"):
			case s.words[mine] == 1 || s.words[its] == 1:
				s.pair(at, []int32{other}, Misspelled)
			default:
				s.pair(at, []int32{other}, OneLetterApart)
			}
		}
	}
}

// differing are the words in which two slugs differ, from the first difference to
// the last.
func differing(a, b string) (string, string) {
	before := 0
	for before < min(len(a), len(b)) && a[before] == b[before] {
		before++
	}
	behind := 0
	for behind < min(len(a), len(b))-before && a[len(a)-1-behind] == b[len(b)-1-behind] {
		behind++
	}
	begin := strings.LastIndexByte(a[:before], '-') + 1
	word := func(slug string) string {
		end := len(slug) - behind
		if hyphen := strings.IndexByte(slug[end:], '-'); hyphen >= 0 {
			return slug[begin : end+hyphen]
		}
		return slug[begin:]
	}
	return word(a), word(b)
}
