package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"rolegraph/graph"
	"rolegraph/store/neo4j/neo4jtest"
)

// output is what a program has written so far.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// program is the whole program on its way.
type program struct {
	stdout, stderr output
	address        string // of the server, such as http://127.0.0.1:1234
	stop           func() (status int)
}

// started runs the program until it has printed its address.
func started(t *testing.T, args ...string) *program {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	p := &program{}
	ended := make(chan int, 1)
	go func() {
		ended <- run(ctx, append([]string{"rolegraph", "--listen", "127.0.0.1:0"}, args...), nil, &p.stdout, &p.stderr)
	}()
	var once sync.Once
	status := 0
	p.stop = func() int { once.Do(func() { cancel(); status = <-ended }); return status }
	t.Cleanup(func() { p.stop() })
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if _, rest, found := strings.Cut(p.stdout.String(), "answers at "); found && strings.HasSuffix(rest, "/graphql\n") {
			p.address = strings.TrimSuffix(rest, "/graphql\n")
			return p
		}
		if len(ended) > 0 || time.Now().After(deadline) {
			t.Fatalf("the server did not start: %s%s", p.stdout.String(), p.stderr.String())
		}
	}
}

func (p *program) get(t *testing.T, path string) reply {
	t.Helper()
	return (&client{address: p.address}).do(t, http.MethodGet, path, nil, "")
}

// becomesReady waits until /readyz says so.
func (p *program) becomesReady(t *testing.T) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); p.get(t, "/readyz").status != http.StatusOK; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("not ready: %s\n%s", p.get(t, "/readyz").body, p.stderr.String())
		}
	}
}

func TestServeWithoutConfiguration(t *testing.T) {
	p := started(t)
	for path, want := range map[string]string{"/healthz": "ok\n", "/readyz": "ready\n", "/schema.graphql": graph.SDL()} {
		if got := p.get(t, path); got.status != http.StatusOK || got.body != want {
			t.Errorf("%s: %d %.80s", path, got.status, got.body)
		}
	}
	if got := p.get(t, "/nothing"); got.status != http.StatusNotFound {
		t.Errorf("an unknown path: %d", got.status)
	}
	c := &client{address: p.address}
	c.wants(t, `{ tool(slug: "git") { name } }`, `{"tool": {"name": "Git"}}`)
	if status := p.stop(); status != done || p.stderr.String() != "" {
		t.Errorf("stopped with status %d and %q", status, p.stderr.String())
	}
	if strings.Count(p.stdout.String(), "\n") != 1 {
		t.Errorf("start-up prints %q, want one line", p.stdout.String())
	}
}

