package agents

import (
	"context"
	_ "embed"
	"fmt"
	"slices"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"rolegraph/graph/answer"
	"rolegraph/kg"
)

//go:embed operations/skill_gap.graphql
var skillGapOperation string

type skillGapArguments struct {
	Role  string   `json:"role" jsonschema:"the role that is aimed at, by id or slug"`
	Have  []string `json:"have" jsonschema:"ids of what the person has: skills, tools, languages, degrees, and roles, each of which stands for all that it is linked to"`
	Kinds []string `json:"kinds,omitempty" jsonschema:"count only these, such as [\"skill\"]; left out, all"`
	First int      `json:"first,omitempty" jsonschema:"how many links to show in each list"`
}

type skillGapResult struct {
	Role      entity      `json:"role"`
	Coverage  float64     `json:"coverage" jsonschema:"0 to 1: the weight of what is covered, of all that the role asks for; a link without a weight counts 0.5"`
	Missing   []linkSet   `json:"missing,omitempty" jsonschema:"what the role asks for and the person lacks, by kind"`
	Covered   []linkSet   `json:"covered,omitempty" jsonschema:"what the role asks for and the person has, by kind"`
	BestRoles []roleMatch `json:"best_roles,omitempty" jsonschema:"the roles that the person covers best"`
	Note      string      `json:"note,omitempty"`
}

// linkSet is a role's links to entities of a kind, of which the first are shown.
type linkSet struct {
	Kind  string   `json:"kind"`
	Total int      `json:"total"`
	Links []linked `json:"links" jsonschema:"heaviest first"`
}

type roleMatch struct {
	entity
	Coverage float64 `json:"coverage"`
	Covered  int     `json:"covered" jsonschema:"how many of the role's links are covered"`
	Missing  int     `json:"missing"`
}

func skillGapTool() *mcp.Tool {
	return &mcp.Tool{
		Name: "skill_gap", Title: "What someone lacks for a role",
		Description: `Holds what a person has against a role: what is missing, heaviest first, what is covered, how much that is in all, and the roles that would suit them best. Use the ids of search. Example: {"role": "role:machine-learning-software-engineer", "have": ["language:python", "skill:programming", "role:data-science-engineer"]}`,
		InputSchema: inputSchema[skillGapArguments](
			length("have", 1, 100), someOf("kinds", kindNames(answer.Fitted())), wholeNumber("first", 1, 100, 8)),
	}
}

func (t tools) skillGap(ctx context.Context, in skillGapArguments) (skillGapResult, error) {
	profile, err := profileOf(in.Have)
	if err != nil {
		return skillGapResult{}, err
	}
	var data struct {
		SkillGap struct {
			Role     entity
			Coverage float64
			// By the names of their fields, such as "skills".
			Covered, Missing map[string]page
		}
		RolesFor struct {
			Edges []struct {
				Coverage                   float64
				CoveredCount, MissingCount int
				Node                       entity
			}
		}
	}
	err = t.read(ctx, skillGapOperation, map[string]any{
		"profile": profile, "role": roleSlug(in.Role), "kinds": kindsOrNone(in.Kinds), "first": number(in.First),
	}, &data)
	if err != nil {
		return skillGapResult{}, err
	}
	gap := data.SkillGap
	result := skillGapResult{Role: gap.Role, Coverage: gap.Coverage}
	shown := true
	sets := func(pages map[string]page) []linkSet {
		var sets []linkSet
		for _, kind := range answer.Fitted() {
			if page := pages[kind.Plural()]; page.TotalCount > 0 {
				sets = append(sets, linkSet{kind.Prefix(), page.TotalCount, page.linked()})
				shown = shown && len(page.Edges) == page.TotalCount
			}
		}
		return sets
	}
	result.Missing, result.Covered = sets(gap.Missing), sets(gap.Covered)
	for _, match := range data.RolesFor.Edges {
		result.BestRoles = append(result.BestRoles, roleMatch{match.Node, match.Coverage, match.CoveredCount, match.MissingCount})
	}
	if !shown {
		result.Note = fmt.Sprintf("at most %d of each list shown, total says of how many; for more give kinds (one) and first (up to 100)", in.First)
	}
	return result, nil
}

// profileOf is what a person has, as variables have it.
func profileOf(have []string) (map[string]any, error) {
	profile := map[string]any{}
	for _, text := range have {
		var id kg.ID
		if err := id.UnmarshalText([]byte(text)); err != nil {
			return nil, fmt.Errorf("`have`: %w; search finds the ids of names", err)
		}
		if id.Kind != kg.Role && !slices.Contains(answer.Fitted(), id.Kind) {
			return nil, fmt.Errorf("`have`: %s can't be something that a person has; roles, skills, tools, languages and degrees can", id)
		}
		slugs, _ := profile[id.Kind.Plural()].([]any)
		profile[id.Kind.Plural()] = append(slugs, string(id.Slug))
	}
	return profile, nil
}
