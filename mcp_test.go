package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"rolegraph/agents/agentstest"
	"rolegraph/store/embedded"
)

// documentedClient is a server as a client's settings in docs/agents.md name it.
type documentedClient struct {
	Command string
	Args    []string
	URL     string
}

// documentedClients are those of docs/agents.md: one that starts the program, and
// one that asks a server.
func documentedClients(t *testing.T) (starts, asks documentedClient) {
	t.Helper()
	var clients []documentedClient
	for _, block := range blocks(t, "docs/agents.md", "json") {
		var settings struct{ MCPServers map[string]documentedClient }
		if err := json.Unmarshal([]byte(block), &settings); err != nil {
			t.Fatalf("%v in %s", err, block)
		}
		clients = append(clients, settings.MCPServers["rolegraph"])
	}
	if len(clients) != 2 {
		t.Fatalf("docs/agents.md has settings of %d clients, want two", len(clients))
	}
	return clients[0], clients[1]
}

// TestAgentStartsTheProgram walks as the client of a process that it has started,
// as the documentation says.
func TestAgentStartsTheProgram(t *testing.T) {
	documented, _ := documentedClients(t)
	if !strings.HasSuffix(documented.Command, "/rolegraph") {
		t.Errorf("the documentation starts %s", documented.Command)
	}
	data := filepath.Join(t.TempDir(), "rolegraph.db")
	for i, argument := range documented.Args {
		if strings.HasSuffix(argument, ".db") {
			documented.Args[i] = data
		}
	}
	command := exec.Command(built(t), documented.Args...)
	var stderr strings.Builder
	command.Stderr = &stderr
	session := agentstest.Connect(t, &mcp.CommandTransport{Command: command})
	agentstest.Walk(t, session)
	if err := session.Close(); err != nil {
		t.Error(err)
	}
	if status := command.ProcessState.ExitCode(); status != done || stderr.Len() > 0 {
		t.Errorf("it ended with status %d and %q", status, stderr.String())
	}
}

// TestAgentAsksTheServer walks over HTTP, at the path that the documentation names.
func TestAgentAsksTheServer(t *testing.T) {
	_, documented := documentedClients(t)
	address, err := url.Parse(documented.URL)
	if err != nil || address.Host != "127.0.0.1:8080" {
		t.Fatalf("the documentation asks %s, %v", documented.URL, err)
	}
	p := started(t)
	session := agentstest.Connect(t, &mcp.StreamableClientTransport{Endpoint: p.address + address.Path})
	agentstest.Walk(t, session)
	session.Close()
	if status := p.stop(); status != done || p.stderr.String() != "" {
		t.Errorf("stopped with status %d and %q", status, p.stderr.String())
	}
}

// TestAgentReadsOnlyMessages has a store that can't be reached, of which the log
// tells on standard error; what is on standard output are messages, and nothing
// else. It begins as revisions of the protocol did before 2026.
func TestAgentReadsOnlyMessages(t *testing.T) {
	command := exec.Command(built(t), "--store", "neo4j", "--neo4j-uri", "bolt://127.0.0.1:1", "mcp")
	var stderr strings.Builder
	command.Stderr = &stderr
	in, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for _, turn := range []struct{ message, answer string }{
		{
			`{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}`,
			`"protocolVersion":"2025-06-18"`,
		},
		{message: `{"jsonrpc":"2.0","method":"notifications/initialized"}`},
		{
			`{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search","arguments":{"query":"git"}}}`,
			"UNAVAILABLE: ",
		},
	} {
		fmt.Fprintln(in, turn.message)
		if turn.answer == "" {
			continue
		}
		if !lines.Scan() || !json.Valid(lines.Bytes()) || !strings.Contains(lines.Text(), turn.answer) {
			t.Errorf("%s is answered %q, %v", turn.message, lines.Text(), lines.Err())
		}
	}
	in.Close()
	if lines.Scan() {
		t.Errorf("after the last answer there is %q", lines.Text())
	}
	if err := command.Wait(); err != nil || !strings.Contains(stderr.String(), "the store is not ready") {
		t.Errorf("it ended with %v and told %q", err, stderr.String())
	}
}

