package graph_test

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
	"pgregory.net/rapid"

	"rolegraph/kg"
)

// operation is a random operation on its way.
type operation struct {
	*rapid.T
	schema    *ast.Schema
	graph     *kg.Graph
	fragments []string
	aliases   int
}

// drawOperation draws an operation of any fields of the schema, with fragments,
// type conditions, aliases, fields that are selected twice, and variables that
// skip or include.
func drawOperation(t *rapid.T, schema *ast.Schema, graph *kg.Graph) (text string, variables map[string]any) {
	o := &operation{T: t, schema: schema, graph: graph}
	// Every variable must be used.
	const head = "query Q($yes: Boolean! = true, $no: Boolean!, $few: Int) { ... @skip(if: $yes) @include(if: $no) { unasked: roles(first: $few) { totalCount } } ..."
	text = head + o.selection(schema.Query, 6) + " }"
	text += strings.Join(o.fragments, "")
	return text, map[string]any{"no": false, "few": drawn(t, []any{json.Number("1"), json.Number("2"), json.Number("5")}, "few")}
}

func drawn[V any](t *rapid.T, of []V, label string) V { return rapid.SampledFrom(of).Draw(t, label) }

func (o *operation) chance(percent int) bool {
	return rapid.IntRange(0, 99).Draw(o.T, "chance") < percent
}

// selection draws what is selected of a composite type, which may nest so deep.
func (o *operation) selection(of *ast.Definition, depth int) string {
	var selected []string
	for range rapid.IntRange(1, 4).Draw(o.T, "fields") {
		switch possible := o.schema.GetPossibleTypes(of); {
		case o.chance(20):
			selected = append(selected, "__typename")
		case of.IsAbstractType() && o.chance(70), o.chance(8) && of.Name != "Query":
			on := drawn(o.T, append(append([]*ast.Definition{}, possible...), of), "condition")
			selected = append(selected, o.fragment(on, depth))
		default:
			if field := o.field(of, depth); field != "" {
				selected = append(selected, field)
			}
		}
	}
	if o.chance(10) {
		selected = append(selected, selected[:min(1, len(selected))]...) // to be merged
	}
	if len(selected) == 0 {
		selected = append(selected, "__typename")
	}
	return "{ " + strings.Join(selected, " ") + " }"
}

func (o *operation) fragment(on *ast.Definition, depth int) string {
	if o.chance(60) {
		return fmt.Sprintf("... on %s%s %s", on.Name, o.directive(), o.selection(on, depth))
	}
	name := fmt.Sprintf("F%d", o.alias())
	o.fragments = append(o.fragments, fmt.Sprintf(" fragment %s on %s %s", name, on.Name, o.selection(on, depth)))
	return "..." + name + o.directive()
}

func (o *operation) directive() string {
	return drawn(o.T, []string{"", "", "", "", "", " @include(if: $yes)", " @include(if: $no)", " @skip(if: $yes)", " @skip(if: $no)"}, "directive")
}

func (o *operation) alias() int { o.aliases++; return o.aliases }

// field draws a field; empty where it would nest too deep.
func (o *operation) field(of *ast.Definition, depth int) string {
	var fields []*ast.FieldDefinition
	for _, field := range of.Fields {
		if strings.HasPrefix(field.Name, "__") {
			continue
		}
		if leaf := o.schema.Types[field.Type.Name()].IsLeafType(); leaf || depth > 0 {
			fields = append(fields, field)
			if !leaf { // of which there are fewer
				fields = append(fields, field)
			}
		}
	}
	if len(fields) == 0 {
		return ""
	}
	field := drawn(o.T, fields, "field")
	text := field.Name
	arguments := o.arguments(of, field)
	if arguments != "" || o.chance(10) {
		text = fmt.Sprintf("a%d: %s", o.alias(), field.Name) // as another's arguments may differ
	}
	text += arguments + o.directive()
	if result := o.schema.Types[field.Type.Name()]; !result.IsLeafType() {
		text += " " + o.selection(result, depth-1)
	}
	return text
}

