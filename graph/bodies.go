package graph

import (
	"bytes"
	"sync"
)

// maxKeptBody is how large a buffer is kept for another body, in bytes.
const maxKeptBody = 64 << 10

// bodies are buffers for the bodies of requests, which are used again and again.
type bodies struct{ pool sync.Pool }

func (b *bodies) take() *bytes.Buffer {
	if body, ok := b.pool.Get().(*bytes.Buffer); ok {
		body.Reset()
		return body
	}
	return new(bytes.Buffer)
}

// giveBack ends the use of a body, and of all that is read of it.
func (b *bodies) giveBack(body *bytes.Buffer) {
	if body.Cap() <= maxKeptBody {
		b.pool.Put(body)
	}
}
