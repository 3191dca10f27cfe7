package graph_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"rolegraph/graph"
)

// purse is a meter with so much to spend.
type purse struct {
	left  int
	spent []int
	again int // of the last
}

func (p *purse) Spend(_ context.Context, cost, again int) *graph.Shortage {
	p.again = again
	if cost > p.left {
		return &graph.Shortage{Left: p.left, Budget: 1_000_000, Wait: 1500 * time.Millisecond}
	}
	p.left -= cost
	p.spent = append(p.spent, cost)
	return nil
}

// notes keeps what an observer is told.
type notes []graph.Observation

func (n *notes) Begin(ctx context.Context) context.Context { return ctx }

func (n *notes) Observe(_ context.Context, observation graph.Observation) {
	*n = append(*n, observation)
}

func get(service *graph.Service, query string, header http.Header) *httptest.ResponseRecorder {
	request := httptest.NewRequest(http.MethodGet, "/graphql?query="+strings.NewReplacer(" ", "+", "{", "%7B", "}", "%7D", "#", "%23").Replace(query), nil)
	for name, values := range header {
		request.Header[name] = values
	}
	response := httptest.NewRecorder()
	service.ServeHTTP(response, request)
	return response
}

// TestSpending takes the cost of each operation once, of known ones too, and refuses
// what is beyond.
func TestSpending(t *testing.T) {
	purse := &purse{left: 100_005}
	config := graph.DefaultConfig()
	config.Meter = purse
	service := serviceOf(t, config)
	cost := 0
	for i := range 2 {
		response := service.Answer(t.Context(), graph.Request{Query: "{ roles(first: 1) { totalCount } }"})
		if len(response.Errors) > 0 || len(purse.spent) != i+1 {
			t.Fatal(response.Errors, purse.spent)
		}
		cost = purse.spent[i]
	}
	if cost != 1 || purse.spent[0] != cost {
		t.Errorf("a number costs %v", purse.spent)
	}
	service.Answer(t.Context(), graph.Request{Query: "{ nothing }"})
	if len(purse.spent) != 2 {
		t.Errorf("a refused operation costs %v", purse.spent[2:])
	}
	if response := service.Answer(t.Context(), graph.Request{Query: "{ roles { totalCount } }", Explain: graph.ExplainOnly}); len(response.Errors) > 0 || len(purse.spent) != 3 {
		t.Errorf("an explanation: %v, %v", response.Errors, purse.spent)
	}
	if response := service.Answer(t.Context(), graph.Request{Query: "{ __schema { queryType { name } } }"}); len(response.Errors) > 0 || purse.spent[3] < 100_000 {
		t.Errorf("introspection: %v, %v", response.Errors, purse.spent)
	}
	purse.left, purse.spent = 30_042, nil
	long := "{ roles(first: 1) { totalCount " + strings.Repeat(" ", 2_970) + "} }"
	for range 2 {
		if response := service.Answer(t.Context(), graph.Request{Query: long}); len(response.Errors) > 0 {
			t.Errorf("a long document: %v", response.Errors)
		}
	}
	if want := []int{10 * len(long), 1, 1}; !slices.Equal(purse.spent, want) {
		t.Errorf("a long document costs %v, and when it is known; want %v", purse.spent, want)
	}
	if response := service.Answer(t.Context(), graph.Request{Query: long + "}"}); len(response.Errors) != 1 || response.RetryAfter == 0 {
		t.Errorf("a long document that can't be paid, before it is read: %v", response.Errors)
	}
	purse.left, purse.spent = 200_002, nil
	longer := long + strings.Repeat(" ", 5_000)
	for range 2 { // it is not kept
		if response := service.Answer(t.Context(), graph.Request{Query: longer}); len(response.Errors) > 0 || purse.again != 10*len(longer) {
			t.Errorf("a document that is not kept: %v, and each time %d", response.Errors, purse.again)
		}
	}
	if want := []int{10 * len(longer), 1, 10 * len(longer), 1}; !slices.Equal(purse.spent, want) {
		t.Errorf("a document that is not kept costs %v, want %v", purse.spent, want)
	}
	purse.left = 0
	got := get(service, "{ roles(first: 1) { totalCount } }", nil)
	if got.Code != http.StatusTooManyRequests || got.Header().Get("Retry-After") != "2" ||
		got.Body.String() != `{"errors":[{"message":"the operation costs 1, and this client may spend 0 now: try again in 2 s, or ask for less","extensions":{"code":"RATE_LIMITED","cost":1,"left":0,"retryAfter":2}}]}` {
		t.Errorf("%d %v %s", got.Code, got.Header(), got.Body)
	}
}

