package neo4j

import (
	"bytes"
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"rolegraph/kg"
)

// Replace makes all that some sources said be these facts. The database keeps the
// facts of each source beside the graph, so that the graph can be merged anew,
// and is brought from the old graph to the new by their difference, in batches.
// Meanwhile its epoch is odd, and readers wait. So once it has begun to write it
// does not heed the context. An import that is broken off all the same leaves the
// epoch odd; the next one writes the whole graph. The first one into an empty
// database brings the initial facts with it.
func (s *Store) Replace(ctx context.Context, facts ...*kg.Facts) (*kg.Replacement, error) {
	if err := kg.CheckAll(facts); err != nil {
		return nil, err
	}
	if err := s.reach(ctx); err != nil {
		return nil, err
	}
	release, err := s.becomeWriter(ctx)
	if err != nil {
		return nil, problem(ctx, err)
	}
	defer release()
	w := &writing{session: s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeWrite, DatabaseName: s.database})}
	defer w.session.Close(context.WithoutCancel(ctx))
	before, after, err := w.replace(ctx, s, facts)
	if err != nil {
		return nil, problem(ctx, err)
	}
	return kg.NewReplacement(before, after), nil
}

// becomeWriter waits until no other import runs on the database. It holds a
// lock there in a transaction that is never committed, so the lock ends with
// the importer, however that ends.
func (s *Store) becomeWriter(ctx context.Context) (release func(), err error) {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeWrite, DatabaseName: s.database})
	after := context.WithoutCancel(ctx)
	w := &writing{session: session}
	if err := w.createSchema(ctx); err != nil {
		session.Close(after)
		return nil, err
	}
	transaction, err := session.BeginTransaction(ctx)
	if err == nil {
		var result neo4j.ResultWithContext
		if result, err = transaction.Run(ctx, "MERGE (w:Writer {name: 'writer'}) SET w.busy = true", nil); err == nil {
			_, err = result.Consume(ctx)
		}
	}
	if err != nil {
		session.Close(after)
		return nil, err
	}
	return func() { _ = transaction.Rollback(after); session.Close(after) }, nil
}

// replace gives the graph of the facts before and the one that the database then
// holds.
func (w *writing) replace(ctx context.Context, s *Store, facts []*kg.Facts) (before, after *kg.Graph, err error) {
	state, err := w.state(ctx)
	if err != nil {
		return nil, nil, err
	}
	before = kg.Merge(s.joins, state.facts...)
	intact := state.epoch%2 == 0 && state.format == format && (state.version == before.Version() || state.version == "" && len(state.packed) == 0)
	if len(state.packed) == 0 {
		facts = kg.Replaced(s.initial, facts...)
	}
	var kept []statementOf
	for _, f := range facts {
		packed, err := pack(f)
		if err != nil {
			return nil, nil, err
		}
		if !bytes.Equal(state.packed[f.Source.Slug], packed) {
			kept = append(kept, keep(f.Source.Slug, packed)...)
		}
	}
	if intact && len(kept) == 0 {
		return before, before, nil
	}
	after = kg.Merge(s.joins, kg.Replaced(state.facts, facts...)...)
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	told := context.AfterFunc(ctx, func() {
		s.log.Warn("the import has begun to write, and will end: broken off now, it would leave a graph that nobody can read")
	})
	defer told()
	ctx = context.WithoutCancel(ctx)
	if err := w.write(ctx, s, before, after, intact, kept); err != nil {
		return nil, nil, problem(ctx, err)
	}
	return before, after, nil
}

// write brings the database from one graph to another, or from whatever it holds
// if it is not intact, and keeps the facts.
func (w *writing) write(ctx context.Context, s *Store, before, after *kg.Graph, intact bool, kept []statementOf) error {
	if err := w.begin(ctx); err != nil {
		return err
	}
	if !intact {
		s.log.Warn("the database's graph is not the one of its facts, as after a broken-off import; writing all of it")
		if err := w.clear(ctx); err != nil {
			return err
		}
		before = kg.Merge(s.joins)
	}
	statements := difference(before, after)
	for i, statement := range statements {
		if err := w.do(ctx, statement); err != nil {
			return err
		}
		if s.wrote != nil {
			s.wrote(i+1, len(statements))
		}
	}
	last := append(kept, sourcesOfGraph(after)...)
	return w.do(ctx, append(last, statementOf{
		"MATCH (g:Graph {name: 'graph'}) SET g.version = $version, g.epoch = $epoch + 1", map[string]any{"version": after.Version(), "epoch": w.epoch},
	})...)
}

// state is what the database holds before an import.
type state struct {
	version string
	epoch   int64
	format  int64
	packed  map[string][]byte // by source
	facts   []*kg.Facts
}

func (w *writing) state(ctx context.Context) (*state, error) {
	s := &state{packed: map[string][]byte{}}
	result, err := w.session.Run(ctx, "OPTIONAL MATCH (g:Graph) RETURN g.version, g.epoch, coalesce(g.format, CASE WHEN g IS NULL THEN $format END, 0)", map[string]any{"format": format})
	if err != nil {
		return nil, err
	}
	record, err := result.Single(ctx)
	if err != nil {
		return nil, err
	}
	s.version, _ = record.Values[0].(string)
	s.epoch, _ = record.Values[1].(int64)
	s.format, _ = record.Values[2].(int64)
	result, err = w.session.Run(ctx, "MATCH (f:Facts) RETURN f.source, f.data ORDER BY f.source, f.part", nil)
	if err != nil {
		return nil, err
	}
	for result.Next(ctx) {
		source, _ := result.Record().Values[0].(string)
		data, _ := result.Record().Values[1].([]byte)
		s.packed[source] = append(s.packed[source], data...)
	}
	if err := result.Err(); err != nil {
		return nil, err
	}
	s.facts, err = unpackAll(s.packed)
	return s, err
}

// sourcesOfGraph writes the sources of a graph in place of those that are
// there.
func sourcesOfGraph(graph *kg.Graph) []statementOf {
	rows := []any{}
	for _, source := range graph.Sources() {
		row := map[string]any{"slug": source.Slug, "name": source.Name}
		for name, value := range map[string]string{
			"version": source.Version, "asOf": string(source.AsOf), "license": source.License, "url": source.URL,
		} {
			if value != "" {
				row[name] = value
			}
		}
		rows = append(rows, row)
	}
	parameters := map[string]any{"rows": rows}
	return []statementOf{
		{"MATCH (s:Source) WHERE NOT s.slug IN [row IN $rows | row.slug] DELETE s", parameters},
		{"UNWIND $rows AS row MERGE (s:Source {slug: row.slug}) SET s = row", parameters},
	}
}
