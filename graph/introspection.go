package graph

import (
	"github.com/vektah/gqlparser/v2/ast"
)

// The bounds of what asks for the schema, whose types lead to each other in circles.
// The operation that clients send is 15 deep and asks once. (Validation refuses
// `fields`, `interfaces`, `inputFields` and `possibleTypes` that are nested three deep.)
const (
	maxIntrospectionDepth = 15
	maxSchemas            = 1
)

// introspectionCost is what an operation that asks for the schema takes of what its
// client may spend. Writing the schema takes about as long as the embedded store takes
// for so many nodes and links.
const introspectionCost = 100_000

// introspects reports whether a field asks for the schema.
func introspects(field *ast.Field) bool { return field.Name == "__schema" || field.Name == "__type" }

// ofIntrospection is the extent of what a field that asks for the schema selects, as
// far as it counts for the operation around it.
func ofIntrospection(field *ast.Field, selected extent, allowed bool) extent {
	counted := extent{}
	if field.Name == "__schema" {
		counted.schemas = 1
	}
	switch depth := 1 + selected.depth; {
	case !allowed:
		counted.problem = coded(validationFailed, "this server does not answer `%s`: its schema is not for everyone", field.Name)
		counted.problem.Locations = placed(field.Position)
	case depth > maxIntrospectionDepth:
		counted.problem = above("depth", depth, maxIntrospectionDepth, field.Position, "the fields of `"+field.Name+"` are nested %d deep; at most %d are allowed")
	case selected.aliases > 0:
		// Of each of them the answer has all again.
		counted.problem = above("aliases", selected.aliases, 0, field.Position, "there are %d aliases in `"+field.Name+"`; %d are allowed there")
	}
	return counted
}
