package graph

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
)

// Documents are operations that are known beforehand, by the ids that clients send
// in their place.
type Documents map[string]string

// maxDocuments is how many bytes a list of documents may have.
const maxDocuments = 20_000_000

// ReadDocuments reads a list as graphql-codegen and Relay's compiler write it: a JSON
// object of ids and texts. It fails for anything else, and for lists of more than 20
// MB.
func ReadDocuments(from io.Reader) (Documents, error) {
	text, err := io.ReadAll(io.LimitReader(from, maxDocuments+1))
	if err != nil {
		return nil, err
	}
	if len(text) > maxDocuments {
		return nil, fmt.Errorf("the list of documents is longer than %d MB", maxDocuments/1_000_000)
	}
	var documents Documents
	if err := json.Unmarshal(text, &documents); err != nil || len(documents) == 0 {
		return nil, fmt.Errorf(`the list of documents must be a JSON object of ids and texts, such as {"9a3f": "query Roles { roles { totalCount } }"}`)
	}
	return documents, nil
}

// CheckDocuments reports the first document, by id, that this service would refuse
// whatever its variables are.
func (s *Service) CheckDocuments() error {
	for _, id := range slices.Sorted(maps.Keys(s.config.Documents)) {
		text := s.config.Documents[id]
		document, problems := s.parse(text)
		if problems == nil {
			problems = s.validate(document, len(text))
		}
		if problems != nil {
			return fmt.Errorf("the document %q is not one that can be answered: %w", id, problems)
		}
	}
	return nil
}

// text is the operation of a request, which names it by an id or has its text, and
// whether it is one of the service's documents.
func (s *Service) text(query, id string) (text string, trusted bool, wrong *fault) {
	switch {
	case id == "" && s.config.DocumentsOnly:
		return "", false, &fault{http.StatusBadRequest, "this server answers known documents only: send the id of one as `documentId`"}
	case id == "" && query == "":
		return "", false, &fault{http.StatusBadRequest, "`query` is missing: the text of the operation"}
	case id == "":
		return query, false, nil
	}
	known, found := s.config.Documents[id]
	switch {
	case !found && s.config.DocumentsOnly, !found && query == "":
		return "", false, &fault{http.StatusBadRequest, "there is no document of the id that `documentId` gives"}
	case !found:
		return query, false, nil // it would be kept by others; here its text is enough
	case query != "" && query != known:
		return "", false, &fault{http.StatusBadRequest, "`query` is another text than the document of the id that `documentId` gives"}
	default:
		return known, true, nil
	}
}
