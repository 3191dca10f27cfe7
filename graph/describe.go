package graph

import (
	"fmt"
	"strings"

	"rolegraph/kg"
)

// treeOf writes the plan as a tree, a line a branch: the field that asked for
// it, what it reads, what it may cost, and, if there is a result, what the store
// has touched, where it counts that.
func (p *planner) treeOf(result *kg.Result) []string {
	lines := []string{}
	if p.names.stopped {
		lines = append(lines, "(texts are not searched, which would take more than the operation may cost: they are shown as if they matched nothing)")
	}
	var write func(parent, depth int)
	write = func(parent, depth int) {
		for i := range p.plan.Branches {
			above := p.plan.Branches[i].Parent
			if counted, ok := p.plan.Branches[i].From.(kg.Counted); ok {
				above = counted.Of
			}
			if above != parent {
				continue
			}
			line := fmt.Sprintf("%s%s: %s; costs %d", strings.Repeat("  ", depth), dotted(p.paths[i]), p.describe(i), p.cost.branches[i])
			if result != nil && result.Branches[i].Touched != (kg.Touched{}) {
				touched := result.Branches[i].Touched
				line += fmt.Sprintf(", touched %s and %s", counted(touched.Nodes, "node"), counted(touched.Links, "link"))
			}
			lines = append(lines, line)
			write(i, depth+1)
		}
	}
	write(kg.NoParent, 0)
	return lines
}

func counted(number int, noun string) string {
	if number != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", number, noun)
}

// describe says what a branch reads.
func (p *planner) describe(i int) string {
	b := &p.plan.Branches[i]
	var parts []string
	switch from := b.From.(type) {
	case kg.ByID:
		ids := make([]string, len(from.IDs))
		for i, id := range from.IDs {
			ids[i] = id.String()
		}
		return few("by id: ", ids)
	case kg.Counted:
		by := [...]string{kg.FacetCategory: "category", kg.FacetType: "type", kg.FacetSource: "source", kg.FacetLinked: ""}[from.By]
		if from.By == kg.FacetLinked {
			by = along(from.Step)
		}
		return fmt.Sprintf("counts by %s; first %d", by, b.First)
	case kg.Overlapping:
		parts = append(parts, few("what is common to ", texts(from.Roles)))
	case kg.Matrix:
		parts = append(parts, few("side by side: ", texts(from.Roles))+" ("+plurals(from.Kinds)+")")
	case kg.Similar:
		parts = append(parts, "roles that are like them by "+plurals(from.Kinds))
	case kg.Fitting:
		parts = append(parts, describeFitting(&from))
		if from.Role != "" {
			return parts[0]
		}
	case kg.Paths:
		return describePaths(&from, b.First)
	case kg.Neighborhood:
		return describeNeighborhood(&from, b)
	case kg.Traversal:
		parts = append(parts, describeWalks(&from))
	case kg.Every:
		parts = append(parts, "all "+from.Kind.Plural())
	case kg.Along:
		parts = append(parts, along(from.Step))
	}
	if !b.Link.IsZero() {
		parts = append(parts, "links "+describeLinks(&b.Link))
	}
	if len(b.Filter) > 0 {
		parts = append(parts, "where "+describeFilter(b.Filter))
	}
	if b.First > 0 {
		parts = append(parts, describePage(b))
	}
	if b.Total {
		parts = append(parts, "total")
	}
	return strings.Join(parts, "; ")
}

// plurals names some kinds.
func plurals(kinds []kg.Kind) string {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = kind.Plural()
	}
	return strings.Join(names, ", ")
}

// describeFitting says which profile is held against what.
func describeFitting(f *kg.Fitting) string {
	has := 0
	for _, slugs := range f.Profile.Has {
		has += len(slugs)
	}
	of := "roles"
	if f.Role != "" {
		of = string(f.Role)
	}
	return fmt.Sprintf("%s by the part of their %s that %s and %s cover", of, plurals(f.Kinds), counted(len(f.Profile.Roles), "role"), counted(has, "thing"))
}

