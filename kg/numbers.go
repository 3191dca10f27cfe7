package kg

// numbers are the places of nodes among those of their kind.
type numbers [KindCount]map[Slug]int32

func newNumbers(nodes [KindCount][]Node) numbers {
	var all numbers
	for kind, ofKind := range nodes {
		all[kind] = make(map[Slug]int32, len(ofKind))
		for i := range ofKind {
			all[kind][ofKind[i].Slug] = int32(i)
		}
	}
	return all
}

// number tells nodes their places among those of their kind.
func number(nodes [KindCount][]Node) {
	for _, ofKind := range nodes {
		for i := range ofKind {
			ofKind[i].Number = uint32(i)
		}
	}
}

// of is that of a node; false if there is none.
func (n *numbers) of(id ID) (int, bool) {
	number, ok := n[id.Kind][id.Slug]
	return int(number), ok
}
