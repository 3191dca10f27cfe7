package neo4j

import (
	"fmt"
	"strings"

	"rolegraph/kg"
)

// neighborhood writes a branch of what lies around a node, a hop a line: h{i}_{d}
// are the nodes that are d hops away, as [node, strength]. Nodes that a hop leads
// back to are in the same aggregation as those it finds, which sorts them out.
func (w *writer) neighborhood(i int, b *kg.Branch, n *kg.Neighborhood) {
	w.line("WITH *, COLLECT { MATCH (n:Entity {id: %s}) RETURN [n, 0] } AS h%d_0", w.parameter(n.Of.String(), "of%d", i), i)
	hubLimit := w.parameter(n.HubLimit, "hubLimit%d", i)
	match := fmt.Sprintf("MATCH (p)-[l:%s]-(n)%s", typesOf(n.Relations()), where(ofKinds("n", n.Kinds)))
	seen := []string{}
	var found []string
	for hops := 1; hops <= n.Hops; hops++ {
		walked := ""
		if hops > 1 {
			walked = " WHERE NOT " + isHub("p", hubLimit)
		}
		seen = append(seen, fmt.Sprintf("h%d_%d", i, hops-1))
		w.line("WITH *, [entry IN %s | entry[0]] AS seen%d", strings.Join(seen, " + "), i)
		w.line("WITH *, COLLECT { UNWIND h%d_%d AS entry WITH entry[0] AS p, entry[1] AS strength%s %s WITH n, max(strength + coalesce(l.weight, %s)) AS strength WHERE NOT n IN seen%d RETURN [n, strength] } AS h%d_%d",
			i, hops-1, walked, match, w.parameter(kg.NoWeight.Counted(), "unmeasured%d", i), i, i, hops)
		found = append(found, fmt.Sprintf("[entry IN h%[1]d_%[2]d | [entry[0], entry[1], %[2]d]]", i, hops))
	}
	kinds := n.Kinds
	if len(kinds) == 0 {
		kinds = kg.Kinds()
	}
	w.line("WITH *, %s AS found%d", strings.Join(found, " + "), i)
	w.line("WITH *, COLLECT { UNWIND found%d AS entry WITH entry[0] AS n, entry[1] AS strength, entry[2] AS hops ORDER BY hops, strength DESC, %s, n.key LIMIT %s RETURN [n, hops] } AS e%d",
		i, kindOf("n", kinds), w.first(i, b), i)
	w.line("WITH *, [entry IN h%[1]d_0 + e%[1]d | entry[0]] AS n%[1]d", i)
	w.line("WITH *, COLLECT { UNWIND e%[1]d AS entry WITH entry[0] AS n WHERE entry[1] < %[2]s AND %[3]s RETURN n ORDER BY %[4]s, n.key } AS hubs%[1]d",
		i, w.parameter(n.Hops, "hops%d", i), isHub("n", hubLimit), kindOf("n", kinds))
	links := "[]"
	if n.Links {
		links = fmt.Sprintf("COLLECT { UNWIND n%d AS p MATCH (p)-[l:%s]->(n) WHERE n IN n%d RETURN l }", i, typesOf(kg.Relations()), i)
	}
	w.line("WITH *, %s AS l%d", links, i)
	w.line("WITH *, [size(h%[1]d_0) + size(found%[1]d)] AS c%[1]d", i)
}

// typesOf is relations as the types of a pattern.
func typesOf(relations []kg.Relation) string {
	return strings.Join(names(relations), "|")
}

// ofKinds is the condition that a node is of one of some kinds; none if there are
// no kinds.
func ofKinds(node string, kinds []kg.Kind) []string {
	if len(kinds) == 0 {
		return nil
	}
	labels := make([]string, len(kinds))
	for i, kind := range kinds {
		labels[i] = kind.Label()
	}
	return []string{node + ":" + strings.Join(labels, "|")}
}

// isHub is the condition that a node has too many links to be walked through.
func isHub(node, limit string) string {
	return fmt.Sprintf("(NOT %[1]s:%[2]s AND COUNT { (%[1]s)-[:%[3]s]-() } > %[4]s)", node, kg.Role.Label(), typesOf(kg.Relations()), limit)
}

// around decodes a neighborhood: its nodes, of which the center is the first, its
// hubs and its links.
func (d *decoding) around(b *kg.Branch, table *kg.Table, columns []any, totals any) error {
	nodes, hubs, links := columns[0].([]any), columns[1].([]any), columns[2].([]any)
	for _, id := range nodes {
		table.Entries = append(table.Entries, kg.Entry{Node: d.node(id.(string))})
	}
	found := int(totals.([]any)[0].(int64))
	row := kg.Row{Parent: kg.NoParent, End: int32(len(nodes)), More: len(nodes) < found}
	if b.Total {
		row.Total = found
	}
	table.Rows = []kg.Row{row}
	for _, id := range hubs {
		table.Around.Hubs = append(table.Around.Hubs, d.node(id.(string)))
	}
	for _, each := range links {
		values := each.([]any)
		relation, _ := kg.ParseRelation(values[1].(string))
		between := kg.LinkBetween{From: d.node(values[0].(string)), To: d.node(values[2].(string)), Link: &kg.Link{Relation: relation, Weight: kg.NoWeight}}
		if err := put(linkProperties, b.Read, between.Link, values[3:]); err != nil {
			return err
		}
		table.Around.Links = append(table.Around.Links, between)
	}
	kg.SortLinks(table.Around.Links, d.result.Nodes)
	return nil
}