// TestObservations tells of each request, and of none its values.
func TestObservations(t *testing.T) {
	seen := &notes{}
	config := graph.DefaultConfig()
	config.Observer = seen
	service := serviceOf(t, config)
	const counted = "query Counted { roles { totalCount } }"
	for _, query := range []string{counted, counted, "{ roles { totalCount } }", "query Wrong { x }", "query Dear { roles(first: 0) { totalCount } }"} {
		service.Answer(t.Context(), graph.Request{Query: query})
	}
	for i, want := range []graph.Observation{
		{Operation: "Counted"}, {Operation: "Counted", Known: true}, {}, {Code: "GRAPHQL_VALIDATION_FAILED"}, {Operation: "Dear", Code: "BAD_USER_INPUT"},
	} {
		got := (*seen)[i]
		if got.Operation != want.Operation || got.Code != want.Code || got.Known != want.Known || got.Begun.IsZero() || want.Code == "" && (len(got.Stages) == 0 || got.Cost == 0) {
			t.Errorf("observed %+v; want %+v", got, want)
		}
	}
}

// TestCaching lets caches keep answers to GET until the graph, the request or what
// answers depend on is another.
func TestCaching(t *testing.T) {
	service := serviceOf(t, graph.DefaultConfig())
	const query = "{ roles { totalCount } }"
	first := get(service, query, nil)
	tag := first.Header().Get("ETag")
	if first.Code != http.StatusOK || first.Header().Get("Cache-Control") != "no-cache" || !strings.HasPrefix(tag, `W/"`) || first.Header().Get("Vary") != "Accept" {
		t.Fatalf("%d %v", first.Code, first.Header())
	}
	for _, known := range []string{tag, `"x", ` + tag, "*", strings.TrimPrefix(tag, "W/")} {
		if got := get(service, query, http.Header{"If-None-Match": {known}}); got.Code != http.StatusNotModified || got.Body.Len() > 0 || got.Header().Get("ETag") != tag {
			t.Errorf("with %s known: %d %s", known, got.Code, got.Body)
		}
	}
	hubs, build := graph.DefaultConfig(), graph.DefaultConfig()
	hubs.HubLimit, build.Build = 1, "another"
	for what, got := range map[string]*httptest.ResponseRecorder{
		"another operation":  get(service, "{ tools { totalCount } }", http.Header{"If-None-Match": {tag}}),
		"another media type": get(service, query, http.Header{"If-None-Match": {tag}, "Accept": {"application/graphql-response+json"}}),
		"another hub limit":  get(serviceOf(t, hubs), query, http.Header{"If-None-Match": {tag}}),
		"another build":      get(serviceOf(t, build), query, http.Header{"If-None-Match": {tag}}),
	} {
		if got.Code != http.StatusOK || got.Header().Get("ETag") == tag || got.Body.Len() == 0 {
			t.Errorf("%s: %d %v", what, got.Code, got.Header())
		}
	}
	for _, refused := range []string{"{ x }", "{ roles(first: 0) { totalCount } }"} {
		if got := get(service, refused, http.Header{"If-None-Match": {"*"}}); got.Header().Get("ETag") != "" || got.Header().Get("Cache-Control") != "no-store" || got.Body.Len() == 0 {
			t.Errorf("%s: %d %v", refused, got.Code, got.Header())
		}
	}
}

// TestTrustedDocumentsAreReadForNothing however long they are; the same text costs who
// sends it.
func TestTrustedDocumentsAreReadForNothing(t *testing.T) {
	long := "{ roles(first: 1) { totalCount " + strings.Repeat(" ", 9_000) + "} }"
	purse := &purse{left: 1_000_000}
	config := graph.DefaultConfig()
	config.Meter, config.Documents = purse, graph.Documents{"long": long}
	service := serviceOf(t, config)
	for _, c := range []struct {
		body string
		want []int
	}{
		{`{"documentId": "long"}`, []int{1}},
		{`{"query": "` + long + `"}`, []int{10 * len(long), 1}},
	} {
		purse.spent = nil
		request := httptest.NewRequest(http.MethodPost, "/graphql", strings.NewReader(c.body))
		request.Header.Set("Content-Type", "application/json")
		response := httptest.NewRecorder()
		service.ServeHTTP(response, request)
		if response.Code != http.StatusOK || !slices.Equal(purse.spent, c.want) {
			t.Errorf("%.30s: %d, and it costs %v, want %v", c.body, response.Code, purse.spent, c.want)
		}
	}
}
