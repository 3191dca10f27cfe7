package answer

// links is the page of the entity's list `field` with these arguments. The
// methods below name the fields; which relation a field follows is the
// planner's business.
func (e entity) links(field string, first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) page {
	args := &ListArguments{first, after, where, link, orderBy, true}
	key := args.Key(Parent{Branch: e.branch}, e.node().Kind.Label(), field)
	return e.in.page(key, e.at, e.ID(), args)
}

// Skills are what the role requires.
func (r Role) Skills(first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) SkillLinkConnection {
	return SkillLinkConnection{r.links("skills", first, after, where, link, orderBy)}
}

// Tools are what the role uses.
func (r Role) Tools(first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) ToolLinkConnection {
	return ToolLinkConnection{r.links("tools", first, after, where, link, orderBy)}
}

// Languages are what the role programs in.
func (r Role) Languages(first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) LanguageLinkConnection {
	return LanguageLinkConnection{r.links("languages", first, after, where, link, orderBy)}
}

// Industries are where the role works.
func (r Role) Industries(first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) IndustryLinkConnection {
	return IndustryLinkConnection{r.links("industries", first, after, where, link, orderBy)}
}

// Degrees are what the role prefers.
func (r Role) Degrees(first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) DegreeLinkConnection {
	return DegreeLinkConnection{r.links("degrees", first, after, where, link, orderBy)}
}

// RelatedRoles are what a source calls related.
func (r Role) RelatedRoles(first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) RoleLinkConnection {
	return RoleLinkConnection{r.links("relatedRoles", first, after, where, link, orderBy)}
}

// Roles are those that require the skill.
func (s Skill) Roles(first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) RoleLinkConnection {
	return RoleLinkConnection{s.links("roles", first, after, where, link, orderBy)}
}

// Broader are the skills that this one is part of.
func (s Skill) Broader(first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) SkillLinkConnection {
	return SkillLinkConnection{s.links("broader", first, after, where, link, orderBy)}
}

// Narrower are the skills that are part of this one.
func (s Skill) Narrower(first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) SkillLinkConnection {
	return SkillLinkConnection{s.links("narrower", first, after, where, link, orderBy)}
}

// Roles are those that use the tool.
func (t Tool) Roles(first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) RoleLinkConnection {
	return RoleLinkConnection{t.links("roles", first, after, where, link, orderBy)}
}

// Roles are those that program in the language.
func (l Language) Roles(first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) RoleLinkConnection {
	return RoleLinkConnection{l.links("roles", first, after, where, link, orderBy)}
}

// Roles are those that work in the industry.
func (i Industry) Roles(first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) RoleLinkConnection {
	return RoleLinkConnection{i.links("roles", first, after, where, link, orderBy)}
}

// Roles are those that prefer the degree.
func (d Degree) Roles(first *int, after *string, where *Filter, link *LinkFilter, orderBy *Order) RoleLinkConnection {
	return RoleLinkConnection{d.links("roles", first, after, where, link, orderBy)}
}
