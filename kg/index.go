package kg

import (
	"cmp"
	"slices"
	"strings"
)

// Index is what a store tells of its graph before a plan is made: version,
// sources, numbers, and the names of all nodes. It is immutable.
type Index struct {
	Version string
	// Sources in registry order.
	Sources []Source
	// Links is how many links each relation has.
	Links [RelationCount]int
	names [KindCount][]Name
	byID  map[ID]int // position in the names of its kind
	// coded are the slugs of the nodes of each kind by their codes, and by the
	// last segments of those that are URIs.
	coded [KindCount]map[string][]Slug
	// known are the slugs of the name and the aliases of each of names.
	known    [KindCount][][]Slug
	searcher func() *searcher // waits until it is made
	most     busiest
	// beyond are for each kind the sums of the roles' LinksBeyond: of the greatest,
	// of the two greatest, and so on.
	beyond [KindCount][]int
}

// Name is what the index knows of one node.
type Name struct {
	Slug      Slug
	Name      string
	Aliases   []string
	Codes     []Code
	RoleCount int
	// LinkCount and LinksBeyond are those of a Node.
	LinkCount   int
	LinksBeyond [KindCount]int
}

// NewIndex makes an index. The names of each kind are ordered by sort key, then
// slug; sources in registry order.
func NewIndex(version string, sources []Source, degrees Degrees, names [KindCount][]Name) *Index {
	x := &Index{Version: version, Sources: sources, names: names, byID: map[ID]int{}, searcher: later(func() *searcher { return newSearcher(names) }), most: newBusiest(degrees)}
	for _, relation := range Relations() {
		if sums := x.most[relation][Out]; len(sums) > 0 {
			x.Links[relation] = sums[len(sums)-1]
		}
	}
	for kind, ofKind := range names {
		x.known[kind] = make([][]Slug, len(ofKind))
		x.coded[kind] = map[string][]Slug{}
		for i := range ofKind {
			name := &ofKind[i]
			x.byID[ID{Kind(kind), name.Slug}] = i
			for _, code := range name.Codes {
				x.coded[kind][code.Value] = append(x.coded[kind][code.Value], name.Slug)
				if last := code.Value[strings.LastIndexByte(code.Value, '/')+1:]; code.Scheme == SchemeESCO && last != code.Value {
					x.coded[kind][last] = append(x.coded[kind][last], name.Slug)
				}
			}
			x.known[kind][i] = append(x.known[kind][i], MakeSlug(name.Name))
			for _, alias := range name.Aliases {
				x.known[kind][i] = append(x.known[kind][i], MakeSlug(alias))
			}
		}
	}
	x.sumBeyond()
	return x
}

// Index makes the index of a graph.
func (g *Graph) Index() *Index {
	var names [KindCount][]Name
	for _, k := range Kinds() {
		_, nodes := g.NodesOf(k)
		names[k] = make([]Name, len(nodes))
		for i := range nodes {
			n := &nodes[i]
			names[k][i] = Name{n.Slug, n.Name, n.Aliases, n.Codes, n.RoleCount, n.LinkCount, n.LinksBeyond}
		}
	}
	x := NewIndex("", g.sources, g.degrees(), names)
	x.Version = g.Version() // last, as it may still be computed
	return x
}

// Has reports whether there is such a node.
func (x *Index) Has(id ID) bool {
	_, ok := x.byID[id]
	return ok
}

// Size is how many nodes and links there are.
func (x *Index) Size() (nodes, links int) {
	for kind := range x.names {
		nodes += len(x.names[kind])
	}
	for _, count := range x.Links {
		links += count
	}
	return nodes, links
}

// Known are those of the ids that there are nodes of.
func (x *Index) Known(ids []ID) []ID {
	var known []ID
	for _, id := range ids {
		if x.Has(id) {
			known = append(known, id)
		}
	}
	return known
}

// WithCodes are the slugs of the nodes of a kind that have one of the keys in
// some classification, sorted and without repetition. A key of ESCO may be
// given by the last segment of its URI.
func (x *Index) WithCodes(k Kind, codes []string) []Slug {
	var slugs []Slug
	for _, code := range codes {
		slugs = append(slugs, x.coded[k][code]...)
	}
	slices.Sort(slugs)
	return slices.Compact(slugs)
}

// Names lists what is known of the nodes of a kind, by sort key, then slug.
func (x *Index) Names(k Kind) []Name { return x.names[k] }

// Source finds a source by its slug.
func (x *Index) Source(slug string) (Source, bool) {
	at := slices.IndexFunc(x.Sources, func(s Source) bool { return s.Slug == slug })
	if at < 0 {
		return Source{}, false
	}
	return x.Sources[at], true
}

// Nearest gives up to three slugs of the kind that a user who wrote the text
// may have meant, likeliest first: those of nodes that have it as a name or an
// alias; those whose slug has it as a part or is few edits away; those that
// have at least half of its words.
func (x *Index) Nearest(k Kind, text string) []Slug {
	wanted := MakeSlug(cut(text, 200))
	if wanted == "" {
		return nil
	}
	type candidate struct {
		slug     Slug
		distance int
	}
	var found []candidate
	for i := range x.names[k] {
		if distance, near := distance(wanted, x.names[k][i].Slug, x.known[k][i]); near {
			found = append(found, candidate{x.names[k][i].Slug, distance})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(a.distance, b.distance) })
	var slugs []Slug
	for _, c := range found[:min(3, len(found))] {
		slugs = append(slugs, c.slug)
	}
	return slugs
}

// distance is how far a node of a slug, and of names with the known ones, is
// from what a user wrote; near is false if it can hardly be meant.
func distance(wanted, slug Slug, known []Slug) (distance int, near bool) {
	if slug == wanted || slices.Contains(known, wanted) {
		return 0, true
	}
	if len(wanted) >= 3 && strings.Contains(string(slug), string(wanted)) {
		return 1, true
	}
	limit := 1 + len(wanted)/4
	if edits := editDistance([]byte(wanted), []byte(slug), limit); edits <= limit {
		return edits, true
	}
	words, missing := strings.Split(string(wanted), "-"), 0
	for _, word := range words {
		if !slices.Contains(strings.Split(string(slug), "-"), word) {
			missing++
		}
	}
	return limit + missing, 2*missing <= len(words)
}

// cut shortens hostile input before work is done on it.
func cut(text string, bytes int) string { return text[:min(len(text), bytes)] }

// editDistance is the least number of insertions, deletions, replacements and
// swaps of neighbors between two texts, or limit + 1 if it is more than the
// limit (optimal string alignment).
func editDistance[C byte | rune](a, b []C, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, previous, current := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range previous {
		previous[j] = j
	}
	for i := 1; i <= len(a); i++ {
		current[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			current[j] = min(previous[j]+1, current[j-1]+1, previous[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				current[j] = min(current[j], before[j-2]+1)
			}
		}
		before, previous, current = previous, current, before
	}
	return min(previous[len(b)], limit+1)
}
