package graph

import (
	"fmt"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"rolegraph/kg"
)

// problems are what is wrong with an operation.
type problems gqlerror.List

const (
	// maxProblems is how many problems are told of one operation.
	maxProblems = 100
	// maxHints is of how many problems with a name the nearest ones are told.
	maxHints = 10
)

// note adds that an argument is wrong. The message says which, and what would be
// right.
func (all *problems) note(path ast.Path, format string, args ...any) {
	found := &gqlerror.Error{
		Message:    fmt.Sprintf(format, args...),
		Path:       slices.Clone(path),
		Extensions: map[string]any{"code": string(kg.BadUserInput)},
	}
	// What is planned once for each kind or role is told once.
	told := slices.ContainsFunc(*all, func(e *gqlerror.Error) bool {
		return e.Message == found.Message && slices.Equal(e.Path, found.Path)
	})
	if !told && len(*all) < maxProblems {
		*all = append(*all, found)
	}
}

// wrongList notes that `after` is of another list.
func (all *problems) wrongList(path ast.Path) {
	all.note(path, "`after` is not a cursor of this list: use `endCursor` or a `cursor` that the same field gave with the same arguments, `first` and `after` aside, for the same entity")
}
