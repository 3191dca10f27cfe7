package access

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rolegraph/graph"
)

// spending has each request spend what its URL says, and gives what is short of it.
func spending(gate *Gate, short **graph.Shortage) http.Handler {
	return gate.GraphQL(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cost, _ := strconv.Atoi(r.URL.Query().Get("cost"))
		*short = gate.Meter().Spend(r.Context(), cost, 0)
	}))
}

func spend(handler http.Handler, address, token string, cost int) http.Header {
	request := httptest.NewRequest(http.MethodGet, fmt.Sprint("/?cost=", cost), nil)
	request.RemoteAddr = address
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response := httptest.NewRecorder()
	handler.ServeHTTP(response, request)
	return response.Header()
}

// TestBudgets spends them by a clock that stands, and lets it go on. A budget of 60,000
// a minute comes back by 1,000 a second, which is what a request costs besides.
func TestBudgets(t *testing.T) {
	const home, other = "192.0.2.1:1", "192.0.2.2:1"
	gate, _ := opened(t, Config{Public: true, Budget: 60_000})
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	gate.meter.now = func() time.Time { return now }
	// refusedAtOnce stands for a request that the handler does not get.
	refusedAtOnce := &graph.Shortage{Left: -1}
	var short *graph.Shortage
	handler := spending(gate, &short)
	for _, step := range []struct {
		name          string
		after         time.Duration
		address       string
		cost          int
		want          *graph.Shortage
		left, seconds int // in the headers
	}{
		{"the first", 0, home, 9000, nil, 50_000, 10},
		{"all that is left", 0, home, 49_000, nil, 0, 60},
		{"nothing is left for a request", 0, home, 1, refusedAtOnce, 0, 1},
		{"another client has its own", 0, other, 1000, nil, 58_000, 2},
		{"not long enough", 5500 * time.Millisecond, home, 10_000, &graph.Shortage{Left: 4500, Budget: 59_000, Wait: 6500 * time.Millisecond}, 4500, 7},
		{"what was refused cost the request alone", 6500 * time.Millisecond, home, 10_000, nil, 0, 60},
		{"no more than a minute's is saved", time.Hour, home, 1000, nil, 58_000, 2},
		{"more than there ever is", 0, home, 59_001, &graph.Shortage{Left: 57_000, Budget: 59_000}, 57_000, 3},
		{"and less again", 0, home, 56_000, nil, 0, 60},
		{"all that there ever is", time.Minute, home, 59_000, nil, 0, 60},
	} {
		now = now.Add(step.after)
		short = refusedAtOnce
		header := spend(handler, step.address, "", step.cost)
		if (short == nil) != (step.want == nil) || short != nil && *short != *step.want {
			t.Errorf("%s: %+v, want %+v", step.name, short, step.want)
		}
		if retry := header.Get("Retry-After"); (retry != "") != (step.want == refusedAtOnce) || retry != "" && retry != fmt.Sprint(step.seconds) {
			t.Errorf("%s: Retry-After is %q", step.name, retry)
		}
		if policy := header.Get("RateLimit-Policy"); policy != `"cost";q=60000;qu="points";w=60` {
			t.Errorf("%s: the policy is %s", step.name, policy)
		}
		if got, want := header.Get("RateLimit"), fmt.Sprintf(`"cost";r=%d;t=%d`, step.left, step.seconds); got != want {
			t.Errorf("%s: %s, want %s", step.name, got, want)
		}
	}
}

