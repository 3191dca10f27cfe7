package embedded

import (
	"slices"

	"rolegraph/kg"
)

// paths answers a branch of shortest paths by a search from both ends.
func (e *evaluation) paths(p *kg.Paths, branch *kg.Branch, table *kg.Table) error {
	s := &pathSearch{evaluation: e, Paths: p}
	from, _ := e.graph.Position(p.From)
	to, _ := e.graph.Position(p.To)
	s.ends = [2]*pathEnd{s.newEnd(from), s.newEnd(to)}
	if err := e.lookedAt(2); err != nil {
		return err
	}
	length, err := s.meet()
	if err != nil {
		return err
	}
	table.Paths = &kg.FoundPaths{Length: length}
	if length > 0 {
		s.choose(length, branch.First, table)
	}
	row := kg.Row{Parent: kg.NoParent, More: branch.First > 0 && table.Paths.Count > int64(branch.First)}
	if p.Hubs {
		if length == 0 {
			length = p.MaxHops
		}
		hubs, err := s.hubs(length)
		if err != nil {
			return err
		}
		for _, hub := range hubs {
			table.Entries = append(table.Entries, kg.Entry{Node: e.putAt(int(hub))})
		}
	}
	row.End = int32(len(table.Entries))
	table.Rows = []kg.Row{row}
	for _, end := range s.ends {
		s.giveBack(end)
	}
	return nil
}

// pathSearch is a search for shortest paths. Its nodes are positions in the graph.
type pathSearch struct {
	*evaluation
	*kg.Paths
	ends [2]*pathEnd
}

// pathEnd is what is known around one of the ends.
type pathEnd struct {
	// distance has one more than the distance of each node that is known, and
	// place its place in its level.
	distance []uint8
	place    []int32
	// What they are of.
	distances *[]uint8
	places    *[]int32
	// levels are the nodes that paths may go through, by distance, and steps[k]
	// the links that lead from levels[k] to levels[k+1].
	levels [][]int32
	steps  [][]levelStep
	hubs   []int32
	ahead  int // how many links the nodes of the last level have
}

// levelStep is a link from one level to the next, by places there.
type levelStep struct {
	near, far int32
	link      uint32
}

func (s *pathSearch) newEnd(at int) *pathEnd {
	distances, places := s.distances.borrow(), s.positions.borrow()
	end := &pathEnd{
		distance: *distances, place: *places, distances: distances, places: places,
		levels: [][]int32{{int32(at)}}, ahead: s.graph.Nodes()[at].LinkCount,
	}
	end.distance[at] = 1
	return end
}

// giveBack ends the use of what is noted around an end.
func (s *pathSearch) giveBack(end *pathEnd) {
	for _, level := range append(end.levels, end.hubs) {
		for _, at := range level {
			end.distance[at], end.place[at] = 0, 0
		}
	}
	s.distances.giveBack(end.distances)
	s.positions.giveBack(end.places)
}

// adjacentRow is the row of a node in one direction of one relation.
type adjacentRow struct {
	*rows
	base       int // position of the first node of the far ends' kind
	start, end uint32
}

// around calls with each of the rows of a node.
func (s *snapshot) around(at int32, visit func(adjacentRow)) {
	kind := s.graph.Nodes()[at].Kind
	number := int(at) - s.base[kind]
	for _, step := range s.steps[kind] {
		rows := &s.adjacent[step.Relation][step.Direction]
		visit(adjacentRow{rows, s.base[step.Target()], rows.start[number], rows.start[number+1]})
	}
}

// isHub reports whether a node has too many links to walk through.
func (s *snapshot) isHub(at int32, limit int) bool {
	node := &s.graph.Nodes()[at]
	return node.Kind != kg.Role && node.LinkCount > limit
}

// meet searches from both ends until the levels meet, and gives the length of
// the paths; 0 if there are none. It goes on from the end where fewer links are
// ahead.
func (s *pathSearch) meet() (length int, err error) {
	for length = 1; length <= s.MaxHops; length++ {
		near, far := s.ends[0], s.ends[1]
		if far.ahead < near.ahead {
			near, far = far, near
		}
		if near.ahead == 0 {
			return 0, nil
		}
		if err := s.expand(near, far); err != nil {
			return 0, err
		}
		if slices.ContainsFunc(near.levels[len(near.levels)-1], func(at int32) bool { return far.distance[at] > 0 }) {
			return length, nil
		}
	}
	return 0, nil
}

