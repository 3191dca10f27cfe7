package neo4j

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"rolegraph/kg"
)

// writing is an import on its way.
type writing struct {
	session neo4j.SessionWithContext
}

// Replace makes all that a source said be these facts. The database keeps the
// facts of each source beside the graph, so that the graph can be merged anew,
// and is brought from the old graph to the new by their difference, in batches.
// Meanwhile its epoch is odd, and readers wait. An import that is broken off
// leaves it so; the next one writes the whole graph. The first one into an empty
// database brings the initial facts with it.
func (s *Store) Replace(ctx context.Context, facts *kg.Facts) (kg.MergeReport, error) {
	if err := facts.Check(); err != nil {
		return kg.MergeReport{}, err
	}
	if err := s.reach(ctx); err != nil {
		return kg.MergeReport{}, err
	}
	release, err := s.becomeWriter(ctx)
	if err != nil {
		return kg.MergeReport{}, problem(ctx, err)
	}
	defer release()
	w := &writing{s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeWrite, DatabaseName: s.database})}
	defer w.session.Close(context.WithoutCancel(ctx))
	graph, err := w.replace(ctx, s, facts)
	if err != nil {
		return kg.MergeReport{}, problem(ctx, err)
	}
	return graph.Report(), nil
}

// becomeWriter waits until no other import runs on the database. It holds a
// lock there in a transaction that is never committed, so the lock ends with
// the importer, however that ends.
func (s *Store) becomeWriter(ctx context.Context) (release func(), err error) {
	session := s.driver.NewSession(ctx, neo4j.SessionConfig{AccessMode: neo4j.AccessModeWrite, DatabaseName: s.database})
	after := context.WithoutCancel(ctx)
	w := &writing{session}
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

// replace gives the graph that the database then holds.
func (w *writing) replace(ctx context.Context, s *Store, facts *kg.Facts) (*kg.Graph, error) {
	state, err := w.state(ctx)
	if err != nil {
		return nil, err
	}
	written, err := pack(facts)
	if err != nil {
		return nil, err
	}
	before := kg.Merge(s.joins, state.facts()...)
	intact := state.epoch%2 == 0 && state.format == format && (state.version == before.Version() || state.version == "" && len(state.packed) == 0)
	if intact && bytes.Equal(state.packed[facts.Source.Slug], written) {
		return before, nil
	}
	kept := keep(facts.Source.Slug, written)
	if len(state.packed) == 0 {
		for _, initial := range s.initial {
			packed, err := pack(initial)
			if err != nil {
				return nil, err
			}
			kept = append(keep(initial.Source.Slug, packed), kept...)
			state.unpacked[initial.Source.Slug] = initial
		}
	}
	state.unpacked[facts.Source.Slug] = facts
	after := kg.Merge(s.joins, state.facts()...)

	if err := w.do(ctx, statementOf{
		`MERGE (g:Graph {name: 'graph'})
SET g.format = $format, g.epoch = CASE WHEN coalesce(g.epoch, 0) % 2 = 0 THEN coalesce(g.epoch, 0) + 1 ELSE g.epoch + 2 END`, map[string]any{"format": format},
	}); err != nil {
		return nil, err
	}
	if !intact {
		s.log.Warn("the database's graph is not the one of its facts, as after a broken-off import; writing all of it")
		if err := w.alone(ctx, "MATCH (n:Entity) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 2000 ROWS"); err != nil {
			return nil, err
		}
		before = kg.Merge(s.joins)
	}
	for _, statement := range difference(before, after) {
		if err := w.do(ctx, statement); err != nil {
			return nil, err
		}
	}
	last := append(kept, sourcesOfGraph(after)...)
	return after, w.do(ctx, append(last, statementOf{
		"MATCH (g:Graph {name: 'graph'}) SET g.version = $version, g.epoch = g.epoch + 1", map[string]any{"version": after.Version()},
	})...)
}

// state is what the database holds before an import.
type state struct {
	version  string
	epoch    int64
	format   int64
	packed   map[string][]byte // by source
	unpacked map[string]*kg.Facts
}

func (s *state) facts() []*kg.Facts {
	all := make([]*kg.Facts, 0, len(s.unpacked))
	for _, facts := range s.unpacked {
		all = append(all, facts)
	}
	return all
}

func (w *writing) state(ctx context.Context) (*state, error) {
	s := &state{packed: map[string][]byte{}, unpacked: map[string]*kg.Facts{}}
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
	for source, packed := range s.packed {
		facts, err := unpack(packed)
		if err != nil {
			return nil, kg.Errorf(kg.Internal, "internal error").Because(fmt.Errorf("the facts of %s in the database: %w", source, err))
		}
		s.unpacked[source] = facts
	}
	return s, nil
}

// partSize is how much of a source's facts one node keeps, in bytes.
const partSize = 1 << 20

// keep writes a source's facts in place of those that are there.
func keep(source string, packed []byte) []statementOf {
	var parts []any
	for part := 0; len(packed) > 0; part++ {
		n := min(len(packed), partSize)
		parts = append(parts, map[string]any{"part": part, "data": packed[:n]})
		packed = packed[n:]
	}
	return []statementOf{
		{"MATCH (f:Facts {source: $source}) DELETE f", map[string]any{"source": source}},
		{"UNWIND $parts AS part CREATE (:Facts {source: $source, part: part.part, data: part.data})", map[string]any{"source": source, "parts": parts}},
	}
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

// pack writes facts as compressed JSON, the same bytes for the same facts.
func pack(facts *kg.Facts) ([]byte, error) {
	var packed bytes.Buffer
	compressor := gzip.NewWriter(&packed)
	if err := json.NewEncoder(compressor).Encode(facts); err != nil {
		return nil, err
	}
	err := compressor.Close()
	return packed.Bytes(), err
}

func unpack(packed []byte) (*kg.Facts, error) {
	decompressor, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(decompressor)
	if err != nil {
		return nil, err
	}
	var facts kg.Facts
	return &facts, json.Unmarshal(text, &facts)
}
