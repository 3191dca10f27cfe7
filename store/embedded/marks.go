package embedded

import "sync"

// marks lends slices with an element for each node of a graph. To make one would
// take longer than many a question: so they are all zero when they are lent, and
// who borrowed one gives it back with the elements zero again that he has set. One
// that is not given back is no loss but of time.
type marks[T any] struct{ pool sync.Pool }

// of are as many nodes.
func (m *marks[T]) of(nodes int) {
	m.pool.New = func() any {
		slice := make([]T, nodes)
		return &slice
	}
}

func (m *marks[T]) borrow() *[]T { return m.pool.Get().(*[]T) }

func (m *marks[T]) giveBack(slice *[]T) { m.pool.Put(slice) }