// along says which step is followed, and to what.
func along(step kg.Step) string {
	arrow := "-[%s]-> %s"
	if step.Direction == kg.In {
		arrow = "<-[%s]- %s"
	}
	return fmt.Sprintf(arrow, step.Relation, step.Target().Plural())
}

func describePage(b *kg.Branch) string {
	page := fmt.Sprintf("first %d", b.First)
	if b.After != nil {
		page += " after a cursor"
	}
	switch b.From.(type) {
	case kg.Matrix, kg.Similar, kg.Fitting, kg.Traversal:
		return page // which have one order
	}
	by := map[kg.OrderBy]string{kg.ByName: "name", kg.ByWeight: "weight", kg.ByRoleCount: "role count", kg.ByMedianPay: "median pay", kg.ByGrowth: "growth"}[b.Order.By]
	direction := "ascending"
	if b.Order.Descending {
		direction = "descending"
	}
	return fmt.Sprintf("%s by %s, %s", page, by, direction)
}

func describeFilter(filter kg.Filter) string {
	conditions := make([]string, len(filter))
	for i, condition := range filter {
		conditions[i] = describeCondition(condition)
	}
	return strings.Join(conditions, " and ")
}

func describeCondition(condition kg.Condition) string {
	switch c := condition.(type) {
	case kg.OneOf:
		return few("slug is ", texts(c.Slugs))
	case kg.SaidBy:
		return few("said by ", c.Sources)
	case kg.OfType:
		return few("type is ", named(c.Types))
	case kg.InCategory:
		return few("category is ", texts(c.Categories))
	case kg.Between:
		name := [...]string{kg.RoleCount: "role count", kg.MedianPay: "median pay", kg.Growth: "growth"}[c.Property]
		return name + describeRange(c.Min, c.Max)
	case kg.LinkedTo:
		match := [...]string{kg.All: "all of ", kg.Any: "any of ", kg.None: "none of "}[c.Match]
		text := along(c.Step) + few(" "+match, texts(c.Slugs))
		if !c.Link.IsZero() {
			text += " by links " + describeLinks(&c.Link)
		}
		return text
	case kg.Either:
		either := make([]string, len(c.Filters))
		for i, filter := range c.Filters {
			either[i] = "(" + describeFilter(filter) + ")"
		}
		return "(" + strings.Join(either, " or ") + ")"
	case kg.Not:
		return "not (" + describeFilter(c.Filter) + ")"
	}
	panic(fmt.Sprintf("graph: unknown condition %T", condition))
}

func describeRange(least, most *float64) string {
	text := ""
	if least != nil {
		text += fmt.Sprintf(" from %v", *least)
	}
	if most != nil {
		text += fmt.Sprintf(" to %v", *most)
	}
	return text
}

func describeLinks(filter *kg.LinkFilter) string {
	var parts []string
	if filter.MinWeight != nil {
		parts = append(parts, "of weight "+filter.MinWeight.String()+" and more")
	}
	if len(filter.Tags) > 0 {
		parts = append(parts, few("tagged ", named(filter.Tags)))
	}
	if len(filter.Sources) > 0 {
		parts = append(parts, few("said by ", filter.Sources))
	}
	return strings.Join(parts, ", ")
}

// few names some things, or says how many they are.
func few(prefix string, names []string) string {
	const most = 4
	switch {
	case len(names) > most:
		return fmt.Sprintf("%sone of %d", prefix, len(names))
	case len(names) == 0:
		return prefix + "none that is known"
	}
	cut := make([]string, len(names))
	for i, name := range names {
		cut[i] = shown(name)
	}
	return prefix + strings.Join(cut, ", ")
}

// named are values of an enum by their names.
func named[E fmt.Stringer](values []E) []string {
	all := make([]string, len(values))
	for i, value := range values {
		all[i] = value.String()
	}
	return all
}

func texts(slugs []kg.Slug) []string {
	all := make([]string, len(slugs))
	for i, slug := range slugs {
		all[i] = string(slug)
	}
	return all
}
