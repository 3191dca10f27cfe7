package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"rolegraph/graph"
	"rolegraph/graph/examples"
	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/neo4j/neo4jtest"
)

// answered runs the command with an operation on standard input.
func answered(t *testing.T, operation string, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, problems bytes.Buffer
	status = run(t.Context(), append([]string{"rolegraph", "query"}, args...), strings.NewReader(operation), &out, &problems)
	return status, out.String(), problems.String()
}

// seedOnly has the commands of a test use the seed, and no file that lies about.
func seedOnly(t *testing.T) {
	t.Helper()
	t.Setenv("ROLEGRAPH_DATA", filepath.Join(t.TempDir(), "graph.db"))
}

const shared = `{ compareRoles(roles: ["data-science-engineer", "machine-learning-software-engineer"]) {
	shared { tools { nodes { name } } skills { nodes { name } } languages { nodes { name } } } } }`

// TestQueryFormats has what the article says that two roles share.
func TestQueryFormats(t *testing.T) {
	seedOnly(t)
	for _, c := range []struct{ format, want string }{
		{"csv", "list,name\nshared.skills,Computer science\nshared.skills,Programming\nshared.languages,Python\n"},
		{"table", "list              name\n────────────────  ────────────────\nshared.skills     Computer science\nshared.skills     Programming\nshared.languages  Python\n"},
		{"json", `{"data":{"compareRoles":{"shared":{"tools":{"nodes":[]},"skills":{"nodes":[{"name":"Computer science"},{"name":"Programming"}]},"languages":{"nodes":[{"name":"Python"}]}}}}}` + "\n"},
		{"", `{"data":{"compareRoles":{"shared":{"tools":{"nodes":[]},"skills":{"nodes":[{"name":"Computer science"},{"name":"Programming"}]},"languages":{"nodes":[{"name":"Python"}]}}}}}` + "\n"},
	} {
		var args []string
		if c.format != "" {
			args = []string{"--format", c.format}
		}
		if status, stdout, stderr := answered(t, shared, args...); status != done || stdout != c.want || stderr != "" {
			t.Errorf("%s: status %d, %s\ngot\n%s\nwant\n%s", c.format, status, stderr, stdout, c.want)
		}
	}
	if status, stdout, _ := answered(t, `{ role(slug: "data-science-engineer") { name medianPay tools { totalCount } } }`, "--format", "table"); status != done ||
		stdout != "name              Data Science Engineer\nmedianPay\ntools.totalCount  13\n" {
		t.Errorf("values alone: status %d\n%s", status, stdout)
	}
}

