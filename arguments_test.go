package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph"
	"rolegraph/kg"
)

// dense is a graph in which every argument matters: a dozen entities of each
// kind, of which each is linked to about half of what it can be linked to, by
// links that differ in weight, tags and sources.
func dense() []*kg.Facts {
	const each = 12
	random := rand.New(rand.NewPCG(1, 66)) // the first seed with which each argument has something to change
	var all []*kg.Facts
	for _, source := range []string{kg.SourceONET, "own"} {
		f := &kg.Facts{Source: kg.Source{Slug: source, Name: source}}
		count := each
		if source == "own" {
			count = each - 3 // of the others it does not speak
		}
		for _, kind := range kg.Kinds() {
			for i := range count {
				f.Nodes = append(f.Nodes, kg.NodeFact{
					Kind: kind, Slug: denseSlug(kind, i), Name: fmt.Sprint(kind.Label(), " ", i), Aliases: []string{"A", "B", "C"},
				})
			}
		}
		for _, relation := range kg.Relations() {
			for from := range count {
				for to := range count {
					if same := relation.From() == relation.To() && from == to; same || random.IntN(5) < 3 {
						continue
					}
					f.Links = append(f.Links, kg.LinkFact{
						Relation: relation, From: denseSlug(relation.From(), from), To: denseSlug(relation.To(), to),
						Strength: []kg.Weight{kg.NoWeight, 300_000, 900_000, 600_000, 0}[random.IntN(5)],
						Tags:     [][]kg.LinkTag{nil, {kg.Hot}, {kg.Essential}}[random.IntN(3)],
					})
				}
			}
		}
		all = append(all, f)
	}
	return all
}

func denseSlug(kind kg.Kind, i int) kg.Slug { return kg.MakeSlug(fmt.Sprint(kind.Label(), " ", i)) }

// places are where each type with arguments is reached: an operation around
// what is selected of it.
var places = map[string]string{
	"Query":      "{ %s }",
	"Role":       `{ role(slug: "role-1") { %s } }`,
	"Skill":      `{ skill(slug: "skill-1") { %s } }`,
	"Tool":       `{ tool(slug: "tool-1") { %s } }`,
	"Language":   `{ language(slug: "language-1") { %s } }`,
	"Industry":   `{ industry(slug: "industry-1") { %s } }`,
	"Degree":     `{ degree(slug: "degree-1") { %s } }`,
	"Entity":     `{ entity(id: "tool:tool-1") { %s } }`,
	"EntitySets": `{ compareRoles(roles: ["role-1", "role-2"]) { union { %s } } }`,
}

// TestEveryArgumentChangesSomeAnswer asks each field of the schema with and
// without each of its arguments, and each field of the inputs among them.
func TestEveryArgumentChangesSomeAnswer(t *testing.T) {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: graph.SDL()})
	onStores(t, nil, dense(), func(t *testing.T, c *client) {
		asked := 0
		for name, definition := range schema.Types {
			if definition.BuiltIn {
				continue
			}
			for _, field := range definition.Fields {
				if definition.Kind == ast.InputObject || len(field.Arguments) == 0 || strings.HasPrefix(field.Name, "__") {
					continue
				}
				place, known := places[name]
				if !known {
					t.Fatalf("%s.%s has arguments; say in places how to reach it", name, field.Name)
				}
				asked += askVariants(t, c, schema, place, name, field)
			}
		}
		t.Logf("%d arguments and fields of inputs change an answer", asked)
	})
}

