package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rolegraph/access"
)

// hostileTimes are of a test of a server under attack.
type hostileTimes struct {
	// quiet is how long honest clients are alone, and attacked how long they are not.
	quiet, attacked time.Duration
	// ratio is how many times its quiet value the 99th percentile of honest answers
	// may be; 0 is not judged.
	ratio float64
}

// TestHostileClients has few honest clients, and beside them many that send the worst
// that they may, with a token and the usual budget: all honest ones are answered, and the server stays small. How long
// they wait is judged where nothing else runs: see soak_test.go.
func TestHostileClients(t *testing.T) {
	underAttack(t, hostileTimes{2 * time.Second, 4 * time.Second, 0})
}

func underAttack(t *testing.T, times hostileTimes) {
	data := filepath.Join(t.TempDir(), "graph.db")
	succeeds(t, "--data", data, "import", "onet", filepath.Join(publishedFolder(t), "onet"))
	friend, friendLine, err := access.NewToken("friend")
	if err != nil {
		t.Fatal(err)
	}
	stranger, strangerLine, err := access.NewToken("stranger")
	if err != nil {
		t.Fatal(err)
	}
	// The honest ones have what they need, and the hostile ones what is usual.
	tokens := filepath.Join(t.TempDir(), "tokens")
	if err := os.WriteFile(tokens, fmt.Appendf(nil, "%s %d\n%s\n", friendLine, access.MaxBudget, strangerLine), 0o600); err != nil {
		t.Fatal(err)
	}
	process := startedSeparately(t, "--data", data, "--tokens", tokens)
	honest := &honestClients{t: t, address: process.address, token: friend}
	honest.ask(time.Second) // plans are kept, connections are open
	honest.latencies = nil
	honest.ask(times.quiet)
	quiet := honest.percentile(0.99)

	honest.latencies = nil
	attack, stop := context.WithCancel(t.Context())
	var attackers sync.WaitGroup
	var statuses sync.Map
	for i := range 8 {
		random := rand.New(rand.NewPCG(uint64(i), 9))
		attackers.Go(func() { attacks(attack, process.address, stranger, random, &statuses) })
	}
	honest.ask(times.attacked)
	stop()
	attackers.Wait()
	attacked := honest.percentile(0.99)

	counted := map[string]int64{}
	statuses.Range(func(status, count any) bool {
		counted[status.(string)] = count.(*atomic.Int64).Load()
		return true
	})
	most := process.mostMemory(t)
	t.Logf("99 of 100 honest answers came within %s, and beside hostile clients within %s, %.1f times as long; the server took %d MB at most; hostile clients got %v",
		quiet, attacked, float64(attacked)/float64(quiet), most>>20, counted)
	for status := range counted {
		if strings.Contains(status, "INTERNAL") {
			t.Errorf("a fault: %s", status)
		}
	}
	if most > 600<<20 {
		t.Errorf("the server took %d MB", most>>20)
	}
	if times.ratio > 0 && float64(attacked) > times.ratio*float64(quiet) {
		t.Errorf("99 of 100 honest answers came within %s beside hostile clients, %s without", attacked, quiet)
	}
	process.stop()
	if strings.Contains(process.stderr.String(), "panic") {
		t.Error(process.stderr.String())
	}
}

// honestClients ask what people ask, at their pace.
type honestClients struct {
	t         *testing.T
	address   string
	token     string
	mu        sync.Mutex
	latencies []time.Duration
}

// ask has four of them ask for so long.
func (h *honestClients) ask(lasts time.Duration) {
	ctx, cancel := context.WithTimeout(h.t.Context(), lasts)
	defer cancel()
	operations := []string{
		`query Profile($slug: String!) { role(slug: $slug) { name description tools(first: 10) { totalCount nodes { name } } skills(first: 10) { nodes { name } } } }`,
		`query Page { roles(first: 20) { nodes { name skills { totalCount } } } }`,
		`query Search { search(text: "data") { nodes { id name } } }`,
		`query Compare($slug: String!) { compareRoles(roles: [$slug, "statisticians"]) { overlap { kind jaccard } shared { tools(first: 10) { nodes { name } } } } }`,
	}
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 8}}
	defer client.CloseIdleConnections()
	var asking sync.WaitGroup
	for range 4 {
		asking.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				body, _ := json.Marshal(map[string]any{"query": operations[i%len(operations)], "variables": map[string]string{"slug": "data-scientist"}})
				begun := time.Now()
				response, err := posted(client, h.address, h.token, bytes.NewReader(body))
				if err != nil {
					h.t.Error(err)
					return
				}
				answer, err := io.ReadAll(response.Body)
				response.Body.Close()
				took := time.Since(begun)
				if err != nil || response.StatusCode != http.StatusOK || !bytes.HasPrefix(answer, []byte(`{"data":{`)) {
					h.t.Errorf("an honest client got %d %v %.200s", response.StatusCode, err, answer)
					return
				}
				h.mu.Lock()
				h.latencies = append(h.latencies, took)
				h.mu.Unlock()
				time.Sleep(5 * time.Millisecond)
			}
		})
	}
	asking.Wait()
}

