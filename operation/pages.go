package operation

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"
)

// The names in the answer of what is asked for beside what the operation selects.
const (
	pageKey  = "_page"
	totalKey = "_total"
	graphKey = "_graph"
)

// Watched is an operation that also asks which of its lists have more than their
// page, and, if it is Paged, for what leads from one page of a list to the next.
// What it asks for in addition makes no Fields of the operation.
type Watched struct {
	// Query is the document to ask.
	Query string

	fields []*Field
	// way leads to the list to page through; empty where none is.
	way []*Field
	// variable takes the cursor of the page before.
	variable string
	// start is the cursor that the operation itself names for the first page.
	start string
}

// Watched is the operation, asking for what tells of lists that go on.
func (o *Operation) Watched() *Watched {
	copied := o.copied()
	copied.watchLists()
	return &Watched{Query: copied.text(), fields: o.fields}
}

// Paged is the operation, to be asked page by page: of the one list in pages that
// it has outside other lists. It is an error if there is none, or several.
func (o *Operation) Paged() (*Watched, error) {
	lists := pagedLists(o.fields)
	switch len(lists) {
	case 0:
		return nil, errors.New("the operation has no list in pages: ask for the `nodes` or `edges` of one, such as { tools { nodes { name } } }")
	case 1:
	default:
		var names []string
		for _, way := range lists {
			names = append(names, dotted(way))
		}
		return nil, fmt.Errorf("the operation has %d lists in pages, %s; ask for one at a time", len(lists), strings.Join(names, ", "))
	}
	copied := o.copied()
	copied.watchLists()
	w := &Watched{fields: o.fields, way: lists[0]}
	inlined := &inlining{w: w, unused: copied.unusedVariable()}
	copied.definition.SelectionSet = inlined.along(copied.definition.SelectionSet, w.way)
	if inlined.count > maxFields {
		return nil, errTooManyFields
	}
	if w.variable == inlined.unused {
		copied.definition.VariableDefinitions = append(copied.definition.VariableDefinitions, &ast.VariableDefinition{
			Variable: w.variable, Type: ast.NamedType("String", nil),
		})
	}
	copied.definition.SelectionSet = append(copied.definition.SelectionSet, selected(graphKey, "graph", "version"))
	w.Query = copied.text()
	return w, nil
}

// copied is the operation once more, to be changed.
func (o *Operation) copied() *Operation {
	again, err := Parse(o.schema, o.source, o.definition.Name)
	if err != nil {
		panic("operation: what was parsed can't be parsed again: " + err.Error())
	}
	return again
}

// watchLists has each list in pages tell whether there is more.
func (o *Operation) watchLists() {
	watched := map[*ast.Field]bool{}
	var look func(ast.SelectionSet)
	look = func(selections ast.SelectionSet) {
		for _, selection := range selections {
			switch s := selection.(type) {
			case *ast.Field:
				look(s.SelectionSet)
				if o.schema.Types[s.Definition.Type.Name()].Fields.ForName("pageInfo") != nil && !watched[s] {
					watched[s] = true
					s.SelectionSet = append(s.SelectionSet, selected(pageKey, "pageInfo", "hasNextPage"))
				}
			case *ast.InlineFragment:
				look(s.SelectionSet)
			}
		}
	}
	look(o.definition.SelectionSet)
	for _, fragment := range o.usedFragments() {
		look(fragment.SelectionSet)
	}
}

// unusedVariable is a name for a variable that the operation does not have.
func (o *Operation) unusedVariable() string {
	name := "after"
	for o.definition.VariableDefinitions.ForName(name) != nil {
		name += "_"
	}
	return name
}

// selected is a selection of fields within a field.
func selected(key, name string, fields ...string) *ast.Field {
	field := &ast.Field{Alias: key, Name: name}
	for _, each := range fields {
		field.SelectionSet = append(field.SelectionSet, &ast.Field{Alias: each, Name: each})
	}
	return field
}

// inlining writes out the fragments on the way to the list to page through, so that
// the list is changed there alone.
type inlining struct {
	w      *Watched
	unused string // name of a variable
	count  int    // of selections
}

func (l *inlining) along(selections ast.SelectionSet, way []*Field) ast.SelectionSet {
	if l.count += len(selections); l.count > maxFields {
		return nil
	}
	changed := make(ast.SelectionSet, len(selections))
	for i, selection := range selections {
		switch s := selection.(type) {
		case *ast.Field:
			field := *s
			switch {
			case s.Alias != way[0].Key:
			case len(way) > 1:
				field.SelectionSet = l.along(s.SelectionSet, way[1:])
			default:
				l.page(&field)
			}
			changed[i] = &field
		case *ast.InlineFragment:
			changed[i] = &ast.InlineFragment{TypeCondition: s.TypeCondition, Directives: s.Directives, SelectionSet: l.along(s.SelectionSet, way)}
		case *ast.FragmentSpread:
			changed[i] = &ast.InlineFragment{
				TypeCondition: s.Definition.TypeCondition, Directives: s.Directives, SelectionSet: l.along(s.Definition.SelectionSet, way),
			}
		}
	}
	return changed
}

