package neo4j

import (
	"fmt"

	"rolegraph/kg"
)

// traversal writes a branch of where walks end, all steps in one pipeline: w{i}
// are the nodes at which they end, as [node, walks].
//
// The numbers are floats, since a sum of integers that overflows is an error. No
// sum goes wrong for it. Each number that is added is a whole one of at most
// MaxCount, and so is exact. As long as a sum stays below 2^53 it is exact, too;
// where it first comes to 2^53 or more it is rounded to 2^53 or more, and what is
// added then never makes it less. So it is above MaxCount exactly if the true
// sum is, and then it becomes MaxCount.
func (w *writer) traversal(i int, b *kg.Branch, t *kg.Traversal) {
	kinds := t.Ends()
	if len(kinds) == 0 {
		w.line("WITH *, [] AS e%[1]d, [] AS n%[1]d, [0] AS c%[1]d", i)
		return
	}
	w.line("WITH *, COLLECT { UNWIND %s AS id MATCH (p:Entity {id: id}) WITH p, 1.0 AS walks", w.parameter(texts(t.Starts), "starts%d", i))
	most := w.parameter(float64(kg.MaxCount), "most%d", i)
	for s := range t.Steps {
		at := fmt.Sprintf("%d_%d", i, s)
		conditions := w.linkConditions(&t.Steps[s].Link, at)
		if t.Steps[s].To != nil {
			conditions = append(conditions, "n.id IN "+w.parameter(texts(t.Steps[s].To), "to%s", at))
		}
		w.line("MATCH %s%s WITH n AS p, sum(walks) AS walks WITH p, CASE WHEN walks > %[3]s THEN %[3]s ELSE walks END AS walks",
			eitherWay(&t.Steps[s]), where(conditions), most)
	}
	w.line("RETURN [p, walks] } AS w%d", i)
	if b.First > 0 {
		w.line("WITH *, COLLECT { UNWIND w%d AS entry WITH entry[0] AS n, entry[1] AS number WITH n, number, %s AS kind%s ORDER BY number DESC, kind, n.key LIMIT %s RETURN [n, number] } AS e%d",
			i, kindOf("n", kinds), where(w.behindMixed(i, b)), w.limit(i, b), i)
	} else {
		w.line("WITH *, [] AS e%d", i)
	}
	w.line("WITH *, [entry IN e%[1]d[..%[2]s] | entry[0]] AS n%[1]d, [size(w%[1]d)] AS c%[1]d", i, w.first(i, b))
}

// eitherWay is a step of walks from p to n by l.
func eitherWay(step *kg.WalkStep) string {
	if len(step.Directions) == 2 {
		return fmt.Sprintf("(p)-[l:%s]-(n)", step.Relation)
	}
	return pattern("p", "l", "n", kg.Step{Relation: step.Relation, Direction: step.Directions[0]})
}

// walks decodes a traversal.
func (d *decoding) walks(b *kg.Branch, table *kg.Table, page []any, totals []any) {
	row := kg.Row{Parent: kg.NoParent, More: len(page) > b.First && b.First > 0}
	for _, each := range page[:min(len(page), b.First)] {
		values := each.([]any)
		table.Entries = append(table.Entries, kg.Entry{Node: d.node(values[0].(string))})
		table.Walks = append(table.Walks, int64(values[1].(float64)))
	}
	row.End = int32(len(table.Entries))
	if b.Total {
		row.Total = int(totals[0].(int64))
	}
	table.Rows = []kg.Row{row}
}
