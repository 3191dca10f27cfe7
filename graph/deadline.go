package graph

import (
	"context"
	"sync"
	"time"
)

// deadline is a context that ends at a time, as one of context.WithDeadline does. It makes
// that only when somebody waits for its end: most operations take some microseconds and
// look at Err alone, and the timer would be a tenth of their work. Of two reasons to end
// between which nobody has looked it may tell the second.
type deadline struct {
	context.Context // that of the request
	at              time.Time

	mu      sync.Mutex
	err     error           // why it has ended, once that was looked at
	waited  context.Context // nil until somebody waits
	release context.CancelFunc
}

// over is the channel of contexts that had ended before somebody waited.
var over = func() <-chan struct{} {
	closed := make(chan struct{})
	close(closed)
	return closed
}()

func withDeadline(ctx context.Context, at time.Time) *deadline {
	if earlier, ok := ctx.Deadline(); ok && earlier.Before(at) {
		at = earlier
	}
	return &deadline{Context: ctx, at: at}
}

// Deadline is when the context ends at the latest.
func (d *deadline) Deadline() (time.Time, bool) { return d.at, true }

// Done is closed once the context has ended.
func (d *deadline) Done() <-chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.waited == nil {
		if d.ended() != nil {
			return over
		}
		d.waited, d.release = context.WithDeadline(d.Context, d.at)
	}
	return d.waited.Done()
}

// Err is why the context has ended, or nil.
func (d *deadline) Err() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.ended()
}

// ended is Err. Who calls it holds mu.
func (d *deadline) ended() error {
	switch {
	case d.err != nil:
	case d.waited != nil:
		d.err = d.waited.Err()
	case d.Context.Err() != nil:
		d.err = d.Context.Err()
	case !time.Now().Before(d.at):
		d.err = context.DeadlineExceeded
	}
	return d.err
}

// Value is that of the request. Package context finds by it what to tell of the end of
// the contexts that it makes of this one.
func (d *deadline) Value(key any) any {
	d.mu.Lock()
	waited := d.waited
	d.mu.Unlock()
	if waited != nil {
		return waited.Value(key)
	}
	return d.Context.Value(key)
}

// end cancels the context, unless it has ended already.
func (d *deadline) end() {
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.waited != nil:
		d.release()
	case d.ended() == nil:
		d.err = context.Canceled
	}
}
