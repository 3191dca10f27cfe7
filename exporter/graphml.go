package exporter

import (
	"bytes"
	"encoding/xml"
	"io"

	"rolegraph/kg"
)

// GraphML writes a graph as one XML document. The name of a node is its label,
// and its kind and the relation of an edge are attributes.
func GraphML(w io.Writer, graph *kg.Graph) error {
	g := &graphML{to: w}
	g.write(xml.Header, `<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">`, "\n")
	g.key("node", "label", text)
	g.key("node", "kind", text)
	known := map[string]bool{}
	for _, kind := range kg.Kinds() {
		for _, field := range fieldsOf(kind) {
			if !known[field.name] {
				known[field.name] = true
				g.key("node", field.name, field.form)
			}
		}
	}
	g.key("edge", "relation", text)
	for _, field := range linkFields {
		g.key("edge", field.name, field.form)
	}
	g.write(`<graph id="rolegraph" edgedefault="directed">`, "\n")
	for _, kind := range kg.Kinds() {
		fields := fieldsOf(kind)
		_, nodes := graph.NodesOf(kind)
		for i := range nodes {
			n := &nodes[i]
			g.write(`<node id="`, n.ID().String(), `">`)
			g.data("node", "label", n.Name)
			g.data("node", "kind", kind.String())
			for _, field := range fields {
				g.data("node", field.name, field.value(n))
			}
			g.write("</node>\n")
		}
	}
	links := graph.Links()
	for i := range links {
		l := &links[i]
		g.write(`<edge source="`, l.From.ID().String(), `" target="`, l.To.ID().String(), `">`)
		g.data("edge", "relation", l.Relation.String())
		for _, field := range linkFields {
			g.data("edge", field.name, field.value(l))
		}
		g.write("</edge>\n")
	}
	g.write("</graph>\n</graphml>\n")
	return g.flush()
}

// graphML gathers a part of the document and writes it.
type graphML struct {
	to   io.Writer
	part bytes.Buffer
	err  error // the first one
}

// enough is the size of a part.
const enough = 1 << 16

// write writes what is XML already.
func (g *graphML) write(texts ...string) {
	for _, text := range texts {
		g.part.WriteString(text)
	}
	if g.part.Len() >= enough {
		_ = g.flush()
	}
}

func (g *graphML) flush() error {
	if g.err == nil {
		_, g.err = g.part.WriteTo(g.to)
	}
	g.part.Reset()
	return g.err
}

// key declares an attribute of nodes or edges, whose names are apart.
func (g *graphML) key(of, name string, as form) {
	g.write(`<key id="`, of, "-", name, `" for="`, of, `" attr.name="`, name, `" attr.type="`,
		[...]string{text: "string", list: "string", whole: "int", decimal: "double"}[as], `"/>`, "\n")
}

// data writes an attribute that is there. What XML has no characters for is
// written as U+FFFD.
func (g *graphML) data(of, name, value string) {
	if value == "" {
		return
	}
	g.write(`<data key="`, of, "-", name, `">`)
	_ = xml.EscapeText(&g.part, []byte(value)) // a buffer takes everything
	g.write("</data>")
}
