// Package operations has the operations that the benchmarks ask, as users of
// rolegraph write them.
package operations

import (
	"embed"
	"strings"
)

//go:embed *.graphql
var documents embed.FS

// Document is the operation of a name, such as "profile", and its title for people;
// it panics if there is none.
func Document(name string) (title, document string) {
	text, err := documents.ReadFile(name + ".graphql")
	if err != nil {
		panic("operations: " + err.Error())
	}
	title, document, _ = strings.Cut(strings.TrimPrefix(string(text), "# "), "\n")
	return title, document
}