// page has a list begin after a variable's cursor, and tell the next one.
func (l *inlining) page(list *ast.Field) {
	l.w.variable = l.unused
	var arguments ast.ArgumentList
	for _, argument := range list.Arguments {
		switch {
		case argument.Name != "after":
			arguments = append(arguments, argument)
		case argument.Value.Kind == ast.Variable:
			l.w.variable = argument.Value.Raw
		case argument.Value.Kind != ast.NullValue:
			l.w.start = argument.Value.Raw
		}
	}
	list.Arguments = append(arguments, &ast.Argument{Name: "after", Value: &ast.Value{Raw: l.w.variable, Kind: ast.Variable}})
	list.SelectionSet = append(list.SelectionSet[:len(list.SelectionSet):len(list.SelectionSet)],
		selected(pageKey, "pageInfo", "endCursor"), &ast.Field{Alias: totalKey, Name: "totalCount"})
}

// Variables are those of the operation for the page after a cursor, which is empty
// for the first page.
func (w *Watched) Variables(given map[string]any, cursor string) map[string]any {
	if cursor == "" {
		cursor = w.start
	}
	if len(w.way) == 0 || cursor == "" {
		return given
	}
	variables := map[string]any{w.variable: cursor}
	for name, value := range given {
		if name != w.variable {
			variables[name] = value
		}
	}
	return variables
}

// Page is what is told of one page of the list that is paged through.
type Page struct {
	// More says that there is a page after this one, and Next is the cursor for it.
	More bool
	Next string
	// Entries is how many this page has, Total how many the list has.
	Entries, Total int
	// Version is that of the graph.
	Version string
}

// Page reads what an answer, as Decode gives it, tells of its page; of a Watched
// that is not Paged nothing.
func (w *Watched) Page(answer map[string]any) Page {
	var page Page
	if len(w.way) == 0 {
		return page
	}
	graph, _ := answer[graphKey].(map[string]any)
	page.Version, _ = graph["version"].(string)
	list := answer
	for _, field := range w.way {
		list, _ = list[field.Key].(map[string]any)
	}
	if info, _ := list[pageKey].(map[string]any); info["hasNextPage"] == true {
		page.More = true
		page.Next, _ = info["endCursor"].(string)
	}
	total, _ := list[totalKey].(json.Number)
	count, _ := total.Int64()
	page.Total = int(count)
	for _, name := range []string{"nodes", "edges"} {
		if field := w.way[len(w.way)-1].child(name); field != nil {
			entries, _ := list[field.Key].([]any)
			page.Entries = len(entries)
		}
	}
	return page
}

// Cut is a list of the operation that has more than its page.
type Cut struct {
	// Path are the names of the fields that lead to it, such as
	// `roles.nodes.tools`.
	Path string
	// Nested says that there are lists around it.
	Nested bool
	// Lists is for how many entries of the lists around it that is so: 1 for a list
	// with none around.
	Lists int
}

// Cuts are the lists of an answer, as Decode gives it, that have more than their
// page: all but the one that is paged through.
func (w *Watched) Cuts(answer map[string]any) []Cut {
	var cuts []Cut
	at := map[string]int{}
	var look func(value any, fields, way []*Field, nested bool)
	look = func(value any, fields, way []*Field, nested bool) {
		switch v := value.(type) {
		case []any:
			for _, each := range v {
				look(each, fields, way, true)
			}
		case map[string]any:
			for _, field := range fields {
				way := append(way[:len(way):len(way)], field)
				list, _ := v[field.Key].(map[string]any)
				if info, _ := list[pageKey].(map[string]any); info["hasNextPage"] == true && field.hasEntries() && !w.pagesThrough(field) {
					path := dotted(way)
					if _, known := at[path]; !known {
						at[path] = len(cuts)
						cuts = append(cuts, Cut{Path: path, Nested: nested})
					}
					cuts[at[path]].Lists++
				}
				look(v[field.Key], field.Fields, way, nested)
			}
		}
	}
	look(answer, w.fields, nil, false)
	return cuts
}

func (w *Watched) pagesThrough(field *Field) bool {
	return len(w.way) > 0 && w.way[len(w.way)-1] == field
}

func dotted(way []*Field) string {
	keys := make([]string, len(way))
	for i, field := range way {
		keys[i] = field.Key
	}
	return strings.Join(keys, ".")
}
