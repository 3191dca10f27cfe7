package graph_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"rolegraph/graph"
)

const listed = `{"a1": "query Roles { roles { totalCount } }", "b2": "query Tools($n: Int) { tools(first: $n) { totalCount } }"}`

func withDocuments(t *testing.T, only bool) *graph.Service {
	t.Helper()
	documents, err := graph.ReadDocuments(strings.NewReader(listed))
	if err != nil {
		t.Fatal(err)
	}
	config := graph.DefaultConfig()
	config.Documents, config.DocumentsOnly = documents, only
	service := serviceOf(t, config)
	if err := service.CheckDocuments(); err != nil {
		t.Fatal(err)
	}
	return service
}

func post(service *graph.Service, body string) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	response := httptest.NewRecorder()
	service.ServeHTTP(response, request)
	return response
}

// TestTrustedDocuments are asked by their ids, in the ways of clients.
func TestTrustedDocuments(t *testing.T) {
	const answer = `{"data":{"roles":{"totalCount":`
	for _, only := range []bool{false, true} {
		service := withDocuments(t, only)
		for _, body := range []string{
			`{"documentId": "a1"}`,
			`{"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "a1"}}}`,
			`{"documentId": "a1", "query": "query Roles { roles { totalCount } }"}`,
		} {
			for range 2 { // the second time the body is known
				if got := post(service, body); got.Code != http.StatusOK || !strings.HasPrefix(got.Body.String(), answer) {
					t.Errorf("%s: %d %s", body, got.Code, got.Body)
				}
			}
		}
		request := httptest.NewRequest(http.MethodGet, "/graphql?documentId=b2&variables="+url.QueryEscape(`{"n": 1}`), nil)
		got := httptest.NewRecorder()
		if service.ServeHTTP(got, request); got.Code != http.StatusOK || !strings.HasPrefix(got.Body.String(), `{"data":{"tools":`) {
			t.Errorf("by GET: %d %s", got.Code, got.Body)
		}
		for body, says := range map[string]string{
			`{"documentId": "c3"}`: "no document of the id",
			`{"documentId": "a1", "query": "{ tools { totalCount } }"}`: "another text",
			`{"documentId": 1}`:  "`documentId` must be a string",
			`{}`:                 map[bool]string{true: "known documents only", false: "`query` is missing"}[only],
			`{"documentId": ""}`: map[bool]string{true: "known documents only", false: "`query` is missing"}[only],
			`{"query": "{ __typename }", "documentId": "c3"}`:   map[bool]string{true: "no document", false: `"__typename":"Query"`}[only],
			`{"query": "query Roles { roles { totalCount } }"}`: map[bool]string{true: "known documents only", false: answer}[only],
		} {
			if got := post(service, body); !strings.Contains(got.Body.String(), says) && !strings.Contains(got.Body.String(), strings.ReplaceAll(says, `"`, `\"`)) {
				t.Errorf("%s (only: %t): %d %s; want %s", body, only, got.Code, got.Body, says)
			}
		}
	}
}

// TestWrongDocuments are found when the server starts.
func TestWrongDocuments(t *testing.T) {
	for list, says := range map[string]string{
		``: "must be a JSON object", `[]`: "must be a JSON object", `{}`: "must be a JSON object", `{"a": 1}`: "must be a JSON object",
		`{"a": "{ __typename }", "b": "{ x }"}`:         `"b"`,
		`{"a": "{"}`:                                    `"a"`,
		`{"a": "{` + strings.Repeat("a ", 2000) + `}"}`: "tokens",
	} {
		documents, err := graph.ReadDocuments(strings.NewReader(list))
		if err == nil {
			config := graph.DefaultConfig()
			config.Documents = documents
			err = serviceOf(t, config).CheckDocuments()
		}
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.40s: %v; want %s", list, err, says)
		}
	}
}
