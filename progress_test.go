package main

import (
	"strings"
	"testing"
	"time"
)

// TestProgressInLines tells each file, and of one that takes long how far it is:
// after a quarter of its bytes in ten seconds, thirty are left.
func TestProgressInLines(t *testing.T) {
	var told strings.Builder
	now := time.Now()
	p := newProgress(&told)
	p.now = func() time.Time { return now }
	p.Begin("a.csv", 1000)
	p.Advance(100, 7)
	now = now.Add(10 * time.Second)
	p.Advance(250, 20)
	now = now.Add(time.Second)
	p.Advance(260, 21)
	now = now.Add(9 * time.Second)
	p.Advance(1000, 90)
	p.Begin("b.csv", 0)
	now = now.Add(10 * time.Second)
	p.Advance(5000, 1)
	p.wrote(1, 2)
	now = now.Add(20 * time.Second)
	p.wrote(2, 2)
	p.End()
	const want = `reading a.csv
reading a.csv: 20 rows, 25%, 30s left
reading a.csv: 90 rows, 100%, 0s left
reading b.csv
reading b.csv: 1 rows
writing
writing: 2 of 2 batches, 100%, 0s left
`
	if told.String() != want {
		t.Errorf("got %s\nwant %s", told.String(), want)
	}
}
