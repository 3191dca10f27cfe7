package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"rolegraph/store/neo4j/neo4jtest"
)

// setting is where one size of the data is measured: the servers of the
// contestants, and what they are asked.
type setting struct {
	workshop *workshop
	// dataFile is that of the embedded store.
	dataFile string
	// database is nil if nobody asks it.
	database *neo4jtest.Server
	// answers is the folder of what the ceiling serves.
	answers string
	values  []value
	entries []*entry

	servers map[string]*process
}

// entry is an operation of a contestant.
type entry struct {
	contestant *contestant
	operation  *operation
	server     *process
	targets    []target
	// bytes are those of its answers, in the mean.
	bytes int
	// slow says that it takes so long that it is measured once.
	slow bool
}

// slowAnswer is how long an answer may take, with one client, for the operation
// to be measured in more than one round.
const slowAnswer = 200 * time.Millisecond

// valueCount is how many values each operation is asked about in turn, so that
// nobody profits from having just answered the same.
const valueCount = 50

// open starts the contestants and finds that their answers are the same.
func (s *setting) open(ctx context.Context, all []*contestant, operations []*operation, progress func(string, ...any)) error {
	s.servers = map[string]*process{}
	progress("choosing what is asked")
	reference, err := s.server(ctx, all[0])
	if err != nil {
		return err
	}
	if s.values, err = newValues(ctx, reference.address, valueCount); err != nil {
		return err
	}
	if s.database != nil {
		if err := s.prepareDatabase(ctx); err != nil {
			return err
		}
	}
	wanted, err := s.referenceAnswers(ctx, all[0], reference, operations)
	if err != nil {
		return err
	}
	for _, c := range all {
		progress("checking the answers of %s", c.name)
		server, err := s.server(ctx, c)
		if err != nil {
			return err
		}
		for _, o := range operations {
			if !c.answers(o) {
				continue
			}
			e, err := s.check(ctx, c, server, o, wanted[o])
			if err != nil {
				return err
			}
			s.entries = append(s.entries, e)
		}
	}
	return nil
}

// server starts a contestant's server. Both forms of the peer have one.
func (s *setting) server(ctx context.Context, c *contestant) (*process, error) {
	command := c.start(ctx, s)
	key := command.String()
	if running := s.servers[key]; running != nil {
		return running, nil
	}
	server, err := startProcess(ctx, command)
	if err != nil {
		return nil, err
	}
	s.servers[key] = server
	return server, nil
}

// prepareDatabase adds the index that the peer's users would make, and reads what
// values lack.
func (s *setting) prepareDatabase(ctx context.Context) error {
	driver, err := neo4j.NewDriverWithContext(s.database.URI, neo4j.NoAuth())
	if err != nil {
		return err
	}
	defer driver.Close(context.WithoutCancel(ctx))
	for _, statement := range []string{"CREATE INDEX peer_role_id IF NOT EXISTS FOR (n:Role) ON (n.id)", "CALL db.awaitIndexes(60)"} {
		if _, err := neo4j.ExecuteQuery(ctx, driver, statement, nil, neo4j.EagerResultTransformer); err != nil {
			return err
		}
	}
	return addKeys(ctx, driver, s.values)
}

// referenceAnswers are what all contestants must answer. They are kept as files,
// which the ceiling serves.
func (s *setting) referenceAnswers(ctx context.Context, c *contestant, server *process, operations []*operation) (map[*operation][][]byte, error) {
	all := map[*operation][][]byte{}
	for _, o := range operations {
		folder := filepath.Join(s.answers, o.name)
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return nil, err
		}
		for i, v := range s.values {
			t, err := c.request(server.address, o, i, v)
			if err != nil {
				return nil, err
			}
			answer, err := send(ctx, t)
			if err != nil {
				return nil, err
			}
			if err := os.WriteFile(filepath.Join(folder, strconv.Itoa(i)), answer, 0o644); err != nil {
				return nil, err
			}
			all[o] = append(all[o], answer)
		}
	}
	return all, nil
}

// A contestant that takes long has not all of its answers compared, but so many
// and for so long at least.
const (
	leastChecked = 5
	checkTime    = 5 * time.Second
)

// check compares the answers of a contestant with those wanted.
func (s *setting) check(ctx context.Context, c *contestant, server *process, o *operation, wanted [][]byte) (*entry, error) {
	e := &entry{contestant: c, operation: o, server: server}
	begun, sum, checked := time.Now(), 0, 0
	for i, v := range s.values {
		t, err := c.request(server.address, o, i, v)
		if err != nil {
			return nil, err
		}
		e.targets = append(e.targets, t)
		if i >= leastChecked && time.Since(begun) > checkTime {
			continue
		}
		if i == 0 {
			if err := sendFirst(ctx, t); err != nil {
				return nil, fmt.Errorf("%s, %s: %w", c.name, o.name, err)
			}
			begun = time.Now()
		}
		answer, err := send(ctx, t)
		if err != nil {
			return nil, fmt.Errorf("%s, %s: %w", c.name, o.name, err)
		}
		sum, checked = sum+len(answer), checked+1
		if err := c.compare(o, answer, wanted[i]); err != nil {
			return nil, fmt.Errorf("%s, %s, asked %s %s: %w", c.name, o.name, t.URL, t.Body, err)
		}
	}
	e.bytes = sum / checked
	e.slow = time.Since(begun)/time.Duration(checked) > slowAnswer
	return e, nil
}

// compare is strict with those who write the same form: rolegraph promises the
// same bytes on both stores, and the limit writes the same content.
func (c *contestant) compare(o *operation, answer, wanted []byte) error {
	different, err := difference(answer, wanted)
	if err != nil {
		return err
	}
	if different != "" {
		return fmt.Errorf("another answer than %s has: %s", onEmbedded, different)
	}
	switch c.name {
	case onEmbedded, onNeo4j, ceiling:
		if !bytes.Equal(answer, wanted) {
			return fmt.Errorf("the same entities as %s has, but other bytes:\n%s\n%s", onEmbedded, answer, wanted)
		}
	case limit:
		if !sameContent(answer, wanted) {
			return fmt.Errorf("the same entities as %s has, but other content:\n%s\n%s", onEmbedded, answer, wanted)
		}
	}
	return nil
}

// close ends the servers.
func (s *setting) close() {
	for _, server := range s.servers {
		server.stop()
	}
}