// TestShutdownIsGraceful stops the program while a request is on its way.
func TestShutdownIsGraceful(t *testing.T) {
	p := started(t)
	address := strings.TrimPrefix(p.address, "http://")
	connection, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	defer connection.Close()
	const body = `{"query": "{ tool(slug: \"git\") { name } }"}`
	fmt.Fprintf(connection, "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\nExpect: 100-continue\r\n\r\n", len(body))
	responses := bufio.NewReader(connection)
	// The server says so when it begins to read the body.
	if line, err := responses.ReadString('\n'); err != nil || !strings.HasPrefix(line, "HTTP/1.1 100") {
		t.Fatalf("want 100 Continue, got %q, %v", line, err)
	}
	_, _ = responses.ReadString('\n')

	stopped := make(chan int)
	go func() { stopped <- p.stop() }()
	for { // until the server takes no more connections
		another, err := net.Dial("tcp", address)
		if err != nil {
			break
		}
		another.Close()
		time.Sleep(5 * time.Millisecond)
	}
	_, _ = io.WriteString(connection, body)
	response, err := http.ReadResponse(responses, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if got, _ := io.ReadAll(response.Body); string(got) != `{"data":{"tool":{"name":"Git"}}}` {
		t.Errorf("the request was answered %s", got)
	}
	if status := <-stopped; status != done {
		t.Errorf("status %d", status)
	}
}

func TestCommandLine(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for line, want := range map[string]struct {
		status         int
		stdout, stderr string // parts
	}{
		"version":                             {done, "rolegraph ", ""},
		"--help":                              {done, "--neo4j-uri", ""},
		"schema":                              {done, "type Query", ""},
		"--listen " + taken.Addr().String():   {failed, "", "can't listen on " + taken.Addr().String()},
		"--listen nonsense":                   {failed, "", "can't listen on nonsense"},
		"--colour":                            {wrongUsage, "", "see rolegraph --help"},
		"nonsense":                            {wrongUsage, "", `"nonsense"`},
		"serve nonsense":                      {wrongUsage, "", `"nonsense"`},
		"mcp nonsense":                        {wrongUsage, "", `"nonsense"`},
		"schema nonsense":                     {wrongUsage, "", `"nonsense"`},
		"import":                              {wrongUsage, "", "name the source to import: seed, onet, esco, bls-oews, bls-projections, ai-jobs"},
		"import nonsense":                     {wrongUsage, "", `"nonsense"`},
		"import onet":                         {wrongUsage, "", "name the folder of O*NET's text files"},
		"import bls-oews":                     {wrongUsage, "", "name the spreadsheets of OEWS"},
		"import bls-projections":              {wrongUsage, "", "name the spreadsheet of the occupation tables"},
		"import ai-jobs":                      {wrongUsage, "", "name the file of salaries"},
		"import onet nowhere":                 {failed, "", "there is no file Occupation Data.txt"},
		"import onet --min-importance 6 x":    {wrongUsage, "", "importance is from 1 to 5, not 6"},
		"--data . schema":                     {done, "type Query", ""},
		"--data .":                            {failed, "", ". is no file, and so no data file of rolegraph"},
		"--cost-limit many":                   {wrongUsage, "", "many"},
		"--executor fast":                     {wrongUsage, "", `unknown executor "fast"; known are shaped, gqlgen`},
		"--hub-limit 0":                       {wrongUsage, "", "0 is no limit; it must be 1 or more"},
		"--cost-limit 0":                      {wrongUsage, "", "0 is no limit; it must be 1 or more"},
		"--neo4j-pool 0":                      {wrongUsage, "", "0 is no limit; it must be 1 or more"},
		"--new-statements 0":                  {wrongUsage, "", "0 is no limit; it must be 1 or more"},
		"--store sqlite":                      {wrongUsage, "", "known are embedded, neo4j"},
		"--store neo4j --neo4j-uri nonsense:": {failed, "", "neo4j://127.0.0.1:7687"},
	} {
		var stdout, stderr bytes.Buffer
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		status := run(ctx, append([]string{"rolegraph"}, strings.Fields(line)...), nil, &stdout, &stderr)
		cancel()
		if status != want.status || !strings.Contains(stdout.String(), want.stdout) || !strings.Contains(stderr.String(), want.stderr) || (want.stderr == "") != (stderr.Len() == 0) {
			t.Errorf("rolegraph %s: status %d\n%.300s\n%s", line, status, stdout.String(), stderr.String())
		}
	}
}

func TestWrongEnvironmentIsWrongUsage(t *testing.T) {
	for name, value := range map[string]string{"ROLEGRAPH_COST_LIMIT": "-3", "ROLEGRAPH_EXPLAIN": "perhaps", "ROLEGRAPH_STORE": "sqlite"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, value)
			var stdout, stderr bytes.Buffer
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			if status := run(ctx, []string{"rolegraph", "--listen", "127.0.0.1:0"}, nil, &stdout, &stderr); status != wrongUsage || !strings.Contains(stderr.String(), value) {
				t.Errorf("status %d: %s", status, stderr.String())
			}
		})
	}
}

// environment names the shared database, as a user would.
func environment(t *testing.T, server *neo4jtest.Server) {
	t.Setenv("ROLEGRAPH_STORE", "neo4j")
	t.Setenv("NEO4J_URI", server.URI)
	t.Setenv("NEO4J_USERNAME", server.Username)
	t.Setenv("NEO4J_PASSWORD", server.Password)
}

// importSeedInto runs the command, and gives what it prints.
func importSeedInto(t *testing.T) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(t.Context(), []string{"rolegraph", "import", "seed"}, nil, &stdout, &stderr); status != done {
		t.Fatalf("import seed: status %d, %s", status, stderr.String())
	}
	return stdout.String()
}

