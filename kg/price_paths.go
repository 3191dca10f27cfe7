package kg

import (
	"slices"
	"sort"
)

// paths is the price of a search from both ends, which goes on from the end where
// fewer links are ahead, and follows the links of each node once. So however many
// levels there turn out to be on either side, it follows no more than with the
// cheapest division of the hops. Hubs may take the levels around both ends that
// are two hops less than the paths, of which below six hops only those of one end
// have not been found, and the links of those hubs that an end is linked to.
func (p *pricing) paths(i int, b *Branch, paths *Paths) int {
	all := 0 // links, from both their ends
	for _, links := range p.Links {
		all += 2 * links
	}
	from, to := p.levels(paths, paths.From), p.levels(paths, paths.To)
	price := all
	for hops := range paths.MaxHops + 1 {
		price = min(price, from.links[hops]+to.links[paths.MaxHops-hops])
	}
	price += 2
	for _, kind := range paths.Kinds() {
		p.shown[i][kind] = b.First * (paths.MaxHops + 1)
	}
	if paths.Hubs && paths.MaxHops > 1 {
		links := 0
		further := []int{min(all, from.links[paths.MaxHops-2]), min(all, to.links[paths.MaxHops-2])}
		if paths.MaxHops < 6 {
			price += slices.Max(further)
		} else {
			price += further[0] + further[1]
		}
		for _, kind := range Kinds() {
			if !paths.Allows(kind) {
				continue
			}
			hubs := p.hubs(kind, paths.HubLimit)
			p.shown[i][kind] += hubs
			links += p.hubLinks(kind, hubs, paths.From, from) + p.hubLinks(kind, hubs, paths.To, to)
		}
		// The search follows each link at most once from each of its ends.
		price = min(price, 2+2*all) + links
	}
	for kind := range p.shown[i] {
		p.shown[i][kind] = min(p.shown[i][kind], p.count(Kind(kind)))
	}
	return price
}

// hubLinks is how many links those hubs of a kind have that an end is linked to.
func (p *pricing) hubLinks(kind Kind, hubs int, end ID, around pathLevels) int {
	links := 0
	for _, step := range StepsFrom(kind) {
		links += p.MostLinks(step, min(hubs, around.neighbors[kind]))
	}
	return min(links, p.linksBeyond([]ID{end}, kind))
}

// pathLevels is what is around an end of paths, at most.
type pathLevels struct {
	// links[k] is how many links are followed to find the nodes at k hops and
	// less. It grows faster than k.
	links     []int
	neighbors [KindCount]int // nodes at one hop
}

func (p *pricing) levels(paths *Paths, end ID) pathLevels {
	around := pathLevels{links: []int{0}}
	var level [KindCount]int // how many nodes of each kind are expanded
	level[end.Kind] = 1
	most, total := 0, 0
	for hop := range paths.MaxHops {
		links := 0
		var next [KindCount]int
		for kind, nodes := range level {
			for _, step := range StepsFrom(Kind(kind)) {
				var followed int
				switch {
				case nodes == 0:
				case hop == 0:
					followed = p.linksAt([]ID{end}, step)
				default:
					followed = p.walked(step, nodes, paths.HubLimit)
				}
				links += followed
				next[step.Target()] += min(followed, p.most.reached(step))
			}
		}
		switch hop {
		case 0: // the steps' links may be bounded each by those of the node
			links = min(links, p.linksAround([]ID{end}))
			around.neighbors = next
		case 1:
			links = min(links, p.linksOnward(end, paths.Allows)-around.links[1])
		}
		for kind := range next {
			next[kind] = min(next[kind], p.count(Kind(kind)))
			if !paths.Allows(Kind(kind)) {
				next[kind] = 0
			}
		}
		most = max(most, links)
		total += most
		around.links = append(around.links, total)
		level = next
	}
	return around
}

// walked is how many links so many nodes that are no hubs have along a step, at
// most: those that have more than a hub may are left out.
func (p *pricing) walked(step Step, nodes, hubLimit int) int {
	sums := p.most[step.Relation][step.Direction]
	hubs := p.most.above(step, hubLimit)
	if step.Source() == Role {
		hubs = 0
	}
	if nodes == 0 || hubs == len(sums) {
		return 0
	}
	links := sums[min(hubs+nodes, len(sums))-1]
	if hubs > 0 {
		links -= sums[hubs-1]
	}
	return links
}

// hubs is how many nodes of a kind are hubs, at most.
func (p *pricing) hubs(kind Kind, hubLimit int) int {
	steps := StepsFrom(kind)
	if kind == Role {
		return 0
	}
	if len(steps) == 1 {
		return p.most.above(steps[0], hubLimit)
	}
	links := 0
	for _, step := range steps {
		links += p.Links[step.Relation]
	}
	return min(links/(hubLimit+1), p.count(kind))
}

// above is how many nodes have more links along a step than a limit.
func (b *busiest) above(step Step, limit int) int {
	sums := b[step.Relation][step.Direction]
	return sort.Search(len(sums), func(i int) bool {
		degree := sums[i]
		if i > 0 {
			degree -= sums[i-1]
		}
		return degree <= limit
	})
}
