// Package tabular makes rows of the answer to a GraphQL operation, and writes them
// as CSV and as tables for a terminal. How answers become rows is told in
// docs/terminal.md.
package tabular

import (
	"slices"
	"strings"

	"rolegraph/operation"
)

// Column is one of a table.
type Column struct {
	// Name is its heading, different from all others.
	Name string
	// Numeric says that its values are numbers.
	Numeric bool
}

// Layout says what stands where in the rows of an operation's answers. It follows
// from the operation alone.
type Layout struct {
	columns []Column
	root    *level
	// lists says that rows come of lists: without, there is one row.
	lists bool
	// listColumn says in which list a row is an entry; -1 where all rows come of one.
	listColumn int
}

// Columns are those of each row.
func (l *Layout) Columns() []Column { return l.columns }

// HasLists reports whether answers have as many rows as their lists have entries;
// if not, they have one.
func (l *Layout) HasLists() bool { return l.lists }

// level is the answer itself, or the entries of a list in it: what gives a row, or
// what a row has in common with others.
type level struct {
	cells []cell
	lists []*list
}

// cell is a value of a level, reached by way of objects.
type cell struct {
	path   []string // keys
	column int
	// short is the name without, and long the name with what connections have
	// between a list and its entities.
	short, long string
	numeric     bool
}

// list is a list of objects of a level.
type list struct {
	path    []string // keys
	name    string   // from the answer on, for the column that says which list
	prefix  string   // of columns: its name from its level on
	entries *level
}

// listName is the column that says which list a row is of.
const listName = "list"

// NewLayout lays out the answers of an operation that has these fields.
func NewLayout(fields []*operation.Field) *Layout {
	l := &Layout{listColumn: -1}
	root := place{}
	if len(fields) == 1 && len(fields[0].Fields) > 0 {
		root.unnamed = fields[0] // the name of the only thing that is asked for says nothing
	}
	l.root = newLevel(fields, root, "")
	l.lists = len(l.root.lists) > 0
	l.name(l.root, "", nil)
	return l
}

// place is where in a level fields stand.
type place struct {
	path        []string
	short, long []string // names that lead here
	unnamed     *operation.Field
	edge        bool // within an entry of `edges`
}

func newLevel(fields []*operation.Field, at place, name string) *level {
	level := &level{}
	level.add(fields, at, name)
	return level
}

// add adds what objects have.
func (l *level) add(fields []*operation.Field, at place, name string) {
	lists := 0
	for _, field := range fields {
		if field.IsList() && len(field.Fields) > 0 {
			lists++
		}
	}
	for _, field := range fields {
		silent := field == at.unnamed
		switch {
		case len(field.Fields) > 0 && field.IsList():
			silent = silent || lists == 1 && (field.Name == "nodes" || field.Name == "edges")
		case len(field.Fields) > 0:
			silent = silent || at.edge && field.Name == "node"
		}
		within := place{path: join(at.path, field.Key), short: at.short, long: join(at.long, field.Key)}
		if !silent {
			within.short = join(at.short, field.Key)
		}
		short, long := strings.Join(within.short, "."), strings.Join(within.long, ".")
		switch {
		case len(field.Fields) == 0:
			numeric := field.Type.Elem == nil && (field.Type.NamedType == "Int" || field.Type.NamedType == "Float")
			l.cells = append(l.cells, cell{path: within.path, short: short, long: long, numeric: numeric})
		case field.IsList():
			full := dotted(name, short)
			entries := newLevel(field.Fields, place{edge: field.Name == "edges"}, full)
			l.lists = append(l.lists, &list{path: within.path, name: full, prefix: short, entries: entries})
		default:
			l.add(field.Fields, within, name)
		}
	}
}

func join(names []string, name string) []string { return append(slices.Clone(names), name) }

func dotted(prefix, name string) string {
	if prefix == "" || name == "" {
		return prefix + name
	}
	return prefix + "." + name
}

// name gives the cells of a level and of its lists their columns. The prefix stands
// before their names; around are the columns of what is around, which a row has
// beside those of the level.
func (l *Layout) name(of *level, prefix string, around []string) {
	taken := slices.Clone(around)
	for i := range of.cells {
		c := &of.cells[i]
		name := dotted(prefix, c.short)
		if slices.Contains(taken[len(around):], name) {
			name = dotted(prefix, c.long)
		}
		c.column, taken = l.newColumn(name, c.numeric, taken)
	}
	stack := len(of.lists) > 1
	if stack && l.listColumn < 0 {
		l.listColumn, taken = l.newColumn(listName, false, taken)
	}
	for _, list := range of.lists {
		within := dotted(prefix, list.prefix)
		if stack {
			within = ""
		}
		l.name(list.entries, within, taken)
	}
}

// newColumn is the number of a column that is none of those taken, with the name or
// one like it. Levels that no row has both may share it.
func (l *Layout) newColumn(name string, numeric bool, taken []string) (column int, nowTaken []string) {
	for slices.Contains(taken, name) {
		name = dotted(listName, name)
	}
	taken = append(taken, name)
	if i := slices.IndexFunc(l.columns, func(c Column) bool { return c.Name == name }); i >= 0 {
		l.columns[i].Numeric = l.columns[i].Numeric && numeric
		return i, taken
	}
	l.columns = append(l.columns, Column{name, numeric})
	return len(l.columns) - 1, taken
}
