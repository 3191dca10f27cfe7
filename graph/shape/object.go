// Package shape writes answers. The shape of an operation is made once, with its
// plan: objects whose members know where in a result's tables their values stand.
// Writing an answer walks the shape over a result, and appends JSON to one text.
package shape

import "strconv"

// Value writes what a field has in a place P of the answer: a node, a row of a
// table, an entry of one, a fact. It appends one JSON value.
type Value[P any] func(w *Writer, of P)

// Object writes JSON objects of places P, with members in the order in which they
// were added.
type Object[P any] struct{ members []member[P] }

type member[P any] struct {
	name  string // with the punctuation around it
	value Value[P]
}

// Add adds a member under a field's response key, which is a GraphQL name.
func (o *Object[P]) Add(key string, value Value[P]) {
	punctuation := `,"`
	if len(o.members) == 0 {
		punctuation = `{"`
	}
	o.members = append(o.members, member[P]{punctuation + key + `":`, value})
}

// Write is the Value of an object.
func (o *Object[P]) Write(w *Writer, of P) {
	if len(o.members) == 0 {
		w.raw("{}")
		return
	}
	o.write(w, of, 0, len(o.members))
	w.text = append(w.text, '}')
}

// write writes some of the members, without the brace at the end.
func (o *Object[P]) write(w *Writer, of P, start, end int) {
	for i := start; i < end; i++ {
		w.raw(o.members[i].name)
		o.members[i].value(w, of)
	}
}

// constant is a text that is the same in every place.
func constant[P any](text string) Value[P] {
	quoted := string(appendText(nil, text))
	return func(w *Writer, _ P) { w.raw(quoted) }
}

// Null is the Value of what there is not.
func Null(w *Writer, _ None) { w.null() }

// list writes a list of so many elements.
func (w *Writer) list(length int, element func(i int)) {
	w.text = append(w.text, '[')
	for i := range length {
		if i > 0 {
			w.text = append(w.text, ',')
		}
		element(i)
	}
	w.text = append(w.text, ']')
}

// each writes a list of the value of each of some places.
func each[P any](w *Writer, places []P, value Value[*P]) {
	w.text = append(w.text, '[')
	for i := range places {
		if i > 0 {
			w.text = append(w.text, ',')
		}
		value(w, &places[i])
	}
	w.text = append(w.text, ']')
}

func (w *Writer) raw(text string) { w.text = append(w.text, text...) }
func (w *Writer) null()           { w.raw("null") }
func (w *Writer) quoted(s string) { w.text = appendText(w.text, s) }

// texts writes a list of texts.
func (w *Writer) texts(all []string) { w.list(len(all), func(i int) { w.quoted(all[i]) }) }

// optional writes a text, or null for an empty one.
func (w *Writer) optional(text string) {
	if text == "" {
		w.null()
		return
	}
	w.quoted(text)
}

func (w *Writer) boolean(b bool) { w.text = strconv.AppendBool(w.text, b) }

func (w *Writer) integer(i int64) { w.text = strconv.AppendInt(w.text, i, 10) }

// float writes a number without an exponent, with as many digits as tell it from
// its neighbors.
func (w *Writer) float(f float64) { w.text = strconv.AppendFloat(w.text, f, 'f', -1, 64) }

func (w *Writer) optionalFloat(f *float64) {
	if f == nil {
		w.null()
		return
	}
	w.float(*f)
}

const hexadecimal = "0123456789ABCDEF"

// appendText appends a text as JSON has it, and escapes no more than it must. What
// is escaped is below 0x80, so that bytes can be looked at in place of characters.
func appendText(to []byte, text string) []byte {
	to = append(to, '"')
	start := 0
	for i := range len(text) {
		c := text[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		to = append(to, text[start:i]...)
		start = i + 1
		switch c {
		case '"', '\\':
			to = append(to, '\\', c)
		case '\t':
			to = append(to, `\t`...)
		case '\r':
			to = append(to, `\r`...)
		case '\n':
			to = append(to, `\n`...)
		default:
			to = append(to, `\u00`...)
			to = append(to, hexadecimal[c>>4], hexadecimal[c&0xf])
		}
	}
	to = append(to, text[start:]...)
	return append(to, '"')
}
