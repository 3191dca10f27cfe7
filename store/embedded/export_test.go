package embedded

import (
	"testing"

	"github.com/gofrs/flock"
)

// LockFile holds the lock of a data file as one that imports does.
func LockFile(t *testing.T, path string) (release func()) {
	lock := flock.New(path + ".lock")
	if err := lock.Lock(); err != nil {
		t.Fatal(err)
	}
	return func() { lock.Close() }
}

// What tests of the binary form of graphs look at.
var (
	WriteGraph = writeGraph
	ReadGraph  = readGraph
)

// KeySize is how many bytes go before the graph in its entry.
const KeySize = len(mergeKey{})