// TestQueryReads what is on standard input or in a file.
func TestQueryReads(t *testing.T) {
	seedOnly(t)
	file := filepath.Join(t.TempDir(), "query.graphql")
	if err := os.WriteFile(file, []byte(`query Git { tool(slug: "git") { name } } query By($slug: String!, $kinds: [Kind!]) { tool(slug: $slug) { name } search(text: $slug, kinds: $kinds) { totalCount } }`), 0o600); err != nil {
		t.Fatal(err)
	}
	const git = `{"data":{"tool":{"name":"Git"}}}` + "\n"
	for _, c := range []struct {
		stdin  string
		args   []string
		status int
		stdout string
		stderr string // a part
	}{
		{`{ tool(slug: "git") { name } }`, nil, done, git, ""},
		{`{ tool(slug: "git") { name } }`, []string{"-"}, done, git, ""},
		{"", []string{file, "--operation", "Git"}, done, git, ""},
		{"", []string{"--operation", "By", "--var", "slug=git", "--var", "kinds=TOOL", file}, done, `{"data":{"tool":{"name":"Git"},"search":{"totalCount":1}}}` + "\n", ""},
		{"query ($slugs: [String!]) { tools(where: {slugs: $slugs}) { totalCount } }", []string{"--var", `slugs=["docker","git"]`}, done, `{"data":{"tools":{"totalCount":2}}}` + "\n", ""},
		{"{ tools { totalCount pageInfo { hasNextPage } } }", []string{"--format", "csv"}, done, "totalCount,pageInfo.hasNextPage\n24,true\n", ""},
		{"", []string{file}, wrongUsage, "", "the document has several operations; name one of Git, By"},
		{"", []string{file, "--operation", "Svn"}, wrongUsage, "", `the document has no operation "Svn"; it has Git, By`},
		{"", []string{file, "--operation", "By", "--var", "slag=git"}, wrongUsage, "", "the operation has no variable $slag; it has $slug, $kinds"},
		{"", []string{file, "--operation", "By"}, failed, `{"errors":[{"message":"variable $slug: a value is required, of type String!","locations":[{"line":1,"column":51}],"extensions":{"code":"BAD_USER_INPUT"}}]}` + "\n", "rolegraph: variable $slug: a value is required, of type String! (line 1, column 51; BAD_USER_INPUT)\n"},
		{"", []string{file, file}, wrongUsage, "", "name one file with an operation"},
		{"", []string{"nowhere.graphql"}, failed, "", "nowhere.graphql"},
		{"", []string{"{ graph { version } }"}, wrongUsage, "", "name a file; what it would hold can come by standard input: echo '{ roles"},
		{"{ graph { version } } #" + strings.Repeat("x", 100_000), nil, failed, "", "the operation has more than 100000 bytes"},
		{"", nil, failed, `{"errors":[{"message":"the document has no operation","extensions":{"code":"GRAPHQL_PARSE_FAILED"}}]}` + "\n", "the document has no operation (GRAPHQL_PARSE_FAILED)"},
		{"{ graph { age } }", []string{"--format", "csv"}, failed, "", "rolegraph: Cannot query field \"age\" on type \"Graph\". (line 1, column 11; GRAPHQL_VALIDATION_FAILED)\n"},
		{"{ tools(first: 1000) { nodes { name } } }", []string{"--format", "csv"}, failed, "", "`first` is 1000; it must be from 1 to 100 (tools; BAD_USER_INPUT)"},
		{"{ graph { version } }", []string{"--format", "xml"}, wrongUsage, "", `unknown format "xml"; known are table, json, csv`},
		{"{ graph { version } }", []string{"--all"}, wrongUsage, "", "--all: the operation has no list in pages: ask for the `nodes` or `edges` of one"},
		{"{ graph { version } }", []string{"--url", "localhost:8080"}, wrongUsage, "", "--url names no server; expected an address such as http://127.0.0.1:8080/graphql"},
	} {
		status, stdout, stderr := answered(t, c.stdin, c.args...)
		if status != c.status || stdout != c.stdout || !strings.Contains(stderr, c.stderr) || (c.stderr == "") != (stderr == "") {
			t.Errorf("%.40s %v: status %d\n%.300s\n%s", c.stdin, c.args, status, stdout, stderr)
		}
	}
	if status := run(t.Context(), []string{"rolegraph", "query"}, iotest.ErrReader(os.ErrDeadlineExceeded), new(bytes.Buffer), new(bytes.Buffer)); status != failed {
		t.Errorf("an input that can't be read: status %d", status)
	}
}

