package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
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
// that they may, with a token and the usual budget: all honest ones are answered, and
// the server stays small. How long they wait is judged where nothing else runs: see
// soak_test.go.
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
	stop := attack(t, process.address, stranger)
	honest.ask(times.attacked)
	counted := stop()
	attacked := honest.percentile(0.99)
	most := process.mostMemory(t)
	t.Logf("99 of 100 honest answers came within %s, and beside hostile clients within %s, %.1f times as long; the server took %d MB at most; hostile clients got %v",
		quiet, attacked, float64(attacked)/float64(quiet), most>>20, counted)
	if counted["429 RATE_LIMITED"] < 500 {
		t.Error("that is no attack")
	}
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