// TestAgentDocumentation makes the calls of docs/agents.md, which must be answered
// as it says, and compares its tables with the tools and resources.
func TestAgentDocumentation(t *testing.T) {
	session := agentstest.Connect(t, &mcp.StreamableClientTransport{Endpoint: serveStore(t, ofSeed(t)) + "/mcp"})
	for _, block := range blocks(t, "docs/agents.md", "text") {
		call, answer, found := strings.Cut(strings.TrimSpace(block), "\n")
		tool, text, _ := strings.Cut(call, " ")
		var arguments, got, want map[string]any
		if err := json.Unmarshal([]byte(text), &arguments); err != nil || !found {
			t.Fatalf("%v in %s", err, block)
		}
		if err := json.Unmarshal([]byte(answer), &want); err != nil {
			t.Fatalf("%v in %s", err, answer)
		}
		if text := session.Call(t, tool, arguments, &got); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s is answered\n%s", call, text)
		}
	}
	text, err := os.ReadFile("docs/agents.md")
	if err != nil {
		t.Fatal(err)
	}
	for tool, err := range session.Tools(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		row := regexp.MustCompile("(?m)^\\| `" + tool.Name + "` \\|.*$").FindString(string(text))
		for argument := range tool.InputSchema.(map[string]any)["properties"].(map[string]any) {
			if !strings.Contains(row, "`"+argument+"`") {
				t.Errorf("the table does not say that %s takes %s: %s", tool.Name, argument, row)
			}
		}
	}
	for resource, err := range session.Resources(t.Context(), nil) {
		if err != nil {
			t.Fatal(err)
		}
		row := regexp.MustCompile("(?m)^\\| `" + resource.URI + "` \\|.*$").FindString(string(text))
		if size := fmt.Sprintf("| %d |", resource.Size); !strings.Contains(strings.ReplaceAll(row, ",", ""), size) {
			t.Errorf("%s has %d bytes, and the table says %s", resource.URI, resource.Size, row)
		}
	}
	revisions := mcp.SupportedProtocolVersions()
	if said := fmt.Sprintf("from %s to %s", slices.Min(revisions), slices.Max(revisions)); !strings.Contains(string(text), said) {
		t.Errorf("the documentation does not say which revisions are answered: %s", said)
	}
}

// maxUsualResult is what the documentation says that results have at most, in
// bytes, where the tool chooses how much it shows.
const maxUsualResult = 8_000

// TestAgentResultsAreSmall measures what tools give if they may choose: of all
// roles of the published data, and of what most roles are linked to.
func TestAgentResultsAreSmall(t *testing.T) {
	joins, facts := published(t)
	store, err := embedded.New(joins, facts...)
	if err != nil {
		t.Fatal(err)
	}
	session := agentstest.Connect(t, &mcp.StreamableClientTransport{Endpoint: serveStore(t, store) + "/mcp"})
	var roles, names []string
	for after := any(nil); ; {
		var page struct {
			Data struct {
				Roles struct {
					Nodes    []struct{ ID, Name string }
					PageInfo struct {
						HasNextPage bool
						EndCursor   string
					}
				}
			}
		}
		session.Call(t, "graphql", map[string]any{
			"query":     `query($after: String) { roles(first: 100, after: $after) { nodes { id name } pageInfo { hasNextPage endCursor } } }`,
			"variables": map[string]any{"after": after},
		}, &page)
		for _, role := range page.Data.Roles.Nodes {
			roles, names = append(roles, role.ID), append(names, role.Name)
		}
		if !page.Data.Roles.PageInfo.HasNextPage {
			break
		}
		after = page.Data.Roles.PageInfo.EndCursor
	}
	var linked struct {
		Data map[string]struct{ Nodes []struct{ ID string } }
	}
	session.Call(t, "graphql", map[string]any{"query": `{
		skills(first: 50, orderBy: {field: ROLE_COUNT}) { nodes { id } }
		tools(first: 50, orderBy: {field: ROLE_COUNT}) { nodes { id } }
		languages(first: 50, orderBy: {field: ROLE_COUNT}) { nodes { id } }
		industries(first: 50, orderBy: {field: ROLE_COUNT}) { nodes { id } }
		degrees(first: 50, orderBy: {field: ROLE_COUNT}) { nodes { id } }
	}`}, &linked)
	var others []string
	for _, kind := range []string{"skills", "tools", "languages", "industries", "degrees"} {
		for _, node := range linked.Data[kind].Nodes {
			others = append(others, node.ID)
		}
	}

	sizes := map[string][]int{}
	call := func(what, tool string, arguments map[string]any) {
		var result map[string]any
		sizes[what] = append(sizes[what], len(session.Call(t, tool, arguments, &result)))
	}
	for _, id := range append(others, roles...) {
		call("describe", "describe", map[string]any{"id": id})
	}
	for i := 0; i+8 <= len(roles); i += 10 {
		call("search", "search", map[string]any{"query": names[i]})
		call("compare_roles of two", "compare_roles", map[string]any{"roles": roles[i : i+2]})
		call("compare_roles of eight", "compare_roles", map[string]any{"roles": roles[i : i+8]})
		call("skill_gap", "skill_gap", map[string]any{"role": roles[i], "have": roles[i+1 : i+3]})
		call("paths", "paths", map[string]any{"from": roles[i], "to": others[i%len(others)]})
	}
	for what, sizes := range sizes {
		most, sum := 0, 0
		for _, size := range sizes {
			most, sum = max(most, size), sum+size
		}
		t.Logf("%s: %d results of %d bytes in the mean, %d at most", what, len(sizes), sum/len(sizes), most)
		if most > maxUsualResult {
			t.Errorf("%s: a result has %d bytes, want at most %d", what, most, maxUsualResult)
		}
	}
}
