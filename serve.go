package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"time"

	"github.com/urfave/cli/v3"

	"rolegraph/access"
	"rolegraph/agents"
	"rolegraph/graph"
	"rolegraph/graph/examples"
	"rolegraph/kg"
	"rolegraph/server"
	"rolegraph/store/neo4j"
	"rolegraph/telemetry"
	"rolegraph/web"
)

const (
	// closingTime is how long closing a store may take.
	closingTime = 10 * time.Second
	// lookTime is how long looking whether a store is ready may take.
	lookTime = 5 * time.Second
	// retryTime is between two looks at a store that is not ready.
	retryTime = 2 * time.Second
)

// connector is a store that has to reach something.
type connector interface {
	// Connect reports why the store can't be used: Unavailable for what may
	// pass, another error for what will not.
	Connect(ctx context.Context) error
}

// serve answers requests until the context ends.
func serve(ctx context.Context, c *cli.Command, stdout, stderr io.Writer) error {
	log := newLog(c, stderr)
	config, err := serverConfig(c, log)
	if err != nil {
		return err
	}
	gate, err := openGate(c, log)
	if err != nil {
		return err
	}
	seen, err := newTelemetry(ctx, c, log)
	if err != nil {
		return err
	}
	defer closeTelemetry(seen, log)
	return answering(ctx, c, gate.Meter(), seen, log, func(service *graph.Service, store kg.Store) error {
		watching, stopWatching := context.WithCancel(ctx)
		watched := make(chan struct{})
		go func() { defer close(watched); gate.Watch(watching) }()
		defer func() { stopWatching(); <-watched }()
		defer collectLess()()
		seen.Watch(service, store)
		offers := offersOf(c)
		offers.gate, offers.ending = gate, ctx.Done()
		if address := c.String("metrics-listen"); address == "" {
			offers.metrics = seen.Metrics()
		} else {
			stop, err := serveMetrics(ctx, address, gate.Named(seen.Metrics()), log)
			if err != nil {
				return err
			}
			defer stop()
		}
		config.Observe = seen.Handler
		config.Routes = routes(service, store, offers, log)
		listening, err := server.Listen(config)
		if err != nil {
			return err
		}
		fmt.Fprintf(stdout, "rolegraph answers at %s/graphql\n", listening.URL())
		return listening.Serve(ctx)
	})
}

// answering has a service of the store that the flags name while the function
// runs. The meter bounds what clients spend, and seen observes it; both may be nil.
func answering(ctx context.Context, c *cli.Command, meter graph.Meter, seen *telemetry.Telemetry, log *slog.Logger, run func(*graph.Service, kg.Store) error) error {
	config, err := config(c)
	if err != nil {
		return err
	}
	config.Meter = meter
	var statements neo4j.Watch
	if seen != nil {
		observe(seen, &config)
		statements = seen.Statement
	}
	store, err := openStore(c, log, nil, statements)
	if err != nil {
		return err
	}
	defer closeStore(store, log)
	if err := firstLook(ctx, store, log); err != nil {
		return err
	}
	service := graph.NewService(store, log, config)
	if err := service.CheckDocuments(); err != nil {
		return err
	}

	watching, stopWatching := context.WithCancel(ctx)
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		if watch(watching, store, log) {
			warmUp(watching, service, log)
		}
	}()
	defer func() { stopWatching(); <-watched }()
	return run(service, store)
}

// firstLook ends the program where waiting can't help.
func firstLook(ctx context.Context, store kg.Store, log *slog.Logger) error {
	remote, ok := store.(connector)
	if !ok {
		return nil
	}
	err := remote.Connect(ctx)
	if err != nil && kg.AsError(err).Code == kg.Unavailable {
		log.Warn("the store is not ready; trying again until it is", "error", err)
		return nil
	}
	return err
}

// watch looks at a store that has to reach something until it is ready; false if
// it need not, or if the context ends before. It logs what is wrong, once unless it
// becomes something else.
func watch(ctx context.Context, store kg.Store, log *slog.Logger) bool {
	if _, ok := store.(connector); !ok {
		return false
	}
	told := ""
	for {
		err := ready(ctx, store)
		switch {
		case ctx.Err() != nil:
			return false
		case err == nil:
			if told != "" {
				log.Info("the store is ready")
			}
			return true
		case err.Message != told:
			log.Warn("the store is not ready", "error", err)
			told = err.Message
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(retryTime):
		}
	}
}

