package embedded

import (
	"slices"

	"rolegraph/kg"
)

// fitting answers a branch of the roles that a profile covers.
func (e *evaluation) fitting(f kg.Fitting, branch *kg.Branch, table *kg.Table) error {
	e.tallies.begin(len(e.nodes[kg.Role]))
	var one uint32
	if f.Role != "" {
		one, _ = e.number(kg.ID{Kind: kg.Role, Slug: f.Role})
		if err := e.lookedAt(1); err != nil {
			return err
		}
	}
	for _, kind := range f.Kinds {
		has, err := e.has(&f.Profile, kind)
		if err == nil && f.Role != "" {
			err = e.coveredOf(one, kind, has)
		} else if err == nil {
			err = e.covered(kind, has)
		}
		if err != nil {
			return err
		}
	}
	if f.Role != "" {
		table.Entries = []kg.Entry{{Node: e.put(kg.Role, one)}}
		table.Rows = []kg.Row{{Parent: kg.NoParent, End: 1}}
		table.Fits = []kg.Fit{e.fit(one, f.Kinds)}
		return nil
	}
	own := e.numbers(kg.Role, f.Profile.Roles)
	var found []scored
	for _, role := range e.tallies.met {
		if _, isOwn := slices.BinarySearch(own, role); isOwn {
			continue
		}
		if score := e.fit(role, f.Kinds).Coverage(); score > 0 {
			found = append(found, scored{role, score})
		}
	}
	for _, role := range e.best(kg.NoParent, found, branch, table) {
		table.Fits = append(table.Fits, e.fit(role.role, f.Kinds))
	}
	return nil
}

// has are the nodes of a kind that a profile has, itself or by its roles, in
// ascending order.
func (e *evaluation) has(profile *kg.Profile, kind kg.Kind) ([]uint32, error) {
	has := e.numbers(kind, profile.Has[kind])
	if err := e.lookedAt(len(has)); err != nil {
		return nil, err
	}
	rows := &e.adjacent[kg.RoleRelation(kind)][kg.Out]
	for _, role := range e.numbers(kg.Role, profile.Roles) {
		has = append(has, rows.far[rows.start[role]:rows.start[role+1]]...)
		if err := e.followed(rows.degree(role)); err != nil {
			return nil, err
		}
	}
	slices.Sort(has)
	return slices.Compact(has), nil
}

// covered tallies the links of all roles to some nodes of a kind.
func (e *evaluation) covered(kind kg.Kind, nodes []uint32) error {
	rows := &e.adjacent[kg.RoleRelation(kind)][kg.In]
	for _, node := range nodes {
		for i := rows.start[node]; i < rows.start[node+1]; i++ {
			e.tallies.add(rows.far[i], kind, int64(rows.counted[i]))
		}
		if err := e.followed(rows.degree(node)); err != nil {
			return err
		}
	}
	return nil
}

// coveredOf tallies the links of one role to those of some nodes of a kind that
// it is linked to; the nodes ascend.
func (e *evaluation) coveredOf(role uint32, kind kg.Kind, nodes []uint32) error {
	rows := &e.adjacent[kg.RoleRelation(kind)][kg.Out]
	for i := rows.start[role]; i < rows.start[role+1]; i++ {
		at, has := slices.BinarySearch(nodes, rows.far[i])
		nodes = nodes[at:]
		if has {
			e.tallies.add(role, kind, int64(rows.counted[i]))
		}
	}
	return e.followed(rows.degree(role))
}

// fit is how the links of a role that have been tallied cover all that it has.
func (e *evaluation) fit(role uint32, kinds []kg.Kind) kg.Fit {
	covered := &e.tallies.of[role]
	fit := kg.Fit{Covered: covered.sum, All: e.nodes[kg.Role][role].Strength(kinds)}
	for _, kind := range kinds {
		links := int(covered.links[kind])
		fit.CoveredCount += links
		fit.MissingCount += e.adjacent[kg.RoleRelation(kind)][kg.Out].degree(role) - links
	}
	return fit
}
