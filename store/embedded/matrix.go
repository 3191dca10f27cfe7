package embedded

import (
	"cmp"
	"slices"

	"rolegraph/kg"
)

// matrix answers a branch that sets roles side by side.
func (e *evaluation) matrix(m kg.Matrix, branch *kg.Branch, table *kg.Table) error {
	var found []matrixRow
	for _, kind := range m.Kinds {
		var err error
		if found, err = e.sideBySide(found, m.Roles, kind, &branch.Link); err != nil {
			return err
		}
	}
	row := kg.Row{Parent: kg.NoParent}
	if branch.Total {
		row.Total = len(found)
	}
	slices.SortStableFunc(found, func(a, b matrixRow) int { return cmp.Compare(b.roles, a.roles) }) // kinds and names are in order
	if branch.After != nil {
		found = slices.DeleteFunc(found, func(r matrixRow) bool {
			n := &e.nodes[r.kind][r.number]
			place := kg.Place{Number: kg.Known(float64(r.roles)), Kind: r.kind, SortKey: n.SortKey, Slug: n.Slug}
			return place.CompareMixed(*branch.After) <= 0
		})
	}
	row.More = branch.First > 0 && len(found) > branch.First
	for _, r := range found[:min(branch.First, len(found))] {
		table.Entries = append(table.Entries, kg.Entry{Node: e.put(r.kind, r.number)})
		table.Cells = append(table.Cells, r.cells...)
	}
	row.End = int32(len(table.Entries))
	table.Rows = []kg.Row{row}
	return nil
}

// matrixRow is a node that at least one of the roles has.
type matrixRow struct {
	kind   kg.Kind
	number uint32
	roles  int        // how many have it
	cells  []*kg.Link // one a role, nil where it lacks the node
}

// overlapping answers a branch that counts what roles have in common.
func (e *evaluation) overlapping(o kg.Overlapping, branch *kg.Branch, table *kg.Table) error {
	table.Overlaps = make([]kg.Overlap, len(o.Kinds))
	borrowed := e.positions.borrow()
	having := *borrowed // how many of the roles have a node, by its number
	for i, kind := range o.Kinds {
		overlap := &table.Overlaps[i]
		rows := &e.adjacent[kg.RoleRelation(kind)][kg.Out]
		union := e.scratch[:0]
		for _, slug := range o.Roles {
			near, _ := e.number(kg.ID{Kind: kg.Role, Slug: slug})
			start, end := rows.start[near], rows.start[near+1]
			if err := e.followed(int(end - start)); err != nil {
				return err
			}
			for at := start; at < end; at++ {
				if !branch.Link.IsZero() && !matches(&e.graph.Links()[rows.linkOf(at)], &branch.Link) {
					continue
				}
				far := rows.far[at]
				if having[far] == 0 {
					union = append(union, far)
				}
				having[far]++
				if int(having[far]) == len(o.Roles) {
					overlap.Shared++
				}
			}
		}
		overlap.Union = len(union)
		for _, far := range union {
			having[far] = 0
		}
		e.scratch = union
	}
	e.positions.giveBack(borrowed)
	table.Rows = append(table.Rows, kg.Row{Parent: kg.NoParent})
	return nil
}

// sideBySide appends the nodes of a kind that at least one of some roles has, in the
// order of names. It merges the roles' rows, which are in that order.
func (e *evaluation) sideBySide(found []matrixRow, roles []kg.Slug, kind kg.Kind, filter *kg.LinkFilter) ([]matrixRow, error) {
	rows := &e.adjacent[kg.RoleRelation(kind)][kg.Out]
	next, end := make([]uint32, len(roles)), make([]uint32, len(roles))
	for i, slug := range roles {
		near, _ := e.number(kg.ID{Kind: kg.Role, Slug: slug})
		next[i], end[i] = rows.start[near], rows.start[near+1]
		if err := e.followed(int(end[i] - next[i])); err != nil {
			return nil, err
		}
	}
	cells := make([]*kg.Link, len(roles))
	for {
		number, ended := uint32(0), true
		for i := range roles {
			if next[i] < end[i] && (ended || rows.far[next[i]] < number) {
				number, ended = rows.far[next[i]], false
			}
		}
		if ended {
			return found, nil
		}
		having := 0
		for i := range roles {
			cells[i] = nil
			if next[i] == end[i] || rows.far[next[i]] != number {
				continue
			}
			if link := &e.graph.Links()[rows.linkOf(next[i])]; filter.IsZero() || matches(link, filter) {
				cells[i] = link
				having++
			}
			next[i]++
		}
		if having > 0 {
			found = append(found, matrixRow{kind, number, having, slices.Clone(cells)})
		}
	}
}
