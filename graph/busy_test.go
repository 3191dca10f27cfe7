package graph_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"rolegraph/graph"
	"rolegraph/kg"
	"rolegraph/store/embedded"
	"rolegraph/store/storetest"
)

// stalled is a store that executes nothing until it is released.
type stalled struct {
	kg.Store
	begun, release chan struct{}
}

func (h *stalled) Execute(ctx context.Context, plan *kg.Plan) (*kg.Result, error) {
	h.begun <- struct{}{}
	select {
	case <-h.release:
		return h.Store.Execute(ctx, plan)
	case <-ctx.Done():
		return nil, kg.Errorf(kg.Timeout, "too late")
	}
}

// TestHeavyOperationsLeaveRoom has heavy operations fill their places, and as many wait
// as may: others are worked on all the same, and one more is refused at once.
func TestHeavyOperationsLeaveRoom(t *testing.T) {
	const heavy = `{ roles(first: 100) { nodes { tools(first: 100) { nodes { id } } } } }`
	graphStore, err := embedded.New(nil, storetest.Skewed(100))
	if err != nil {
		t.Fatal(err)
	}
	// Of 64 places half are for others.
	for _, c := range []struct{ asked, places, waiting int }{{1, 1, 16}, {2, 2, 30}, {4, 4, 28}, {100, 32, 0}} {
		store := &stalled{graphStore, make(chan struct{}, 100), make(chan struct{})}
		config := graph.DefaultConfig()
		config.CostLimit, config.HeavyOperations = 50_000, c.asked
		service := graph.NewService(store, slog.New(slog.DiscardHandler), config)
		var asked sync.WaitGroup
		answers := make(chan string, 100)
		ask := func(query string) {
			asked.Go(func() {
				response := service.Answer(t.Context(), graph.Request{Query: query})
				answer := "answered"
				if len(response.Errors) > 0 {
					answer = fmt.Sprint(response.Errors[0].Extensions["code"])
				}
				answers <- answer
			})
		}
		for range c.places {
			ask(heavy)
			<-store.begun
		}
		for range c.waiting + 1 {
			ask(heavy)
		}
		if got := <-answers; got != "UNAVAILABLE" {
			t.Errorf("%d at a time: one more than may wait: %s", c.places, got)
		}
		got := get(service, strings.ReplaceAll(heavy, "100", "99"), nil)
		if got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") != "1" || !strings.Contains(got.Body.String(), "as many heavy operations") {
			t.Errorf("%d at a time: another one: %d %s", c.places, got.Code, got.Body)
		}
		ask(`{ roles { totalCount } }`)
		select {
		case <-store.begun:
		case <-time.After(5 * time.Second):
			t.Errorf("%d at a time: a light operation waits behind heavy ones", c.places)
		}
		select {
		case <-store.begun:
			t.Errorf("%d at a time: one more heavy operation is executed", c.places)
		default:
		}
		close(store.release)
		asked.Wait()
		for range c.places + c.waiting + 1 {
			if got := <-answers; got != "answered" {
				t.Errorf("%d at a time, released: %s", c.places, got)
			}
		}
	}
}

// TestAnswersThatWaitForTheirClients has no room for a large answer, and gives back
// what it took for it.
func TestAnswersThatWaitForTheirClients(t *testing.T) {
	store, err := embedded.New(nil, storetest.Skewed(100))
	if err != nil {
		t.Fatal(err)
	}
	config := graph.DefaultConfig()
	config.Operations = 1
	service := graph.NewService(store, slog.New(slog.DiscardHandler), config)
	const large = "{ roles(first: 100) { nodes { tools(first: 100) { nodes { id name } } } } }"
	if got := get(service, large, nil); got.Code != http.StatusOK || got.Body.Len() < 64<<10 {
		t.Fatalf("%d, %d bytes", got.Code, got.Body.Len())
	}
	release := service.HoldAll()
	for range 3 { // and so the place of an operation is free again
		if got := get(service, large, nil); got.Code != http.StatusServiceUnavailable || got.Header().Get("Retry-After") != "1" || !strings.Contains(got.Body.String(), "too much to do") {
			t.Errorf("%d %v %.100s", got.Code, got.Header(), got.Body)
		}
	}
	release()
	if got := get(service, large, nil); got.Code != http.StatusOK {
		t.Errorf("afterwards: %d", got.Code)
	}
}
