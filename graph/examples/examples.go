// Package examples holds operations that show what can be asked. The answers
// beside them are those of the seed.
package examples

import (
	"embed"
	"encoding/json"
	"io/fs"
	"strings"
)

//go:embed *.graphql *.json
var files embed.FS

// Example is one operation.
type Example struct {
	// Name is that of the file, without .graphql.
	Name string
	// Summary is the comment that the operation begins with.
	Summary string
	// Operation is the file's text, with the comment.
	Operation string
	// Variables is the JSON object in NAME.variables.json; nil without such a
	// file.
	Variables json.RawMessage
}

// All gives the examples in the order of their names.
func All() []Example {
	names, err := fs.Glob(files, "*.graphql")
	if err != nil {
		panic(err) // the pattern is right
	}
	examples := make([]Example, len(names))
	for i, path := range names {
		operation, err := files.ReadFile(path)
		if err != nil {
			panic(err) // what is embedded can be read
		}
		name := strings.TrimSuffix(path, ".graphql")
		comment, _, _ := strings.Cut(string(operation), "\n")
		// Most need no variables, and have no such file.
		variables, _ := files.ReadFile(name + ".variables.json")
		examples[i] = Example{name, strings.TrimPrefix(comment, "# "), string(operation), variables}
	}
	return examples
}
