package embedded

import (
	"cmp"
	"slices"

	"rolegraph/kg"
)

// neighborhood answers a branch of what lies around a node.
func (e *evaluation) neighborhood(n *kg.Neighborhood, branch *kg.Branch, table *kg.Table) error {
	hops, strength := e.distances.borrow(), e.sums.borrow()
	s := &surroundings{evaluation: e, asked: n, hops: *hops, strength: *strength}
	for _, kind := range kg.Kinds() {
		s.steps[kind] = n.Steps(kind)
	}
	found, err := s.found()
	if err != nil {
		return err
	}
	shown := found[:min(1+branch.First, len(found))]
	for _, p := range shown {
		table.Entries = append(table.Entries, kg.Entry{Node: e.put(p.kind, p.number)})
	}
	row := kg.Row{Parent: kg.NoParent, End: int32(len(shown)), More: len(shown) < len(found)}
	if branch.Total {
		row.Total = len(found)
	}
	table.Rows = []kg.Row{row}
	table.Around.Hubs = s.hubs(shown)
	for _, p := range found {
		s.hops[s.position(p)], s.strength[s.position(p)] = 0, 0
	}
	e.distances.giveBack(hops)
	e.sums.giveBack(strength)
	if n.Links {
		table.Around.Links, err = e.between(shown)
	}
	return err
}

// spot is a node by kind and number.
type spot struct {
	kind   kg.Kind
	number uint32
}

func (s *snapshot) position(at spot) int { return s.base[at.kind] + int(at.number) }

// surroundings are a neighborhood on its way.
type surroundings struct {
	*evaluation
	asked *kg.Neighborhood
	steps [kg.KindCount][]kg.Step
	// hops has one more than how far a node is, by position, and 0 if it has not
	// been reached; strength is that of the nodes that have.
	hops     []uint8
	strength []int64
}

// found are the center and all nodes within the hops, in their order.
func (s *surroundings) found() ([]spot, error) {
	number, _ := s.number(s.asked.Of)
	level := []spot{{s.asked.Of.Kind, number}}
	s.hops[s.position(level[0])] = 1
	found := level
	if err := s.lookedAt(1); err != nil {
		return nil, err
	}
	for hops := 1; hops <= s.asked.Hops; hops++ {
		if hops > 1 {
			if err := s.lookedAt(len(level)); err != nil {
				return nil, err
			}
		}
		next, err := s.beyond(level, uint8(hops+1))
		if err != nil {
			return nil, err
		}
		slices.SortFunc(next, func(a, b spot) int {
			at, other := s.position(a), s.position(b)
			return cmp.Or(cmp.Compare(s.strength[other], s.strength[at]), cmp.Compare(at, other)) // positions are by kind and name
		})
		found = append(found, next...)
		level = next
	}
	return found, nil
}

// beyond are the nodes that are reached first from a level, whose mark in hops
// is the one given.
func (s *surroundings) beyond(level []spot, mark uint8) ([]spot, error) {
	var next []spot
	for _, from := range level {
		if s.isHub(from) {
			continue
		}
		strength := s.strength[s.position(from)]
		for _, step := range s.steps[from.kind] {
			rows, kind := &s.adjacent[step.Relation][step.Direction], step.Target()
			start, end := rows.start[from.number], rows.start[from.number+1]
			for i := start; i < end; i++ {
				at := s.base[kind] + int(rows.far[i])
				if s.hops[at] == 0 {
					s.hops[at] = mark
					next = append(next, spot{kind, rows.far[i]})
				}
				if s.hops[at] == mark {
					s.strength[at] = max(s.strength[at], strength+s.weight(rows.linkOf(i)).Counted())
				}
			}
			if err := s.followed(int(end - start)); err != nil {
				return nil, err
			}
		}
	}
	return next, nil
}

// isHub reports whether a node has too many links to be walked through.
func (s *surroundings) isHub(at spot) bool {
	return s.hops[s.position(at)] > 1 && s.snapshot.isHub(at.kind, int32(s.position(at)), s.asked.HubLimit)
}

// hubs are those of the nodes that would have been walked through, by kind and
// name.
func (s *surroundings) hubs(shown []spot) []int32 {
	var hubs []spot
	for _, at := range shown {
		if int(s.hops[s.position(at)]) <= s.asked.Hops && s.isHub(at) {
			hubs = append(hubs, at)
		}
	}
	slices.SortFunc(hubs, func(a, b spot) int { return cmp.Compare(s.position(a), s.position(b)) })
	var nodes []int32
	for _, at := range hubs {
		nodes = append(nodes, s.put(at.kind, at.number))
	}
	return nodes
}

// between are all links between some nodes, which are in the result.
func (e *evaluation) between(nodes []spot) ([]kg.LinkBetween, error) {
	isShown := make(bits, (len(e.graph.Nodes())+63)/64)
	for _, at := range nodes {
		isShown.add(uint32(e.position(at)))
	}
	var links []kg.LinkBetween
	for _, from := range nodes {
		for _, step := range kg.StepsFrom(from.kind) {
			if step.Direction == kg.In {
				continue // it is another's way out
			}
			rows, kind := &e.adjacent[step.Relation][kg.Out], step.Target()
			start, end := rows.start[from.number], rows.start[from.number+1]
			for i := start; i < end; i++ {
				if isShown.has(uint32(e.base[kind]) + rows.far[i]) {
					links = append(links, kg.LinkBetween{
						From: e.put(from.kind, from.number), To: e.put(kind, rows.far[i]), Link: &e.graph.Links()[rows.linkOf(i)],
					})
				}
			}
			if err := e.followed(int(end - start)); err != nil {
				return nil, err
			}
		}
	}
	kg.SortLinks(links, e.result.Nodes)
	return links, nil
}
