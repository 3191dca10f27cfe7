package graph

import (
	"slices"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph/answer"
	"rolegraph/graph/shape"
	"rolegraph/kg"
)

// rolesFor plans the roles that a profile covers.
func (p *planner) rolesFor(field graphql.CollectedField, path ast.Path) shape.Value[shape.None] {
	raw := p.arguments(field)
	kinds := answer.Texts(raw["kinds"])
	profile := answer.NewProfile(raw["profile"])
	planned := p.profile(&profile, path)
	p.comparedKinds(kinds, answer.Fitted(), path)
	size := p.firstOr(answer.DefaultBest, path, raw["first"], maxFirst)
	args := answer.NewFittingArguments(profile, kinds, &size, textOf(raw["after"]))
	list, place, ok := p.afterScore(path, args.After)
	if ok && list != args.List() {
		p.problems.wrongList(path)
	}
	branch, _ := p.branch(path, args.Key(), kg.Branch{
		Parent: kg.NoParent, From: kg.Fitting{Profile: planned, Kinds: args.Kinds}, After: place,
	})
	return shape.OnlyPage[shape.None](branch, p.ranked(branch, size, field, shape.OneList(args.List()), args.After != nil, shape.Coverage, path, func(edge graphql.CollectedField) (shape.Value[shape.Entry], int) {
		switch edge.Name {
		case "coverage":
			return shape.Score(shape.Coverage).Write, 0
		case "coveredCount":
			return shape.CoveredCount, 0
		default:
			return shape.MissingCount, 0
		}
	}))
}

// profile checks what a person has, and gives it as the plan has it.
func (p *planner) profile(profile *answer.Profile, path ast.Path) kg.Profile {
	var planned kg.Profile
	empty := true
	for _, kind := range kg.Kinds() {
		named := profile.Of(kind)
		if len(named) == 0 {
			continue
		}
		empty = false
		argument := "profile." + kind.Plural()
		if !p.atMost(path, argument, len(named)) || !p.known(path, argument, kind, named) {
			continue
		}
		if kind == kg.Role {
			planned.Roles = slugs(named)
		} else {
			planned.Has[kind] = slugs(named)
		}
	}
	if empty {
		p.problem(path, "`profile` is empty; name at least one of the person's roles, skills, tools, languages or degrees")
	}
	return planned
}

// skillGap plans what a profile has and lacks of a role.
func (p *planner) skillGap(field graphql.CollectedField, path ast.Path) shape.Value[shape.None] {
	raw := p.arguments(field)
	kinds := answer.Texts(raw["kinds"])
	profile := answer.NewProfile(raw["profile"])
	args := answer.NewGapArguments(profile, raw["role"].(string), kinds)
	planned := p.profile(&profile, path)
	p.known(path, "role", kg.Role, []string{args.Role})
	p.comparedKinds(kinds, answer.Fitted(), path)
	// All stands under the role; if there is none, the operation is refused.
	role, _ := p.branch(path, answer.ByID(args.RoleIDs()), kg.Branch{Parent: kg.NoParent, From: kg.ByID{IDs: args.RoleIDs()}})
	return shape.Of("SkillGap", p.fields(field.Selections, "SkillGap"), func(inner graphql.CollectedField) shape.Value[shape.None] {
		here := append(path[:len(path):len(path)], ast.PathName(inner.Alias))
		switch inner.Name {
		case "role":
			return shape.OnlyEntity(role, p.entity(role, kg.Role, inner.Selections, here).Write)
		case "coverage":
			branch, _ := p.branch(here, args.Key(), kg.Branch{
				Parent: kg.NoParent, From: kg.Fitting{Profile: planned, Kinds: args.Kinds, Role: kg.Slug(args.Role)}, First: 1,
			})
			return shape.GapCoverage(branch)
		default:
			return shape.OnlyEntity(role, p.linkSets(role, args, &planned, inner.Name == "covered", inner.Selections, here))
		}
	}).Write
}

// linkSets plans the lists of what is covered of a role, or of what is missing.
func (p *planner) linkSets(role int, gap *answer.GapArguments, profile *kg.Profile, covered bool, selections ast.SelectionSet, path ast.Path) shape.Value[int32] {
	side := gap.Side(role, covered)
	return shape.Of("LinkSets", p.fields(selections, "LinkSets"), func(field graphql.CollectedField) shape.Value[int32] {
		here := append(path[:len(path):len(path)], ast.PathName(field.Alias))
		kind := kindOf(field)
		args := p.listArguments(field, true)
		size := p.first(here, p.arguments(field)["first"], maxFirst)
		list := kg.NewList(side.Set, "LinkSets."+field.Name, args.Selection())
		after, place, ok := p.after(here, args)
		if ok && after != list {
			p.problems.wrongList(here)
		}
		branch, _ := p.branch(here, args.Key(side, "LinkSets", field.Name), kg.Branch{
			Parent: role, From: kg.Along{Step: stepBetween(kg.Role, kind)}, Order: args.PlanOrder(), After: place,
			Filter: gapFilter(gap, profile, kind, covered),
		})
		return shape.PageOf(branch, p.connection(branch, size, kind, field, shape.OneList(list), args, here))
	}).Write
}

// gapFilter selects the nodes of a kind that a profile has, itself or by its
// roles, or those that it lacks; none of a kind that does not count.
func gapFilter(gap *answer.GapArguments, profile *kg.Profile, kind kg.Kind, covered bool) kg.Filter {
	none := kg.Filter{kg.OneOf{}}
	if !slices.Contains(gap.Kinds, kind) {
		return none
	}
	var has []kg.Filter
	if named := profile.Has[kind]; len(named) > 0 {
		has = append(has, kg.Filter{kg.OneOf{Slugs: named}})
	}
	if len(profile.Roles) > 0 {
		has = append(has, kg.Filter{kg.LinkedTo{Step: stepBetween(kind, kg.Role), Match: kg.Any, Slugs: profile.Roles}})
	}
	switch {
	case len(has) == 0 && covered:
		return none
	case len(has) == 0:
		return nil
	case covered:
		return kg.Filter{kg.Either{Filters: has}}
	default:
		return kg.Filter{kg.Not{Filter: kg.Filter{kg.Either{Filters: has}}}}
	}
}
