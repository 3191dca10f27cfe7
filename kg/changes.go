package kg

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// Changes counts what differs between two graphs: entities by their kind, links
// by their relation.
type Changes struct {
	Nodes [KindCount]Change
	Links [RelationCount]Change
}

// Change counts what one graph has and the other has not, and what both have that
// differs in what it says. What is only derived, such as how many links an entity
// has, is no difference.
type Change struct {
	New, Changed, Gone int
}

// Compare counts what has become of a graph.
func Compare(before, after *Graph) *Changes {
	changes := &Changes{}
	for _, kind := range Kinds() {
		_, old := before.NodesOf(kind)
		_, now := after.NodesOf(kind)
		changes.Nodes[kind] = compare(old, now, (*Node).ID, func(a, b *Node) bool { return sameContent(a, b) })
	}
	type ends struct{ from, to ID }
	for _, relation := range Relations() {
		_, old := before.LinksOf(relation)
		_, now := after.LinksOf(relation)
		changes.Links[relation] = compare(old, now, func(l *Link) ends { return ends{l.From.ID(), l.To.ID()} },
			func(a, b *Link) bool { return sameContent(a.content(), b.content()) })
	}
	return changes
}

func compare[T any, K comparable](before, after []T, key func(*T) K, same func(a, b *T) bool) Change {
	old := make(map[K]*T, len(before))
	for i := range before {
		old[key(&before[i])] = &before[i]
	}
	var change Change
	for i := range after {
		was, there := old[key(&after[i])]
		switch {
		case !there:
			change.New++
		case !same(was, &after[i]):
			change.Changed++
		}
		delete(old, key(&after[i]))
	}
	change.Gone = len(old)
	return change
}

// sameContent reports whether two nodes or links say the same: their JSON form is
// what they say, and most are equal altogether, which is found sooner.
func sameContent(a, b any) bool {
	if reflect.DeepEqual(a, b) {
		return true
	}
	first, err := json.Marshal(a)
	if err != nil {
		panic("kg: " + err.Error()) // as in hash
	}
	second, err := json.Marshal(b)
	if err != nil {
		panic("kg: " + err.Error())
	}
	return bytes.Equal(first, second)
}
