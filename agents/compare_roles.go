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

//go:embed operations/compare_roles.graphql
var compareRolesOperation string

type compareRolesArguments struct {
	Roles []string `json:"roles" jsonschema:"two to eight roles, by id or slug"`
	Kinds []string `json:"kinds,omitempty" jsonschema:"compare only these, such as [\"tool\"]; left out, all"`
	First int      `json:"first,omitempty" jsonschema:"how many entities to show in each list; left out, 8 for two roles, and the fewer the more roles there are"`
}

type compareRolesResult struct {
	Roles []entity         `json:"roles" jsonschema:"in the order asked for"`
	Kinds []kindComparison `json:"kinds,omitempty" jsonschema:"one for each kind that any of the roles has something of"`
	Note  string           `json:"note,omitempty"`
}

type kindComparison struct {
	Kind    string        `json:"kind"`
	Union   int           `json:"union" jsonschema:"how many at least one of the roles has"`
	Overlap float64       `json:"overlap" jsonschema:"0 to 1: how many all roles have, of the union (Jaccard)"`
	Shared  entitySet     `json:"shared" jsonschema:"what every one of the roles has"`
	Only    []onlyOneRole `json:"only,omitempty" jsonschema:"what one role has and none of the others"`
}

// entitySet is a set of entities, of which the first are shown.
type entitySet struct {
	Total    int      `json:"total"`
	Entities []entity `json:"entities,omitempty" jsonschema:"those that most roles of the whole graph have come first"`
}

type onlyOneRole struct {
	Role string `json:"role" jsonschema:"the role's id"`
	entitySet
}

func compareRolesTool() *mcp.Tool {
	return &mcp.Tool{
		Name: "compare_roles", Title: "Compare roles",
		Description: `Sets two to eight roles side by side: for skills, tools, languages, industries and degrees, what all of them have and what each has alone, with counts and overlap. For what one person lacks for a role, use skill_gap. Example: {"roles": ["role:data-science-engineer", "role:machine-learning-software-engineer"]}`,
		InputSchema: inputSchema[compareRolesArguments](
			length("roles", 2, 8), someOf("kinds", kindNames(answer.Compared())), wholeNumber("first", 1, 100, 0)),
	}
}

// comparedAtOnce is how many entities of a kind a comparison shows of all roles
// together, if it may choose.
const comparedAtOnce = 16

func (t tools) compareRoles(ctx context.Context, in compareRolesArguments) (compareRolesResult, error) {
	first := in.First
	if first == 0 {
		first = comparedAtOnce / len(in.Roles)
	}
	roles := make([]any, len(in.Roles))
	for i, role := range in.Roles {
		roles[i] = roleSlug(role)
	}
	variables := map[string]any{"roles": roles, "first": number(first)}
	for _, kind := range answer.Compared() {
		variables[kind.Plural()] = len(in.Kinds) == 0 || slices.Contains(in.Kinds, kind.Prefix())
	}
	// The lists are by the names of their fields, such as "skills".
	type sets map[string]struct {
		TotalCount int
		Nodes      []entity
	}
	var data struct {
		CompareRoles struct {
			Roles   []entity
			Overlap []struct {
				Kind          kg.Kind
				Shared, Union int
				Jaccard       float64
			}
			Shared sets
			Only   []struct{ Has sets }
		}
	}
	if err := t.read(ctx, compareRolesOperation, variables, &data); err != nil {
		return compareRolesResult{}, err
	}
	compared := data.CompareRoles
	result := compareRolesResult{Roles: compared.Roles}
	shown := true
	set := func(sets sets, kind kg.Kind) entitySet {
		list := sets[kind.Plural()]
		shown = shown && len(list.Nodes) == list.TotalCount
		return entitySet{list.TotalCount, list.Nodes}
	}
	for _, overlap := range compared.Overlap {
		kind := overlap.Kind
		if variables[kind.Plural()] != true || overlap.Union == 0 {
			continue
		}
		comparison := kindComparison{
			Kind: kind.Prefix(), Union: overlap.Union, Overlap: overlap.Jaccard, Shared: set(compared.Shared, kind),
		}
		for i, only := range compared.Only {
			if has := set(only.Has, kind); has.Total > 0 {
				comparison.Only = append(comparison.Only, onlyOneRole{compared.Roles[i].ID, has})
			}
		}
		result.Kinds = append(result.Kinds, comparison)
	}
	if !shown {
		result.Note = fmt.Sprintf("at most %d of each list shown, total says of how many; for more give kinds (one) and first (up to 100)", first)
	}
	return result, nil
}
