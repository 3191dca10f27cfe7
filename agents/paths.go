package agents

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"rolegraph/kg"
)

//go:embed operations/paths.graphql
var pathsOperation string

type pathsArguments struct {
	From    string   `json:"from" jsonschema:"the id to begin at, such as tool:mongodb"`
	To      string   `json:"to" jsonschema:"the id to end at, such as tool:tensorflow"`
	MaxHops int      `json:"max_hops,omitempty" jsonschema:"how many links a path may have"`
	Through []string `json:"through,omitempty" jsonschema:"the kinds that may lie in between; left out, all"`
	First   int      `json:"first,omitempty" jsonschema:"how many paths to show"`
}

type pathsResult struct {
	Count float64  `json:"count" jsonschema:"how many paths of the least length there are, shown or not"`
	Paths []path   `json:"paths,omitempty" jsonschema:"the heaviest first"`
	Hubs  []entity `json:"hubs,omitempty" jsonschema:"entities with so many links that paths do not go through them, where they could have"`
	Note  string   `json:"note,omitempty"`
}

type path struct {
	Weight   float64    `json:"weight" jsonschema:"0 to 1: the mean of its links' weights"`
	Entities []entity   `json:"entities" jsonschema:"in the order of the path"`
	Links    []pathLink `json:"links" jsonschema:"in the order of the path; from and to are the link's own, which may point against it"`
}

type pathLink struct {
	From     string   `json:"from"`
	Relation string   `json:"relation"`
	To       string   `json:"to"`
	Weight   *float64 `json:"weight,omitempty" jsonschema:"0 to 1; left out where no source measures it"`
}

func pathsTool() *mcp.Tool {
	return &mcp.Tool{
		Name: "paths", Title: "How two things are connected",
		Description: `Gives the shortest paths between two entities, links walked both ways, the heaviest first. Example: {"from": "tool:mongodb", "to": "tool:tensorflow", "through": ["role", "language"]}`,
		InputSchema: inputSchema[pathsArguments](
			wholeNumber("max_hops", 1, 6, 4), someOf("through", kindNames(kg.Kinds())), wholeNumber("first", 1, 100, 5)),
	}
}

func (t tools) paths(ctx context.Context, in pathsArguments) (pathsResult, error) {
	type end struct{ ID string }
	var data struct {
		Paths struct {
			Count float64
			Paths []struct {
				Weight float64
				Nodes  []entity
				Links  []struct {
					Relation string
					Weight   *float64
					From, To end
				}
			}
			Hubs []entity
		}
	}
	err := t.read(ctx, pathsOperation, map[string]any{
		"from": in.From, "to": in.To, "maxHops": number(in.MaxHops), "through": kindsOrNone(in.Through), "first": number(in.First),
	}, &data)
	if err != nil {
		return pathsResult{}, err
	}
	result := pathsResult{Count: data.Paths.Count, Hubs: data.Paths.Hubs}
	for _, found := range data.Paths.Paths {
		shown := path{Weight: found.Weight, Entities: found.Nodes}
		for _, link := range found.Links {
			shown.Links = append(shown.Links, pathLink{link.From.ID, link.Relation, link.To.ID, link.Weight})
		}
		result.Paths = append(result.Paths, shown)
	}
	switch shown := len(result.Paths); {
	case shown == 0:
		result.Note = fmt.Sprintf("no path of at most %d links; a greater max_hops (up to 6), or more kinds in through, may find one", in.MaxHops)
	case float64(shown) < result.Count:
		result.Note = fmt.Sprintf("%d of %.0f shown; for more give a greater first (up to 100)", shown, result.Count)
	}
	return result, nil
}