// TestAnswerersAgree asks the examples of the store and of a server.
func TestAnswerersAgree(t *testing.T) {
	seedOnly(t)
	p := started(t)
	url := p.address + "/graphql"
	cases := [][]string{}
	for _, example := range examples.All() {
		for _, format := range []string{"csv", "table", "json"} {
			args := []string{example.Operation, "--format", format}
			var variables map[string]any
			if example.Variables != nil {
				if err := json.Unmarshal(example.Variables, &variables); err != nil {
					t.Fatal(err)
				}
			}
			for name, value := range variables {
				args = append(args, "--var", fmt.Sprint(name, "=", value))
			}
			cases = append(cases, args)
		}
	}
	for _, wrong := range []string{"{ graph { age } }", "{", `{ tools(after: "x") { nodes { name } } }`, `{ tools(where: {slugs: ["gti"]}) { nodes { name } } }`} {
		cases = append(cases, []string{wrong, "--format", "csv"}, []string{wrong, "--format", "json"})
	}
	cases = append(cases, []string{"{ tools(first: 7) { nodes { name } } }", "--format", "csv", "--all"}, []string{"{ tools(first: 7) { nodes { name } } }", "--format", "json", "--all"})
	for _, c := range cases {
		status, stdout, stderr := answered(t, c[0], c[1:]...)
		if remoteStatus, remoteStdout, remoteStderr := answered(t, c[0], append(c[1:], "--url", url)...); status != remoteStatus || stdout != remoteStdout || stderr != remoteStderr {
			t.Errorf("%s\nlocal  %d\n%s%s\nserver %d\n%s%s", c, status, stdout, stderr, remoteStatus, remoteStdout, remoteStderr)
		}
		if stdout == "" && stderr == "" {
			t.Errorf("%s: nothing is said", c)
		}
	}
}

// TestQueryADatabase has the same from Neo4j.
func TestQueryADatabase(t *testing.T) {
	server := neo4jtest.Shared(t)
	server.Wipe(t)
	seedOnly(t)
	operations := []string{shared, "{ tools(first: 7) { nodes { name } } }"}
	want := make([]string, len(operations))
	for i, operation := range operations {
		_, want[i], _ = answered(t, operation, "--format", "csv")
	}
	environment(t, server)
	if status, stdout, stderr := answered(t, shared); status != failed || stdout != "" || !strings.Contains(stderr, "rolegraph --store neo4j import seed") {
		t.Errorf("an empty database: status %d, %s%s", status, stdout, stderr)
	}
	importSeedInto(t)
	for i, operation := range operations {
		if status, stdout, stderr := answered(t, operation, "--format", "csv"); status != done || stdout != want[i] {
			t.Errorf("%s: status %d, %s\ngot\n%s\nwant\n%s", operation, status, stderr, stdout, want[i])
		}
	}
}

// TestAllPages has all 24 tools of the article, in the order of one large page.
func TestAllPages(t *testing.T) {
	seedOnly(t)
	_, want, _ := answered(t, "{ tools(first: 100) { nodes { name roleCount } } }", "--format", "csv")
	if lines := strings.Count(want, "\n"); lines != 25 {
		t.Fatalf("a page of 100 has %d lines", lines)
	}
	for _, operation := range []string{
		"{ tools { nodes { name roleCount } } }",
		"{ tools(first: 1) { nodes { name roleCount } } }",
		"{ tools(first: 7) { edges { node { name roleCount } } } }",
		"{ ...T } fragment T on Query { tools(first: 12) { nodes { ...N } } } fragment N on Tool { name roleCount }",
		"query ($from: String) { tools(first: 5, after: $from) { nodes { name roleCount } } }",
	} {
		for _, args := range [][]string{{"--all", "--format", "csv"}, {"--format", "csv", "--all"}} {
			if status, stdout, stderr := answered(t, operation, args...); status != done || stdout != want || stderr != "" {
				t.Errorf("%s: status %d, %s\n%s", operation, status, stderr, stdout)
			}
		}
	}
	// As JSON one answer a page, with what was selected and nothing else.
	status, stdout, _ := answered(t, "{ tools(first: 20) { totalCount nodes { name } } }", "--all", "--format", "json")
	pages := strings.Split(strings.TrimSpace(stdout), "\n")
	if status != done || len(pages) != 2 || !strings.HasPrefix(pages[1], `{"data":{"tools":{"totalCount":24,"nodes":[{"name":"Snowflake"},{"name":"Spark"},{"name":"Tableau"},{"name":"TensorFlow"}]}}}`) {
		t.Errorf("status %d, %s", status, stdout)
	}
	// From a cursor on, which a variable or the operation names.
	_, first, _ := answered(t, "{ tools(first: 20) { pageInfo { endCursor } } }")
	cursor := strings.Split(first, `"`)[9]
	want = "name\nSnowflake\nSpark\nTableau\nTensorFlow\n"
	for _, c := range [][]string{
		{fmt.Sprintf("{ tools(first: 3, after: %q) { nodes { name } } }", cursor)},
		{"query ($from: String) { tools(first: 3, after: $from) { nodes { name } } }", "--var", "from=" + cursor},
	} {
		if status, stdout, stderr := answered(t, c[0], append(c[1:], "--all", "--format", "csv")...); status != done || stdout != want {
			t.Errorf("%s: status %d, %s\n%s", c, status, stderr, stdout)
		}
	}
	// A list of something that does not exist.
	if status, stdout, stderr := answered(t, `{ role(slug: "nobody") { tools { nodes { name } } } }`, "--all", "--format", "csv"); status != done || stdout != "tools.name\n" || stderr != "" {
		t.Errorf("nobody's tools: status %d, %s%s", status, stdout, stderr)
	}
}

