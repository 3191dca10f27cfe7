package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// value is what one request asks about. Each contestant takes of it what it
// needs:
//
//	role, other      slugs of two roles
//	roleId, otherId  the same as global ids
//	after            the cursor of a role
//	offset           how many roles are up to that one
//	afterKey         what Neo4j has stored for it to be ordered by
//	text, found      a search, and the ids of what it finds
//	from, to         ids of entities that a path connects
type value map[string]any

// listed is a role as values are made of it.
type listed struct {
	cursor, slug string
	tools        []string
}

// roleList pages through all roles.
func roleList(ctx context.Context, address string) ([]listed, error) {
	var all []listed
	after := ""
	for {
		var page struct {
			Roles struct {
				Edges []struct {
					Cursor string
					Node   struct {
						Slug  string
						Tools struct{ Nodes []struct{ Slug string } }
					}
				}
				PageInfo struct{ HasNextPage bool }
			}
		}
		variables := value{}
		if after != "" {
			variables["after"] = after
		}
		document := `query Roles($after: String) { roles(first: 100, after: $after) { edges { cursor node { slug tools(first: 100, orderBy: {field: ROLE_COUNT, direction: ASC}) { nodes { slug } } } } pageInfo { hasNextPage } } }`
		if err := ask(ctx, address, document, variables, &page); err != nil {
			return nil, err
		}
		for _, edge := range page.Roles.Edges {
			after = edge.Cursor
			role := listed{cursor: after, slug: edge.Node.Slug}
			for _, tool := range edge.Node.Tools.Nodes {
				role.tools = append(role.tools, tool.Slug)
			}
			all = append(all, role)
		}
		if !page.Roles.PageInfo.HasNextPage {
			return all, nil
		}
	}
}

// leastTools is how many tools a role must have that the operations ask about.
const leastTools = 10

// newValues chooses so many values, spread over the graph that a server has. Of
// copies of the data they are the same but for the places of roles in their list.
func newValues(ctx context.Context, address string, count int) ([]value, error) {
	all, err := roleList(ctx, address)
	if err != nil {
		return nil, err
	}
	var originals, busy []int // places in all
	for i, role := range all {
		if isCopy(role.slug) {
			continue
		}
		originals = append(originals, i)
		if len(role.tools) >= leastTools {
			busy = append(busy, i)
		}
	}
	if len(busy) < 2*count {
		return nil, fmt.Errorf("the data has %d roles with %d tools or more, and the operations ask about twice %d", len(busy), leastTools, count)
	}
	values := make([]value, count)
	for i := range values {
		role, other := all[busy[i*len(busy)/count]], all[busy[(2*i+1)*len(busy)/(2*count)]]
		// 100 roles follow each of these places.
		at := originals[i*(len(originals)-100)/count]
		v := value{
			"role": role.slug, "other": other.slug, "roleId": "role:" + role.slug, "otherId": "role:" + other.slug,
			"after": all[at].cursor, "afterSlug": all[at].slug, "offset": at + 1,
			"text": searchText(i, role, other),
		}
		if err := v.search(ctx, address); err != nil {
			return nil, err
		}
		if err := v.connect(ctx, address, role, other); err != nil {
			return nil, err
		}
		values[i] = v
	}
	return values, nil
}

// searchText is the longest word of a role's name or of a tool's, of which every
// third lacks a letter and every other third its end.
func searchText(i int, role, other listed) string {
	longest := ""
	for word := range strings.SplitSeq([]string{role.slug, other.tools[0]}[i%2], "-") {
		if len(word) > len(longest) {
			longest = word
		}
	}
	if len(longest) < 5 {
		return longest
	}
	switch i % 3 {
	case 0:
		return longest[:2] + longest[3:]
	case 1:
		return longest[:len(longest)-2]
	default:
		return longest
	}
}

// search notes what the search finds.
func (v value) search(ctx context.Context, address string) error {
	var answer struct {
		Search struct{ Nodes []struct{ ID string } }
	}
	if err := ask(ctx, address, `query Search($text: String!) { search(text: $text, first: 10) { nodes { id } } }`, v, &answer); err != nil {
		return err
	}
	ids := make([]string, len(answer.Search.Nodes))
	for i, node := range answer.Search.Nodes {
		ids[i] = node.ID
	}
	v["found"] = strings.Join(ids, " ")
	return nil
}

// connect chooses ends that a path connects: the rarest tools of the two roles for
// which there is one.
func (v value) connect(ctx context.Context, address string, role, other listed) error {
	for i := range min(len(role.tools), len(other.tools)) {
		v["from"], v["to"] = "tool:"+role.tools[i], "tool:"+other.tools[i]
		if v["from"] == v["to"] {
			continue
		}
		var answer struct{ Paths struct{ Count float64 } }
		if err := ask(ctx, address, `query Paths($from: ID!, $to: ID!) { paths(from: $from, to: $to) { count } }`, v, &answer); err != nil {
			return err
		}
		if answer.Paths.Count > 0 {
			return nil
		}
	}
	return fmt.Errorf("no tool of %s is connected to one of %s", role.slug, other.slug)
}

// addKeys reads what Neo4j has stored for the roles that pages start behind.
func addKeys(ctx context.Context, driver neo4j.DriverWithContext, values []value) error {
	ids := make([]string, len(values))
	for i, v := range values {
		ids[i] = "role:" + v["afterSlug"].(string)
	}
	result, err := neo4j.ExecuteQuery(ctx, driver, "UNWIND $ids AS id MATCH (n:Entity {id: id}) RETURN n.key", map[string]any{"ids": ids}, neo4j.EagerResultTransformer)
	if err != nil {
		return err
	}
	if len(result.Records) != len(values) {
		return errors.New("the database lacks roles that the data file has")
	}
	for i, record := range result.Records {
		values[i]["afterKey"] = record.Values[0]
	}
	return nil
}
