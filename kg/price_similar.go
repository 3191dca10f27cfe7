package kg

// similar follows the links of the roles, and from each node that they lead to
// the links back to all roles. What the latter are is known of each role, so that
// a role that goes with few things is not priced as the one that goes with the
// most.
func (p *pricing) similar(i int, plan *Plan, s Similar) int {
	b := &plan.Branches[i]
	roles := p.shown[b.Parent][Role]
	p.shown[i][Role] = min(roles*b.First, p.count(Role))
	byID, known := plan.Branches[b.Parent].From.(ByID)
	price := 0
	for _, kind := range s.Kinds {
		price += p.MostLinks(Step{RoleRelation(kind), Out}, roles)
		if known {
			price += p.backlinksOf(kind, slugsOf(byID.IDs, Role))
		} else {
			price += p.mostBacklinks(kind, roles)
		}
	}
	return price
}

// slugsOf are the slugs of the ids that are of a kind.
func slugsOf(ids []ID, kind Kind) []Slug {
	var slugs []Slug
	for _, id := range ids {
		if id.Kind == kind {
			slugs = append(slugs, id.Slug)
		}
	}
	return slugs
}

// fitting follows the links of the profile's roles, and either those of the one
// role that is asked for, or those of all that the profile has back to all roles.
func (p *pricing) fitting(i int, b *Branch, f Fitting) int {
	p.shown[i][Role] = min(b.First, p.count(Role))
	price := 0
	if f.Role != "" {
		p.shown[i][Role] = 1
		price = 1
	}
	for _, kind := range f.Kinds {
		out := Step{RoleRelation(kind), Out}
		price += len(f.Profile.Has[kind]) + p.MostLinks(out, len(f.Profile.Roles))
		if f.Role != "" {
			price += p.MostLinks(out, 1)
			continue
		}
		back := p.rolesOf(kind, f.Profile.Has[kind]) + p.backlinksOf(kind, f.Profile.Roles)
		price += min(back, p.MostLinks(out, p.count(Role))) // what several have is followed once
	}
	return price
}
