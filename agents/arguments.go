package agents

import (
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"github.com/google/jsonschema-go/jsonschema"

	"rolegraph/kg"
)

// inputSchema is the schema of a tool's arguments, to which it adds what types
// can't say.
func inputSchema[In any](restrictions ...restriction) *jsonschema.Schema {
	schema, err := jsonschema.For[In](&jsonschema.ForOptions{TypeSchemas: map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[json.RawMessage](): {Type: "object"},
	}})
	if err != nil {
		panic(err) // the types are this package's
	}
	for _, argument := range schema.Properties {
		if argument.Items != nil { // a list that is nil in Go, not null
			argument.Type, argument.Types = "array", nil
		}
	}
	for _, restrict := range restrictions {
		restrict(schema)
	}
	return schema
}

// restriction adds to the schema of arguments.
type restriction func(arguments *jsonschema.Schema)

// wholeNumber has an argument be within bounds; left out, it is usual, or the
// tool's to choose if usual is 0.
func wholeNumber(argument string, least, most float64, usual int) restriction {
	return func(arguments *jsonschema.Schema) {
		schema := arguments.Properties[argument]
		schema.Minimum, schema.Maximum = &least, &most
		if usual != 0 {
			schema.Default = json.RawMessage(strconv.Itoa(usual))
		}
	}
}

// longest has a text be no longer, in characters.
func longest(argument string, most int) restriction {
	return func(arguments *jsonschema.Schema) { arguments.Properties[argument].MaxLength = &most }
}

// length has a list be of a length within bounds.
func length(argument string, least, most int) restriction {
	return func(arguments *jsonschema.Schema) {
		schema := arguments.Properties[argument]
		schema.MinItems, schema.MaxItems = &least, &most
	}
}

// oneOf has a text be one of some.
func oneOf(argument string, values []string) restriction {
	return func(arguments *jsonschema.Schema) { arguments.Properties[argument].Enum = anys(values) }
}

// someOf has the texts of a list be among some.
func someOf(argument string, values []string) restriction {
	return func(arguments *jsonschema.Schema) { arguments.Properties[argument].Items.Enum = anys(values) }
}

func anys(values []string) []any {
	all := make([]any, len(values))
	for i, value := range values {
		all[i] = value
	}
	return all
}

// kindNames are kinds as tools and ids name them, such as "role".
func kindNames(kinds []kg.Kind) []string {
	names := make([]string, len(kinds))
	for i, kind := range kinds {
		names[i] = kind.Prefix()
	}
	return names
}

// kindsOrNone are kinds that an argument names, as variables have them.
func kindsOrNone(names []string) any {
	if len(names) == 0 {
		return nil
	}
	kinds := make([]any, len(names))
	for i, name := range names {
		kinds[i] = strings.ToUpper(name)
	}
	return kinds
}

// roleSlug is the slug of a role that is named by its id or its slug. What is
// neither stays, to be refused by the API.
func roleSlug(text string) string {
	if id, ok := kg.ParseID(text); ok && id.Kind == kg.Role {
		return string(id.Slug)
	}
	return text
}
