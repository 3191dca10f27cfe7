package kg

// Prices is the table of costs: for each branch of a plan how many nodes and
// links a store may touch to answer it, at most. A node counts each time it is
// looked at, a link each time it is followed, and with it the node that it
// leads to.
//
// The bound is that of a store without other help than the order of lists by
// name and by role count: it sorts the links of a node for a page of them, tests
// every node that the Start of a filter finds, and counts again what it has
// listed. How many links there are is bounded by those of the nodes with the
// most, and every node is expanded once, so a price never exceeds a few times
// what the graph holds for each condition, and can't overflow. The time is that
// of the plan's size.
func (x *Index) Prices(plan *Plan) []int {
	p := pricing{x, make([][KindCount]int, len(plan.Branches))}
	prices := make([]int, len(plan.Branches))
	for i := range plan.Branches {
		b := &plan.Branches[i]
		switch from := b.From.(type) {
		case ByID:
			prices[i] = p.byID(i, from)
		case Every:
			prices[i] = p.every(i, b, from.Kind)
		case Along:
			prices[i] = p.along(i, plan, from.Step)
		case Counted:
			prices[i] = p.counted(i, plan, from)
		case Matrix:
			prices[i] = p.matrix(i, b, from)
		case Paths:
			prices[i] = p.paths(i, b, &from)
		case Overlapping:
			prices[i] = p.linksOfRoles(from.Roles, from.Kinds)
		case Similar:
			prices[i] = p.similar(i, plan, from)
		case Fitting:
			prices[i] = p.fitting(i, b, from)
		case Neighborhood:
			prices[i] = p.neighborhood(i, b, &from)
		case Traversal:
			prices[i] = p.traversal(i, b, &from)
		}
		prices[i] = max(prices[i], 1) // a branch is work, even if it reaches nothing
	}
	return prices
}

// SearchPrice is the cost of finding the names that a text matches. Touching a
// name in memory takes a small part of the time that touching a node does.
func (x *Index) SearchPrice(text string) int {
	return 1 + len(queryWords(text))*(1+x.searcher().count()/namesANode)
}

// namesANode is how many names are searched for a word in the time of a node or
// a link.
const namesANode = 64

// pricing is a plan on its way.
type pricing struct {
	*Index
	// shown is how many distinct nodes of each kind the pages of each branch
	// have at most.
	shown [][KindCount]int
}

func (p *pricing) count(kind Kind) int { return len(p.nodes[kind]) }

func (p *pricing) byID(i int, from ByID) int {
	for _, id := range from.IDs {
		p.shown[i][id.Kind]++
	}
	return len(from.IDs)
}

func (p *pricing) every(i int, b *Branch, kind Kind) int {
	left := p.left(kind, b.Filter)
	page := min(b.First, left)
	p.shown[i][kind] = page
	price := p.filter(kind, b.Filter) + page
	if b.First > 0 && (len(b.Filter) > 0 || !b.Order.inStock()) {
		price += left
	}
	if b.Total {
		price++
		if len(b.Filter) > 0 {
			price += left
		}
	}
	return price
}

// inStock reports whether every store has the nodes of a kind in this order.
func (o Order) inStock() bool { return o.By == ByName || o.By == ByRoleCount }

func (p *pricing) along(i int, plan *Plan, step Step) int {
	b := &plan.Branches[i]
	parents := p.shown[b.Parent][step.Source()]
	links := p.linksAlong(plan, b.Parent, step)
	p.shown[i][step.Target()] = min(parents*b.First, links, p.most.reached(step))
	price := p.filter(step.Target(), b.Filter)
	followed := links * (1 + conditions(b.Filter))
	if b.First > 0 {
		price += followed
	}
	if b.Total {
		price += parents
		if len(b.Filter) > 0 || !b.Link.IsZero() {
			price += followed
		}
	}
	return price
}

