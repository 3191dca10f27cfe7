package agents

import (
	"context"
	_ "embed"
	"fmt"

	"github.com/modelcontextprotocol/go-sdk/mcp"
)

//go:embed operations/describe.graphql
var describeOperation string

// lists are the lists that an entity may have, by the names of their fields, in
// the order in which they are shown.
func lists() []string {
	return []string{"skills", "tools", "languages", "industries", "degrees", "relatedRoles", "similar", "roles", "broader", "narrower"}
}

type describeArguments struct {
	ID    string `json:"id" jsonschema:"the entity's id, such as role:data-science-engineer or tool:docker"`
	List  string `json:"list,omitempty" jsonschema:"show only this list of it, not its facts: a role has skills, tools, languages, industries, degrees, relatedRoles (that a source relates) and similar (computed); all others have roles; a skill has broader and narrower, too"`
	First int    `json:"first,omitempty" jsonschema:"how many entries to show of each list"`
	After string `json:"after,omitempty" jsonschema:"the next of a list in an earlier result, to see what follows it; needs list"`
}

type describeResult struct {
	entity
	Description      string           `json:"description,omitempty"`
	Aliases          []string         `json:"aliases,omitempty" jsonschema:"the first eight other names"`
	Codes            []string         `json:"codes,omitempty" jsonschema:"its keys in public classifications, such as O*NET-SOC 15-1252.00"`
	Sources          []string         `json:"sources,omitempty" jsonschema:"where what is said of it comes from"`
	Types            []string         `json:"types,omitempty" jsonschema:"of a skill: SKILL, KNOWLEDGE or both"`
	Categories       []string         `json:"categories,omitempty" jsonschema:"of a tool: what sort it is"`
	Responsibilities []string         `json:"responsibilities,omitempty"`
	MedianPay        *float64         `json:"median_pay,omitempty" jsonschema:"of a role: the newest annual median in US dollars"`
	Growth           *float64         `json:"growth,omitempty" jsonschema:"of a role: the newest projected change of employment, in percent"`
	Education        []educationShare `json:"education,omitempty" jsonschema:"of a role: which education its people have"`
	Lists            []list           `json:"lists,omitempty" jsonschema:"what it is linked to"`
	Note             string           `json:"note,omitempty"`
}

type educationShare struct {
	Level   string  `json:"level"`
	Percent float64 `json:"percent"`
}

type list struct {
	List    string   `json:"list" jsonschema:"its name, to ask for more of it"`
	Total   int      `json:"total"`
	Entries []listed `json:"entries,omitempty" jsonschema:"heaviest first; tools and languages of a role: those that most roles use first"`
	Next    string   `json:"next,omitempty" jsonschema:"give it as after, with the list's name as list, to see what follows"`
}

type listed struct {
	linked
	Score float64 `json:"score,omitempty" jsonschema:"of a similar role, 0 to 1: how much of what either role has both have (weighted Jaccard)"`
}

func describeTool() *mcp.Tool {
	return &mcp.Tool{
		Name: "describe", Title: "What is known of an entity",
		Description: `Tells what is known of one entity: its facts, and the first of each list of what it is linked to, with the total. To go on in a list, name it, with its next as after. Example: {"id": "role:data-science-engineer"}, and then {"id": "role:data-science-engineer", "list": "tools", "first": 50}`,
		InputSchema: inputSchema[describeArguments](oneOf("list", lists()), wholeNumber("first", 1, 100, 8)),
	}
}

func (t tools) describe(ctx context.Context, in describeArguments) (describeResult, error) {
	if in.After != "" && in.List == "" {
		return describeResult{}, fmt.Errorf("`after` needs `list`: the name of the list that gave it")
	}
	variables := map[string]any{
		"id": in.ID, "first": number(in.First), "after": textOrNone(in.After), "facts": in.List == "",
	}
	for _, name := range lists() {
		variables[name] = in.List == "" || in.List == name
	}
	var data struct{ Entity described }
	if err := t.read(ctx, describeOperation, variables, &data); err != nil {
		return describeResult{}, err
	}
	result := data.Entity.facts()
	shown := true
	for _, name := range lists() {
		page, has := data.Entity.pages[name]
		switch {
		case !has && name == in.List:
			return describeResult{}, fmt.Errorf("`list`: %s has no %s", in.ID, name)
		case !has || page.TotalCount == 0 && in.List == "":
			continue
		}
		entries := make([]listed, len(page.Edges))
		for i, edge := range page.Edges {
			entries[i] = listed{edge.linked(), edge.Score}
		}
		result.Lists = append(result.Lists, list{name, page.TotalCount, entries, page.next()})
		shown = shown && page.next() == ""
	}
	if !shown {
		result.Note = "lists are shown in part, total says of how many entries; for more give list, with first (up to 100) or its next as after"
	}
	return result, nil
}
