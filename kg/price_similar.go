package kg

import "slices"

// similar follows the links of the roles, and from each node that they lead to
// the links back to all roles. What the latter are is known of each role, so that
// a role that goes with few things is not priced as the one that goes with the
// most.
func (p *pricing) similar(i int, plan *Plan, s Similar) int {
	b := &plan.Branches[i]
	roles := p.shown[b.Parent][Role]
	p.shown[i][Role] = min(roles*b.First, p.count(Role))
	links, beyond := p.linksOf(roles, s.Kinds), 0
	byID, known := plan.Branches[b.Parent].From.(ByID)
	if known {
		byID.IDs = slices.DeleteFunc(slices.Clone(byID.IDs), func(id ID) bool { return id.Kind != Role })
		links = min(links, p.linksAround(byID.IDs))
	}
	for _, kind := range s.Kinds {
		if known {
			beyond += p.linksBeyond(byID.IDs, kind)
		} else {
			beyond += p.mostBeyond(roles, kind)
		}
	}
	return links + beyond
}

// fitting follows the links of the profile's roles, and either those of the one
// role that is asked for, or those of all that the profile has back to all roles.
func (p *pricing) fitting(i int, b *Branch, f Fitting) int {
	p.shown[i][Role] = min(b.First, p.count(Role))
	roles := idsOf(Role, f.Profile.Roles)
	price := p.linksOfRoles(f.Profile.Roles, f.Kinds)
	if f.Role != "" {
		p.shown[i][Role] = 1
		price += 1 + p.linksOfRoles([]Slug{f.Role}, f.Kinds)
	}
	for _, kind := range f.Kinds {
		price += len(f.Profile.Has[kind])
		if f.Role == "" {
			back := p.linksAround(idsOf(kind, f.Profile.Has[kind])) + p.linksBeyond(roles, kind)
			price += min(back, p.Links[RoleRelation(kind)]) // what several have is followed once
		}
	}
	return price
}
