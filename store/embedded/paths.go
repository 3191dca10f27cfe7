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
	table.Rows = append(table.Rows, row)
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

// pathEnd is what is known around one of the ends. Its slices are used again, by
// the searches to come.
type pathEnd struct {
	// distance has one more than the distance of each node that is known, and
	// place its place among the nodes.
	distance []uint8
	place    []int32
	// nodes are those that paths may go through, by distance: those of level k end
	// at levelEnds[k].
	nodes     []int32
	levelEnds []int32
	// steps are the links that lead from a level to the next; those from level k end
	// at stepEnds[k].
	steps    []levelStep
	stepEnds []int32
	hubs     []int32
	ahead    int     // how many links the nodes of the last level have
	placed   []int32 // of layers.back
}

// levelStep is a link from one level to the next, by places among the nodes.
type levelStep struct {
	near, far int32
	link      uint32
	counted   int32
}

// levels is how many levels are known; that of the end itself is one.
func (e *pathEnd) levels() int { return len(e.levelEnds) }

// part is part k of some that end at ends.
func part[T any](all []T, ends []int32, k int) []T {
	if k == 0 {
		return all[:ends[0]]
	}
	return all[ends[k-1]:ends[k]]
}

func (e *pathEnd) level(k int) []int32 { return part(e.nodes, e.levelEnds, k) }

func (e *pathEnd) stepsFrom(k int) []levelStep { return part(e.steps, e.stepEnds, k) }

// first is the place of the first node of a level.
func (e *pathEnd) first(k int) int32 {
	if k == 0 {
		return 0
	}
	return e.levelEnds[k-1]
}

func (s *pathSearch) newEnd(at int) *pathEnd {
	end := s.pathEnds.Get().(*pathEnd)
	end.nodes, end.levelEnds = append(end.nodes, int32(at)), append(end.levelEnds, 1)
	end.ahead = s.graph.Nodes()[at].LinkCount
	end.distance[at] = 1
	return end
}

// giveBack ends the use of what is noted around an end.
func (s *pathSearch) giveBack(end *pathEnd) {
	for _, list := range [][]int32{end.nodes, end.hubs} {
		for _, at := range list {
			end.distance[at], end.place[at] = 0, 0
		}
	}
	end.nodes, end.levelEnds = end.nodes[:0], end.levelEnds[:0]
	end.steps, end.stepEnds = end.steps[:0], end.stepEnds[:0]
	end.hubs = end.hubs[:0]
	s.pathEnds.Put(end)
}

// adjacentRow is the row of a node in one direction of one relation.
type adjacentRow struct {
	*rows
	kind       kg.Kind // of the far ends
	base       int     // position of the first node of that kind
	start, end uint32
}

// around calls with each of the rows of a node.
func (s *snapshot) around(at int32, visit func(adjacentRow)) {
	kind := s.kindAt(at)
	number := int(at) - s.base[kind]
	for _, step := range s.steps[kind] {
		rows := &s.adjacent[step.Relation][step.Direction]
		target := step.Target()
		visit(adjacentRow{rows, target, s.base[target], rows.start[number], rows.start[number+1]})
	}
}

// kindAt is the kind of the node at a position.
func (s *snapshot) kindAt(at int32) kg.Kind {
	kind := kg.Kind(kg.KindCount - 1)
	for int(at) < s.base[kind] {
		kind--
	}
	return kind
}

// isHub reports whether a node of a kind has too many links to walk through.
func (s *snapshot) isHub(kind kg.Kind, at int32, limit int) bool {
	return kind != kg.Role && int(s.linkCounts[at]) > limit
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
		if slices.ContainsFunc(near.level(near.levels()-1), func(at int32) bool { return far.distance[at] > 0 }) {
			return length, nil
		}
	}
	return 0, nil
}

// expand adds a level to what is known around an end. The other end may be in it,
// whatever it is.
func (s *pathSearch) expand(end, other *pathEnd) error {
	last := end.levels() - 1
	distance, otherEnd := uint8(last+2), other.nodes[0]
	touched, ahead := 0, 0
	for near := end.first(last); near < end.levelEnds[last]; near++ {
		s.around(end.nodes[near], func(row adjacentRow) {
			touched += int(row.end - row.start)
			allowed := s.Allows(row.kind)
			for i := row.start; i < row.end; i++ {
				far := int32(row.base) + int32(row.far[i])
				if end.distance[far] == 0 {
					switch isEnd := far == otherEnd; {
					case !isEnd && !allowed:
						continue
					case !isEnd && s.isHub(row.kind, far, s.HubLimit):
						end.distance[far], end.place[far] = distance, -1
						end.hubs = append(end.hubs, far)
						continue
					}
					end.distance[far], end.place[far] = distance, int32(len(end.nodes))
					end.nodes = append(end.nodes, far)
					ahead += int(s.linkCounts[far])
				}
				if end.distance[far] == distance && end.place[far] >= 0 {
					end.steps = append(end.steps, levelStep{near, end.place[far], row.linkOf(i), row.counted[i]})
				}
			}
		})
	}
	end.levelEnds, end.stepEnds = append(end.levelEnds, int32(len(end.nodes))), append(end.stepEnds, int32(len(end.steps)))
	end.ahead = ahead
	return s.followed(touched)
}

