package shape

import (
	"context"
	"errors"
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

	ctx    context.Context
	unseen int // entities since the context was last looked at
	// stopped is why the rest is not written.
	stopped error
}

// span is a part of the text; empty for what has not been written.
type span struct{ start, end int }

// Operation is the shape of a whole operation.
type Operation struct {
	// Root writes the members of Query.
	Root Object[None]
	// Recurring is how many entities of it recur: the greatest Entity.Recurring.
	Recurring int
	// Places are the positions in the plan of the branches, by the numbers that
	// the shape calls them by.
	Places []int
	// entities are all of them.
	entities []*Entity
}

// Entity makes an entity of the operation.
func (o *Operation) Entity() *Entity {
	e := new(Entity)
	o.entities = append(o.entities, e)
	return e
}

// KeepTexts has the operation use the texts of its graph's entities that others have
// written, and keep those that it writes, of which there may be more once it is asked
// again. It may be called again, also while answers are written: what was forgotten
// meanwhile, or found no room, is looked for anew.
func (o *Operation) KeepTexts(texts *Rendered, again bool) {
	for _, e := range o.entities {
		if e.keptMembers == 0 || e.keptAgain && !again {
			continue
		}
		if known := e.texts.Load(); known == nil || known.isForgotten() {
			e.texts.Store(texts.of(e.keptAs))
		} else {
			known.tryAgain()
		}
	}
}

// None is the place of what stands by itself.
type None = struct{}

// Writers are those of a service, whose memory is used again.
type Writers struct{ pool sync.Pool }

// MaxBytes is how long the text of a response may be. The number of values is
// bounded before; but how long texts are, and of which there may be many for one
// value, is only known when they are written.
const MaxBytes = 32 << 20

// ErrTooLong is the error of an answer that would be longer than MaxBytes.
var ErrTooLong = errors.New("the answer is too long")

const (
	// maxKept is how long a text may be, in bytes, to be kept for the next answer,
	// and maxSpare how many spans may be.
	maxKept  = 1 << 20
	maxSpare = 1 << 16
	opening  = `{"data":`
)

// Text is the text of a response.
type Text struct {
	writer *Writer
	of     *Writers
}

// Write writes the response of an operation to a result, which must be of the
// operation's plan and of the index that this was made with. The error is ErrTooLong
// or that of the context.
func (all *Writers) Write(ctx context.Context, o *Operation, index *kg.Index, result *kg.Result) (Text, error) {
	w, again := all.pool.Get().(*Writer)
	if !again {
		w = new(Writer)
	}
	w.index, w.result, w.places = index, result, o.Places
	w.ctx, w.unseen, w.stopped = ctx, 0, nil
	w.text = append(w.text[:0], opening...)
	w.clear(o.Recurring, len(result.Nodes))
	o.Root.Write(w, None{})
	w.text = append(w.text, '}')
	if len(w.text) > MaxBytes && w.stopped == nil {
		w.stopped = ErrTooLong
	}
	w.index, w.result, w.places, w.ctx = nil, nil, nil, nil
	if w.stopped != nil {
		err := w.stopped
		Text{w, all}.Free()
		return Text{}, err
	}
	return Text{w, all}, nil
}

// goesOn reports whether there is length and time left to write another entity.
func (w *Writer) goesOn() bool {
	const often = 1 << 8
	if w.stopped != nil {
		return false
	}
	if len(w.text) > MaxBytes {
		w.stopped = ErrTooLong
		return false
	}
	if w.unseen++; w.unseen == often {
		w.unseen = 0
		w.stopped = w.ctx.Err()
	}
	return w.stopped == nil
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
		t.of.pool.Put(t.writer)
	}
}

// table is that of a branch.
func (w *Writer) table(branch int) *kg.Table { return &w.result.Branches[w.places[branch]] }