func (o *operation) arguments(of *ast.Definition, field *ast.FieldDefinition) string {
	var given []string
	for _, argument := range field.Arguments {
		if argument.Name == "after" || !argument.Type.NonNull && o.chance(55) {
			continue
		}
		value := o.value(of, field, argument)
		if value == "" {
			continue
		}
		given = append(given, argument.Name+": "+value)
	}
	if len(given) == 0 {
		return ""
	}
	return "(" + strings.Join(given, ", ") + ")"
}

func (o *operation) value(of *ast.Definition, field *ast.FieldDefinition, argument *ast.ArgumentDefinition) string {
	switch argument.Name {
	case "first":
		return drawn(o.T, []string{"1", "2", "3", "100", "$few"}, "first")
	case "hops", "maxHops":
		return drawn(o.T, []string{"1", "2", "3"}, "hops")
	case "slug":
		return fmt.Sprintf("%q", o.slugOf(field.Name))
	case "role":
		return fmt.Sprintf("%q", o.slugOf("role"))
	case "id", "of", "to":
		return fmt.Sprintf("%q", o.id())
	case "from":
		if argument.Type.Elem != nil {
			return fmt.Sprintf("[%q, %q]", o.id(), o.id())
		}
		return fmt.Sprintf("%q", o.id())
	case "ids":
		return fmt.Sprintf("[%q, %q, %q]", o.id(), o.id(), "role:none")
	case "roles":
		return fmt.Sprintf("[%q, %q]", o.slugOf("role"), o.slugOf("role"))
	case "profile":
		return fmt.Sprintf("{roles: [%q], tools: [%q]}", o.slugOf("role"), o.slugOf("tool"))
	case "text":
		return drawn(o.T, []string{`"c"`, `"node"`, `"cafe"`, `"a"`}, "text")
	case "kinds":
		return drawn(o.T, []string{"[TOOL]", "[SKILL, TOOL]", "[LANGUAGE, DEGREE]"}, "kinds")
	case "through":
		return drawn(o.T, []string{"[ROLE]", "[ROLE, TOOL, SKILL]"}, "through")
	case "steps":
		return drawn(o.T, []string{"[{relation: USES_TOOL}]", "[{relation: REQUIRES_SKILL}, {relation: REQUIRES_SKILL}]", "[{relation: RELATED_TO, direction: OUT}]"}, "steps")
	case "link":
		return drawn(o.T, []string{"{minWeight: 0.4}", "{tags: [HOT]}", "{}"}, "link")
	case "where":
		return drawn(o.T, []string{`{text: "c"}`, `{not: {slugs: ["c"]}}`, `{sources: ["own"]}`}, "where")
	case "orderBy":
		return drawn(o.T, []string{"{field: NAME}", "{field: NAME, direction: DESC}", "{field: ROLE_COUNT}"}, "order")
	case "by":
		return drawn(o.T, []string{"SOURCE", "SOURCE", "ROLES", "CATEGORY"}, "facet")
	default:
		o.Fatalf("no values for %s.%s(%s:)", of.Name, field.Name, argument.Name)
		return ""
	}
}

// slugOf draws a slug of a kind, by its prefix; sometimes one that there is not.
func (o *operation) slugOf(prefix string) string {
	for _, kind := range kg.Kinds() {
		if _, nodes := o.graph.NodesOf(kind); kind.Prefix() == prefix && len(nodes) > 0 && o.chance(96) {
			return string(nodes[rapid.IntRange(0, len(nodes)-1).Draw(o.T, "node")].Slug)
		}
	}
	return "none"
}

func (o *operation) id() string {
	kind := drawn(o.T, kg.Kinds(), "kind")
	return kind.Prefix() + ":" + o.slugOf(kind.Prefix())
}
