// The limit is what rolegraph is measured by on Neo4j: a server without GraphQL,
// that answers each operation of the benchmark by one statement which was written
// by hand for it, and writes the same answer.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"net/url"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
	"github.com/neo4j/neo4j-go-driver/v5/neo4j/config"
)

// operations are, by path, the statements, their parameters and how the answer is
// written of their one record.
func operations() map[string]operation {
	roles := func(q url.Values) map[string]any {
		return map[string]any{"role": "role:" + q.Get("role"), "other": "role:" + q.Get("other")}
	}
	after := func(q url.Values) map[string]any { return map[string]any{"after": q.Get("afterKey")} }
	return map[string]operation{
		"/profile": {profileStatement, roles, (*answer).profile},
		"/shared":  {sharedStatement, roles, (*answer).tools},
		"/only":    {onlyStatement, roles, (*answer).tools},
		"/compare": {compareStatement, roles, (*answer).compare},
		"/page":    {pageStatement, after, (*answer).page},
		"/nested":  {nestedStatement, after, (*answer).nested},
		"/hops":    {hopsStatement, roles, (*answer).hops},
		"/used":    {usedStatement, func(url.Values) map[string]any { return nil }, (*answer).used},
		"/search": {searchStatement, func(q url.Values) map[string]any {
			return map[string]any{"ids": strings.Split(q.Get("found"), " ")}
		}, (*answer).search},
		"/paths": {pathsStatement, func(q url.Values) map[string]any {
			return map[string]any{"from": q.Get("from"), "to": q.Get("to")}
		}, (*answer).paths},
	}
}

type operation struct {
	statement  string
	parameters func(url.Values) map[string]any
	write      func(*answer, []any)
}

func main() {
	log.SetFlags(0)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	database := flag.String("database", "", "`URI` of the Neo4j database")
	flag.Parse()
	if err := serve(ctx, *database); err != nil {
		log.Fatal("limit: ", err)
	}
}

func serve(ctx context.Context, database string) error {
	driver, err := neo4j.NewDriverWithContext(database, neo4j.NoAuth(), func(c *config.Config) {
		c.FetchSize = neo4j.FetchAll
		c.TelemetryDisabled = true
	})
	if err != nil {
		return err
	}
	defer driver.Close(context.WithoutCancel(ctx))
	mux := http.NewServeMux()
	for path, o := range operations() {
		mux.HandleFunc("GET "+path, func(w http.ResponseWriter, r *http.Request) { o.serve(w, r, driver) })
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Printf("the limit answers at http://%s\n", listener.Addr())
	server := &http.Server{Handler: mux}
	context.AfterFunc(ctx, func() { server.Close() })
	if err := server.Serve(listener); err != http.ErrServerClosed {
		return err
	}
	return nil
}

// serve takes one round trip to the database.
func (o operation) serve(w http.ResponseWriter, r *http.Request, driver neo4j.DriverWithContext) {
	ctx := r.Context()
	session := driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeRead})
	defer session.Close(ctx)
	result, err := session.Run(ctx, o.statement, o.parameters(r.URL.Query()))
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	record, err := result.Single(ctx)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	a := &answer{json: make([]byte, 0, 4096)}
	a.raw(`{"data":`)
	o.write(a, record.Values)
	a.raw("}")
	header := w.Header()
	header.Set("Content-Type", "application/json; charset=utf-8")
	header.Set("Content-Length", strconv.Itoa(len(a.json)))
	_, _ = w.Write(a.json)
}
