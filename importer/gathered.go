package importer

import "rolegraph/kg"

// gathered is the facts of a source on their way, whose nodes are found by their
// ids.
type gathered struct {
	facts *kg.Facts
	nodes map[kg.ID]int // position in the facts
}

func newGathered(source kg.Source) gathered {
	return gathered{facts: &kg.Facts{Source: source}, nodes: map[kg.ID]int{}}
}

// node gives the fact of an entity, and makes it when it is named first. Making
// another may move it.
func (g *gathered) node(kind kg.Kind, name string) *kg.NodeFact {
	id := kg.ID{Kind: kind, Slug: kg.MakeSlug(name)}
	at, known := g.nodes[id]
	if !known {
		at = len(g.facts.Nodes)
		g.nodes[id] = at
		g.facts.Nodes = append(g.facts.Nodes, kg.NodeFact{Kind: kind, Slug: id.Slug, Name: name})
	}
	return &g.facts.Nodes[at]
}
