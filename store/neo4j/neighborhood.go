package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"rolegraph/kg"
)

// aHop is more than the strength of any node.
const aHop = 1_000_000_000

// neighborhood writes a branch of what lies around a node: h{i} has the center
// and all nodes within the hops, in their order, as [node, rank]. The rank, of
// which less is nearer, is aHop for each hop, less the strength.
//
// The hops are taken one after the other in one pipeline. A row is a node that
// has been reached; to the rows of the nodes that were reached last, each hop
// adds those of their neighbors, and then the least rank of each node is left.
// (Were each hop a list of its own, the next would be grouped by that list, too:
// the database counts its memory once for each group.)
func (w *writer) neighborhood(i int, b *kg.Branch, n *kg.Neighborhood) {
	kinds := n.Kinds
	if len(kinds) == 0 {
		kinds = kg.Kinds()
	}
	hop, hubLimit := w.parameter(aHop, "hop%d", i), w.parameter(n.HubLimit, "hubLimit%d", i)
	unmeasured := w.parameter(kg.NoWeight.Counted(), "unmeasured%d", i)
	w.line("WITH *, COLLECT { MATCH (p:Entity {id: %s}) WITH p, 0 AS rank", w.parameter(n.Of.String(), "of%d", i))
	hops := func(reachedLast, relations, where string) {
		w.line("CALL (p, rank) { RETURN p AS n, rank AS reached UNION ALL %sMATCH (p)-[l:%s]-(n)%s RETURN n, rank + %s - coalesce(l.weight, %s) AS reached } WITH n AS p, min(reached) AS rank",
			reachedLast, relations, where, hop, unmeasured)
	}
	hops("", typesOf(kg.Relations()), where(ofKinds("n", n.Kinds)))
	if between := relationsBetween(kinds); len(between) > 0 {
		for last := range n.Hops - 1 {
			hops(fmt.Sprintf("WITH p, rank WHERE rank > %d * %s AND NOT %s ", last, hop, isHub("p", hubLimit)), typesOf(between), "")
		}
	}
	w.line("WITH p AS n, rank ORDER BY rank, %s, n.key RETURN [n, rank] } AS h%d", kindOf("n", kinds), i)
	w.line("WITH *, [entry IN h%[1]d[..%[2]s] | entry[0]] AS n%[1]d", i, w.parameter(1+b.First, "shown%d", i))
	w.line("WITH *, COLLECT { UNWIND h%d[1..%s] AS entry WITH entry[0] AS n, entry[1] AS rank WHERE rank <= %s AND %s RETURN n ORDER BY %s, n.key } AS hubs%d",
		i, w.parameter(1+b.First, "shown%d", i), w.parameter((n.Hops-1)*aHop, "nearer%d", i), isHub("n", hubLimit), kindOf("n", kinds), i)
	links := "[]"
	if n.Links {
		links = fmt.Sprintf("COLLECT { UNWIND n%[1]d AS p MATCH (p)-[l:%[2]s]->(n) WHERE n IN n%[1]d RETURN l }", i, typesOf(kg.Relations()))
	}
	w.line("WITH *, %s AS l%d, [size(h%d)] AS c%d", links, i, i, i)
}

// relationsBetween are the relations of which both ends are of some kinds.
func relationsBetween(kinds []kg.Kind) []kg.Relation {
	return slices.DeleteFunc(kg.Relations(), func(r kg.Relation) bool {
		return !slices.Contains(kinds, r.From()) || !slices.Contains(kinds, r.To())
	})
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
	return fmt.Sprintf("(NOT %[1]s:%[2]s AND %[1]s.linkCount > %[3]s)", node, kg.Role.Label(), limit)
}

// around decodes a neighborhood: its nodes, of which the center is the first, its
// hubs and its links.
func (d *decoding) around(b *kg.Branch, table *kg.Table, columns []any, totals []any) error {
	nodes, hubs, links := columns[0].([]any), columns[1].([]any), columns[2].([]any)
	for _, id := range nodes {
		table.Entries = append(table.Entries, kg.Entry{Node: d.node(id.(string))})
	}
	found := int(totals[0].(int64))
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
		between := kg.LinkBetween{From: d.node(values[0].(string)), To: d.node(values[2].(string)), Link: &kg.Link{Relation: relation, Weight: kg.NoWeight, Said: &kg.Said{}}}
		if err := put(linkProperties, b.Read, between.Link, values[3:]); err != nil {
			return err
		}
		table.Around.Links = append(table.Around.Links, between)
	}
	kg.SortLinks(table.Around.Links, d.result.Nodes)
	return nil
}