func (h *honestClients) percentile(part float64) time.Duration {
	slices.Sort(h.latencies)
	if len(h.latencies) < 100 {
		h.t.Fatalf("honest clients got %d answers", len(h.latencies))
	}
	return h.latencies[int(part*float64(len(h.latencies)-1))]
}

// attacks sends one bad request after another, and counts what comes back.
func attacks(ctx context.Context, address, token string, random *rand.Rand, statuses *sync.Map) {
	client := &http.Client{Timeout: 20 * time.Second}
	defer client.CloseIdleConnections()
	count := func(status string) {
		counter, _ := statuses.LoadOrStore(status, new(atomic.Int64))
		counter.(*atomic.Int64).Add(1)
	}
	for ctx.Err() == nil {
		body := hostileBody(random)
		if random.IntN(20) == 0 {
			dangle(address, body, random)
			count("left unfinished")
			continue
		}
		response, err := posted(client, address, token, strings.NewReader(body))
		if err != nil {
			count("connection refused or cut")
			continue
		}
		answer, _ := io.ReadAll(response.Body)
		response.Body.Close()
		code := ""
		if _, rest, found := bytes.Cut(answer, []byte(`"code":"`)); found {
			code, _, _ = strings.Cut(string(rest), `"`)
		}
		count(fmt.Sprint(response.StatusCode, " ", code))
		// They are many and far away, not one that takes all of this machine.
		time.Sleep(2 * time.Millisecond)
	}
}

// posted sends a body with a token.
func posted(client *http.Client, address, token string, body io.Reader) (*http.Response, error) {
	request, err := http.NewRequest(http.MethodPost, address+"/graphql", body)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Authorization", "Bearer "+token)
	return client.Do(request)
}

// hostileBody draws a request that is cheap to send: beyond a limit, within all and
// dear, never seen before, or no request at all.
func hostileBody(random *rand.Rand) string {
	times, name := strings.Repeat, func() string { return fmt.Sprintf("a%x", random.Uint32()) }
	query := [...]func() string{
		func() string { return "{" + times("__typename ", 1900) + "}" },
		func() string { return times("{ a ", 900) },
		func() string { return "{ roles { nodes {" + times(" ..."+name(), 190) + " } } }" },
		func() string {
			return "{ roles { nodes {" + strings.ReplaceAll(times(" ?x", 900), "?", name()) + " } } }"
		},
		func() string {
			return "query " + name() + " { __schema { types { fields { args { name } type { fields { name } } } } } }"
		},
		func() string {
			return "query " + name() + " { roles(first: 100) { nodes { tools(first: 100) { nodes { roles(first: 10) { nodes { id } } } } } } }"
		},
		func() string {
			return "query " + name() + fmt.Sprintf(` { neighborhood(of: "role:data-scientist", hops: 3, first: %d) { nodes { id } links { relation } } }`, 100+random.IntN(400))
		},
		func() string { return fmt.Sprintf(`{ search(text: "%s data") { totalCount } }`, name()) },
		func() string {
			return fmt.Sprintf(`{ skillGap(profile: {roles: ["data-scientist"]}, role: "statisticians") { __typename } %s: paths(from: "role:chefs-and-head-cooks", to: "role:data-scientist", maxHops: 6) { count } }`, name())
		},
		func() string { return times("x", 99_000) },
	}[random.IntN(10)]()
	switch random.IntN(12) {
	case 0:
		return times("[", 50_000)
	case 1:
		return times("x", 200_000)
	default:
		body, _ := json.Marshal(map[string]any{"query": query})
		return string(body)
	}
}

// dangle sends a part of a request, and goes.
func dangle(address, body string, random *rand.Rand) {
	connection, err := net.Dial("tcp", strings.TrimPrefix(address, "http://"))
	if err != nil {
		return
	}
	defer connection.Close()
	fmt.Fprintf(connection, "POST /graphql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body[:random.IntN(len(body))])
}
