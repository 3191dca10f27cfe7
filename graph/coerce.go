package graph

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"rolegraph/kg"
)

// coerceVariables brings the variables of a request to the types that the
// operation declares, by the rules of the GraphQL specification: no string
// passes as a number and no name of an enum in another case. (gqlparser's own
// coercion is more lenient.) Values become string, bool, int64, float64, []any
// and map[string]any; numbers come as json.Number. One error a variable.
func coerceVariables(schema *ast.Schema, operation *ast.OperationDefinition, values map[string]any) (map[string]any, gqlerror.List) {
	coerced := map[string]any{}
	var problems gqlerror.List
	for _, definition := range operation.VariableDefinitions {
		c := coercion{schema: schema}
		value, given := values[definition.Variable]
		switch {
		case !given && definition.DefaultValue != nil:
			fallback, err := definition.DefaultValue.Value(nil)
			must(err) // a constant that validation has seen
			coerced[definition.Variable] = fallback
			continue
		case !given && !definition.Type.NonNull:
			continue
		case !given:
			c.fail("a value is required, of type %s", definition.Type)
		default:
			coerced[definition.Variable] = c.value(definition.Type, value, "")
		}
		if c.problem != "" {
			code := kg.BadUserInput
			if c.outOfRange {
				code = validationFailed
			}
			problems = append(problems, &gqlerror.Error{
				Message:    fmt.Sprintf("variable $%s%s: %s", definition.Variable, c.at, c.problem),
				Locations:  placed(definition.Position),
				Extensions: map[string]any{"code": string(code)},
			})
		}
	}
	return coerced, problems
}

// coercion brings one variable's value to its type, up to the first problem.
type coercion struct {
	schema     *ast.Schema
	problem    string
	at         string // where in the value, such as ".skills.all[2]"
	outOfRange bool
	depth      int
}

// maxDepth is how deep objects and lists may stand in one another in a value:
// more than any that is in bounds.
const maxDepth = 30

func (c *coercion) fail(format string, args ...any) any {
	if c.problem == "" {
		c.problem = fmt.Sprintf(format, args...)
	}
	return nil
}

func (c *coercion) value(t *ast.Type, value any, at string) any {
	if c.problem != "" {
		return nil
	}
	if c.depth == maxDepth {
		return c.fail("the value is nested more than %d levels deep", maxDepth)
	}
	c.depth++
	defer func() { c.depth-- }()
	c.at = at
	if value == nil {
		if t.NonNull {
			return c.fail("null is not allowed, the type is %s", t)
		}
		return nil
	}
	if t.Elem != nil {
		list, isList := value.([]any)
		if !isList {
			return []any{c.value(t.Elem, value, at)}
		}
		coerced := make([]any, len(list))
		for i, each := range list {
			coerced[i] = c.value(t.Elem, each, at+"["+strconv.Itoa(i)+"]")
		}
		return coerced
	}
	definition := c.schema.Types[t.NamedType]
	switch definition.Kind {
	case ast.Enum:
		name, _ := value.(string)
		if definition.EnumValues.ForName(name) == nil {
			return c.fail("expected one of the values of %s", definition.Name)
		}
		return name
	case ast.InputObject:
		return c.object(definition, value, at)
	default:
		return c.scalar(definition.Name, value)
	}
}

func (c *coercion) object(definition *ast.Definition, value any, at string) any {
	object, ok := value.(map[string]any)
	if !ok {
		return c.fail("expected an object of type %s", definition.Name)
	}
	for name := range object {
		if definition.Fields.ForName(name) == nil {
			return c.fail("%s has no field %q", definition.Name, shown(name))
		}
	}
	coerced := make(map[string]any, len(object))
	for _, field := range definition.Fields {
		given, ok := object[field.Name]
		switch {
		case ok:
			coerced[field.Name] = c.value(field.Type, given, at+"."+field.Name)
		case field.DefaultValue != nil:
			fallback, err := field.DefaultValue.Value(nil)
			must(err)
			coerced[field.Name] = fallback
		case field.Type.NonNull:
			c.at = at
			return c.fail("the field %q of %s is required", field.Name, definition.Name)
		}
	}
	return coerced
}

func (c *coercion) scalar(name string, value any) any {
	switch name {
	case "Int":
		number, ok := value.(json.Number)
		f, err := number.Float64()
		if !ok || err != nil || f != math.Trunc(f) {
			return c.fail("expected a whole number")
		}
		if f < math.MinInt32 || f > math.MaxInt32 {
			c.outOfRange = true
			return c.fail(intRange)
		}
		return int64(f)
	case "Float":
		number, ok := value.(json.Number)
		f, err := number.Float64()
		if !ok || err != nil {
			return c.fail("expected a number")
		}
		return f
	case "Boolean":
		if _, ok := value.(bool); !ok {
			return c.fail("expected true or false")
		}
	case "ID":
		if number, ok := value.(json.Number); ok {
			if _, err := number.Int64(); err == nil {
				return number.String()
			}
		}
		if _, ok := value.(string); !ok {
			return c.fail("expected a string")
		}
	default: // String, and the scalars of the schema, which are strings
		if _, ok := value.(string); !ok {
			return c.fail("expected a string")
		}
	}
	return value
}
