package neo4j

import (
	"context"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"

	"rolegraph/kg"
)

// writing is an import on its way.
type writing struct {
	session neo4j.SessionWithContext
	epoch   int64 // while it writes
}

// begin makes the epoch odd, and other than it was.
func (w *writing) begin(ctx context.Context) error {
	epoch, err := w.session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		result, err := tx.Run(ctx, `MERGE (g:Graph {name: 'graph'}) SET g.format = $format
WITH g, coalesce(g.epoch, 0) AS epoch SET g.epoch = epoch + 1 + epoch % 2 RETURN g.epoch`, map[string]any{"format": format})
		if err != nil {
			return nil, err
		}
		record, err := result.Single(ctx)
		if err != nil {
			return nil, err
		}
		return record.Values[0], nil
	})
	w.epoch, _ = epoch.(int64)
	return err
}

// clear removes the graph.
func (w *writing) clear(ctx context.Context) error {
	for {
		counters, err := w.counted(ctx, statementOf{"MATCH (n:Entity) WITH n LIMIT $batch DETACH DELETE n", map[string]any{"batch": batch}})
		if err != nil || counters.NodesDeleted() == 0 {
			return err
		}
	}
}

// claim keeps other imports from beginning until its transaction ends, and finds
// nothing if one has begun: this one has lost the lock of becomeWriter, as when the
// database ends transactions that stay open for long. It takes its lock before it
// looks. The epoch is the next one when the last transaction is tried again whose
// end the driver has not heard of.
const claim = `MATCH (g:Graph {name: 'graph'}) SET g.format = $format
WITH g WHERE g.epoch IN [$epoch, $epoch + 1] RETURN g.epoch`

// do runs statements in one transaction, which is tried again where that may
// help.
func (w *writing) do(ctx context.Context, statements ...statementOf) error {
	_, err := w.counted(ctx, statements...)
	return err
}

// counted is as do, and gives what the last statement has changed.
func (w *writing) counted(ctx context.Context, statements ...statementOf) (neo4j.Counters, error) {
	counters, err := w.session.ExecuteWrite(ctx, func(tx neo4j.ManagedTransaction) (any, error) {
		result, err := tx.Run(ctx, claim, map[string]any{"format": format, "epoch": w.epoch})
		if err != nil {
			return nil, err
		}
		records, err := result.Collect(ctx)
		if err != nil {
			return nil, err
		}
		if len(records) == 0 {
			return nil, kg.Errorf(kg.Unavailable, "another import has begun meanwhile, and takes this one's place; import again")
		}
		var last neo4j.Counters
		for _, s := range statements {
			result, err := tx.Run(ctx, s.text, s.parameters)
			if err != nil {
				return nil, err
			}
			summary, err := result.Consume(ctx)
			if err != nil {
				return nil, err
			}
			last = summary.Counters()
		}
		return last, nil
	})
	if err != nil {
		return nil, err
	}
	return counters.(neo4j.Counters), nil
}

// alone runs a statement in a transaction of its own making, which does the same if it
// is run twice: imports that create the schema at a time may lock each other out, and
// the database then ends one.
func (w *writing) alone(ctx context.Context, statement string) error {
	for attempt := 1; ; attempt++ {
		result, err := w.session.Run(ctx, statement, nil)
		if err == nil {
			_, err = result.Consume(ctx)
		}
		if err == nil || attempt == attempts || !transient(err) || !wait(ctx) {
			return err
		}
	}
}

// statementOf is a statement that writes, and its values.
type statementOf struct {
	text       string
	parameters map[string]any
}
