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
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// attackedVariable has in the environment whom a process of attackers attacks.
const attackedVariable = "ROLEGRAPH_TEST_ATTACKED"

// attacked is whom attackers attack, and with whose token.
type attacked struct{ Address, Token string }

// attack has hostile clients attack a server until stop is called, which tells how often
// they got what. They are a process of their own, and leave the processors to others:
// who attacks from far away takes no time of this machine's to make up requests.
func attack(t *testing.T, address, token string) (stop func() map[string]int64) {
	t.Helper()
	whom, err := json.Marshal(attacked{address, token})
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command("nice", "-n", "19", os.Args[0])
	command.Env = append(os.Environ(), attackedVariable+"="+string(whom))
	command.Stderr = os.Stderr
	stdin, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var told bytes.Buffer
	command.Stdout = &told
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	end := sync.OnceValue(func() error { stdin.Close(); return command.Wait() })
	t.Cleanup(func() { _ = end() })
	return func() (counted map[string]int64) {
		err := end()
		if wrong := json.NewDecoder(&told).Decode(&counted); err != nil || wrong != nil {
			t.Fatalf("the attackers ended with %v, %v", err, wrong)
		}
		return counted
	}
}

// attackers is the process of attack: it gives the exit status.
func attackers(text string) int {
	var whom attacked
	if err := json.Unmarshal([]byte(text), &whom); err != nil {
		fmt.Fprintln(os.Stderr, "attackers:", err)
		return failed
	}
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var attacking sync.WaitGroup
	var statuses sync.Map
	for i := range 8 {
		random := rand.New(rand.NewPCG(uint64(i), 9))
		attacking.Go(func() { attacks(ctx, whom, random, &statuses) })
	}
	_, _ = io.Copy(io.Discard, os.Stdin) // until it is closed
	stop()
	attacking.Wait()
	counted := map[string]int64{}
	statuses.Range(func(status, count any) bool {
		counted[status.(string)] = count.(*atomic.Int64).Load()
		return true
	})
	if err := json.NewEncoder(os.Stdout).Encode(counted); err != nil {
		return failed
	}
	return done
}

// attacks sends one bad request after another, and counts what comes back.
func attacks(ctx context.Context, whom attacked, random *rand.Rand, statuses *sync.Map) {
	client := &http.Client{Timeout: 20 * time.Second}
	defer client.CloseIdleConnections()
	count := func(status string) {
		counter, _ := statuses.LoadOrStore(status, new(atomic.Int64))
		counter.(*atomic.Int64).Add(1)
	}
	for ctx.Err() == nil {
		body := hostileBody(random)
		if random.IntN(20) == 0 {
			dangle(whom.Address, body, random)
			count("left unfinished")
			continue
		}
		response, err := posted(client, whom.Address, whom.Token, strings.NewReader(body))
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
		time.Sleep(2 * time.Millisecond) // they are many, and not one that takes all that there is
	}
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
