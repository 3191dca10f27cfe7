package kg

import (
	"crypto/sha256"
	"encoding/hex"
	"iter"

	"github.com/segmentio/encoding/json"
)

// Graph is what the facts of all sources come to: an immutable value. Whatever
// can be derived from it is derived once, by NewGraph.
type Graph struct {
	version func() string // waits until it is computed
	sources []Source
	nodes   []Node
	links   []Link
	ends    [][2]int32 // of each link, the positions of From and To
	numbers numbers
	kinds   [KindCount + 1]int     // where each kind's nodes begin
	related [RelationCount + 1]int // where each relation's links begin
	report  MergeReport
}

// MergeReport counts what Merge left out.
type MergeReport struct {
	// SelfLinks are links whose two ends turned out to be one entity.
	SelfLinks int
	// BroaderLinks are BROADER_THAN links of skills that are languages or
	// tools.
	BroaderLinks int
	// Titles are those of salaries that are of no role, the most frequent first,
	// then by title.
	Titles []UnmatchedTitle
}

// Version is a hash of all that the graph holds, 32 hexadecimal digits. Graphs
// of one version answer alike.
func (g *Graph) Version() string { return g.version() }

// Sources lists the sources in registry order.
func (g *Graph) Sources() []Source { return g.sources }

// Nodes lists the nodes by kind, then sort key, then slug, so that within a
// kind the order of positions is the order of names.
func (g *Graph) Nodes() []Node { return g.nodes }

// NodesOf is the part of Nodes that is of the kind, and the position at which
// it begins.
func (g *Graph) NodesOf(k Kind) (start int, nodes []Node) {
	return g.kinds[k], g.nodes[g.kinds[k]:g.kinds[k+1]]
}

// Links lists the links by relation, then the position of From, then that of
// To.
func (g *Graph) Links() []Link { return g.links }

// LinksOf is the part of Links that is of the relation, and the position at
// which it begins.
func (g *Graph) LinksOf(r Relation) (start int, links []Link) {
	return g.related[r], g.links[g.related[r]:g.related[r+1]]
}

// Position is a node's place in Nodes; false if there is no such node.
func (g *Graph) Position(id ID) (int, bool) {
	number, ok := g.numbers.of(id)
	return g.kinds[id.Kind] + number, ok
}

// Ends are the positions of the two nodes that a link joins, which stands at a
// position in Links.
func (g *Graph) Ends(link int) (from, to int) {
	return int(g.ends[link][0]), int(g.ends[link][1])
}

// Report counts what Merge left out of the graph.
func (g *Graph) Report() MergeReport { return g.report }

// hash is the version: a digest of the sources, nodes and links as one JSON
// value a line, in their order.
func (g *Graph) hash() string {
	digest := sha256.New()
	encoder := json.NewEncoder(digest)
	for value := range g.content() {
		if err := encoder.Encode(value); err != nil {
			panic("kg: " + err.Error()) // a type that JSON can't hold: a fault of this package
		}
	}
	return hex.EncodeToString(digest.Sum(nil)[:16])
}

// content gives every source, node and link, in order.
func (g *Graph) content() iter.Seq[any] {
	return func(yield func(any) bool) {
		for i := range g.sources {
			if !yield(&g.sources[i]) {
				return
			}
		}
		for i := range g.nodes {
			if !yield(&g.nodes[i]) {
				return
			}
		}
		for i := range g.links {
			content := g.links[i].content()
			if !yield(&content) {
				return
			}
		}
	}
}