// TestWhatIsLeftOutIsTold, and how to get it.
func TestWhatIsLeftOutIsTold(t *testing.T) {
	seedOnly(t)
	for _, c := range []struct{ operation, args, want string }{
		{"{ tools { nodes { name } } }", "", "rolegraph: `tools` has more than its page; --all gives all of it\n"},
		{"{ tools { nodes { name } } }", "--all", ""},
		{"{ tools(first: 100) { nodes { name } } }", "", ""},
		{"{ tools { nodes { name } } languages(first: 2) { nodes { name } } }", "", "rolegraph: `tools` has more than its page; a larger `first`, of 100 at most, gives more\nrolegraph: `languages` has more than its page; a larger `first`, of 100 at most, gives more\n"},
		// Each of the three roles is a page, and two of them have tools: 13 and 11.
		{"{ roles(first: 1) { nodes { tools(first: 12) { nodes { name } } skills(first: 3) { nodes { name } } } } }", "--all", "rolegraph: `roles.nodes.skills` has more than its page in 2 of the entries around it; a larger `first`, of 100 at most, gives more\nrolegraph: `roles.nodes.tools` has more than its page in 1 of the entries around it; a larger `first`, of 100 at most, gives more\n"},
	} {
		status, _, stderr := answered(t, c.operation, append(strings.Fields(c.args), "--format", "csv")...)
		got, want := strings.SplitAfter(stderr, "\n"), strings.SplitAfter(c.want, "\n")
		slices.Sort(got)
		slices.Sort(want)
		if status != done || !slices.Equal(got, want) {
			t.Errorf("%s %s: status %d\n%s\nwant\n%s", c.operation, c.args, status, stderr, c.want)
		}
	}
}

// serviceOf answers from a graph of these facts.
func serviceOf(t *testing.T, facts ...*kg.Facts) *graph.Service {
	t.Helper()
	store, err := embedded.New(nil, facts...)
	if err != nil {
		t.Fatal(err)
	}
	return graph.NewService(store, slog.New(slog.NewTextHandler(os.Stderr, nil)), graph.DefaultConfig())
}

// TestAllPagesAreOfOneGraph has the graph become another after the first page.
func TestAllPagesAreOfOneGraph(t *testing.T) {
	before := serviceOf(t, dense()...)
	after := serviceOf(t, dense()[0])
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked == 1 {
			before.ServeHTTP(w, r)
		} else {
			after.ServeHTTP(w, r)
		}
	}))
	defer server.Close()
	status, stdout, stderr := answered(t, "{ tools(first: 5) { nodes { name } } }", "--all", "--format", "csv", "--url", server.URL)
	if status != failed || strings.Count(stdout, "\n") != 6 || asked != 2 || !strings.HasPrefix(stderr, "rolegraph: the graph has changed between two pages: what is written is of version ") {
		t.Errorf("status %d after %d questions\n%s%s", status, asked, stdout, stderr)
	}
}

