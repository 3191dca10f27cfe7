package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
)

// contestant answers operations in its way.
type contestant struct {
	name string
	// needsDatabase says that it asks Neo4j.
	needsDatabase bool
	// start makes the command of its server.
	start func(ctx context.Context, s *setting) *exec.Cmd
	// request makes the request for a value, which is the i-th of an operation.
	request func(address string, o *operation, i int, v value) (target, error)
	// can is nil for one that can express all operations.
	can func(o *operation) bool
}

// The names of the contestants that others are compared with.
const (
	onEmbedded = "embedded"
	onNeo4j    = "neo4j"
	limit      = "limit"
	ceiling    = "ceiling"
	peerBest   = "peer-best"
	peerPlain  = "peer-natural"
)

// contestants are all that there are, in the order of the table.
func contestants() []*contestant {
	rolegraph := func(address string, o *operation, _ int, v value) (target, error) {
		return graphQL(address, o.document, v)
	}
	startPeer := func(ctx context.Context, s *setting) *exec.Cmd {
		command := exec.CommandContext(ctx, "node", s.workshop.path("peer", "server.js"), s.database.URI)
		command.Env = append(os.Environ(), "NODE_ENV=production")
		return command
	}
	return []*contestant{
		{
			name: onEmbedded, request: rolegraph,
			start: func(ctx context.Context, s *setting) *exec.Cmd {
				return s.workshop.rolegraph(ctx, "--data", s.dataFile, "--listen", "127.0.0.1:0")
			},
		},
		{
			name: ceiling,
			start: func(ctx context.Context, s *setting) *exec.Cmd {
				return exec.CommandContext(ctx, s.workshop.path("ceiling"), "-answers", s.answers)
			},
			// It is asked as rolegraph is, so that the asking costs both the same.
			request: func(address string, o *operation, i int, v value) (target, error) {
				t, err := graphQL(address, o.document, v)
				t.URL = fmt.Sprintf("%s/%s/%d", address, o.name, i)
				return t, err
			},
		},
		{
			name: onNeo4j, needsDatabase: true, request: rolegraph,
			start: func(ctx context.Context, s *setting) *exec.Cmd {
				return s.workshop.rolegraph(ctx, "--store", "neo4j", "--neo4j-uri", s.database.URI, "--listen", "127.0.0.1:0")
			},
		},
		{
			name: limit, needsDatabase: true,
			start: func(ctx context.Context, s *setting) *exec.Cmd {
				return exec.CommandContext(ctx, s.workshop.path("limit"), "-database", s.database.URI)
			},
			request: func(address string, o *operation, _ int, v value) (target, error) {
				return limitRequest(address, o, v), nil
			},
		},
		{
			name: peerPlain, needsDatabase: true, start: startPeer,
			request: func(address string, o *operation, _ int, v value) (target, error) {
				return graphQL(address, o.natural, v)
			},
			can: func(o *operation) bool { return o.natural != "" },
		},
		{
			name: peerBest, needsDatabase: true, start: startPeer,
			request: func(address string, o *operation, _ int, v value) (target, error) { return graphQL(address, o.best, v) },
			// Where one form is known, it is measured as the natural one.
			can: func(o *operation) bool { return o.best != o.natural },
		},
	}
}

// takingPart keeps the contestants of some names; all if there is none. That of
// the embedded store always takes part: its answers are those that all must give.
func takingPart(names []string) ([]*contestant, error) {
	all := contestants()
	if len(names) == 0 {
		return all, nil
	}
	for _, name := range names {
		if !slices.ContainsFunc(all, func(c *contestant) bool { return c.name == name }) {
			return nil, fmt.Errorf("there is no contestant %q", name)
		}
	}
	return slices.DeleteFunc(all, func(c *contestant) bool {
		return c.name != onEmbedded && !slices.Contains(names, c.name)
	}), nil
}

// answers reports whether a contestant can express an operation.
func (c *contestant) answers(o *operation) bool { return c.can == nil || c.can(o) }
