// Package access says who may ask, and how much: clients that have a token, or
// everybody, each within a budget.
package access

import (
	"context"
	"io"
	"log/slog"
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"golang.org/x/time/rate"

	"rolegraph/graph"
	"rolegraph/kg"
)

// Config says who may ask.
type Config struct {
	// Tokens is the path of a file that names the clients and what is stored of their
	// tokens; empty where everybody may ask.
	Tokens string
	// Public says that everybody is anybody: strangers, who may not see what is for
	// those who run the server. Without it, and without tokens, everybody is who is on
	// this machine.
	Public bool
	// Budget is how many cost points a client may spend a minute, where the file says
	// nothing else of it; 0 is no bound, and else it is from MinBudget to MaxBudget.
	Budget int
	// Proxies are the addresses of proxies whose word is taken for where a request
	// comes from.
	Proxies []netip.Prefix
	// Log is told of the file's changes. No token is in it, nor what is stored of one.
	Log *slog.Logger
}

// Gate lets requests in. It is safe for use by several goroutines. A nil Gate lets in
// all, and bounds nothing.
type Gate struct {
	public    bool
	local     bool       // says that nobody has decided to answer others than this machine
	clients   *clients   // nil where everybody may ask
	addresses *addresses // nil where there is nothing to count
	meter     meter
}

// Open makes a gate. It fails if the file of tokens can't be used.
func Open(config Config) (*Gate, error) {
	gate := &Gate{public: config.Public, local: !config.Public && config.Tokens == "", meter: meter{time.Now}}
	switch {
	case config.Tokens != "":
		var err error
		if gate.clients, err = openClients(config.Tokens, config.Budget, config.Log); err != nil {
			return nil, err
		}
	case config.Budget > 0:
		gate.addresses = newAddresses(config.Budget, config.Proxies)
	}
	return gate, nil
}

// Watch has the gate follow the changes of its file of tokens until the context ends.
func (g *Gate) Watch(ctx context.Context) {
	if g != nil && g.clients != nil {
		g.clients.watch(ctx)
	}
}

// Meter bounds what those may spend whom the gate lets in; nil is no bound.
func (g *Gate) Meter() graph.Meter {
	if g == nil || g.clients == nil && g.addresses == nil {
		return nil
	}
	return g.meter
}

// NeedsToken reports whether only clients that have a token are let in.
func (g *Gate) NeedsToken() bool { return g != nil && g.clients != nil }

// Named lets in requests that name the server as it may be named: where nobody has
// decided to answer others than this machine, as this machine names itself.
func (g *Gate) Named(next http.Handler) http.Handler {
	if g == nil || !g.local {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isThisMachine(r.Host) {
			graph.Refuse(w, r, http.StatusMisdirectedRequest, kg.Errorf(kg.BadUserInput,
				"this server answers this machine alone, as localhost or 127.0.0.1; to answer under another name takes --public or --tokens"), nil)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// GraphQL lets in to a handler of GraphQL: what it refuses is answered so that clients
// of GraphQL understand it, and each response says what is left of the budget.
func (g *Gate) GraphQL(next http.Handler) http.Handler {
	return g.guarded(next, true, graph.Refuse)
}

// Guard lets in to another handler.
func (g *Gate) Guard(next http.Handler) http.Handler {
	return g.guarded(next, false, plainly)
}

// Operate lets in to what is for those who run the server: clients that have a token,
// and strangers not at all.
func (g *Gate) Operate(next http.Handler) http.Handler {
	if g == nil || !g.public {
		return g.Guard(next)
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		plainly(w, r, http.StatusForbidden, kg.Errorf(kg.Unauthenticated, "a server for everybody does not show this to everybody"), nil)
	})
}

func (g *Gate) guarded(next http.Handler, tells bool, refuse refusing) http.Handler {
	if g == nil || g.clients == nil && g.addresses == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		visit := &visit{}
		if g.clients != nil {
			client, wrong := g.clients.of(r)
			// What a cache keeps is for who has shown the same.
			w.Header().Add("Vary", "Authorization")
			if wrong != nil {
				w.Header().Set("WWW-Authenticate", wrong.header())
				w.Header().Set("Cache-Control", "no-store")
				refuse(w, r, wrong.status, kg.Errorf(kg.Unauthenticated, "%s", wrong.message), nil)
				return
			}
			visit.name, visit.account = client.name, client.account
		} else if g.addresses != nil {
			visit.account = g.addresses.account(r)
		}
		if tells {
			visit.header = w.Header()
		}
		if short := visit.spend(g.meter.now(), RequestCost, 0); short != nil {
			seconds := int(math.Ceil(short.Wait.Seconds()))
			w.Header().Set("Retry-After", strconv.Itoa(seconds))
			refuse(w, r, http.StatusTooManyRequests, kg.Errorf(kg.RateLimited,
				"each request costs %d, and this client may spend %d now: try again in %d s", RequestCost, short.Left, seconds),
				map[string]any{"cost": RequestCost, "left": short.Left, "retryAfter": seconds})
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visitKey{}, visit)))
	})
}

// refusing answers a request with an error, as graph.Refuse does.
type refusing func(w http.ResponseWriter, r *http.Request, status int, err *kg.Error, extensions map[string]any)

// of is the client whose token a request shows.
func (c *clients) of(r *http.Request) (client, *challenge) {
	token, wrong := bearer(r.Header)
	if wrong != nil {
		return client{}, wrong
	}
	found, ok := c.find(token)
	if !ok {
		return client{}, badToken
	}
	return found, nil
}

// visit is a request that was let in.
type visit struct {
	name    string
	account *rate.Limiter // nil where nothing bounds what the client spends
	// header is that of the response, which says what is left; nil where it does not.
	// Only the goroutine that answers may write it.
	header http.Header
}

type visitKey struct{}

func visitOf(ctx context.Context) *visit {
	visit, _ := ctx.Value(visitKey{}).(*visit)
	return visit
}

// Client is the name of the client whose request a context is of, for logs; empty if
// it has none.
func Client(ctx context.Context) string {
	if visit := visitOf(ctx); visit != nil {
		return visit.name
	}
	return ""
}

// plainly refuses where no GraphQL is spoken.
func plainly(w http.ResponseWriter, _ *http.Request, status int, err *kg.Error, _ map[string]any) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = io.WriteString(w, err.Message+"\n") // a client that has gone is no fault
}