// ready is nil if a store can answer, and not from an empty graph.
func ready(ctx context.Context, store kg.Store) *kg.Error {
	ctx, cancel := context.WithTimeout(ctx, lookTime)
	defer cancel()
	if remote, ok := store.(connector); ok {
		if err := remote.Connect(ctx); err != nil {
			return kg.AsError(err)
		}
	}
	// Executing a plan, even without branches, asks the store for its version,
	// where the index may be one that it has seen earlier.
	if _, err := store.Execute(ctx, &kg.Plan{}); err != nil {
		return kg.AsError(err)
	}
	index, err := store.Index(ctx)
	if err != nil {
		return kg.AsError(err)
	}
	if len(index.Sources) == 0 {
		return kg.Errorf(kg.Unavailable, "the graph is empty; rolegraph --store neo4j import seed fills it")
	}
	return nil
}

// withStore opens the store that the flags name for as long as the function runs, if
// it can answer.
func withStore(ctx context.Context, c *cli.Command, log *slog.Logger, use func(kg.Store) error) error {
	store, err := openStore(c, log, nil, nil)
	if err != nil {
		return err
	}
	defer closeStore(store, log)
	if err := ready(ctx, store); err != nil {
		return err
	}
	return use(store)
}

func closeStore(store kg.Store, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.Background(), closingTime)
	defer cancel()
	if err := store.Close(ctx); err != nil {
		log.Warn("closing the store", "error", err)
	}
}

// offers are what a server has for those who ask besides answers.
type offers struct {
	schema  bool // to read
	pages   bool
	agents  agents.Config
	gate    *access.Gate    // that is between; nil lets everybody in
	metrics http.Handler    // nil where they are not served
	ending  <-chan struct{} // closed once the server ends; nil if that is not told
}

// offersOf are those that the flags allow.
func offersOf(c *cli.Command) offers {
	toAgents := toAgents(c)
	return offers{schema: toAgents.Schema, pages: servesPages(c), agents: toAgents}
}

// routes are the paths that are served.
func routes(service *graph.Service, store kg.Store, offers offers, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	gate := offers.gate
	mux.Handle("/graphql", gate.GraphQL(service))
	mux.Handle("/mcp", gate.Guard(agents.NewServer(service, offers.agents, log).Handler()))
	if offers.schema {
		mux.Handle("GET /schema.graphql", gate.Guard(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			text(w, http.StatusOK, graph.SDL())
		})))
	}
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		text(w, http.StatusOK, "ok\n")
	})
	mux.Handle("GET /readyz", newReadiness(store, offers.ending))
	if offers.metrics != nil {
		mux.Handle("GET /metrics", gate.Operate(offers.metrics))
	}
	if offers.pages {
		has := lookup(store)
		if gate.NeedsToken() {
			has = anyEntity
		}
		web.Register(mux, shownExamples(), has)
	}
	return gate.Named(mux)
}

// lookup tells the pages which entities a store has.
func lookup(store kg.Store) web.Lookup {
	return func(ctx context.Context, kind, slug string) (bool, error) {
		id, ok := kg.ParseID(kind + ":" + slug)
		if !ok {
			return false, nil
		}
		ctx, cancel := context.WithTimeout(ctx, lookTime)
		defer cancel()
		index, err := store.Index(ctx)
		if err != nil {
			return false, err
		}
		return index.Has(id), nil
	}
}

// anyEntity takes every id for that of an entity, where who asks for a page can't tell
// who they are: the page, which can, says whether there is one.
func anyEntity(_ context.Context, kind, slug string) (bool, error) {
	_, ok := kg.ParseID(kind + ":" + slug)
	return ok, nil
}

// shownExamples are the examples as the pages take them.
func shownExamples() []web.Example {
	var shown []web.Example
	for _, example := range examples.All() {
		shown = append(shown, web.Example(example))
	}
	return shown
}

func text(w http.ResponseWriter, status int, content string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(content)))
	w.WriteHeader(status)
	_, _ = io.WriteString(w, content) // a client that has gone is no fault
}
