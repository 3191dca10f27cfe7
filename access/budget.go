package access

import (
	"context"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"golang.org/x/time/rate"

	"rolegraph/graph"
)

// window is the time in which a client may spend its budget.
const window = time.Minute

// newAccount is a client's that has spent nothing. What is spent comes back evenly,
// all of it in a minute.
func newAccount(budget int) *rate.Limiter {
	if budget == 0 {
		return nil
	}
	return rate.NewLimiter(rate.Limit(float64(budget)/window.Seconds()), budget)
}

// maxAddresses is how many addresses are remembered, with some 300 bytes each. Who has
// more of them gets a budget again sooner than in a minute. That gives away nothing:
// their budgets together are far more than a server answers, so that what bounds such
// a client is how many operations are executed at a time. Others lose nothing, as who
// is forgotten begins with a whole budget.
const maxAddresses = 20_000

// addresses are the accounts of clients that have no token.
type addresses struct {
	budget  int
	proxies []netip.Prefix
	known   *lru.Cache[netip.Prefix, *rate.Limiter]
}

func newAddresses(budget int, proxies []netip.Prefix) *addresses {
	known, err := lru.New[netip.Prefix, *rate.Limiter](maxAddresses)
	if err != nil {
		panic(err) // the size is above 0
	}
	return &addresses{budget, proxies, known}
}

func (a *addresses) account(r *http.Request) *rate.Limiter {
	from := subscriber(clientAddress(r, a.proxies))
	if account, ok := a.known.Get(from); ok {
		return account
	}
	account := newAccount(a.budget)
	if other, ok, _ := a.known.PeekOrAdd(from, account); ok {
		return other // of a request beside this one
	}
	return account
}

// RequestCost is what each request costs before anything is known of it, in cost
// points. Reading it, refusing it or asking a store at all takes as long as touching
// some thousands of nodes: without this, requests that ask for little or nothing would
// be free.
const RequestCost = 1000

// meter takes what operations cost from the accounts of those who ask.
type meter struct{ now func() time.Time }

// Spend takes from the account of the request that the context is of. A context that
// is of none is the program's own.
func (m meter) Spend(ctx context.Context, cost, again int) *graph.Shortage {
	visit := visitOf(ctx)
	if visit == nil {
		return nil
	}
	// Who asks again pays for the request, too.
	return visit.spend(m.now(), cost, RequestCost+again)
}

// spend takes a cost from the account of who asks. If that has not enough, nothing is
// taken; to try again takes another cost before.
func (v *visit) spend(now time.Time, cost, before int) *graph.Shortage {
	if v.account == nil {
		return nil
	}
	if v.account.AllowN(now, cost) {
		v.tell(now, 0)
		return nil
	}
	left := v.account.TokensAt(now)
	short := &graph.Shortage{Left: int(left), Budget: v.account.Burst() - before}
	if cost <= short.Budget {
		missing := float64(cost+before) - left
		short.Wait = max(time.Duration(missing/float64(v.account.Limit())*float64(time.Second)), time.Millisecond)
	}
	v.tell(now, short.Wait)
	return short
}

// tell says in the response's headers what the client may spend, by
// draft-ietf-httpapi-ratelimit-headers, and when that will be what it waits for: enough,
// or all.
func (v *visit) tell(now time.Time, wait time.Duration) {
	if v.header == nil || v.account == nil {
		return
	}
	left, budget := max(v.account.TokensAt(now), 0), v.account.Burst()
	until := wait.Seconds()
	if wait == 0 {
		until = (float64(budget) - left) / float64(v.account.Limit())
	}
	v.header.Set("RateLimit-Policy", `"cost";q=`+strconv.Itoa(budget)+`;qu="points";w=`+strconv.Itoa(int(window.Seconds())))
	v.header.Set("RateLimit", `"cost";r=`+strconv.Itoa(int(left))+`;t=`+strconv.Itoa(int(math.Ceil(until))))
}
