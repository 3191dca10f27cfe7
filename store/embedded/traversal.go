package embedded

import (
	"cmp"
	"slices"

	"rolegraph/kg"
)

// traversal answers a branch of where walks end.
func (e *evaluation) traversal(t *kg.Traversal, branch *kg.Branch, table *kg.Table) error {
	if err := e.lookedAt(len(t.Starts)); err != nil {
		return err
	}
	at, next := e.nowhere(), e.nowhere()
	for _, id := range t.Starts {
		number, _ := e.number(id)
		at.arrive(id.Kind, number, 1)
	}
	for i := range t.Steps {
		if err := e.walkOn(&t.Steps[i], at, next); err != nil {
			return err
		}
		at.clear()
		at, next = next, at
	}
	e.ends(at, branch, table)
	e.sums.giveBack(at.borrowed)
	e.sums.giveBack(next.borrowed)
	return nil
}

// standing is where walks stand, and how many at each node.
type standing struct {
	*snapshot
	spots []spot  // distinct
	walks []int64 // by position; 0 where none stands
	// borrowed is what walks is of.
	borrowed *[]int64
}

func (s *snapshot) nowhere() *standing {
	borrowed := s.sums.borrow()
	return &standing{snapshot: s, walks: *borrowed, borrowed: borrowed}
}

func (s *standing) arrive(kind kg.Kind, number uint32, walks int64) {
	at := &s.walks[s.base[kind]+int(number)]
	if *at == 0 {
		s.spots = append(s.spots, spot{kind, number})
	}
	*at = kg.AddCounts(*at, walks)
}

func (s *standing) clear() {
	for _, at := range s.spots {
		s.walks[s.position(at)] = 0
	}
	s.spots = s.spots[:0]
}

// walkOn has all walks take a step.
func (e *evaluation) walkOn(step *kg.WalkStep, from, to *standing) error {
	var narrowed bits // by position; nil if the step leads to all
	if step.To != nil {
		narrowed = make(bits, (len(e.graph.Nodes())+63)/64)
		for _, id := range step.To {
			if number, ok := e.number(id); ok {
				narrowed.add(uint32(e.position(spot{id.Kind, number})))
			}
		}
	}
	unfiltered := step.Link.IsZero()
	for _, at := range from.spots {
		walks := from.walks[e.position(at)]
		for _, way := range step.Ways(at.kind) {
			rows, kind := &e.adjacent[way.Relation][way.Direction], way.Target()
			start, end := rows.start[at.number], rows.start[at.number+1]
			if err := e.followed(int(end - start)); err != nil {
				return err
			}
			for i := start; i < end; i++ {
				if narrowed != nil && !narrowed.has(uint32(e.base[kind])+rows.far[i]) {
					continue
				}
				if unfiltered || matches(&e.graph.Links()[rows.linkOf(i)], &step.Link) {
					to.arrive(kind, rows.far[i], walks)
				}
			}
		}
	}
	return nil
}

// ends makes the page of the nodes at which walks end.
func (e *evaluation) ends(at *standing, branch *kg.Branch, table *kg.Table) {
	row := kg.Row{Parent: kg.NoParent}
	if branch.Total {
		row.Total = len(at.spots)
	}
	if branch.First > 0 {
		ends := at.spots
		if branch.After != nil {
			ends = slices.DeleteFunc(slices.Clone(ends), func(s spot) bool {
				n := &e.nodes[s.kind][s.number]
				place := kg.Place{Number: kg.Known(float64(at.walks[e.position(s)])), Kind: s.kind, SortKey: n.SortKey, Slug: n.Slug}
				return place.CompareMixed(*branch.After) <= 0
			})
		}
		slices.SortFunc(ends, func(a, b spot) int {
			i, j := e.position(a), e.position(b)
			return cmp.Or(cmp.Compare(at.walks[j], at.walks[i]), cmp.Compare(i, j)) // positions are by kind and name
		})
		row.More = len(ends) > branch.First
		for _, s := range ends[:min(branch.First, len(ends))] {
			table.Entries = append(table.Entries, kg.Entry{Node: e.put(s.kind, s.number)})
			table.Walks = append(table.Walks, at.walks[e.position(s)])
		}
	}
	row.End = int32(len(table.Entries))
	table.Rows = []kg.Row{row}
	at.clear()
}