// askVariants asks a field as it is, and as often as it can be varied.
func askVariants(t *testing.T, c *client, schema *ast.Schema, place, typeName string, field *ast.FieldDefinition) int {
	t.Helper()
	base, variants := variantsOf(schema, field)
	if field.Arguments.ForName("after") != nil {
		// A cursor comes from an answer.
		first := c.data(t, fmt.Sprintf(place, field.Name+base+" { edges { cursor } }"), nil)
		_, cursor, _ := strings.Cut(first, `"cursor":"`)
		cursor, _, found := strings.Cut(cursor, `"`)
		if !found {
			t.Fatalf("%s.%s is empty", typeName, field.Name)
		}
		variants["after"] = fmt.Sprintf("(after: %q)", cursor)
	}
	// A few in one operation: Neo4j compiles one statement for them, in a time
	// that grows faster than their number.
	for names := range slices.Chunk(slices.Sorted(maps.Keys(variants)), 5) {
		selection := selectionOf(schema, field.Type)
		operation := "base: " + field.Name + base + selection
		for i, name := range names {
			operation += fmt.Sprintf(" v%d: %s%s%s", i, field.Name, variants[name], selection)
		}
		answers := around(t, c.data(t, fmt.Sprintf(place, operation), nil), "base")
		for i, name := range names {
			if string(answers[fmt.Sprint("v", i)]) == string(answers["base"]) {
				t.Errorf("%s.%s: %s changes nothing: %s", typeName, field.Name, name, answers["base"])
			}
		}
	}
	return len(variants)
}

// variantsOf are the arguments that a field needs, and others by what they vary.
func variantsOf(schema *ast.Schema, field *ast.FieldDefinition) (base string, variants map[string]string) {
	variants = map[string]string{}
	for _, argument := range field.Arguments {
		switch argument.Name {
		case "id":
			base, variants["id"] = `(id: "tool:tool-1")`, `(id: "tool:tool-2")`
		case "ids":
			base, variants["ids"] = `(ids: ["tool:tool-1"])`, `(ids: ["tool:tool-2", "role:role-1"])`
		case "slug":
			prefix := strings.ToLower(field.Type.Name())
			base, variants["slug"] = fmt.Sprintf(`(slug: "%s-1")`, prefix), fmt.Sprintf(`(slug: "%s-2")`, prefix)
		case "roles":
			base, variants["roles"] = `(roles: ["role-1"])`, `(roles: ["role-2", "role-1"])`
		case "first":
			variants["first"] = "(first: 1)"
		case "where":
			for _, input := range schema.Types[argument.Type.Name()].Fields {
				name := "where." + input.Name
				switch {
				case input.Type.Name() == "SetFilter":
					prefix := strings.TrimSuffix(input.Name, "s")
					if input.Name == "industries" {
						prefix = "industry"
					}
					variants[name+".all"] = fmt.Sprintf(`(where: {%s: {all: ["%[2]s-1", "%[2]s-2"]}})`, input.Name, prefix)
					variants[name+".any"] = fmt.Sprintf(`(where: {%s: {any: ["%s-3"]}})`, input.Name, prefix)
					variants[name+".none"] = fmt.Sprintf(`(where: {%s: {none: ["%s-1"]}})`, input.Name, prefix)
				case input.Name == "slugs":
					variants[name] = `(where: {slugs: ["role-2", "skill-2", "tool-2", "language-2", "industry-2", "degree-2"]})`
				case input.Name == "sources":
					variants[name] = `(where: {sources: ["own"]})`
				default:
					variants[name+" (this test does not know it)"] = ""
				}
			}
		case "link":
			for _, input := range schema.Types["LinkFilter"].Fields {
				variants["link."+input.Name] = map[string]string{
					"minWeight": `(link: {minWeight: 0.5})`, "tags": `(link: {tags: [HOT]})`, "sources": `(link: {sources: ["own"]})`,
				}[input.Name]
			}
		case "orderBy":
			for _, value := range schema.Types[schema.Types[argument.Type.Name()].Fields.ForName("field").Type.Name()].EnumValues {
				direction := "DESC"
				if value.Name == "WEIGHT" {
					direction = "ASC"
				}
				variants["orderBy "+value.Name] = fmt.Sprintf("(orderBy: {field: %s, direction: %s})", value.Name, direction)
			}
		case "after": // the caller's
		default:
			variants[argument.Name+" (this test does not know it)"] = ""
		}
	}
	return base, variants
}

// selectionOf shows enough of a type to tell answers apart.
func selectionOf(schema *ast.Schema, fieldType *ast.Type) string {
	switch definition := schema.Types[fieldType.Name()]; {
	case definition.Kind == ast.Scalar:
		return ""
	case definition.Fields.ForName("nodes") != nil:
		return " { totalCount nodes { id } }"
	case definition.Name == "RoleComparison":
		return " { roles { id } shared { tools { nodes { id } } } }"
	default:
		return " { id }"
	}
}