// expand adds a level to what is known around an end. The other end may be in it,
// whatever it is.
func (s *pathSearch) expand(end, other *pathEnd) error {
	distance := uint8(len(end.levels) + 1)
	var level []int32
	var steps []levelStep
	touched := 0
	for near, at := range end.levels[len(end.levels)-1] {
		s.around(at, func(row adjacentRow) {
			touched += int(row.end - row.start)
			for i := row.start; i < row.end; i++ {
				far := int32(row.base) + int32(row.far[i])
				if end.distance[far] == 0 {
					switch isEnd := far == other.levels[0][0]; {
					case !isEnd && !s.Allows(s.graph.Nodes()[far].Kind):
						continue
					case !isEnd && s.isHub(far, s.HubLimit):
						end.distance[far] = distance
						end.place[far] = -1
						end.hubs = append(end.hubs, far)
						continue
					}
					end.distance[far], end.place[far] = distance, int32(len(level))
					level = append(level, far)
				}
				if end.distance[far] == distance && end.place[far] >= 0 {
					steps = append(steps, levelStep{int32(near), end.place[far], row.linkOf(i)})
				}
			}
		})
	}
	end.levels, end.steps = append(end.levels, level), append(end.steps, steps)
	end.ahead = 0
	for _, at := range level {
		end.ahead += s.graph.Nodes()[at].LinkCount
	}
	return s.followed(touched)
}

// choose puts the best paths into the table. The layers are the levels around the
// one end, what the levels have in common where they meet, and the levels around
// the other end.
func (s *pathSearch) choose(length, first int, table *kg.Table) {
	from, to := s.ends[0], s.ends[1]
	met := len(from.levels) - 1
	var common []int32
	inCommon := make([]int32, len(from.levels[met])) // the places, or -1
	for i, at := range from.levels[met] {
		inCommon[i] = -1
		if to.distance[at] > 0 {
			inCommon[i] = int32(len(common))
			common = append(common, at)
		}
	}
	layers := append(slices.Clone(from.levels[:met]), common)
	for k := met + 1; k <= length; k++ {
		layers = append(layers, to.levels[length-k])
	}
	links := s.graph.Links()
	steps := make([][]kg.PathStep, length)
	for k := range steps {
		if k < met {
			for _, step := range from.steps[k] {
				far := step.far
				if k == met-1 {
					far = inCommon[far]
				}
				if far >= 0 {
					steps[k] = append(steps[k], kg.PathStep{Near: step.near, Far: far, Link: &links[step.link]})
				}
			}
			continue
		}
		for _, step := range to.steps[length-k-1] {
			near := step.far
			if k == met {
				at := to.levels[length-k][near]
				if from.distance[at] == 0 {
					continue
				}
				near = inCommon[from.place[at]]
			}
			steps[k] = append(steps[k], kg.PathStep{Near: near, Far: step.near, Link: &links[step.link]})
		}
	}
	ids := make([][]kg.ID, len(layers))
	for k, layer := range layers {
		ids[k] = make([]kg.ID, len(layer))
		for i, at := range layer {
			ids[k][i] = s.graph.Nodes()[at].ID()
		}
	}
	best, count := kg.BestPaths(ids, steps, first)
	table.Paths.Count, table.Paths.Shown = count, len(best)
	for _, path := range best {
		for k, place := range path.Nodes {
			entry := kg.Entry{Node: s.putAt(int(layers[k][place]))}
			if k > 0 {
				entry.Link = path.Links[k-1]
			}
			table.Entries = append(table.Entries, entry)
		}
	}
}

// hubs are those whose distances from the ends sum to a length at most. One of
// the distances may be greater than what is known around its end. Of those that
// are 1 from the other end it is found from the hub, whose links to the last
// level that matters are soon met.
func (s *pathSearch) hubs(length int) ([]int32, error) {
	for i, end := range s.ends {
		other := s.ends[1-i]
		for len(end.levels)-1 < length-2 && s.wants(other, end, length) {
			if err := s.expand(end, other); err != nil {
				return nil, err
			}
		}
	}
	var found []int32
	for i, end := range s.ends {
		other := s.ends[1-i]
		for _, hub := range end.hubs {
			near, far := int(end.distance[hub])-1, int(other.distance[hub])-1
			switch {
			case far >= 0 && near+far <= length && i == 0:
				found = append(found, hub)
			case far < 0 && near == 1 && length >= 2:
				reached, err := s.reaches(hub, other, length-2)
				if err != nil {
					return nil, err
				}
				if reached {
					found = append(found, hub)
				}
			}
		}
	}
	slices.Sort(found) // positions are in the order of kind and name
	return found, nil
}

// wants reports whether the next level around `end` may have a hub that is known
// around the other end alone and near enough to it.
func (s *pathSearch) wants(other, end *pathEnd, length int) bool {
	return slices.ContainsFunc(other.hubs, func(hub int32) bool {
		return end.distance[hub] == 0 && int(other.distance[hub])-1+len(end.levels) <= length
	})
}

// reaches reports whether a hub is linked to the level at a distance from an end.
func (s *pathSearch) reaches(hub int32, end *pathEnd, distance int) (reached bool, err error) {
	touched := 0
	s.around(hub, func(row adjacentRow) {
		for i := row.start; i < row.end && !reached; i++ {
			far := int32(row.base) + int32(row.far[i])
			reached = int(end.distance[far])-1 == distance && (end.place[far] >= 0)
			touched++
		}
	})
	return reached, s.followed(touched)
}
