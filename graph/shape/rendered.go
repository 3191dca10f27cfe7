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
// same. A graph does not change, and so the same is shown of a node wherever it comes,
// with all that is selected of what it is linked to.
type selection struct {
	kind   kg.Kind
	fields string
	// whole says that nothing else is selected: the texts end with a brace.
	whole bool
}

// plain is the selection of the plain fields that stand before all others, and how
// many they are.
func plain(kind kg.Kind, fields []graphql.CollectedField) (of selection, number int) {
	var text strings.Builder
	for number < len(fields) && slices.Contains(plainFields, fields[number].Name) {
		text.WriteString(fields[number].Alias + ":" + fields[number].Name + " ")
		number++
	}
	return selection{kind, text.String(), number == len(fields)}, number
}

// MaxSelection is how long the text of a selection may be, in bytes, for the texts of
// its nodes to be kept.
const MaxSelection = 500

const (
	// maxSelections is of how many selections texts are kept, maxOfSelection how much
	// memory, in bytes, those of one may take, and maxRendered those of all.
	maxSelections  = 32
	maxOfSelection = 16 << 20
	maxRendered    = 32 << 20
	// blockSize is how many bytes of texts are allocated at a time. A longer text is
	// not kept.
	blockSize = 1 << 16
	// placeSize is how many bytes a node takes of which there is no text.
	placeSize = 8
)

// Rendered keeps what answers show of the entities of one graph, for some selections:
// the texts of their short properties, or of all that is selected of them. The graph does
// not change, so that they are the same in all answers. It is safe for use by several
// goroutines.
type Rendered struct {
	// Index is that of the graph.
	Index *kg.Index

	room room

	mu         sync.Mutex
	selections map[selection]*renderedNodes
}

// room is how many bytes are left of what texts may take.
type room struct{ left atomic.Int64 }

// take reports whether there was room for bytes, which are taken then.
func (r *room) take(bytes int) bool {
	for {
		left := r.left.Load()
		if left < int64(bytes) {
			return false
		}
		if r.left.CompareAndSwap(left, left-int64(bytes)) {
			return true
		}
	}
}

func (r *room) giveBack(bytes int) { r.left.Add(int64(bytes)) }

// NewRendered makes one that has no texts yet.
func NewRendered(index *kg.Index) *Rendered {
	r := &Rendered{Index: index, selections: map[selection]*renderedNodes{}}
	r.room.left.Store(maxRendered)
	return r
}

// of has the texts of all nodes of a kind for a selection; nil if they are not kept.
func (r *Rendered) of(what selection) *renderedNodes {
	nodes := len(r.Index.Names(what.kind))
	blocks := blocksBeside(nodes)
	if blocks <= 0 || len(what.fields) > MaxSelection {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	known := r.selections[what]
	if known == nil && r.makeRoom(placeSize*nodes+blockSize) {
		known = new(renderedNodes)
		known.texts.Store(newTexts(&r.room, nodes, blocks))
		r.selections[what] = known
	}
	return known
}

// blocksBeside is how many blocks of texts there may be beside the places of so many
// nodes; none if it is not above 0.
func blocksBeside(nodes int) int { return (maxOfSelection - placeSize*nodes) / blockSize }

// Bytes is how much memory the texts take.
func (r *Rendered) Bytes() int { return maxRendered - int(r.room.left.Load()) }

// makeRoom takes room for another selection. While there is none, it forgets those that
// were not used since one was looked for the last time, so that those that are used again
// and again stay. Who calls it holds mu.
func (r *Rendered) makeRoom(bytes int) bool {
	room := func() bool { return len(r.selections) < maxSelections && r.room.take(bytes) }
	for what, nodes := range r.selections {
		if room() {
			return true
		}
		if !nodes.used.Swap(false) {
			delete(r.selections, what)
			nodes.forget()
		}
	}
	return room()
}

// renderedNodes has the texts of nodes for one selection.
type renderedNodes struct {
	texts atomic.Pointer[texts] // nil once they are forgotten
	used  atomic.Bool
}

// texts are those of nodes by their numbers.
type texts struct {
	room *room
	// places have the number of the block, and which part of it is the text, from 16
	// bits each; 0 for nodes that nobody has written yet. A place is stored after its
	// text, and then neither changes.
	places []atomic.Uint64
	full   atomic.Bool

	blocks [maxOfSelection / blockSize]*[blockSize]byte

	mu sync.Mutex
	// begun is how many blocks there are, most how many there may be, and filled how
	// many bytes of the last have texts.
	begun, most, filled int
}

// newTexts has room for nodes and for the first block.
func newTexts(room *room, nodes, most int) *texts {
	t := &texts{room: room, places: make([]atomic.Uint64, nodes), begun: 1, most: most}
	t.blocks[0] = new([blockSize]byte)
	return t
}

// forget gives the room to others. Plans may still hold the selection.
func (r *renderedNodes) forget() {
	kept := r.texts.Swap(nil)
	kept.mu.Lock()
	defer kept.mu.Unlock()
	kept.full.Store(true)
	kept.room.giveBack(placeSize*len(kept.places) + blockSize*kept.begun)
}

func (r *renderedNodes) isForgotten() bool { return r.texts.Load() == nil }

// tryAgain has more texts kept if there is room for them, as there may be once others
// were forgotten.
func (r *renderedNodes) tryAgain() {
	kept := r.texts.Load()
	if kept == nil || !kept.full.Load() {
		return
	}
	kept.mu.Lock()
	defer kept.mu.Unlock()
	kept.full.Store(kept.begun == kept.most || kept.room.left.Load() < blockSize)
}

// text is that of a node, or nil.
func (r *renderedNodes) text(number uint32) []byte {
	kept := r.texts.Load()
	if kept == nil {
		return nil
	}
	place := kept.places[number].Load()
	if place == 0 {
		return nil
	}
	if !r.used.Load() {
		r.used.Store(true)
	}
	start := place & 0xffff
	return kept.blocks[place>>32][start : start+place>>16&0xffff]
}

// keep keeps the text of a node, if there is room for it.
func (r *renderedNodes) keep(number uint32, text []byte) {
	kept := r.texts.Load()
	if kept == nil || kept.full.Load() || len(text) >= blockSize {
		return
	}
	kept.mu.Lock()
	defer kept.mu.Unlock()
	if kept.places[number].Load() != 0 || kept.full.Load() {
		return
	}
	if kept.filled+len(text) > blockSize {
		if kept.begun == kept.most || !kept.room.take(blockSize) {
			kept.full.Store(true)
			return
		}
		kept.blocks[kept.begun] = new([blockSize]byte)
		kept.begun, kept.filled = kept.begun+1, 0
	}
	block, start := kept.begun-1, kept.filled
	kept.filled += copy(kept.blocks[block][start:], text)
	kept.places[number].Store(uint64(block)<<32 | uint64(len(text))<<16 | uint64(start))
}
