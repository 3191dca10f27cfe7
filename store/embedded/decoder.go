package embedded

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"
)

// decoder reads what an encoder wrote, and whatever else it is given: what it
// allocates is in proportion to the bytes that there are.
type decoder struct {
	from *bufio.Reader
	left uint64 // bytes that are not read yet
	// block is what texts are parts of, so that each need not be allocated by
	// itself.
	block *strings.Builder
	err   error
}

func newDecoder(r io.Reader, size uint64) *decoder {
	return &decoder{from: bufio.NewReaderSize(r, enough), left: size, block: &strings.Builder{}}
}

func (d *decoder) decodes() bool { return true }

func (d *decoder) room(bytes int) uint64 { return d.left / uint64(bytes) }

func (d *decoder) fail(err error) {
	if d.err == nil {
		d.err = err
		d.left = 0
	}
}

// ReadByte reads the next byte.
func (d *decoder) ReadByte() (byte, error) {
	if d.err != nil || d.left == 0 {
		return 0, io.ErrUnexpectedEOF
	}
	d.left--
	return d.from.ReadByte()
}

func (d *decoder) number(uint64) uint64 {
	number, err := binary.ReadUvarint(d)
	if err != nil {
		d.fail(err)
		return 0
	}
	return number
}

func (d *decoder) float(float64) float64 {
	bytes := d.next(8)
	if d.err != nil {
		return 0
	}
	number := math.Float64frombits(binary.LittleEndian.Uint64(bytes))
	if math.IsInf(number, 0) || math.IsNaN(number) {
		d.fail(errors.New("a figure is not finite"))
		return 0
	}
	return number
}

// next gives so many bytes, at most enough, until more is read.
func (d *decoder) next(count uint64) []byte {
	if count > d.left {
		d.fail(io.ErrUnexpectedEOF)
	}
	if d.err != nil {
		return nil
	}
	bytes, err := d.from.Peek(int(count))
	if err == nil {
		_, err = d.from.Discard(len(bytes)) // which leaves them in the buffer
	}
	if err != nil {
		d.fail(err)
		return nil
	}
	d.left -= count
	return bytes
}

func (d *decoder) text(string) string {
	length := d.number(0)
	if length > d.left {
		d.fail(fmt.Errorf("a text of %d bytes, where %d are left", length, d.left))
		return ""
	}
	if d.block.Len()+int(length) > d.block.Cap() {
		d.block = &strings.Builder{}
		d.block.Grow(int(max(length, min(enough, d.left))))
	}
	begin := d.block.Len()
	for length > 0 && d.err == nil {
		part := d.next(min(length, enough))
		d.block.Write(part)
		length -= uint64(len(part))
	}
	text := d.block.String()[begin:]
	if !utf8.ValidString(text) {
		d.fail(errors.New("a text is not valid UTF-8"))
		return ""
	}
	return text
}

// end reports what was wrong, or that there is more than was read.
func (d *decoder) end() error {
	if d.err != nil {
		return d.err
	}
	if d.left > 0 {
		return fmt.Errorf("%d bytes more than expected", d.left)
	}
	switch _, err := d.from.ReadByte(); err { // where the checksum is compared
	case io.EOF:
		return nil
	case nil:
		return errors.New("more than expected")
	default:
		return err
	}
}