// linksAlong is how many links the nodes of a branch have along a step, at most.
func (p *pricing) linksAlong(plan *Plan, branch int, step Step) int {
	if byID, known := plan.Branches[branch].From.(ByID); known {
		return p.linksAt(byID.IDs, step)
	}
	return p.MostLinks(step, p.shown[branch][step.Source()])
}

func (p *pricing) counted(i int, plan *Plan, by Counted) int {
	of := &plan.Branches[by.Of]
	var price, lists, nodes int // the nodes that are counted are so many in all, a list's its part
	var kind Kind
	switch from := of.From.(type) {
	case Every:
		kind, lists = from.Kind, 1
		nodes = p.left(kind, of.Filter)
		price = p.filter(kind, of.Filter) + nodes
	case Along:
		kind, lists = from.Step.Target(), p.shown[of.Parent][from.Step.Source()]
		nodes = p.linksAlong(plan, of.Parent, from.Step)
		price = p.filter(kind, of.Filter) + nodes*(1+conditions(of.Filter))
	}
	if by.By != FacetLinked || lists == 0 {
		return price
	}
	first := plan.Branches[i].First
	p.shown[i][by.Step.Target()] = min(lists*first, p.most.reached(by.Step))
	// The links of the busiest nodes grow ever more slowly with their number, so
	// that lists of equal length have the most.
	return price + lists*p.MostLinks(by.Step, (nodes+lists-1)/lists)
}

func (p *pricing) matrix(i int, b *Branch, m Matrix) int {
	links := p.linksOfRoles(m.Roles, m.Kinds)
	for _, kind := range m.Kinds {
		p.shown[i][kind] = min(b.First, links, p.count(kind))
	}
	price := 0
	if b.First > 0 {
		price += links
	}
	if b.Total {
		price += links
	}
	return price
}

// linksOfRoles is how many links roles have to nodes of some kinds, at most.
func (p *pricing) linksOfRoles(roles []Slug, kinds []Kind) int {
	return min(p.linksOf(len(roles), kinds), p.linksAround(idsOf(Role, roles)))
}

// linksOf is how many links so many roles have to nodes of some kinds, at most.
func (p *pricing) linksOf(roles int, kinds []Kind) int {
	links := 0
	for _, kind := range kinds {
		links += p.MostLinks(Step{RoleRelation(kind), Out}, roles)
	}
	return links
}

// filter is what it takes to find the nodes of a kind that a filter selects,
// but to look at those that it finds.
func (p *pricing) filter(kind Kind, filter Filter) int {
	price := 0
	for _, condition := range filter {
		switch c := condition.(type) {
		case OneOf:
			price += len(c.Slugs)
		case LinkedTo:
			price += p.MostLinks(c.Step.back(), len(c.Slugs))
			if c.Match == None {
				price += p.left(kind, filter)
			}
		case Either:
			for _, inner := range c.Filters {
				price += p.filter(kind, inner) + p.left(kind, inner)
			}
		case Not:
			price += p.filter(kind, c.Filter) + p.left(kind, filter)
		default: // is tested
			price += p.left(kind, filter)
		}
	}
	return price
}

// left is how many nodes of a kind a filter's other conditions are tested on, at
// most: those that its Start finds.
func (p *pricing) left(kind Kind, filter Filter) int {
	start := filter.Start()
	if start < 0 {
		return p.count(kind)
	}
	found := 0
	switch c := filter[start].(type) {
	case OneOf:
		found = len(c.Slugs)
	case LinkedTo:
		nodes := len(c.Slugs)
		if c.Match == All {
			nodes = 1 // what all lead to, each does
		}
		found = p.MostLinks(c.Step.back(), nodes)
	}
	return min(found, p.count(kind))
}

// conditions counts those of a filter and in it.
func conditions(filter Filter) int {
	n := 0
	for _, condition := range filter {
		switch c := condition.(type) {
		case Either:
			for _, inner := range c.Filters {
				n += conditions(inner)
			}
		case Not:
			n += conditions(c.Filter)
		default:
			n++
		}
	}
	return n
}
