package neo4j

import (
	"fmt"
	"reflect"
	"slices"

	"rolegraph/kg"
)

// batch is how many nodes or relationships one transaction writes.
const batch = 2000

// difference gives the statements that bring a database from one graph to
// another, each for a transaction of its own, in an order in which the ends of
// relationships are there.
func difference(before, after *kg.Graph) []statementOf {
	var statements []statementOf
	batches := func(text string, rows []any) {
		for chunk := range slices.Chunk(rows, batch) {
			statements = append(statements, statementOf{text, map[string]any{"rows": chunk}})
		}
	}
	var linked [kg.RelationCount][]any // new or changed links
	for _, relation := range kg.Relations() {
		gone, changed := changedLinks(before, after, relation)
		linked[relation] = changed
		batches(fmt.Sprintf("UNWIND $rows AS row MATCH (:Entity {id: row.from})-[l:%s]->(:Entity {id: row.to}) DELETE l", relation), gone)
	}
	for _, kind := range kg.Kinds() {
		gone, changed := changedNodes(before, after, kind)
		batches("UNWIND $rows AS row MATCH (n:Entity {id: row.id}) DETACH DELETE n", gone)
		batches(fmt.Sprintf("UNWIND $rows AS row MERGE (n:Entity {id: row.id}) SET n:%s, n = row", kind.Label()), changed)
	}
	for relation, changed := range linked {
		batches(fmt.Sprintf(`UNWIND $rows AS row MATCH (a:Entity {id: row.from}) MATCH (b:Entity {id: row.to})
MERGE (a)-[l:%s]->(b) SET l = row.properties`, kg.Relation(relation)), changed)
	}
	return statements
}

// changedNodes are the nodes of a kind that are gone, by id, and those that are
// new or other than before, with their properties.
func changedNodes(before, after *kg.Graph, kind kg.Kind) (gone, changed []any) {
	_, old := before.NodesOf(kind)
	for i := range old {
		if _, stays := after.Position(old[i].ID()); !stays {
			gone = append(gone, map[string]any{"id": old[i].ID().String()})
		}
	}
	_, nodes := after.NodesOf(kind)
	for i := range nodes {
		stored := storedNode(&nodes[i])
		if at, was := before.Position(nodes[i].ID()); was && reflect.DeepEqual(stored, storedNode(&before.Nodes()[at])) {
			continue
		}
		changed = append(changed, stored)
	}
	return gone, changed
}

// changedLinks is as changedNodes, for the links of a relation.
func changedLinks(before, after *kg.Graph, relation kg.Relation) (gone, changed []any) {
	type ends struct{ from, to kg.ID }
	old := map[ends]*kg.Link{}
	_, links := before.LinksOf(relation)
	for i := range links {
		old[ends{links[i].From.ID(), links[i].To.ID()}] = &links[i]
	}
	_, links = after.LinksOf(relation)
	for i := range links {
		link := &links[i]
		between := ends{link.From.ID(), link.To.ID()}
		was := old[between]
		delete(old, between)
		if was != nil && reflect.DeepEqual(storedLink(was), storedLink(link)) {
			continue
		}
		changed = append(changed, map[string]any{"from": between.from.String(), "to": between.to.String(), "properties": storedLink(link)})
	}
	for left := range old {
		gone = append(gone, map[string]any{"from": left.from.String(), "to": left.to.String()})
	}
	return gone, changed
}