// TestManyPages reads two thousand tools from a server, as CSV and as a table whose
// widths are known by then.
func TestManyPages(t *testing.T) {
	facts := &kg.Facts{Source: kg.Source{Slug: "own", Name: "own"}}
	for i := range 2000 {
		name := fmt.Sprintf("Tool %04d", i)
		facts.Nodes = append(facts.Nodes, kg.NodeFact{Kind: kg.Tool, Slug: kg.MakeSlug(name), Name: name})
	}
	server := httptest.NewServer(serviceOf(t, facts))
	defer server.Close()
	for _, format := range []string{"csv", "table"} {
		status, stdout, stderr := answered(t, "{ tools(first: 100) { nodes { name } } }", "--all", "--format", format, "--url", server.URL)
		if lines := strings.Split(strings.TrimSpace(stdout), "\n"); status != done || stderr != "" || lines[len(lines)-1] != "Tool 1999" || lines[len(lines)-2000] != "Tool 0000" {
			t.Errorf("%s: status %d, %d lines, %s", format, status, len(lines), stderr)
		}
	}
}

// TestInterruptedQuery ends while a server does not answer, and while standard
// input says nothing.
func TestInterruptedQuery(t *testing.T) {
	seedOnly(t)
	asked, ended := make(chan struct{}), make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		close(asked)
		<-ended
	}))
	defer server.Close()
	defer close(ended)
	silent, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer writer.Close()
	for _, c := range []struct {
		stdin *os.File
		args  []string
		begun <-chan struct{}
	}{
		{nil, []string{operationFile(t, "{ graph { version } }"), "--url", server.URL}, asked},
		{silent, nil, nil},
	} {
		ctx, interrupt := context.WithCancel(t.Context())
		go func() {
			if c.begun != nil {
				<-c.begun
			}
			interrupt()
		}()
		var stdout, stderr bytes.Buffer
		if status := run(ctx, append([]string{"rolegraph", "query"}, c.args...), c.stdin, &stdout, &stderr); status != interrupted || stdout.Len() > 0 || stderr.String() != "rolegraph: interrupted; nothing was changed\n" {
			t.Errorf("%v: status %d, %s%s", c.args, status, stdout.String(), stderr.String())
		}
	}
}

func operationFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "operation.graphql")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestBrokenServers are told apart.
func TestBrokenServers(t *testing.T) {
	says := func(status int, mediaType, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", mediaType)
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	nobody := httptest.NewServer(nil)
	nobody.Close()
	withTLS := httptest.NewUnstartedServer(nil)
	withTLS.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelWarn) // it is refused, and says so
	withTLS.StartTLS()
	defer withTLS.Close()
	for name, c := range map[string]struct {
		handler http.HandlerFunc
		url     string
		stdout  string
		stderr  string // a part
	}{
		"a page":                  {handler: says(200, "text/html", "<html>"), stderr: " answers with a page in HTML and not with GraphQL; a server of rolegraph answers at an address that ends in /graphql\n"},
		"no such page":            {handler: says(404, "text/plain", "not found"), stderr: " answers with status 404 and not with GraphQL; "},
		"a broken gateway":        {handler: says(502, "text/html", "<html>"), stderr: " answers with status 502 and not with GraphQL; "},
		"JSON of something else":  {handler: says(200, "application/json", `{"hello": "world"}`), stderr: " does not answer with GraphQL; "},
		"no JSON":                 {handler: says(200, "application/json", `{"data": {`), stderr: " does not answer with GraphQL; "},
		"nothing":                 {handler: says(200, "application/json", ``), stderr: " does not answer with GraphQL; "},
		"no data and no error":    {handler: says(200, "application/json", `{"data": null}`), stderr: "rolegraph: the answer has no data\n"},
		"an error that is none":   {handler: says(200, "application/json", `{"errors": [null]}`), stderr: " does not answer with GraphQL; "},
		"data that is no object":  {handler: says(200, "application/json", `{"data": [1]}`), stderr: "rolegraph: the answer's data is no object\n"},
		"data of something else":  {handler: says(200, "application/json", `{"data": {"tools": 3}}`), stderr: "rolegraph: the answer does not fit the operation at `tools.nodes`\n", stdout: "name\n"},
		"who are you":             {handler: says(401, "application/json", `{"message": "no"}`), stderr: " answers that this is not allowed (status 401); ROLEGRAPH_TOKEN or --token-file may hold a token for it\n"},
		"somewhere else":          {handler: http.RedirectHandler("http://127.0.0.1:1/x", http.StatusTemporaryRedirect).ServeHTTP, stderr: ` leads to "http://127.0.0.1:1/`},
		"nobody":                  {url: nobody.URL, stderr: "connection refused"},
		"no such host":            {url: "http://nobody.invalid/graphql", stderr: "http://nobody.invalid/graphql can't be reached: "},
		"no TLS":                  {url: "tls", stderr: " does not speak TLS; the address may have to begin with http://\n", handler: says(200, "text/plain", "")},
		"TLS of somebody unknown": {url: withTLS.URL, stderr: " can't prove to be that server: "},
		"a secret in the address": {url: strings.Replace(nobody.URL, "http://", "http://me:s3cret@", 1), stderr: "http://me:xxxxx@"},
		"errors and some data": {
			handler: says(200, "application/graphql-response+json", `{"data": {"tools": {"nodes": [{"name": "A\u001b[2J"}]}}, "errors": [{"message": "no \u001b]0;title\u0007 more", "path": ["tools", "nodes", 1], "extensions": {"code": "INTERNAL", "id": "X1"}}]}`),
			stdout:  "name\nA\x1b[2J\n", stderr: "rolegraph: no \ufffd]0;title\ufffd more (tools.nodes[1]; INTERNAL; X1)\n",
		},
		"a next page without a cursor": {
			handler: says(200, "application/json", `{"data": {"tools": {"_page": {"hasNextPage": true}, "nodes": [{"name": "A"}]}}}`),
			stdout:  "name\nA\n", stderr: "rolegraph: there is another page and no way to it: what is written is not all\n",
		},
		"the same page for ever": {
			handler: says(200, "application/json", `{"data": {"tools": {"_page": {"hasNextPage": true, "endCursor": "c"}, "nodes": [{"name": "A"}]}}}`),
			stdout:  "name\nA\nA\n", stderr: "rolegraph: there is another page and no way to it: what is written is not all\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			url := c.url
			if c.handler != nil {
				server := httptest.NewServer(c.handler)
				defer server.Close()
				url = server.URL
				if c.url == "tls" {
					url = strings.Replace(url, "http:", "https:", 1)
				}
			}
			status, stdout, stderr := answered(t, "{ tools { nodes { name } } }", "--format", "csv", "--all", "--url", url)
			if status != failed || stdout != c.stdout || !strings.Contains(stderr, c.stderr) || strings.Contains(stderr, "\x1b") || strings.Contains(stderr, "s3cret") {
				t.Errorf("status %d\n%q\n%s\nwant\n%q\n%s", status, stdout, stderr, c.stdout, c.stderr)
			}
		})
	}
}

// TestNoDataIsNoAnswer in any format.
func TestNoDataIsNoAnswer(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, `{"data": null}`)
	}))
	defer server.Close()
	for _, format := range []string{"json", "csv", "table"} {
		if status, _, stderr := answered(t, "{ graph { version } }", "--format", format, "--url", server.URL); status != failed || stderr != "rolegraph: the answer has no data\n" {
			t.Errorf("%s: status %d, %s", format, status, stderr)
		}
	}
}

// TestServersThatGiveTooMuch, or nothing, are not waited for for ever.
func TestServersThatGiveTooMuch(t *testing.T) {
	endless := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for piece := bytes.Repeat([]byte(" "), 1<<20); r.Context().Err() == nil; {
			if _, err := w.Write(piece); err != nil {
				return
			}
		}
	}))
	defer endless.Close()
	if status, stdout, stderr := answered(t, "{ graph { version } }", "--url", endless.URL); status != failed || stdout != "" || !strings.HasSuffix(stderr, " answers with more than 64 MB\n") {
		t.Errorf("status %d, %.100s%s", status, stdout, stderr)
	}
	silent := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // it looks for the connection's end from then on
		<-r.Context().Done()
	}))
	defer silent.Close()
	server, err := newRemote(silent.URL, "")
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	server.client.Timeout = time.Millisecond
	if _, err := server.Answer(t.Context(), question{Query: "{ graph { version } }"}); err == nil || !strings.HasSuffix(err.Error(), " takes more than 1ms to answer") {
		t.Error(err)
	}
}

