package kg

// knownSlugs are the slugs of the name and the aliases of each node of a kind.
type knownSlugs struct {
	slugs  []Slug
	begins []uint32 // of each node, and an end
}

func newKnownSlugs(nodes *[KindCount][]Node) *[KindCount]knownSlugs {
	var all [KindCount]knownSlugs
	for kind, ofKind := range nodes {
		k := &all[kind]
		k.begins = make([]uint32, 1, len(ofKind)+1)
		for i := range ofKind {
			n := &ofKind[i]
			k.add(n, n.Name)
			for _, alias := range n.Aliases {
				k.add(n, alias)
			}
			k.begins = append(k.begins, uint32(len(k.slugs)))
		}
	}
	return &all
}

func (k *knownSlugs) add(n *Node, name string) {
	slug := MakeSlug(name)
	if slug == n.Slug {
		slug = n.Slug // as most are: one text is enough
	}
	k.slugs = append(k.slugs, slug)
}

// of are those of a node, that of the name first.
func (k *knownSlugs) of(node int) []Slug { return k.slugs[k.begins[node]:k.begins[node+1]] }
