package shape

import (
	"sync"

	"rolegraph/kg"
)

// Writer writes one answer.
type Writer struct {
	text   []byte
	index  *kg.Index
	result *kg.Result
	// places are those of the branches in the result, by their numbers in the
	// shape.
	places []int
	// written has for each entity that recurs where it was written, by position of
	// the node in the result.
	written [][]span
	spare   []span // what written is made of
}

// span is a part of the text; empty for what has not been written.
type span struct{ start, end int }

// Operation is the shape of a whole operation.
type Operation struct {
	// Root writes the members of Query.
	Root Object[None]
	// Entities is how many entities of it recur: one more than the greatest
	// Entity.Recurring.
	Entities int
	// Places are the positions in the plan of the branches, by the numbers that
	// the shape calls them by.
	Places []int
}

// None is the place of what stands by itself.
type None = struct{}

var writers = sync.Pool{New: func() any { return new(Writer) }}

const (
	// maxKept is how long a text may be, in bytes, to be kept for the next answer,
	// and maxSpare how many spans may be.
	maxKept  = 1 << 20
	maxSpare = 1 << 16
	opening  = `{"data":`
)

// Text is the text of a response.
type Text struct{ writer *Writer }

// Write writes the response of an operation to a result, which must be of the
// operation's plan and of the index that this was made with.
func (o *Operation) Write(index *kg.Index, result *kg.Result) Text {
	w := writers.Get().(*Writer)
	w.index, w.result, w.places = index, result, o.Places
	w.text = append(w.text[:0], opening...)
	w.clear(o.Entities, len(result.Nodes))
	o.Root.Write(w, None{})
	w.text = append(w.text, '}')
	w.index, w.result, w.places = nil, nil, nil
	return Text{w}
}

// clear makes room to note where entities were written.
func (w *Writer) clear(entities, nodes int) {
	if size := entities * nodes; cap(w.spare) < size {
		w.spare = make([]span, size)
	} else {
		w.spare = w.spare[:size]
		clear(w.spare)
	}
	w.written = w.written[:0]
	for i := range entities {
		w.written = append(w.written, w.spare[i*nodes:(i+1)*nodes])
	}
}

// Response is the whole response: an object of `data` alone.
func (t Text) Response() []byte { return t.writer.text }

// Data is the part of Response that is the value of `data`.
func (t Text) Data() []byte { return t.writer.text[len(opening) : len(t.writer.text)-1] }

// Free gives the memory to the next answer. The text must not be used again.
func (t Text) Free() {
	if cap(t.writer.text) <= maxKept && cap(t.writer.spare) <= maxSpare {
		writers.Put(t.writer)
	}
}

// table is that of a branch.
func (w *Writer) table(branch int) *kg.Table { return &w.result.Branches[w.places[branch]] }
