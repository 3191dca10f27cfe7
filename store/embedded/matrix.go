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
		ofKind, err := e.sideBySide(m.Roles, kind, &branch.Link)
		if err != nil {
			return err
		}
		found = append(found, ofKind...)
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
	for _, kind := range o.Kinds {
		found, err := e.sideBySide(o.Roles, kind, &branch.Link)
		if err != nil {
			return err
		}
		overlap := kg.Overlap{Union: len(found)}
		for i := range found {
			if found[i].roles == len(o.Roles) {
				overlap.Shared++
			}
		}
		table.Overlaps = append(table.Overlaps, overlap)
	}
	table.Rows = []kg.Row{{Parent: kg.NoParent}}
	return nil
}

// sideBySide are the nodes of a kind that at least one of some roles has, in the
// order of names: the roles' rows, which are in that order, merged.
func (e *evaluation) sideBySide(roles []kg.Slug, kind kg.Kind, filter *kg.LinkFilter) ([]matrixRow, error) {
	rows := &e.adjacent[kg.RoleRelation(kind)][kg.Out]
	next, end := make([]uint32, len(roles)), make([]uint32, len(roles))
	for i, slug := range roles {
		near, _ := e.number(kg.ID{Kind: kg.Role, Slug: slug})
		next[i], end[i] = rows.start[near], rows.start[near+1]
		if err := e.followed(int(end[i] - next[i])); err != nil {
			return nil, err
		}
	}
	var found []matrixRow
	for {
		row := matrixRow{kind: kind, cells: make([]*kg.Link, len(roles))}
		ended := true
		for i := range roles {
			if next[i] < end[i] && (ended || rows.far[next[i]] < row.number) {
				row.number, ended = rows.far[next[i]], false
			}
		}
		if ended {
			return found, nil
		}
		for i := range roles {
			if next[i] == end[i] || rows.far[next[i]] != row.number {
				continue
			}
			if link := &e.graph.Links()[rows.linkOf(next[i])]; matches(link, filter) {
				row.cells[i] = link
				row.roles++
			}
			next[i]++
		}
		if row.roles > 0 {
			found = append(found, row)
		}
	}
}
