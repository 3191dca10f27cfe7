package graph

import (
	"context"
	"fmt"
	"runtime/debug"

	"rolegraph/graph/answer"
	"rolegraph/graph/generated"
	"rolegraph/kg"
)

// resolvers gives the fields of Query. They read the answer that the context
// carries; all below them are methods of its values.
type resolvers struct{}

// Query is the root of all operations.
func (resolvers) Query() generated.QueryResolver { return query{} }

type query struct{}

type answerKey struct{}

func withAnswer(ctx context.Context, a *answer.Answer) context.Context {
	return context.WithValue(ctx, answerKey{}, a)
}

func from(ctx context.Context) *answer.Answer { return ctx.Value(answerKey{}).(*answer.Answer) }

func (query) Node(ctx context.Context, id string) (answer.Node, error) {
	if found := from(ctx).Single(id); found != nil {
		return found, nil
	}
	return nil, nil
}

func (query) Entity(ctx context.Context, id string) (answer.Entity, error) {
	return from(ctx).Single(id), nil
}

func (query) Nodes(ctx context.Context, ids []string) ([]answer.Node, error) {
	return from(ctx).Several(ids), nil
}

func (query) Graph(ctx context.Context) (answer.Graph, error) { return from(ctx).Graph(), nil }

func (query) Search(ctx context.Context, text string, kinds []string, first *int, after *string) (answer.SearchConnection, error) {
	return from(ctx).Search(answer.NewSearchArguments(text, kinds, first, after)), nil
}

func (query) CompareRoles(ctx context.Context, roles []string, link *answer.LinkFilter) (answer.RoleComparison, error) {
	return from(ctx).Compare(roles, link), nil
}

func (query) SkillGap(ctx context.Context, profile answer.Profile, role string, kinds []string) (answer.SkillGap, error) {
	return from(ctx).SkillGap(answer.NewGapArguments(profile, role, kinds)), nil
}

func (query) RolesFor(ctx context.Context, profile answer.Profile, kinds []string, first *int, after *string) (answer.RoleMatchConnection, error) {
	return from(ctx).RolesFor(answer.NewFittingArguments(profile, kinds, first, after)), nil
}

func (query) Paths(ctx context.Context, begin, end string, maxHops *int, through []string, first *int) (answer.PathResult, error) {
	return from(ctx).Paths(answer.NewPathArguments(begin, end, maxHops, through, first)), nil
}

func (query) Neighborhood(ctx context.Context, of string, hops *int, kinds []string, first *int) (answer.Subgraph, error) {
	return from(ctx).Neighborhood(answer.NewNeighborhoodArguments(of, hops, kinds, first)), nil
}

func (query) Traverse(ctx context.Context, starts []string, steps []answer.StepInput, first *int, after *string) (answer.TraversalConnection, error) {
	return from(ctx).Traverse(answer.NewTraversalArguments(starts, steps, first, after)), nil
}

func (query) Role(ctx context.Context, slug string) (*answer.Role, error) {
	return answer.One[answer.Role](from(ctx), kg.Role, slug), nil
}

func (query) Skill(ctx context.Context, slug string) (*answer.Skill, error) {
	return answer.One[answer.Skill](from(ctx), kg.Skill, slug), nil
}

func (query) Tool(ctx context.Context, slug string) (*answer.Tool, error) {
	return answer.One[answer.Tool](from(ctx), kg.Tool, slug), nil
}

func (query) Language(ctx context.Context, slug string) (*answer.Language, error) {
	return answer.One[answer.Language](from(ctx), kg.Language, slug), nil
}

func (query) Industry(ctx context.Context, slug string) (*answer.Industry, error) {
	return answer.One[answer.Industry](from(ctx), kg.Industry, slug), nil
}

func (query) Degree(ctx context.Context, slug string) (*answer.Degree, error) {
	return answer.One[answer.Degree](from(ctx), kg.Degree, slug), nil
}

func (query) Roles(ctx context.Context, first *int, after *string, where *answer.Filter, orderBy *answer.Order) (answer.RoleConnection, error) {
	return list[answer.Role](ctx, kg.Role, first, after, where, orderBy), nil
}

func (query) Skills(ctx context.Context, first *int, after *string, where *answer.Filter, orderBy *answer.Order) (answer.SkillConnection, error) {
	return list[answer.Skill](ctx, kg.Skill, first, after, where, orderBy), nil
}

func (query) Tools(ctx context.Context, first *int, after *string, where *answer.Filter, orderBy *answer.Order) (answer.ToolConnection, error) {
	return list[answer.Tool](ctx, kg.Tool, first, after, where, orderBy), nil
}

func (query) Languages(ctx context.Context, first *int, after *string, where *answer.Filter, orderBy *answer.Order) (answer.LanguageConnection, error) {
	return list[answer.Language](ctx, kg.Language, first, after, where, orderBy), nil
}

func (query) Industries(ctx context.Context, first *int, after *string, where *answer.Filter, orderBy *answer.Order) (answer.IndustryConnection, error) {
	return list[answer.Industry](ctx, kg.Industry, first, after, where, orderBy), nil
}

func (query) Degrees(ctx context.Context, first *int, after *string, where *answer.Filter, orderBy *answer.Order) (answer.DegreeConnection, error) {
	return list[answer.Degree](ctx, kg.Degree, first, after, where, orderBy), nil
}

func list[N answer.Kind](ctx context.Context, kind kg.Kind, first *int, after *string, where *answer.Filter, orderBy *answer.Order) answer.Connection[N] {
	return answer.List[N](from(ctx), kind, &answer.ListArguments{First: first, After: after, Where: where, Order: orderBy})
}

// panicked is the error of a fault of the program.
func panicked(fault any) error {
	return fmt.Errorf("panic: %v\n%s", fault, debug.Stack())
}
