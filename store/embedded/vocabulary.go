package embedded

import "fmt"

// vocabulary holds values of which many are equal: each is passed once, and is one
// in memory. The values must not be changed.
type vocabulary[T any] struct {
	numbers map[string]uint64 // of an encoder: by their binary form, from 1 on
	values  []T               // of a decoder
}

// known passes a value by its number in the vocabulary, or 0 and the value itself
// where it is not there yet.
func known[T any](c codec, words *vocabulary[T], value *T, pass func(*T)) {
	switch c := c.(type) {
	case *encoder:
		begin := len(c.buffer)
		c.held++
		c.buffer = append(c.buffer, 0)
		pass(value)
		form := c.buffer[begin+1:]
		number, seen := words.numbers[string(form)]
		switch {
		case seen:
			c.buffer = c.buffer[:begin]
			c.number(number)
		case words.numbers == nil:
			words.numbers = map[string]uint64{string(form): 1}
		default:
			words.numbers[string(form)] = uint64(len(words.numbers)) + 1
		}
		c.held--
		c.write(enough)
	case *decoder:
		number, zero := c.number(0), *new(T)
		switch {
		case c.err != nil:
			*value = zero
		case number == 0:
			pass(value)
			words.values = append(words.values, *value)
		case number <= uint64(len(words.values)):
			*value = words.values[number-1]
		default:
			c.fail(fmt.Errorf("number %d in a vocabulary of %d", number, len(words.values)))
			*value = zero
		}
	}
}
