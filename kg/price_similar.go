package kg

// similar follows the links of the roles, and from each node that they lead to
// the links back to all roles.
func (p *pricing) similar(i int, b *Branch, s Similar) int {
	roles := p.shown[b.Parent][Role]
	p.shown[i][Role] = min(roles*b.First, p.count(Role))
	if roles == 0 {
		return 0
	}
	price := 0
	for _, kind := range s.Kinds {
		out := Step{RoleRelation(kind), Out}
		links := p.MostLinks(out, roles)
		// The links of the busiest nodes grow ever more slowly with their number, so
		// that roles with equally many links have the most.
		price += links + roles*p.MostLinks(out.back(), (links+roles-1)/roles)
	}
	return price
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
		ofRoles := p.MostLinks(out, len(f.Profile.Roles))
		has := len(f.Profile.Has[kind]) + ofRoles
		price += has
		if f.Role != "" {
			price += p.MostLinks(out, 1)
		} else {
			price += p.MostLinks(out.back(), has)
		}
	}
	return price
}
