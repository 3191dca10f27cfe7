package telemetry

import (
	"sync"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/parser"
)

const (
	// maxKnownNames is how many names of documents that are known beforehand are told
	// apart.
	maxKnownNames = 150
	// maxOtherNames is how many names of other operations are told apart: those that
	// come first.
	maxOtherNames = 50
	// maxName is how many bytes a name has at most that is told.
	maxName = 64

	// Names of operations have no parentheses: these are nobody's.
	noName    = "(none)"
	otherName = "(other)"
)

// names are those of operations that are told apart. Clients choose the names, so
// their number is bounded: who sends many can use up the room for names that are not
// known beforehand, and never that of those that are. Nothing is forgotten to make
// room, as a series that begins anew from zero is of no use.
type names struct {
	mu           sync.RWMutex
	told         map[string]bool
	known, other int // how many of them were known beforehand, and were not
}

func newNames() *names { return &names{told: map[string]bool{}} }

// know gives room to the names of the operations in a document.
func (n *names) know(text string) {
	document, err := parser.ParseQuery(&ast.Source{Input: text})
	if err != nil {
		return // it is the service that refuses it
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, operation := range document.Operations {
		if name := operation.Name; name != "" && len(name) <= maxName && !n.told[name] && n.known < maxKnownNames {
			n.told[name] = true
			n.known++
		}
	}
}

// of is the name to tell for one that a client has chosen. One that is new takes
// room only if its operation was answered.
func (n *names) of(name string, answered bool) string {
	if name == "" {
		return noName
	}
	n.mu.RLock()
	told := n.told[name]
	n.mu.RUnlock()
	if told {
		return name
	}
	if !answered || len(name) > maxName {
		return otherName
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.told[name] {
		if n.other == maxOtherNames {
			return otherName
		}
		n.told[name] = true
		n.other++
	}
	return name
}

// cut is a name as logs and traces have it, which need not tell apart few.
func cut(name string) string { return name[:min(len(name), maxName)] }
