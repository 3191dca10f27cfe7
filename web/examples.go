package web

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
)

// Example is an operation that the playground offers.
type Example struct {
	// Name is short, and Summary one line.
	Name    string `json:"name"`
	Summary string `json:"summary"`
	// Operation is the text of a GraphQL document.
	Operation string `json:"operation"`
	// Variables is a JSON object, or nil.
	Variables json.RawMessage `json:"variables,omitempty"`
}

// examplesFile is the list of examples as the playground reads it.
func examplesFile(examples []Example) *file {
	var gzipped bytes.Buffer
	writer := gzip.NewWriter(&gzipped)
	err := json.NewEncoder(writer).Encode(append([]Example{}, examples...)) // an empty list is no null
	if err == nil {
		err = writer.Close()
	}
	if err != nil {
		panic(fmt.Errorf("web: the examples' variables are no JSON: %w", err))
	}
	return newFile("examples.json", gzipped.Bytes(), asked)
}
