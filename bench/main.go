// Bench measures rolegraph beside others on the same operations and the same data,
// all in one run, and writes tables and a chart. It starts all that it needs, and
// ends it.
//
//	go run ./bench
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"rolegraph/store/neo4j/neo4jtest"
)

// options are what a run is asked for.
type options struct {
	data, output            string
	rounds                  int
	time                    time.Duration
	operations, contestants []string
	quick                   bool
}

func main() {
	log.SetFlags(0)
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	var o options
	flag.StringVar(&o.data, "data", filepath.Join("..", "shared", "data", "onet"), "`FOLDER` of O*NET")
	flag.StringVar(&o.output, "output", filepath.Join("bench", "results"), "`FOLDER` for the tables, the chart and all measurements")
	flag.IntVar(&o.rounds, "rounds", 3, "how many `ROUNDS` the medians are of")
	flag.DurationVar(&o.time, "time", time.Second, "how `LONG` one measurement takes")
	flag.Func("operations", "`NAMES` with commas between, such as profile,page; all if left out", names(&o.operations))
	flag.Func("contestants", "`NAMES` with commas between, such as neo4j,limit; all if left out", names(&o.contestants))
	flag.BoolVar(&o.quick, "quick", false, "one short round on the data as it is, to try")
	flag.Parse()
	if err := o.run(ctx); err != nil {
		log.Fatal("bench: ", err)
	}
}

func names(into *[]string) func(string) error {
	return func(text string) error {
		*into = strings.Split(text, ",")
		return nil
	}
}

// manyTimes is how often the data is there in the second half of a run.
const manyTimes = 10

// clients are how many ask at a time.
var clients = []int{1, 16}

// databaseWarmUp is how many times as long as one measurement the database is asked each
// operation before. What it takes of the processor for a profile falls by half in the
// first five thousand of them.
const databaseWarmUp = 3

// run is the program.
func (o *options) run(ctx context.Context) error {
	sizes := []int{1, manyTimes}
	if o.quick {
		o.rounds, o.time, sizes = 1, 300*time.Millisecond, sizes[:1]
	}
	asked, err := chosen(allOperations(), o.operations)
	if err != nil {
		return err
	}
	competing, err := takingPart(o.contestants)
	if err != nil {
		return err
	}
	begun := time.Now()
	progress := func(format string, args ...any) {
		log.Printf("%6s  %s", time.Since(begun).Round(time.Second), fmt.Sprintf(format, args...))
	}

	progress("building")
	work, err := newWorkshop()
	if err != nil {
		return err
	}
	defer os.RemoveAll(work.folder)
	if err := work.build(ctx); err != nil {
		return err
	}
	if slices.ContainsFunc(competing, func(c *contestant) bool { return strings.HasPrefix(c.name, "peer") }) {
		progress("installing the peer")
		if err := work.installPeer(ctx); err != nil {
			return err
		}
	}
	var database *neo4jtest.Server
	if slices.ContainsFunc(competing, func(c *contestant) bool { return c.needsDatabase }) {
		progress("starting Neo4j")
		if database, err = neo4jtest.Launch(); err != nil {
			return err
		}
		defer database.Stop()
	}

	results := newResults(begun, o)
	for _, copies := range sizes {
		s := &setting{workshop: work, database: database, answers: work.path(fmt.Sprintf("answers-%d", copies))}
		if err := s.fill(ctx, o.data, copies, progress); err != nil {
			return err
		}
		err := o.runOn(ctx, s, competing, asked, copies, results, progress)
		s.close()
		if err != nil {
			return err
		}
	}
	results.Took = time.Since(begun).Round(time.Second).String()
	if err := results.write(o.output, asked); err != nil {
		return err
	}
	progress("wrote %s", o.output)
	return nil
}

// fill imports the data into the stores; what is there already is imported anew.
func (s *setting) fill(ctx context.Context, folder string, copies int, progress func(string, ...any)) error {
	once := s.workshop.path("data-1.db")
	s.dataFile = s.workshop.path(fmt.Sprintf("data-%d.db", copies))
	source := []string{"import", "onet", folder}
	if copies > 1 {
		exported, multiplied := s.workshop.path("once.jsonl"), s.workshop.path("copies.jsonl")
		if err := run(s.workshop.rolegraph(ctx, "--data", once, "export", "--output", exported)); err != nil {
			return err
		}
		if err := writeCopies(ctx, exported, multiplied, copies); err != nil {
			return err
		}
		source = []string{"import", "jsonl", multiplied}
	}
	progress("importing the data %d times over", copies)
	if err := run(s.workshop.rolegraph(ctx, append([]string{"--data", s.dataFile}, source...)...)); err != nil {
		return err
	}
	if s.database == nil {
		return nil
	}
	progress("importing it into Neo4j")
	return run(s.workshop.rolegraph(ctx, append([]string{"--store", "neo4j", "--neo4j-uri", s.database.URI}, source...)...))
}

// runOn measures all contestants on one size of the data: first each is warmed up,
// and then each is measured in each round, one after another, so that what changes
// on the machine meanwhile meets all of them. Every second round goes the other way
// round: the database, which compiles what it does often, is warmer for who comes later.
func (o *options) runOn(ctx context.Context, s *setting, competing []*contestant, asked []*operation, copies int, results *results, progress func(string, ...any)) error {
	if err := s.open(ctx, competing, asked, progress); err != nil {
		return err
	}
	progress("warming up")
	for _, e := range s.entries {
		warmUp := o.time / 2
		if e.contestant.needsDatabase {
			warmUp = o.time * databaseWarmUp
		}
		if _, _, err := s.load(ctx, e, clients[len(clients)-1], warmUp); err != nil {
			return err
		}
	}
	for round := range o.rounds {
		slices.Reverse(s.entries)
		for _, asking := range asked {
			progress("%d times the data, round %d of %d: %s", copies, round+1, o.rounds, asking.name)
			for _, e := range s.entries {
				if e.operation != asking || e.slow && round > 0 {
					continue
				}
				for _, n := range clients {
					m, err := s.measure(ctx, e, n, o.time/5, o.time)
					if err != nil {
						return err
					}
					m.Copies, m.Round = copies, round+1
					results.Measurements = append(results.Measurements, m)
				}
			}
		}
	}
	return nil
}