func TestEmptyDatabaseIsServedAndFilled(t *testing.T) {
	server := neo4jtest.Shared(t)
	server.Wipe(t)
	environment(t, server)
	p := started(t)
	const command = "rolegraph --store neo4j import seed"
	if got := p.get(t, "/readyz"); got.status != http.StatusServiceUnavailable || !strings.Contains(got.body, command) {
		t.Errorf("/readyz of an empty database: %d %s", got.status, got.body)
	}
	c := &client{address: p.address}
	c.wants(t, `{ tools { totalCount } graph { sources { slug } } }`, `{"tools": {"totalCount": 0}, "graph": {"sources": []}}`)

	first := importSeedInto(t)
	_, summary, _ := strings.Cut(first, "imported article: ")
	if again := importSeedInto(t); !strings.HasSuffix(again, "is new, changed or gone\nimported article: "+summary) || !strings.Contains(summary, "52 entities and 60 links") {
		t.Errorf("importing twice says %q, then %q", first, again)
	}
	p.becomesReady(t)
	c.wants(t, `{ tools { totalCount } }`, `{"tools": {"totalCount": 24}}`)
	if !strings.Contains(p.stderr.String(), command) {
		t.Errorf("the log does not name the command: %s", p.stderr.String())
	}
}

// TestDatabaseThatComesLater begins with nothing at the address.
func TestDatabaseThatComesLater(t *testing.T) {
	server := neo4jtest.Shared(t)
	server.Wipe(t)
	environment(t, server)
	importSeedInto(t)

	reserved, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := reserved.Addr().String()
	reserved.Close()
	t.Setenv("NEO4J_URI", "bolt://"+address)
	p := started(t)
	c := &client{address: p.address}
	got := c.post(t, `{ tools { totalCount } }`, nil)
	if got.status != http.StatusOK || !strings.HasPrefix(got.body, `{"errors":[{"message":"the database can't be reached`) || !strings.HasSuffix(got.body, `"extensions":{"code":"UNAVAILABLE"}}],"data":null}`) {
		t.Errorf("without a database: %d %s", got.status, got.body)
	}
	if strings.Contains(got.body, address) {
		t.Errorf("the answer tells the database's address: %s", got.body)
	}
	if got := p.get(t, "/healthz"); got.status != http.StatusOK {
		t.Errorf("/healthz without a database: %d", got.status)
	}
	if got := p.get(t, "/readyz"); got.status != http.StatusServiceUnavailable {
		t.Errorf("/readyz without a database: %d", got.status)
	}

	forward(t, address, strings.TrimPrefix(server.URI, "bolt://"))
	p.becomesReady(t)
	c.wants(t, `{ tools { totalCount } }`, `{"tools": {"totalCount": 24}}`)
}

// forward passes connections on from one address to another until the test
// ends.
func forward(t *testing.T, from, to string) {
	listener, err := net.Listen("tcp", from)
	if err != nil {
		t.Fatal(err)
	}
	var passing sync.WaitGroup
	t.Cleanup(func() { listener.Close(); passing.Wait() })
	passing.Go(func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", to)
			if err != nil {
				near.Close()
				continue
			}
			// The test's context ends before its cleanup begins.
			context.AfterFunc(t.Context(), func() { near.Close(); far.Close() })
			for _, pair := range [][2]net.Conn{{near, far}, {far, near}} {
				passing.Go(func() {
					_, _ = io.Copy(pair[0], pair[1])
					pair[0].Close()
				})
			}
		}
	})
}

func TestUnknownDatabaseEndsTheProgram(t *testing.T) {
	environment(t, neo4jtest.Shared(t))
	t.Setenv("NEO4J_DATABASE", "nowhere")
	var stdout, stderr bytes.Buffer
	status := run(t.Context(), []string{"rolegraph", "--listen", "127.0.0.1:0"}, nil, &stdout, &stderr)
	if status != failed || !strings.Contains(stderr.String(), "nowhere") {
		t.Errorf("status %d, %s", status, stderr.String())
	}
}

func TestWrongCredentialsEndTheProgram(t *testing.T) {
	server := neo4jtest.Start(t, neo4jtest.Options{Authentication: true})
	server.Username, server.Password = "neo4j", "s3cret"
	environment(t, server)
	for _, args := range [][]string{{"rolegraph"}, {"rolegraph", "import", "seed"}} {
		var stdout, stderr bytes.Buffer
		status := run(t.Context(), args, nil, &stdout, &stderr)
		if status != failed || !strings.Contains(stderr.String(), "refuses the credentials; NEO4J_USERNAME and NEO4J_PASSWORD") || strings.Contains(stderr.String(), "s3cret") {
			t.Errorf("%v: status %d, %s", args, status, stderr.String())
		}
	}
}