// TestClientsHaveBudgets of their own, which outlast a change of the file.
func TestClientsHaveBudgets(t *testing.T) {
	path := tokenFile(t, "alpha "+alphaHash, "beta "+betaHash+" 12000")
	gate, _ := opened(t, Config{Tokens: path, Budget: 60_000})
	now := time.Now()
	gate.meter.now = func() time.Time { return now }
	var short *graph.Shortage
	handler := spending(gate, &short)
	left := func(token string, cost int) string {
		return spend(handler, "192.0.2.1:1", token, cost).Get("RateLimit")
	}
	if got := left(alphaToken, 23_000) + " " + left(betaToken, 11_000); got != `"cost";r=36000;t=24 "cost";r=0;t=60` {
		t.Error(got)
	}
	look := func(lines ...string) {
		t.Helper()
		write(t, path, lines...)
		if err := gate.clients.look(); err != nil {
			t.Fatal(err)
		}
	}
	look("# the same", "alpha "+alphaHash, "beta "+betaHash+" 30000")
	if got := left(alphaToken, 5000) + " " + left(betaToken, 14_000); got != `"cost";r=30000;t=30 "cost";r=15000;t=30` {
		t.Error("after another budget of one: ", got)
	}
	// A client with a new token is the same client.
	look("alpha " + betaHash)
	if got := left(betaToken, 5000); got != `"cost";r=24000;t=36` {
		t.Error("after another token: ", got)
	}
}

// TestClientsWithoutBudget have none in the headers either.
func TestClientsWithoutBudget(t *testing.T) {
	gate, _ := opened(t, Config{Tokens: tokenFile(t, "alpha "+alphaHash, "beta "+betaHash+" 10000")})
	var short *graph.Shortage
	handler := spending(gate, &short)
	if got := spend(handler, "192.0.2.1:1", alphaToken, 1_000_000_000); short != nil || got.Get("RateLimit") != "" || got.Get("RateLimit-Policy") != "" {
		t.Errorf("%+v, %v", short, got)
	}
	if got := spend(handler, "192.0.2.1:1", betaToken, 9001); short == nil || got.Get("RateLimit") != `"cost";r=9000;t=6` {
		t.Errorf("%+v, %v", short, got)
	}
}

// TestWhatIsPaidAgain counts for how long to wait: who waits so long is answered.
func TestWhatIsPaidAgain(t *testing.T) {
	const document, operation = 20_000, 30_000
	gate, _ := opened(t, Config{Public: true, Budget: 60_000})
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	gate.meter.now = func() time.Time { return now }
	ask := func(cost int) (short *graph.Shortage) {
		spend(gate.GraphQL(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			if short = gate.Meter().Spend(r.Context(), document, 0); short == nil {
				short = gate.Meter().Spend(r.Context(), cost, document)
			}
		})), "192.0.2.1:1", "", 0)
		return short
	}
	if short := ask(operation); short != nil {
		t.Fatalf("%+v", short)
	}
	now = now.Add(20 * time.Second) // 29,000 are left, and 8,000 once the document is paid
	short := ask(operation)
	if short == nil || short.Left != 8_000 || short.Wait != 43*time.Second {
		t.Fatalf("%+v", short)
	}
	now = now.Add(short.Wait)
	if short := ask(operation); short != nil {
		t.Errorf("who waited as told is refused: %+v", short)
	}
	now = now.Add(time.Minute)
	if short := ask(60_000 - RequestCost - document + 1); short == nil || short.Wait != 0 {
		t.Errorf("more than there may ever be: %+v", short)
	}
}

// TestOthersThanClientsAreUnbounded asks as the program itself does.
func TestOthersThanClientsAreUnbounded(t *testing.T) {
	gate, _ := opened(t, Config{Budget: MinBudget})
	if short := gate.Meter().Spend(context.Background(), 2*MinBudget, 0); short != nil {
		t.Errorf("%+v", short)
	}
	for _, gate := range []*Gate{nil, must(Open(Config{})), must(Open(Config{Public: true}))} {
		if gate.Meter() != nil {
			t.Error("there is a meter where there is no budget")
		}
	}
}

