package neo4j

import (
	"fmt"

	"rolegraph/kg"
)

// traversal writes a branch of where walks end, a step a line: w{i}_{s} are the
// nodes at which walks stand after s steps, as [node, walks].
//
// The numbers are floats, since a sum of integers that overflows is an error. No
// sum goes wrong for it. Each number that is added is a whole one of at most
// MostWalks, and so is exact. As long as a sum stays below 2^53 it is exact, too;
// where it first comes to 2^53 or more it is rounded to 2^53 or more, and what is
// added then never makes it less. So it is above MostWalks exactly if the true
// sum is, and then it becomes MostWalks.
func (w *writer) traversal(i int, b *kg.Branch, t *kg.Traversal) {
	kinds := t.Ends()
	if len(kinds) == 0 {
		w.line("WITH *, [] AS e%[1]d, [] AS n%[1]d, [0] AS c%[1]d", i)
		return
	}
	w.line("WITH *, COLLECT { UNWIND %s AS id MATCH (n:Entity {id: id}) RETURN [n, 1.0] } AS w%d_0", w.parameter(texts(t.Starts), "starts%d", i), i)
	most := w.parameter(float64(kg.MostWalks), "most%d", i)
	for s := range t.Steps {
		at := fmt.Sprintf("%d_%d", i, s)
		conditions := w.linkConditions(&t.Steps[s].Link, at)
		if t.Steps[s].To != nil {
			conditions = append(conditions, "n.id IN "+w.parameter(texts(t.Steps[s].To), "to%s", at))
		}
		w.line("WITH *, COLLECT { UNWIND w%s AS entry WITH entry[0] AS p, entry[1] AS walks MATCH %s%s WITH n, sum(walks) AS walks RETURN [n, CASE WHEN walks > %[4]s THEN %[4]s ELSE walks END] } AS w%d_%d",
			at, eitherWay(&t.Steps[s]), where(conditions), most, i, s+1)
	}
	ends := fmt.Sprintf("w%d_%d", i, len(t.Steps))
	if b.First > 0 {
		w.line("WITH *, COLLECT { UNWIND %s AS entry WITH entry[0] AS n, entry[1] AS number WITH n, number, %s AS kind%s ORDER BY number DESC, kind, n.key LIMIT %s RETURN [n, number] } AS e%d",
			ends, kindOf("n", kinds), where(w.behindMixed(i, b)), w.limit(i, b), i)
	} else {
		w.line("WITH *, [] AS e%d", i)
	}
	w.line("WITH *, [entry IN e%[1]d[..%[2]s] | entry[0]] AS n%[1]d", i, w.first(i, b))
	w.line("WITH *, [size(%s)] AS c%d", ends, i)
}

// eitherWay is a step of walks from p to n by l.
func eitherWay(step *kg.WalkStep) string {
	if len(step.Directions) == 2 {
		return fmt.Sprintf("(p)-[l:%s]-(n)", step.Relation)
	}
	return pattern("p", "l", "n", kg.Step{Relation: step.Relation, Direction: step.Directions[0]})
}

// walks decodes a traversal.
func (d *decoding) walks(b *kg.Branch, table *kg.Table, page []any, totals any) {
	row := kg.Row{Parent: kg.NoParent, More: len(page) > b.First && b.First > 0}
	for _, each := range page[:min(len(page), b.First)] {
		values := each.([]any)
		table.Entries = append(table.Entries, kg.Entry{Node: d.node(values[0].(string))})
		table.Walks = append(table.Walks, int64(values[1].(float64)))
	}
	row.End = int32(len(table.Entries))
	if b.Total {
		row.Total = int(totals.([]any)[0].(int64))
	}
	table.Rows = []kg.Row{row}
}
