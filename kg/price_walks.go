package kg

// neighborhood is priced by what is reached within one hop more each time: no
// more than the links of the center and of what was reached before, if nothing of
// that is a hub. In the end every node that is nearer than the last hop has been
// looked at and walked through once.
func (p *pricing) neighborhood(i int, b *Branch, n *Neighborhood) int {
	near, followed := p.around(n, [KindCount]int{})
	price := 1
	for hop := range n.Hops - 1 {
		price = 1
		for _, nodes := range near {
			price += nodes
		}
		near, followed = p.around(n, near)
		if hop == 0 { // what its neighbors have is known of the center
			followed = min(followed, p.linksOnward(n.Of, n.Has))
		}
	}
	price += followed
	for kind, nodes := range near {
		p.shown[i][kind] = min(b.First, nodes)
	}
	p.shown[i][n.Of.Kind]++ // the center
	if n.Links {
		links := 0
		for _, relation := range Relations() {
			links += p.MostLinks(Step{relation, Out}, p.shown[i][relation.From()])
		}
		if n.Hops == 1 {
			links = min(links, p.linksOnward(n.Of, n.Has))
		}
		price += links
	}
	return price
}

// around is how many nodes of each kind have links with the center of a
// neighborhood or with so many others that are no hubs, at most, and how many
// links are followed to find them.
func (p *pricing) around(n *Neighborhood, others [KindCount]int) (near [KindCount]int, followed int) {
	for _, kind := range Kinds() {
		for _, step := range n.Steps(kind) {
			links := p.walked(step, others[kind], n.HubLimit)
			if kind == n.Of.Kind {
				links += p.linksAt([]ID{n.Of}, step)
			}
			followed += links
			near[step.Target()] += min(links, p.most.reached(step))
		}
	}
	for kind := range near {
		near[kind] = min(near[kind], p.count(Kind(kind)))
	}
	return near, followed
}

// traversal is priced level by level: what the nodes of a level have as links at
// most is followed and bounds the next level.
func (p *pricing) traversal(i int, b *Branch, t *Traversal) int {
	var at [KindCount]int // how many nodes of each kind walks have come to
	for _, id := range t.Starts {
		at[id.Kind]++
	}
	price := len(t.Starts)
	for s := range t.Steps {
		step := &t.Steps[s]
		var next [KindCount]int
		for _, kind := range Kinds() {
			for _, way := range step.Ways(kind) {
				links := p.MostLinks(way, at[kind])
				switch s {
				case 0:
					links = p.linksAt(t.Starts, way)
				case 1:
					links = min(links, p.linksBeyond(t.Starts, kind))
				}
				price += links
				next[way.Target()] += min(links, p.most.reached(way))
			}
		}
		for kind := range next {
			next[kind] = min(next[kind], p.count(Kind(kind)))
			if step.To != nil {
				next[kind] = min(next[kind], len(step.To))
			}
		}
		at = next
	}
	for kind, ends := range at {
		p.shown[i][kind] = min(b.First, ends)
	}
	return price
}
