package main

import (
	"encoding/json"
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
	random := rand.New(rand.NewPCG(1, 1))
	var all []*kg.Facts
	for _, source := range []string{kg.SourceONET, "own"} {
		f := &kg.Facts{Source: kg.Source{Slug: source, Name: source}}
		count := each
		if source == "own" {
			count = each - 3 // of the others it does not speak
		}
		for _, kind := range kg.Kinds() {
			for i := range count {
				median := float64((i * 7) % each)
				f.Nodes = append(f.Nodes, kg.NodeFact{
					Kind: kind, Slug: denseSlug(kind, i), Name: fmt.Sprint(kind.Label(), " ", i), Aliases: []string{"A", "B", "C"},
					Codes:      []kg.Code{{Scheme: "SOC", Value: fmt.Sprint(i % 3)}},
					Types:      []kg.SkillType{kg.SkillType(i % 2)},
					Categories: []string{fmt.Sprint("Category ", i%2)},
					Pay:        []kg.Pay{{Year: 2024, Currency: "USD", Median: &median}},
					Outlook:    []kg.Outlook{{Group: "all", FromYear: 2024, ToYear: 2034, Growth: float64((i * 5) % each)}},
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

// places are where each type with arguments is reached: operations around what
// is selected of one object of the type, and of several.
var places = map[string]struct{ one, several string }{
	"Query":                  {"{ %s }", "{ %s }"},
	"Role":                   {`{ role(slug: "role-1") { %s } }`, `{ roles { nodes { %s } } }`},
	"Skill":                  {`{ skill(slug: "skill-1") { %s } }`, `{ skills { nodes { %s } } }`},
	"Tool":                   {`{ tool(slug: "tool-1") { %s } }`, `{ tools { nodes { %s } } }`},
	"Language":               {`{ language(slug: "language-1") { %s } }`, `{ languages { nodes { %s } } }`},
	"Industry":               {`{ industry(slug: "industry-1") { %s } }`, `{ industries { nodes { %s } } }`},
	"Degree":                 {`{ degree(slug: "degree-1") { %s } }`, `{ degrees { nodes { %s } } }`},
	"Entity":                 {`{ entity(id: "tool:tool-1") { %s } }`, `{ entity(id: "tool:tool-1") { %s } }`},
	"RoleConnection":         {"{ roles { %s } }", "{ roles { %s } }"},
	"RoleLinkConnection":     {`{ tool(slug: "tool-1") { roles { %s } } }`, "{ tools { nodes { roles { %s } } } }"},
	"SkillConnection":        {"{ skills { %s } }", "{ skills { %s } }"},
	"SkillLinkConnection":    {`{ role(slug: "role-1") { skills { %s } } }`, "{ roles { nodes { skills { %s } } } }"},
	"ToolConnection":         {"{ tools { %s } }", "{ tools { %s } }"},
	"ToolLinkConnection":     {`{ role(slug: "role-1") { tools { %s } } }`, "{ roles { nodes { tools { %s } } } }"},
	"LanguageConnection":     {"{ languages { %s } }", "{ languages { %s } }"},
	"LanguageLinkConnection": {`{ role(slug: "role-1") { languages { %s } } }`, "{ roles { nodes { languages { %s } } } }"},
	"IndustryConnection":     {"{ industries { %s } }", "{ industries { %s } }"},
	"IndustryLinkConnection": {`{ role(slug: "role-1") { industries { %s } } }`, "{ roles { nodes { industries { %s } } } }"},
	"DegreeConnection":       {"{ degrees { %s } }", "{ degrees { %s } }"},
	"DegreeLinkConnection":   {`{ role(slug: "role-1") { degrees { %s } } }`, "{ roles { nodes { degrees { %s } } } }"},
	"RoleComparison":         {`{ compareRoles(roles: ["role-1", "role-2"]) { %s } }`, `{ compareRoles(roles: ["role-1", "role-2", "role-3"]) { %s } }`},
	"LinkSets":               {`{ skillGap(profile: {skills: ["skill-1"]}, role: "role-1") { missing { %s } } }`, `{ skillGap(profile: {skills: ["skill-1"]}, role: "role-2") { missing { %s } } }`},
	"EntitySets":             {`{ compareRoles(roles: ["role-1", "role-2"]) { union { %s } } }`, `{ compareRoles(roles: ["role-1", "role-2", "role-3"]) { union { %s } } }`},
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
				base, variants := variantsOf(schema, field)
				asked += askVariants(t, c, place.several, typeField{name, field.Name, base, selectionOf(schema, field.Type)}, variants)
				if field.Arguments.ForName("after") != nil {
					// A cursor is of one object's list, and comes from an answer.
					first := c.data(t, fmt.Sprintf(place.one, field.Name+base+" { edges { cursor } }"), nil)
					_, cursor, _ := strings.Cut(first, `"cursor":"`)
					cursor, _, found := strings.Cut(cursor, `"`)
					if !found {
						t.Fatalf("%s.%s is empty", name, field.Name)
					}
					after := map[string]string{"after": with(base, fmt.Sprintf("after: %q", cursor))}
					asked += askVariants(t, c, place.one, typeField{name, field.Name, base, selectionOf(schema, field.Type)}, after)
				}
			}
		}
		t.Logf("%d arguments and fields of inputs change an answer", asked)
	})
}

// typeField is a field of a type, with the arguments that it needs and a
// selection that tells answers apart.
type typeField struct{ typeName, name, base, selection string }

// askVariants asks a field as it is, and with each of other arguments.
func askVariants(t *testing.T, c *client, place string, field typeField, variants map[string]string) int {
	t.Helper()
	// A few in one operation: Neo4j compiles one statement for them, in a time
	// that grows faster than their number, and is longest for paths.
	few := 3
	if field.name == "paths" {
		few = 1
	}
	for names := range slices.Chunk(slices.Sorted(maps.Keys(variants)), few) {
		operation := "base: " + field.name + field.base + field.selection
		for i, name := range names {
			operation += fmt.Sprintf(" v%d: %s%s%s", i, field.name, variants[name], field.selection)
		}
		var data any
		if err := json.Unmarshal([]byte(c.data(t, fmt.Sprintf(place, operation), nil)), &data); err != nil {
			t.Fatal(err)
		}
		answers := map[string]string{}
		collect(data, answers)
		for i, name := range names {
			if answers[fmt.Sprint("v", i)] == answers["base"] {
				t.Errorf("%s.%s: %s changes nothing: %s", field.typeName, field.name, name, answers["base"])
			}
		}
	}
	return len(variants)
}

// collect joins the answers of every object that has them, by response key.
func collect(value any, answers map[string]string) {
	switch v := value.(type) {
	case []any:
		for _, element := range v {
			collect(element, answers)
		}
	case map[string]any:
		for key, member := range v {
			if v["base"] != nil {
				answers[key] += fmt.Sprint(member)
			} else {
				collect(member, answers)
			}
		}
	}
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
		case "of":
			base, variants["of"] = `(of: "role:role-1")`, `(of: "role:role-2")`
		case "hops":
			variants["hops"] = with(base, "hops: 2")
		case "steps":
			const from = `(from: ["role:role-1"], steps: `
			base, variants["from"] = from+`[{relation: RELATED_TO}])`, `(from: ["role:role-2", "role:role-3"], steps: [{relation: RELATED_TO}])`
			variants["steps"] = from + `[{relation: RELATED_TO}, {relation: USES_TOOL}])`
			for _, input := range schema.Types["StepInput"].Fields {
				for name, value := range map[string]map[string]string{
					"relation":  {"": "relation: USES_TOOL"},
					"direction": {"": "relation: RELATED_TO, direction: OUT"},
					"link":      {".minWeight": "relation: RELATED_TO, link: {minWeight: 0.5}", ".tags": "relation: RELATED_TO, link: {tags: [HOT]}", ".sources": `relation: RELATED_TO, link: {sources: ["own"]}`},
					"to":        {".slugs": `relation: RELATED_TO, to: {slugs: ["role-2", "role-3", "role-4", "role-5"]}`, ".text": `relation: RELATED_TO, to: {text: "1"}`},
				}[input.Name] {
					variants["steps."+input.Name+name] = from + "[{" + value + "}])"
				}
			}
		case "from":
			if field.Name == "traverse" {
				continue // with steps
			}
			base, variants["from"] = `(from: "tool:tool-1", to: "tool:tool-2")`, `(from: "role:role-1", to: "tool:tool-2")`
		case "to":
			variants["to"] = `(from: "tool:tool-1", to: "skill:skill-2")`
		case "maxHops":
			variants["maxHops"] = with(base, "maxHops: 1")
		case "through":
			variants["through"] = with(base, "through: [SKILL]")
		case "by":
			base, variants["by"] = "(by: SOURCE)", "(by: ROLES)"
		case "text":
			base, variants["text"] = `(text: "1")`, `(text: "2")`
		case "kinds":
			variants["kinds"] = with(base, "kinds: [TOOL, ROLE]")
			if field.Name != "search" { // the others compare
				variants["kinds"] = with(base, "kinds: [TOOL, DEGREE]")
			}
		case "profile":
			base = `(profile: {skills: ["skill-1"]})`
			for _, input := range schema.Types["ProfileInput"].Fields {
				// Some more of each kind; of skills another, for the list is there.
				variants["profile."+input.Name] = fmt.Sprintf(`(profile: {skills: ["skill-1"], %s: %s})`, input.Name, quoted(strings.TrimSuffix(input.Name, "s"), 9))
				if input.Name == "skills" {
					variants["profile.skills"] = `(profile: {skills: ["skill-3"]})`
				}
			}
		case "role":
			for name, variant := range variants {
				variants[name] = with(variant, `role: "role-1"`)
			}
			base, variants["role"] = with(base, `role: "role-1"`), with(base, `role: "role-2"`)
		case "first":
			variants["first"] = with(base, "first: 1")
		case "where":
			for _, input := range schema.Types[argument.Type.Name()].Fields {
				name := "where." + input.Name
				switch {
				case input.Type.Name() == "SetFilter":
					prefix := map[string]string{"industries": "industry", "relatedRoles": "role"}[input.Name]
					if prefix == "" {
						prefix = strings.TrimSuffix(input.Name, "s")
					}
					variants[name+".link"] = fmt.Sprintf(`(where: {%s: {any: ["%s-3"], link: {minWeight: 0.4}}})`, input.Name, prefix)
					variants[name+".all"] = fmt.Sprintf(`(where: {%s: {all: ["%[2]s-1", "%[2]s-2"]}})`, input.Name, prefix)
					variants[name+".any"] = fmt.Sprintf(`(where: {%s: {any: ["%s-3"]}})`, input.Name, prefix)
					variants[name+".none"] = fmt.Sprintf(`(where: {%s: {none: ["%s-1"]}})`, input.Name, prefix)
				case input.Name == "slugs":
					variants[name] = `(where: {slugs: ["role-2", "skill-2", "tool-2", "language-2", "industry-2", "degree-2"]})`
				case input.Type.Name() == argument.Type.Name():
					variants[name] = fmt.Sprintf(`(where: {%s: {sources: ["own"]}})`, input.Name)
				case strings.HasSuffix(input.Type.Name(), "Range"):
					variants[name+".min"] = fmt.Sprintf(`(where: {%s: {min: 5}})`, input.Name)
					variants[name+".max"] = fmt.Sprintf(`(where: {%s: {max: 5}})`, input.Name)
				case input.Name == "codes":
					variants[name] = `(where: {codes: ["2", "unknown"]})`
				case input.Name == "types":
					variants[name] = `(where: {types: [KNOWLEDGE]})`
				case input.Name == "categories":
					variants[name] = `(where: {categories: ["category-1", "unknown"]})`
				case input.Name == "text":
					variants[name] = `(where: {text: "1"})`
				case input.Name == "sources":
					variants[name] = `(where: {sources: ["own"]})`
				default:
					variants[name+" (this test does not know it)"] = ""
				}
			}
		case "link":
			for _, input := range schema.Types["LinkFilter"].Fields {
				variants["link."+input.Name] = with(base, map[string]string{
					"minWeight": "link: {minWeight: 0.5}", "tags": "link: {tags: [HOT]}", "sources": `link: {sources: ["own"]}`,
				}[input.Name])
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

// with are the arguments that a field needs, and one more.
func with(base, argument string) string {
	if base == "" {
		return "(" + argument + ")"
	}
	return strings.TrimSuffix(base, ")") + ", " + argument + ")"
}

// selectionOf shows enough of a type to tell answers apart.
func selectionOf(schema *ast.Schema, fieldType *ast.Type) string {
	switch definition := schema.Types[fieldType.Name()]; {
	case definition.Kind == ast.Scalar:
		return ""
	case definition.Name == "Subgraph":
		return " { omitted nodes { id } }"
	case definition.Fields.ForName("nodes") != nil:
		return " { totalCount nodes { id } }"
	case definition.Name == "FacetCount":
		return " { value count entity { id } }"
	case definition.Name == "ComparisonRowConnection":
		return " { totalCount edges { node { id } } }"
	case definition.Name == "SkillGap":
		return " { coverage missing { skills { nodes { id } } tools { nodes { id } } } }"
	case definition.Name == "PathResult":
		return " { count paths { nodes { id } } }"
	case definition.Name == "RoleComparison":
		return " { roles { id } shared { tools { nodes { id } } } }"
	default:
		return " { id }"
	}
}
