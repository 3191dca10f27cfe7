package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rolegraph/graph"
	"rolegraph/kg"
)

// seedOperations are the examples and some operations more, each with variables.
func seedOperations(f *testing.F) map[string]string {
	f.Helper()
	paths, err := filepath.Glob("graph/examples/*.graphql")
	if err != nil || len(paths) == 0 {
		f.Fatalf("%d examples, %v", len(paths), err)
	}
	operations := map[string]string{
		`query($w: ToolFilter, $f: Int) { tools(where: $w, first: $f) { totalCount } }`:                                                                 `{"w": {"or": [{"not": {"text": "x"}}, {"roleCount": {"min": 1}}]}, "f": 3}`,
		`query($i: [ID!]!) { nodes(ids: $i) { ...F } } fragment F on Entity { aliases(first: 2) ... on Skill { broader { edges { cursor weight } } } }`: `{"i": ["skill:programming", "x"]}`,
		`{ __schema { types { name fields { name type { name ofType { name } } } } } }`:                                                                 `{}`,
	}
	for _, path := range paths {
		operation, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		operations[string(operation)] = `{"slug": "data-scientist", "after": "AAAA"}`
	}
	return operations
}

// seedServices are services of the seed, by who writes their answers.
func seedServices(f *testing.F) map[graph.Executor]*graph.Service {
	f.Helper()
	store := ofSeed(f)
	services := map[graph.Executor]*graph.Service{}
	for _, executor := range []graph.Executor{graph.Shaped, graph.Generated} {
		config := graph.DefaultConfig()
		config.Executor = executor
		services[executor] = graph.NewService(store, silent, config)
	}
	return services
}

// FuzzAnswer has any operation with any variables: it is answered or refused, never a
// fault of the program; what is answered is JSON, and by both executors the same.
func FuzzAnswer(f *testing.F) {
	services := seedServices(f)
	for operation, variables := range seedOperations(f) {
		f.Add(operation, variables)
	}
	f.Fuzz(func(t *testing.T, query, variables string) {
		var values map[string]any
		decoder := json.NewDecoder(strings.NewReader(variables))
		decoder.UseNumber()
		if err := decoder.Decode(&values); err != nil {
			return
		}
		answers := map[graph.Executor]string{}
		for executor, service := range services {
			response := service.Answer(t.Context(), graph.Request{Query: query, Variables: maps.Clone(values)})
			for _, problem := range response.Errors {
				switch code := problem.Extensions["code"]; code {
				case "INTERNAL", nil:
					t.Errorf("%s\n%s\n%v", query, variables, problem)
				case "TIMEOUT":
					return // of a machine with much to do: then they may differ
				}
			}
			if len(response.Errors) == 0 && !json.Valid(response.Data) {
				t.Errorf("%s\nis answered %s", query, response.Data)
			}
			problems, err := json.Marshal(response.Errors)
			if err != nil {
				t.Fatal(err)
			}
			answers[executor] = string(response.Data) + "\n" + string(problems)
			response.Free()
		}
		if answers[graph.Shaped] != answers[graph.Generated] {
			t.Errorf("%s\n%s\nis answered\n%s\nand by gqlgen's code\n%s", query, variables, answers[graph.Shaped], answers[graph.Generated])
		}
	})
}

// responseBody is what a client reads of a response.
type responseBody struct {
	Data   json.RawMessage
	Errors []struct {
		Message    string
		Extensions struct{ Code string }
	}
}

// checked gives the body of a response, which must be one of GraphQL, and of no fault
// of the program.
func checked(t *testing.T, response *httptest.ResponseRecorder) (body responseBody) {
	t.Helper()
	statuses := []int{http.StatusOK, http.StatusBadRequest, http.StatusMethodNotAllowed, http.StatusRequestEntityTooLarge, http.StatusRequestURITooLong, http.StatusTooManyRequests}
	if !slices.Contains(statuses, response.Code) {
		t.Errorf("the status is %d", response.Code)
	}
	if err := json.Unmarshal(response.Body.Bytes(), &body); err != nil {
		t.Fatalf("%v: %s", err, response.Body)
	}
	if body.Data == nil && len(body.Errors) == 0 {
		t.Errorf("neither data nor errors: %s", response.Body)
	}
	for _, problem := range body.Errors {
		if code := problem.Extensions.Code; code == "" || code == "INTERNAL" || problem.Message == "" {
			t.Errorf("the error %+v", problem)
		}
	}
	return body
}

