package shape

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/99designs/gqlgen/graphql"

	"rolegraph/kg"
)

// plainFields are the properties that are short, and the same wherever a node comes.
var plainFields = []string{"__typename", "id", "kind", "slug", "name", "roleCount", "types", "categories", "medianPay", "growth"}

// selection is what is selected of the nodes of a kind: the same texts select the
// same.
type selection struct {
	kind   kg.Kind
	fields string
}

// plain is the selection of the plain fields that stand before all others, and how
// many they are.
func plain(kind kg.Kind, fields []graphql.CollectedField) (of selection, number int) {
	var text strings.Builder
	for number < len(fields) && slices.Contains(plainFields, fields[number].Name) {
		text.WriteString(fields[number].Alias + ":" + fields[number].Name + " ")
		number++
	}
	return selection{kind, text.String()}, number
}

const (
	// maxRendered is how much memory, in bytes, the texts of one graph may take:
	// those that are written first.
	maxRendered = 32 << 20
	// blockSize is how many bytes of texts are allocated at a time. A longer text is
	// not kept.
	blockSize = 1 << 16
)

// Rendered keeps what answers show of the entities of one graph: the texts of their
// plain fields, for each selection of these. The graph does not change, so that they
// are the same in all answers. It is safe for use by several goroutines.
type Rendered struct {
	// Index is that of the graph.
	Index *kg.Index

	mu         sync.Mutex
	left       int // bytes
	selections map[selection]*renderedNodes
}

// NewRendered makes one that has no texts yet.
func NewRendered(index *kg.Index) *Rendered {
	return &Rendered{Index: index, left: maxRendered, selections: map[selection]*renderedNodes{}}
}

// of has the texts of all nodes of a kind for a selection; nil if there is no room
// for them.
func (r *Rendered) of(what selection) *renderedNodes {
	r.mu.Lock()
	defer r.mu.Unlock()
	known := r.selections[what]
	if nodes := len(r.Index.Names(what.kind)); known == nil && r.take(8*nodes) {
		known = &renderedNodes{of: r, places: make([]atomic.Uint64, nodes)}
		r.selections[what] = known
	}
	return known
}

// take takes so many bytes of what is left, if they are. Who calls it holds mu.
func (r *Rendered) take(bytes int) bool {
	if r.left < bytes {
		return false
	}
	r.left -= bytes
	return true
}

// renderedNodes has the texts of nodes for one selection.
type renderedNodes struct {
	of *Rendered
	// places are by the nodes' numbers: the number of the block, its part that is
	// the text, from 16 bits each; 0 for nodes that nobody has written yet. A place
	// is stored after its text, and then neither changes.
	places []atomic.Uint64
	blocks [maxRendered / blockSize]*[blockSize]byte
	// begun is how many blocks there are, and filled how many bytes of the last.
	begun, filled int
}

// text is that of a node, or nil.
func (r *renderedNodes) text(number uint32) []byte {
	place := r.places[number].Load()
	if place == 0 {
		return nil
	}
	start := place & 0xffff
	return r.blocks[place>>32][start : start+place>>16&0xffff]
}

// keep keeps the text of a node, if there is room for it.
func (r *renderedNodes) keep(number uint32, text []byte) {
	r.of.mu.Lock()
	defer r.of.mu.Unlock()
	if len(text) >= blockSize || r.places[number].Load() != 0 {
		return
	}
	if r.begun == 0 || r.filled+len(text) > blockSize {
		if !r.of.take(blockSize) {
			return
		}
		r.blocks[r.begun] = new([blockSize]byte)
		r.begun, r.filled = r.begun+1, 0
	}
	block, start := r.begun-1, r.filled
	r.filled += copy(r.blocks[block][start:], text)
	r.places[number].Store(uint64(block)<<32 | uint64(len(text))<<16 | uint64(start))
}
