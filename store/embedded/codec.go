package embedded

import "fmt"

// codec passes values between a graph and its binary form, one way: an encoder
// writes what it is given, and gives it back; a decoder takes no notice of it, and
// gives what it reads. So one description of the form, graphForm, serves both.
// After an error nothing more happens, and what is read is zero.
type codec interface {
	// number passes a number; small ones are short.
	number(uint64) uint64
	// float passes a finite number.
	float(float64) float64
	// text passes a text of UTF-8.
	text(string) string
	// decodes reports whether this is a decoder.
	decodes() bool
	// room is how many items can follow that take so many bytes or more each.
	room(bytes int) uint64
	// fail notes an error, if it is the first.
	fail(error)
}

// set puts what was passed in its place, if it was read: others may be reading a
// graph that is written.
func set[T any](c codec, place *T, passed T) {
	if c.decodes() {
		*place = passed
	}
}

// below passes a number that is less than a limit.
func below[T ~uint8 | ~int32](c codec, value *T, limit int) {
	number := c.number(uint64(*value))
	if number >= uint64(limit) {
		c.fail(fmt.Errorf("%d where at most %d can be", number, limit-1))
		number = 0
	}
	set(c, value, T(number))
}

// integer passes a number that may be negative; those near 0 are short.
func integer(c codec, value *int) {
	number := c.number(uint64(*value)<<1 ^ uint64(*value>>63))
	set(c, value, int(number>>1)^-int(number&1))
}

// boolean passes whether something is so.
func boolean(c codec, value *bool) {
	var number uint8
	if *value {
		number = 1
	}
	below(c, &number, 2)
	set(c, value, number == 1)
}

// list passes a list whose items take so many bytes or more each.
func list[T any](c codec, items *[]T, bytes int, pass func(*T)) {
	count := c.number(uint64(len(*items)))
	if c.decodes() {
		if most := c.room(bytes); count > most {
			c.fail(fmt.Errorf("a list of %d, where at most %d have room", count, most))
			count = 0
		}
		*items = nil
		if count > 0 {
			*items = make([]T, count)
		}
	}
	for i := range *items {
		pass(&(*items)[i])
	}
}

// optional passes a value that may be missing.
func optional[T any](c codec, value **T, pass func(*T)) {
	there := *value != nil
	boolean(c, &there)
	if c.decodes() {
		*value = nil
		if there {
			*value = new(T)
		}
	}
	if there {
		pass(*value)
	}
}
