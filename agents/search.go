package agents

import (
	"context"
	_ "embed"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"rolegraph/kg"
)

//go:embed operations/search.graphql
var searchOperation string

type searchArguments struct {
	Query string   `json:"query" jsonschema:"a name or a part of one, such as \"data scientist\" or \"kuberntes\"; typing errors are forgiven"`
	Kinds []string `json:"kinds,omitempty" jsonschema:"only entities of these kinds, such as [\"role\"]; left out, of all"`
	First int      `json:"first,omitempty" jsonschema:"how many hits to show"`
	After string   `json:"after,omitempty" jsonschema:"the next of an earlier result with the same query and kinds, to see what follows it"`
}

type searchResult struct {
	Total int    `json:"total" jsonschema:"how many entities match, shown or not"`
	Hits  []hit  `json:"hits,omitempty" jsonschema:"best match first"`
	Next  string `json:"next,omitempty" jsonschema:"give it as after to see what follows"`
	Note  string `json:"note,omitempty"`
}

type hit struct {
	entity
	Score   float64 `json:"score" jsonschema:"1 where the text is the entity's name; less where it is a part of it, or has errors"`
	Matched string  `json:"matched,omitempty" jsonschema:"the alias that the text matched, where it was not the name"`
	About   string  `json:"about,omitempty" jsonschema:"the beginning of its description"`
}

func searchTool() *mcp.Tool {
	return &mcp.Tool{
		Name: "search", Title: "Find entities by name",
		Description: `Finds roles, skills, tools, languages, industries and degrees by name or alias, best match first. Begin here: the other tools take the ids that it gives. Example: {"query": "machine learning engineer", "kinds": ["role"]}`,
		InputSchema: inputSchema[searchArguments](
			longest("query", 200), someOf("kinds", kindNames(kg.Kinds())), wholeNumber("first", 1, 100, 10)),
	}
}

func (t tools) search(ctx context.Context, in searchArguments) (searchResult, error) {
	var data struct {
		Search struct {
			TotalCount int
			Edges      []struct {
				Score   float64
				Matched string
				Node    struct {
					entity
					Description string
				}
			}
			PageInfo struct {
				HasNextPage bool
				EndCursor   string
			}
		}
	}
	err := t.read(ctx, searchOperation, map[string]any{
		"text": in.Query, "kinds": kindsOrNone(in.Kinds), "first": number(in.First), "after": textOrNone(in.After),
	}, &data)
	if err != nil {
		return searchResult{}, err
	}
	found := data.Search
	result := searchResult{Total: found.TotalCount}
	for _, edge := range found.Edges {
		h := hit{entity: edge.Node.entity, Score: edge.Score, About: beginning(edge.Node.Description)}
		if edge.Matched != edge.Node.Name {
			h.Matched = edge.Matched
		}
		result.Hits = append(result.Hits, h)
	}
	switch {
	case found.TotalCount == 0:
		result.Note = "nothing matches; try fewer or other words, or leave kinds out"
	case found.PageInfo.HasNextPage:
		result.Next = found.PageInfo.EndCursor
		result.Note = shownOf(len(result.Hits), found.TotalCount, "give next as after, or a greater first")
	}
	return result, nil
}

// aboutLength is how many characters of a description tell what something is.
const aboutLength = 120

// beginning is the first sentence of a text, cut at a word if it is long.
func beginning(text string) string {
	sentence, _, more := strings.Cut(text, ". ")
	characters := []rune(sentence)
	if len(characters) <= aboutLength {
		if more {
			return sentence + " …"
		}
		return sentence
	}
	cut := string(characters[:aboutLength])
	if space := strings.LastIndexByte(cut, ' '); space > 0 {
		cut = cut[:space]
	}
	return cut + " …"
}
