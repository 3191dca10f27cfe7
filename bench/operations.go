package main

import (
	"embed"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"

	"rolegraph/bench/operations"
)

// documents are the operations as users of the peer write them.
//
//go:embed peer/operations
var documents embed.FS

// operation is what all contestants are asked.
type operation struct {
	name string
	// title is for people.
	title string
	// document is the operation for rolegraph.
	document string
	// natural and best are the operation for the peer: in the form that comes
	// naturally and in the best that was found. They are one if only one is
	// known, and empty where the peer can't express the operation.
	natural, best string
	// parameters are the values that the limit needs.
	parameters []string
	// scales says that ten times the data should not make the answer slower: it
	// is as large as before.
	scales bool
}

// allOperations are in the order of the table.
func allOperations() []*operation {
	all := []*operation{
		{name: "profile", parameters: []string{"role"}, scales: true},
		{name: "shared", parameters: []string{"role", "other"}, scales: true},
		{name: "only", parameters: []string{"role", "other"}, scales: true},
		{name: "compare", parameters: []string{"role", "other"}, scales: true},
		{name: "page", parameters: []string{"afterKey"}, scales: true},
		{name: "nested", parameters: []string{"afterKey"}},
		{name: "hops", parameters: []string{"role"}},
		{name: "used", scales: true},
		{name: "search", parameters: []string{"found"}},
		{name: "paths", parameters: []string{"from", "to"}},
	}
	for _, o := range all {
		o.title, o.document = operations.Document(o.name)
		o.natural = peerDocument(o.name + ".natural")
		o.best = peerDocument(o.name + ".best")
		if o.best == "" {
			o.best = o.natural
		}
	}
	return all
}

// peerDocument is empty where there is none.
func peerDocument(name string) string {
	text, err := documents.ReadFile("peer/operations/" + name + ".graphql")
	if err != nil {
		return ""
	}
	return string(text)
}

// chosen keeps the operations of some names; all if there is none.
func chosen(all []*operation, names []string) ([]*operation, error) {
	if len(names) == 0 {
		return all, nil
	}
	var kept []*operation
	for _, name := range names {
		at := slices.IndexFunc(all, func(o *operation) bool { return o.name == name })
		if at < 0 {
			return nil, fmt.Errorf("there is no operation %q", name)
		}
		kept = append(kept, all[at])
	}
	return kept, nil
}

// target is one request, as the load generator reads it.
type target struct {
	Method string `json:"method"`
	URL    string `json:"url"`
	Body   []byte `json:"body,omitempty"`
}

// variable finds the variables that a document declares.
var variable = regexp.MustCompile(`\$(\w+):`)

// graphQL is the request for a document. Of the values it has the variables.
func graphQL(address, document string, v value) (target, error) {
	variables := map[string]any{}
	for _, found := range variable.FindAllStringSubmatch(document, -1) {
		variables[found[1]] = v[found[1]]
	}
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	return target{"POST", address, body}, err
}

// limitRequest is the request to the limit.
func limitRequest(address string, o *operation, v value) target {
	query := url.Values{}
	for _, name := range o.parameters {
		query.Set(name, v[name].(string))
	}
	return target{Method: "GET", URL: address + "/" + o.name + "?" + query.Encode()}
}
