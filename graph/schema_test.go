package graph_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/graph"
	"rolegraph/kg"
)

// served is the schema as a client reads it.
func served(t *testing.T) *ast.Schema {
	t.Helper()
	schema, err := gqlparser.LoadSchema(&ast.Source{Name: "served", Input: graph.SDL()})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestSchemaKeepsTheContract holds what is served to the contract of the API:
// it may lack what is not built yet, and differs in nothing else.
func TestSchemaKeepsTheContract(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "shared", "design", "api.graphqls"))
	if err != nil {
		t.Skip("the contract is not part of the project and not beside it, so there is nothing to compare with:", err)
	}
	contract, err := gqlparser.LoadSchema(&ast.Source{Name: "contract", Input: string(text)})
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for name, got := range served(t).Types {
		want := contract.Types[name]
		if got.BuiltIn {
			continue
		}
		if want == nil || got.Kind != want.Kind {
			t.Errorf("%s %s is not in the contract", got.Kind, name)
			continue
		}
		for _, implemented := range want.Interfaces {
			if !slices.Contains(got.Interfaces, implemented) {
				t.Errorf("%s does not implement %s", name, implemented)
			}
		}
		for i, value := range got.EnumValues {
			if want.EnumValues.ForName(value.Name) == nil {
				t.Errorf("%s.%s is not in the contract", name, value.Name)
			}
			if name == "Kind" || name == "Relation" {
				if want.EnumValues[i].Name != value.Name || len(got.EnumValues) != len(want.EnumValues) {
					t.Errorf("%s.%s is not in its place", name, value.Name)
				}
			}
		}
		for _, field := range got.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			compared++
			compareField(t, name, field, want.Fields.ForName(field.Name))
		}
	}
	if compared < 150 {
		t.Errorf("only %d fields were compared", compared)
	}
}

func compareField(t *testing.T, typeName string, got, want *ast.FieldDefinition) {
	t.Helper()
	if want == nil || got.Type.String() != want.Type.String() || text(got.DefaultValue) != text(want.DefaultValue) {
		t.Errorf("%s.%s: %s is not as in the contract", typeName, got.Name, got.Type)
		return
	}
	for _, argument := range got.Arguments {
		other := want.Arguments.ForName(argument.Name)
		if other == nil || argument.Type.String() != other.Type.String() || text(argument.DefaultValue) != text(other.DefaultValue) {
			t.Errorf("%s.%s(%s: %s) is not as in the contract", typeName, got.Name, argument.Name, argument.Type)
		}
	}
}

func text(value *ast.Value) string {
	if value == nil {
		return ""
	}
	return value.String()
}

func TestEveryElementIsDescribed(t *testing.T) {
	for name, definition := range served(t).Types {
		if definition.BuiltIn {
			continue
		}
		described := func(element, description string) {
			if len(description) < 5 {
				t.Errorf("%s has no description", element)
			}
		}
		described(name, definition.Description)
		for _, value := range definition.EnumValues {
			described(name+"."+value.Name, value.Description)
		}
		for _, field := range definition.Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			described(name+"."+field.Name, field.Description)
			for _, argument := range field.Arguments {
				described(name+"."+field.Name+"."+argument.Name, argument.Description)
			}
		}
	}
}

// TestSchemaNamesTheDomain holds the enums of the schema to those of the
// domain, in their order.
func TestSchemaNamesTheDomain(t *testing.T) {
	var kinds, relations, tags []string
	for _, kind := range kg.Kinds() {
		kinds = append(kinds, kind.String())
		if served(t).Types[kind.Label()] == nil {
			t.Errorf("there is no type %s", kind.Label())
		}
		for _, field := range []string{kind.Prefix(), kind.Plural()} {
			if served(t).Query.Fields.ForName(field) == nil {
				t.Errorf("there is no field Query.%s", field)
			}
		}
	}
	for _, relation := range kg.Relations() {
		relations = append(relations, relation.String())
	}
	for _, tag := range kg.LinkTags() {
		tags = append(tags, tag.String())
	}
	for name, want := range map[string][]string{
		"Kind": kinds, "Relation": relations, "LinkTag": tags,
		"SkillType": {kg.SkillTypeSkill.String(), kg.SkillTypeKnowledge.String()},
		"PayBasis":  {kg.Annual.String(), kg.Hourly.String()},
	} {
		var got []string
		for _, value := range served(t).Types[name].EnumValues {
			got = append(got, value.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s has the values %v, the domain %v", name, got, want)
		}
	}
}