// choose puts the best paths into the table.
func (s *pathSearch) choose(length, first int, table *kg.Table) {
	from, to := s.ends[0], s.ends[1]
	met := from.levels() - 1
	l := &s.layers
	l.begin(length, s.graph.Links())
	for _, at := range from.level(met) {
		if to.distance[at] > 0 {
			l.nodes[met] = append(l.nodes[met], at)
		}
	}
	l.back(from, met, func(level int) int { return level }, func(near, far int32) (int32, int32) { return near, far })
	l.back(to, length-met, func(level int) int { return length - level }, func(near, far int32) (int32, int32) { return far, near })

	for k, layer := range l.nodes {
		for _, at := range layer {
			l.ids[k] = append(l.ids[k], s.graph.Nodes()[at].ID())
		}
	}
	best, count := s.chooser.Best(l.ids, l.steps, first)
	table.Paths.Count, table.Paths.Shown = count, len(best)
	for _, path := range best {
		for k, place := range path.Nodes {
			entry := kg.Entry{Node: s.putAt(int(l.nodes[k][place]))}
			if k > 0 {
				entry.Link = path.Links[k-1]
			}
			table.Entries = append(table.Entries, entry)
		}
	}
}

// layers are the nodes of the paths by their distance from the beginning, and the
// links from each layer to the next. Its slices are used again, by the searches to come.
type layers struct {
	nodes [][]int32
	ids   [][]kg.ID
	steps [][]kg.PathStep
	links []kg.Link
}

// begin makes them those of paths of a length, without any nodes.
func (l *layers) begin(length int, links []kg.Link) {
	l.links = links
	l.nodes, l.ids, l.steps = emptied(l.nodes, length+1), emptied(l.ids, length+1), emptied(l.steps, length)
}

// emptied has so many lists without elements, in the memory of lists.
func emptied[T any](lists [][]T, number int) [][]T {
	lists = slices.Grow(lists[:0], number)[:number]
	for i := range lists {
		lists[i] = lists[i][:0]
	}
	return lists
}

// back adds what leads from the nodes at which the searches met, which are in a
// level around an end, back to that end. Layer tells which layer a level is, and
// along which way a step points in it.
func (l *layers) back(end *pathEnd, level int, layer func(level int) int, along func(near, far int32) (int32, int32)) {
	// placed has one more than the place in its layer of each node that is on a path.
	placed := slices.Grow(end.placed[:0], len(end.nodes))[:len(end.nodes)]
	clear(placed)
	end.placed = placed
	for i, at := range l.nodes[layer(level)] {
		placed[end.place[at]] = int32(i) + 1
	}
	for level--; level >= 0; level-- {
		here := &l.nodes[layer(level)]
		steps := &l.steps[min(layer(level), layer(level+1))]
		for _, step := range end.stepsFrom(level) {
			if placed[step.far] == 0 {
				continue
			}
			if placed[step.near] == 0 {
				*here = append(*here, end.nodes[step.near])
				placed[step.near] = int32(len(*here))
			}
			near, far := along(placed[step.near]-1, placed[step.far]-1)
			*steps = append(*steps, kg.PathStep{Near: near, Far: far, Counted: step.counted, Link: &l.links[step.link]})
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
		for end.levels()-1 < length-2 && s.wants(other, end, length) {
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
		return end.distance[hub] == 0 && int(other.distance[hub])-1+end.levels() <= length
	})
}

// reaches reports whether a hub is linked to the level at a distance from an end.
func (s *pathSearch) reaches(hub int32, end *pathEnd, distance int) (reached bool, err error) {
	touched := 0
	s.around(hub, func(row adjacentRow) {
		for i := row.start; i < row.end && !reached; i++ {
			far := int32(row.base) + int32(row.far[i])
			reached = int(end.distance[far])-1 == distance && end.place[far] >= 0
			touched++
		}
	})
	return reached, s.followed(touched)
}
