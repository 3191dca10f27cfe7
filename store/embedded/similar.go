package embedded

import (
	"cmp"
	"slices"
	"sort"

	"rolegraph/kg"
)

// tally is what the links to a role come to that have been followed.
type tally struct {
	met   bool
	sum   int64
	links [kg.KindCount]uint32
}

// tallies are those of the roles, by number: all zero but while a list is made.
type tallies struct {
	of  []tally
	met []uint32 // the roles that have any
}

// begin has no role met.
func (t *tallies) begin(roles int) {
	if len(t.of) < roles {
		t.of = make([]tally, roles)
	}
	for _, role := range t.met {
		t.of[role] = tally{}
	}
	t.met = t.met[:0]
}

// add counts a link of a role.
func (t *tallies) add(role uint32, kind kg.Kind, counted int64) {
	of := &t.of[role]
	if !of.met {
		of.met = true
		t.met = append(t.met, role)
	}
	of.sum += counted
	of.links[kind]++
}

// similar answers a branch of the roles most like those of its parent. It walks
// from the role to what it is linked to and back.
func (e *evaluation) similar(s kg.Similar, branch *kg.Branch, table *kg.Table) error {
	for _, parent := range e.parents(branch.Parent, kg.Role) {
		role := e.numberAt(parent)
		if err := e.sharing(role, s.Kinds); err != nil {
			return err
		}
		strength := e.nodes[kg.Role][role].Strength(s.Kinds)
		var found []scored
		for _, other := range e.tallies.met {
			both := e.tallies.of[other].sum
			if score := kg.Similarity(both, strength, e.nodes[kg.Role][other].Strength(s.Kinds)); score > 0 && other != role {
				found = append(found, scored{other, score})
			}
		}
		for _, other := range e.best(parent, found, branch, table) {
			table.Scores = append(table.Scores, other.score)
			for _, kind := range s.Kinds {
				if !s.Overlaps {
					break
				}
				rows := &e.adjacent[kg.RoleRelation(kind)][kg.Out]
				shared := int(e.tallies.of[other.role].links[kind])
				table.Overlaps = append(table.Overlaps, kg.Overlap{Shared: shared, Union: rows.degree(role) + rows.degree(other.role) - shared})
			}
		}
	}
	return nil
}

// sharing tallies for each role the lesser of what its link and that of one role
// count, over the nodes of some kinds that both are linked to.
func (e *evaluation) sharing(role uint32, kinds []kg.Kind) error {
	e.tallies.begin(len(e.nodes[kg.Role]))
	for _, kind := range kinds {
		out, in := &e.adjacent[kg.RoleRelation(kind)][kg.Out], &e.adjacent[kg.RoleRelation(kind)][kg.In]
		if err := e.followed(out.degree(role)); err != nil {
			return err
		}
		for i := out.start[role]; i < out.start[role+1]; i++ {
			node, counted := out.far[i], out.counted[i]
			for j := in.start[node]; j < in.start[node+1]; j++ {
				e.tallies.add(in.far[j], kind, int64(min(counted, in.counted[j])))
			}
			if err := e.followed(in.degree(node)); err != nil {
				return err
			}
		}
	}
	return nil
}

// scored is a role of a list that is ordered by a score.
type scored struct {
	role  uint32
	score kg.Weight
}

// best appends the row of a list of roles, greatest score first, and gives its
// page.
func (e *evaluation) best(parent int32, found []scored, branch *kg.Branch, table *kg.Table) []scored {
	row := kg.Row{Parent: parent, Start: int32(len(table.Entries))}
	if branch.Total {
		row.Total = len(found)
	}
	var page []scored
	if branch.First > 0 {
		slices.SortFunc(found, func(a, b scored) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.role, b.role)) })
		page = found
		if branch.After != nil {
			page = page[sort.Search(len(page), func(i int) bool { return e.placeOf(page[i]).CompareMixed(*branch.After) > 0 }):]
		}
		row.More = len(page) > branch.First
		page = page[:min(len(page), branch.First)]
	}
	for _, role := range page {
		table.Entries = append(table.Entries, kg.Entry{Node: e.put(kg.Role, role.role)})
	}
	row.End = int32(len(table.Entries))
	table.Rows = append(table.Rows, row)
	return page
}

func (e *evaluation) placeOf(role scored) kg.Place {
	node := &e.nodes[kg.Role][role.role]
	return kg.Place{Number: role.score.Number(), Kind: kg.Role, SortKey: node.SortKey, Slug: node.Slug}
}
