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
	Links   [RelationCount]int
	nodes   [KindCount][]Node
	numbers numbers
	// coded are the slugs of the nodes of each kind by their codes, and by the
	// last segments of those that are URIs.
	coded    [KindCount]map[string][]Slug
	known    func() *[KindCount]knownSlugs // waits until they are made
	searcher func() *searcher              // waits until it is made
	most     busiest
	// beyond are for each kind the sums of the roles' LinksBeyond: of the greatest,
	// of the two greatest, and so on.
	beyond [KindCount][]int
}

// NewIndex makes an index. The nodes of each kind are ordered by sort key, then
// slug; sources in registry order. The nodes have IndexedFields, LinkCount and
// LinksBeyond: all else may be left out. They become the index's.
func NewIndex(version string, sources []Source, degrees Degrees, nodes [KindCount][]Node) *Index {
	number(nodes)
	x := newIndex(sources, degrees, nodes, newNumbers(nodes))
	x.Version = version
	return x
}

// Index makes the index of a graph.
func (g *Graph) Index() *Index {
	var nodes [KindCount][]Node
	for _, k := range Kinds() {
		_, nodes[k] = g.NodesOf(k)
	}
	x := newIndex(g.sources, g.degrees(), nodes, g.numbers)
	x.Version = g.Version() // last, as it may still be computed
	return x
}

func newIndex(sources []Source, degrees Degrees, nodes [KindCount][]Node, numbers numbers) *Index {
	x := &Index{Sources: sources, nodes: nodes, numbers: numbers, most: newBusiest(degrees)}
	x.searcher = later(func() *searcher { return newSearcher(&x.nodes) })
	x.known = later(func() *[KindCount]knownSlugs { return newKnownSlugs(&x.nodes) })
	for _, relation := range Relations() {
		if sums := x.most[relation][Out]; len(sums) > 0 {
			x.Links[relation] = sums[len(sums)-1]
		}
	}
	for kind, ofKind := range nodes {
		x.coded[kind] = map[string][]Slug{}
		for i := range ofKind {
			n := &ofKind[i]
			for _, code := range n.Codes {
				x.coded[kind][code.Value] = append(x.coded[kind][code.Value], n.Slug)
				if last := code.Value[strings.LastIndexByte(code.Value, '/')+1:]; code.Scheme == SchemeESCO && last != code.Value {
					x.coded[kind][last] = append(x.coded[kind][last], n.Slug)
				}
			}
		}
	}
	x.sumBeyond()
	return x
}

// IndexedFields are the properties of nodes that an Index knows: all but those that
// are long.
const IndexedFields = ReadName | ReadSortKey | ReadAliases | ReadCodes | ReadSources | ReadRoleCount |
	ReadTypes | ReadCategories | ReadMedianPay | ReadGrowth

// Node is the node of an id, with IndexedFields at least, or nil if there is none.
// It must not be changed.
func (x *Index) Node(id ID) *Node {
	number, ok := x.numbers.of(id)
	if !ok {
		return nil
	}
	return &x.nodes[id.Kind][number]
}

// NodeByText is Node of the id that a text is; nil if it is none, too.
func (x *Index) NodeByText(text string) *Node {
	id, ok := splitID(text)
	if !ok {
		return nil
	}
	return x.Node(id) // there are only nodes with valid slugs
}

// Has reports whether there is such a node.
func (x *Index) Has(id ID) bool {
	_, ok := x.numbers.of(id)
	return ok
}

// Size is how many nodes and links there are.
func (x *Index) Size() (nodes, links int) {
	for _, ofKind := range x.nodes {
		nodes += len(ofKind)
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

// Names lists the nodes of a kind, by sort key, then slug. They have IndexedFields,
// LinkCount and LinksBeyond at least.
func (x *Index) Names(k Kind) []Node { return x.nodes[k] }

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
	known := &x.known()[k]
	for i := range x.nodes[k] {
		slug := x.nodes[k][i].Slug
		if distance, near := distance(wanted, slug, known.of(i)); near {
			found = append(found, candidate{slug, distance})
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