// TestTokens are shown to the server that is named, and to no other.
func TestTokens(t *testing.T) {
	t.Setenv("ROLEGRAPH_TOKEN", "s3cret")
	service, seen := serviceOf(t, dense()...), ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen = r.Header.Get("Authorization")
		service.ServeHTTP(w, r)
	}))
	defer server.Close()
	if status, _, stderr := answered(t, "{ graph { version } }", "--url", server.URL); status != done || seen != "Bearer s3cret" {
		t.Errorf("status %d, %s, shown was %q", status, stderr, seen)
	}
	seen = ""
	elsewhere := httptest.NewServer(http.RedirectHandler(server.URL, http.StatusPermanentRedirect))
	defer elsewhere.Close()
	if status, _, stderr := answered(t, "{ graph { version } }", "--url", elsewhere.URL); status != failed || seen != "" || strings.Contains(stderr, "s3cret") {
		t.Errorf("a redirection: status %d, %s, shown was %q", status, stderr, seen)
	}
}

// TestNewerServer knows fields that this program does not.
func TestNewerServer(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"data":{"graph":{"age":7}}}`))
	}))
	defer server.Close()
	const newer = "{ graph { age } }"
	if status, stdout, stderr := answered(t, newer, "--url", server.URL); status != done || stdout != `{"data":{"graph":{"age":7}}}`+"\n" || stderr != "" {
		t.Errorf("JSON: status %d, %s%s", status, stdout, stderr)
	}
	for _, args := range [][]string{{"--format", "csv"}, {"--all"}, {"--var", "a=b"}} {
		if status, stdout, stderr := answered(t, newer, append(args, "--url", server.URL)...); status != failed || stdout != "" || !strings.Contains(stderr, "this is by the schema that this program knows") {
			t.Errorf("%v: status %d, %s%s", args, status, stdout, stderr)
		}
	}
}

// TestCSVIsRead by a reader that knows nothing of this program: descriptions with
// commas, quotation marks and lines come back as JSON has them.
func TestCSVIsRead(t *testing.T) {
	hostile := []string{"plain", "comma, \"quoted\"", "two\nlines", "=HYPERLINK(\"http://x\")", " padded ", "'", "é東京"}
	facts := &kg.Facts{Source: kg.Source{Slug: "own", Name: "own"}}
	for i, text := range hostile {
		facts.Nodes = append(facts.Nodes, kg.NodeFact{Kind: kg.Tool, Slug: kg.MakeSlug(fmt.Sprint("t", i)), Name: fmt.Sprint("t", i), Description: text})
	}
	server := httptest.NewServer(serviceOf(t, facts))
	defer server.Close()
	_, stdout, _ := answered(t, "{ tools { nodes { description } } }", "--format", "csv", "--url", server.URL)
	rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
	if err != nil || len(rows) != len(hostile)+1 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	_, stdout, _ = answered(t, "{ tools { nodes { description } } }", "--url", server.URL)
	var answer struct {
		Data struct {
			Tools struct {
				Nodes []struct{ Description string }
			}
		}
	}
	if err := json.Unmarshal([]byte(stdout), &answer); err != nil {
		t.Fatal(err)
	}
	for i, node := range answer.Data.Tools.Nodes {
		if rows[i+1][0] != node.Description || !slices.Contains(hostile, strings.TrimSpace(node.Description)) && !slices.Contains(hostile, node.Description) {
			t.Errorf("%q is read as %q", node.Description, rows[i+1][0])
		}
	}
}