func TestAddressesOfClients(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("2001:db8:9::/48")}
	for name, c := range map[string]struct {
		remote    string
		forwarded []string
		want      string
	}{
		"of IPv4":                       {"192.0.2.1:99", nil, "192.0.2.1/32"},
		"of IPv6":                       {"[2001:db8:1:2:3:4:5:6]:99", nil, "2001:db8:1:2::/64"},
		"of IPv4 in IPv6":               {"[::ffff:192.0.2.1]:99", nil, "192.0.2.1/32"},
		"of a link":                     {"[fe80::1%eth0]:99", nil, "fe80::/64"},
		"none":                          {"@", nil, "invalid Prefix"},
		"a stranger's word":             {"192.0.2.1:99", []string{"198.51.100.7"}, "192.0.2.1/32"},
		"a proxy's word":                {"10.1.2.3:99", []string{"198.51.100.7"}, "198.51.100.7/32"},
		"a proxy's word of IPv6":        {"[2001:db8:9::1]:99", []string{"2001:db8:5:6::7"}, "2001:db8:5:6::/64"},
		"what the client wrote before":  {"10.1.2.3:99", []string{"203.0.113.1, 198.51.100.7"}, "198.51.100.7/32"},
		"through two proxies":           {"10.1.2.3:99", []string{"203.0.113.1", "198.51.100.7,10.9.9.9"}, "198.51.100.7/32"},
		"proxies alone":                 {"10.1.2.3:99", []string{"10.9.9.9"}, "10.9.9.9/32"},
		"a proxy that says nothing":     {"10.1.2.3:99", nil, "10.1.2.3/32"},
		"a proxy that says nonsense":    {"10.1.2.3:99", []string{"198.51.100.7, unknown"}, "10.1.2.3/32"},
		"a proxy that says a port":      {"10.1.2.3:99", []string{"198.51.100.7:80"}, "10.1.2.3/32"},
		"a proxy that says too much":    {"10.1.2.3:99", []string{strings.Repeat(",", 1<<20)}, "10.1.2.3/32"},
		"a proxy among what is written": {"10.1.2.3:99", []string{"198.51.100.7, 192.0.2.9, 10.0.0.1"}, "192.0.2.9/32"},
	} {
		request := httptest.NewRequest(http.MethodGet, "/", nil)
		request.RemoteAddr = c.remote
		request.Header["X-Forwarded-For"] = c.forwarded
		if got := subscriber(clientAddress(request, proxies)).String(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

// TestMemoryOfAddressesIsBounded asks from more addresses than are remembered.
func TestMemoryOfAddressesIsBounded(t *testing.T) {
	addresses := newAddresses(100, nil)
	request := httptest.NewRequest(http.MethodGet, "/", nil)
	from := func(i int) *http.Request {
		request.RemoteAddr = fmt.Sprintf("[2001:db8:%x:%x::1]:9", i>>16, i&0xffff)
		return request
	}
	first := addresses.account(from(0))
	if addresses.account(from(0)) != first || addresses.account(from(1)) == first {
		t.Error("an address has several accounts, or two addresses have one")
	}
	for i := range 3 * maxAddresses {
		addresses.account(from(i))
	}
	if n := addresses.known.Len(); n != maxAddresses {
		t.Errorf("%d addresses are remembered", n)
	}
	if addresses.account(from(0)) == first {
		t.Error("the first address is still remembered")
	}
}

// TestTogether has many ask at once for what is there once, while the file changes. A
// request costs as much as what it asks for, so that all is spent in the end.
func TestTogether(t *testing.T) {
	path := tokenFile(t, "alpha "+alphaHash)
	named, _ := opened(t, Config{Tokens: path, Budget: 100 * RequestCost})
	everybody, _ := opened(t, Config{Public: true, Budget: 100 * RequestCost})
	now := time.Now()
	for name, gate := range map[string]*Gate{"a client": named, "an address": everybody} {
		gate.meter.now = func() time.Time { return now }
		var spent atomic.Int64
		handler := gate.GraphQL(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			spent.Add(1)
			if gate.Meter().Spend(r.Context(), RequestCost, 0) == nil {
				spent.Add(1)
			}
		}))
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				for range 50 {
					spend(handler, "192.0.2.1:1", alphaToken, 0)
				}
			})
		}
		for i := range 20 {
			write(t, path, "alpha "+alphaHash, fmt.Sprintf("other-%d %s", i, betaHash))
			if err := named.clients.look(); err != nil {
				t.Error(err)
			}
		}
		all.Wait()
		if spent.Load() != 100 {
			t.Errorf("%s has spent %d of 100", name, spent.Load())
		}
	}
}
