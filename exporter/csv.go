package exporter

import (
	"encoding/csv"
	"io"
	"strings"

	"rolegraph/kg"
)

// CSV writes a graph as tables, one for each kind and each relation, such as
// roles.csv and uses_tool.csv. The columns' names are those that neo4j-admin
// takes, with their types. Each table is written to what create gives for its
// name, before the next one is begun.
func CSV(graph *kg.Graph, create func(name string, write func(io.Writer) error) error) error {
	for _, kind := range kg.Kinds() {
		if err := create(kind.Plural()+".csv", func(w io.Writer) error { return nodeTable(w, graph, kind) }); err != nil {
			return err
		}
	}
	for _, relation := range kg.Relations() {
		if err := create(strings.ToLower(relation.String())+".csv", func(w io.Writer) error { return linkTable(w, graph, relation) }); err != nil {
			return err
		}
	}
	return nil
}

func nodeTable(w io.Writer, graph *kg.Graph, kind kg.Kind) error {
	table, fields := csv.NewWriter(w), fieldsOf(kind)
	if err := table.Write(append([]string{"id:ID", ":LABEL", "name"}, columns(fields)...)); err != nil {
		return err
	}
	_, nodes := graph.NodesOf(kind)
	for i := range nodes {
		n := &nodes[i]
		if err := table.Write(append([]string{n.ID().String(), kind.Label(), n.Name}, values(fields, n)...)); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

func linkTable(w io.Writer, graph *kg.Graph, relation kg.Relation) error {
	table := csv.NewWriter(w)
	if err := table.Write(append([]string{":START_ID", ":END_ID", ":TYPE"}, columns(linkFields)...)); err != nil {
		return err
	}
	_, links := graph.LinksOf(relation)
	for i := range links {
		l := &links[i]
		if err := table.Write(append([]string{l.From.ID().String(), l.To.ID().String(), relation.String()}, values(linkFields, l)...)); err != nil {
			return err
		}
	}
	table.Flush()
	return table.Error()
}

// columns are the names of fields with their types.
func columns[T any](fields []field[T]) []string {
	names := make([]string, len(fields))
	for i, field := range fields {
		names[i] = field.name + [...]string{text: "", list: ":string[]", whole: ":int", decimal: ":double"}[field.form]
	}
	return names
}

func values[T any](fields []field[T], of *T) []string {
	values := make([]string, len(fields))
	for i, field := range fields {
		values[i] = field.value(of)
	}
	return values
}
