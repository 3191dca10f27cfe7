package embedded

import (
	"encoding/binary"
	"io"
	"math"
)

// encoder writes the binary form of values.
type encoder struct {
	to     io.Writer
	buffer []byte
	// held counts the values in the buffer that may be taken back.
	held int
	err  error
}

// enough is how many bytes are written at once.
const enough = 1 << 16

// write writes what is in the buffer, if that is enough.
func (e *encoder) write(enough int) {
	if e.err == nil && e.held == 0 && len(e.buffer) >= enough {
		_, e.err = e.to.Write(e.buffer)
		e.buffer = e.buffer[:0]
	}
}

func (e *encoder) decodes() bool { return false }

func (e *encoder) room(int) uint64 { return math.MaxUint64 }

func (e *encoder) fail(err error) {
	if e.err == nil {
		e.err = err
	}
}

func (e *encoder) number(value uint64) uint64 {
	e.buffer = binary.AppendUvarint(e.buffer, value)
	e.write(enough)
	return value
}

func (e *encoder) float(value float64) float64 {
	e.buffer = binary.LittleEndian.AppendUint64(e.buffer, math.Float64bits(value))
	e.write(enough)
	return value
}

func (e *encoder) text(value string) string {
	e.buffer = binary.AppendUvarint(e.buffer, uint64(len(value)))
	e.buffer = append(e.buffer, value...)
	e.write(enough)
	return value
}
