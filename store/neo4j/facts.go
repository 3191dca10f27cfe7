package neo4j

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"rolegraph/kg"
)

// factsStatement reads what is kept of each source, part by part.
const factsStatement = opening + `
WITH *, COLLECT { MATCH (f:Facts) WITH f ORDER BY f.source, f.part RETURN [f.source, f.data] } AS facts
` + closing + `, facts`

// Facts are those that the database keeps. An import writes them in its last
// transaction, with the version, so they are whole while it runs, and after one
// that was broken off.
func (s *Store) Facts(ctx context.Context) ([]*kg.Facts, error) {
	if err := ctx.Err(); err != nil {
		return nil, problem(ctx, err)
	}
	_, columns, err := s.settled(ctx, factsStatement, nil, func(head []any) bool {
		return head[0] == head[2] && head[1] == head[3]
	})
	if err != nil {
		return nil, err
	}
	parts, _ := columns[0].([]any)
	packed := map[string][]byte{}
	for _, part := range parts {
		values, _ := part.([]any)
		if len(values) != 2 {
			return nil, kg.Errorf(kg.Internal, "internal error").Because(fmt.Errorf("the facts in the database have a part with %d values", len(values)))
		}
		source, _ := values[0].(string)
		data, _ := values[1].([]byte)
		packed[source] = append(packed[source], data...)
	}
	return unpackAll(packed)
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

// unpackAll reads the facts of several sources.
func unpackAll(packed map[string][]byte) ([]*kg.Facts, error) {
	var all []*kg.Facts
	for source, data := range packed {
		facts, err := unpack(data)
		if err != nil {
			return nil, kg.Errorf(kg.Internal, "internal error").Because(fmt.Errorf("the facts of %s in the database: %w", source, err))
		}
		all = append(all, facts)
	}
	return all, nil
}
