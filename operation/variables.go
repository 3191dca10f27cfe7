package operation

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// Variables reads values that are given as name=value, by the types that the
// operation declares: texts (String, ID, enums and scalars of the schema) as they
// stand, all else as JSON. A list is JSON, too, or its only entry. Numbers become
// json.Number. It is an error if the operation declares no such variable, or if
// one is given twice; what is missing is the server's to tell.
func (o *Operation) Variables(given []string) (map[string]any, error) {
	variables := make(map[string]any, len(given))
	for _, each := range given {
		name, text, found := strings.Cut(each, "=")
		if !found {
			return nil, fmt.Errorf("%q is no variable: expected name=value", each)
		}
		declared := o.definition.VariableDefinitions.ForName(name)
		if declared == nil {
			return nil, fmt.Errorf("the operation has no variable $%s; %s", name, o.declared())
		}
		if _, twice := variables[name]; twice {
			return nil, fmt.Errorf("the variable $%s is given twice", name)
		}
		value, ok := o.value(declared.Type, text)
		if !ok {
			return nil, fmt.Errorf("the variable $%s is of the type %s, and %q is no JSON for that", name, declared.Type, text)
		}
		variables[name] = value
	}
	return variables, nil
}

// declared tells which variables there are.
func (o *Operation) declared() string {
	var names []string
	for _, definition := range o.definition.VariableDefinitions {
		names = append(names, "$"+definition.Variable)
	}
	if len(names) == 0 {
		return "it has none"
	}
	return "it has " + strings.Join(names, ", ")
}

func (o *Operation) value(t *ast.Type, text string) (value any, ok bool) {
	if t.Elem != nil && !strings.HasPrefix(strings.TrimSpace(text), "[") {
		return o.value(t.Elem, text)
	}
	if t.Elem == nil && o.isText(t.NamedType) {
		return text, true
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.UseNumber()
	if decoder.Decode(&value) != nil || decoder.Decode(new(any)) != io.EOF {
		return nil, false
	}
	return value, true
}

// isText reports whether values of a type are texts in JSON.
func (o *Operation) isText(name string) bool {
	switch name {
	case "Int", "Float", "Boolean":
		return false
	}
	return o.schema.Types[name].Kind != ast.InputObject
}
