package operation

import (
	"errors"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

// Field is a field of an answer: what is selected in several places of an
// operation, directly and by fragments, is one field.
type Field struct {
	// Key is its name in the answer: the alias, if it has one.
	Key string
	// Name is its name in the schema.
	Name string
	// Type is that of its values, such as `[Role!]!`.
	Type *ast.Type
	// Fields are those of its objects, in the order in which they are selected first;
	// none for values that are no objects. Objects of one type may lack those of
	// another, and have theirs in another order.
	Fields []*Field
	// Connection says that it is a list in pages.
	Connection bool
}

// IsList reports whether the field's value is a list.
func (f *Field) IsList() bool { return f.Type.Elem != nil }

// child is the field of the objects with the name in the schema; nil if none is
// selected.
func (f *Field) child(name string) *Field {
	for _, field := range f.Fields {
		if field.Name == name {
			return field
		}
	}
	return nil
}

// hasEntries reports whether entries of a list in pages are selected.
func (f *Field) hasEntries() bool { return f.child("nodes") != nil || f.child("edges") != nil }

// maxFields is how many fields an operation may select, with its fragments
// written out.
const maxFields = 20_000

var errTooManyFields = errors.New("the operation selects more than 20000 fields, with its fragments written out")

// collection gathers the fields of an operation.
type collection struct {
	schema *ast.Schema
	count  int
}

func fieldsOf(schema *ast.Schema, selections ast.SelectionSet) ([]*Field, error) {
	c := &collection{schema: schema}
	fields := c.fields([]ast.SelectionSet{selections})
	if c.count > maxFields {
		return nil, errTooManyFields
	}
	return fields, nil
}

// fields are those that several selections of one object have together.
func (c *collection) fields(sets []ast.SelectionSet) []*Field {
	var fields []*Field
	within := map[string][]ast.SelectionSet{}
	spread := map[string]bool{}
	var add func(ast.SelectionSet)
	add = func(selections ast.SelectionSet) {
		for _, selection := range selections {
			if c.count > maxFields {
				return
			}
			switch s := selection.(type) {
			case *ast.Field:
				c.count++
				if _, seen := within[s.Alias]; !seen {
					fields = append(fields, &Field{
						Key: s.Alias, Name: s.Name, Type: s.Definition.Type, Connection: c.schema.Types[s.Definition.Type.Name()].Fields.ForName("pageInfo") != nil,
					})
				}
				within[s.Alias] = append(within[s.Alias], s.SelectionSet)
			case *ast.InlineFragment:
				add(s.SelectionSet)
			case *ast.FragmentSpread:
				if !spread[s.Name] {
					spread[s.Name] = true
					add(s.Definition.SelectionSet)
				}
			}
		}
	}
	for _, selections := range sets {
		add(selections)
	}
	for _, field := range fields {
		field.Fields = c.fields(within[field.Key])
	}
	return fields
}

// pagedLists are the ways to the lists in pages that no list is around and of which
// entries are selected.
func pagedLists(fields []*Field) [][]*Field {
	var found [][]*Field
	var look func(fields, way []*Field)
	look = func(fields, way []*Field) {
		for _, field := range fields {
			way := append(slices.Clone(way), field)
			switch {
			case field.IsList():
			case field.Connection:
				if field.hasEntries() {
					found = append(found, way)
				}
			default:
				look(field.Fields, way)
			}
		}
	}
	look(fields, nil)
	return found
}