// FuzzPost posts any bytes: they are answered or refused. A refusal of what is no JSON
// says nothing of what it is.
func FuzzPost(f *testing.F) {
	service := seedServices(f)[graph.Shaped]
	post := func(body []byte) *httptest.ResponseRecorder {
		request := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
		request.Header.Set("Content-Type", "application/json")
		response := httptest.NewRecorder()
		service.ServeHTTP(response, request)
		return response
	}
	for operation, variables := range seedOperations(f) {
		body, err := json.Marshal(map[string]any{"query": operation, "variables": json.RawMessage(variables), "extensions": map[string]any{"explain": true}})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	for _, body := range []string{
		``, `null`, `[]`, `[{"query": "{__typename}"}]`, `{}`, `{"query": null}`, `{"query": 1}`, `{"query": "{__typename}", "variables": []}`,
		`{"query": "query A { __typename } query B { __typename }", "operationName": "B"}`, `{"query": "\ud800"}`, "{\"query\": \"\xff\"}", "\ufeff{}",
		`{"query": "{__typename}", "query": "{"}`, `{"documentId": "x", "extensions": {"persistedQuery": {"sha256Hash": "y"}}}`, `{"query": "mutation { a }"}`,
	} {
		f.Add([]byte(body))
	}
	const noJSON = "no JSON"
	want := post([]byte(noJSON)).Body.String()
	f.Fuzz(func(t *testing.T, body []byte) {
		response := post(body)
		checked(t, response)
		if !json.Valid(body) && (response.Code != http.StatusBadRequest && response.Code != http.StatusRequestEntityTooLarge || response.Code == http.StatusBadRequest && response.Body.String() != want) {
			t.Errorf("what is no JSON is answered %d %s", response.Code, response.Body)
		}
	})
}

// FuzzGet has any query of a URL: it is answered or refused, and what caches may keep
// they have again.
func FuzzGet(f *testing.F) {
	service := seedServices(f)[graph.Shaped]
	for operation, variables := range seedOperations(f) {
		f.Add(url.Values{"query": {operation}, "variables": {variables}}.Encode())
	}
	for _, query := range []string{"", "query=%", "query={__typename}&query={", "query=mutation{a}", "query={__typename}&variables=1", "query={__typename}&extensions={\"explain\":\"only\"}", "a;b", "query=%ff"} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		get := func(tag string) *httptest.ResponseRecorder {
			request := httptest.NewRequest(http.MethodGet, "/graphql", nil)
			request.URL.RawQuery = query
			request.Header.Set("If-None-Match", tag)
			response := httptest.NewRecorder()
			service.ServeHTTP(response, request)
			return response
		}
		response := get("")
		body := checked(t, response)
		tag := response.Header().Get("ETag")
		if tag == "" {
			return
		}
		if len(body.Errors) > 0 {
			t.Errorf("errors may be kept: %s", response.Body)
		}
		if again := get(tag); again.Code != http.StatusNotModified || again.Body.Len() != 0 {
			t.Errorf("who has the answer is given %d %s", again.Code, again.Body)
		}
	})
}

// FuzzAfter has any text as a cursor: it is refused for what it is, or the list goes
// on behind the place that it stands for.
func FuzzAfter(f *testing.F) {
	service := seedServices(f)[graph.Shaped]
	const operation = `query($after: String) { tools(first: 3, after: $after) { edges { cursor node { name } } } }`
	type page struct {
		Tools struct {
			Edges []struct {
				Cursor string
				Node   struct{ Name string }
			}
		}
	}
	ask := func(t testing.TB, after any) (page page, refused bool) {
		response := service.Answer(t.Context(), graph.Request{Query: operation, Variables: map[string]any{"after": after}})
		defer response.Free()
		for _, problem := range response.Errors {
			if problem.Extensions["code"] != "BAD_USER_INPUT" {
				t.Errorf("%q: %v", after, problem)
			}
		}
		if len(response.Errors) > 0 {
			return page, true
		}
		if err := json.Unmarshal(response.Data, &page); err != nil {
			t.Fatal(err)
		}
		return page, false
	}
	first, refused := ask(f, nil)
	if refused || len(first.Tools.Edges) != 3 {
		f.Fatalf("the first page is %+v", first)
	}
	for _, edge := range first.Tools.Edges {
		f.Add(edge.Cursor)
		f.Add(edge.Cursor[1:])
	}
	f.Add("")
	f.Add("AAAA")
	f.Add(string(kg.NewCursor(1, kg.ByName, kg.Place{SortKey: "a", Slug: "a"})))
	f.Fuzz(func(t *testing.T, after string) {
		page, refused := ask(t, after)
		if refused {
			return
		}
		_, place, ok := kg.Cursor(after).Parse(kg.ByName)
		if !ok {
			t.Fatalf("%q is taken for a cursor", after)
		}
		for _, edge := range page.Tools.Edges {
			if kg.SortKey(edge.Node.Name) < place.SortKey {
				t.Errorf("%q leads to %q", after, edge.Node.Name)
			}
		}
	})
}

// FuzzDocuments has any bytes as the list of documents that are known beforehand: a
// list that is taken has only operations that can be answered.
func FuzzDocuments(f *testing.F) {
	f.Add([]byte(`{"9a3f": "query Roles { roles { totalCount } }", "b": "{ __typename }"}`))
	f.Add([]byte(`{"a": 1}`))
	f.Add([]byte(`[]`))
	f.Add([]byte(`{"a": "{ nothing }", "a": "{ __typename }"}`))
	store := ofSeed(f)
	f.Fuzz(func(t *testing.T, list []byte) {
		documents, err := graph.ReadDocuments(bytes.NewReader(list))
		if err != nil {
			return
		}
		config := graph.DefaultConfig()
		config.Documents, config.DocumentsOnly = documents, true
		service := graph.NewService(store, silent, config)
		if service.CheckDocuments() != nil {
			return
		}
		for id := range documents {
			body, err := json.Marshal(map[string]string{"documentId": id})
			if err != nil {
				t.Fatal(err)
			}
			request := httptest.NewRequest(http.MethodPost, "/graphql", bytes.NewReader(body))
			request.Header.Set("Content-Type", "application/json")
			response := httptest.NewRecorder()
			service.ServeHTTP(response, request)
			for _, problem := range checked(t, response).Errors {
				if problem.Extensions.Code == "GRAPHQL_VALIDATION_FAILED" || problem.Extensions.Code == "GRAPHQL_PARSE_FAILED" {
					t.Errorf("%q: %+v", documents[id], problem)
				}
			}
		}
	})
}
