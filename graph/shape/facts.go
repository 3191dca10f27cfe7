package shape

import (
	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"

	"rolegraph/kg"
)

// Select gives the fields that are selected of a concrete type, merged by response
// key.
type Select func(selections ast.SelectionSet, typeName string) []graphql.CollectedField

// Of makes an object of a type from what each of its fields has.
func Of[P any](typeName string, fields []graphql.CollectedField, value func(graphql.CollectedField) Value[P]) *Object[P] {
	o := &Object[P]{members: make([]member[P], 0, len(fields))}
	for _, field := range fields {
		if field.Name == "__typename" {
			o.Add(field.Alias, constant[P](typeName))
			continue
		}
		o.Add(field.Alias, value(field))
	}
	return o
}

// ofTable is Of where a table has the value of each field.
func ofTable[P any](typeName string, fields []graphql.CollectedField, values map[string]Value[P]) *Object[P] {
	return Of(typeName, fields, func(field graphql.CollectedField) Value[P] { return values[field.Name] })
}

var sourceFields = map[string]Value[*kg.Source]{
	"slug":    func(w *Writer, s *kg.Source) { w.quoted(s.Slug) },
	"name":    func(w *Writer, s *kg.Source) { w.quoted(s.Name) },
	"version": func(w *Writer, s *kg.Source) { w.optional(s.Version) },
	"asOf":    func(w *Writer, s *kg.Source) { w.optional(string(s.AsOf)) },
	"license": func(w *Writer, s *kg.Source) { w.optional(s.License) },
	"url":     func(w *Writer, s *kg.Source) { w.optional(s.URL) },
}

// sourceOf is a field that tells whose fact something is.
func sourceOf[P any](fields Select, selections ast.SelectionSet, slug func(P) string) Value[P] {
	object := ofTable("Source", fields(selections, "Source"), sourceFields)
	return func(w *Writer, of P) { object.Write(w, w.source(slug(of))) }
}

// source finds a source that speaks of what the result has.
func (w *Writer) source(slug string) *kg.Source {
	for i := range w.index.Sources {
		if w.index.Sources[i].Slug == slug {
			return &w.index.Sources[i]
		}
	}
	return &kg.Source{}
}

// facts makes a field of a list of facts, each with its source.
func facts[O, F any](fields Select, selections ast.SelectionSet, typeName string, of func(O) []F, values map[string]Value[*F], source func(*F) string) Value[O] {
	object := Of(typeName, fields(selections, typeName), func(field graphql.CollectedField) Value[*F] {
		if field.Name == "source" {
			return sourceOf(fields, field.Selections, source)
		}
		return values[field.Name]
	})
	return func(w *Writer, owner O) { each(w, of(owner), object.Write) }
}

var statementFields = map[string]Value[*kg.Statement]{
	"text": func(w *Writer, s *kg.Statement) { w.quoted(s.Text) },
}

func statements[O any](fields Select, selections ast.SelectionSet, of func(O) []kg.Statement) Value[O] {
	return facts(fields, selections, "Statement", of, statementFields, func(s *kg.Statement) string { return s.Source })
}

var codeFields = map[string]Value[*kg.Code]{
	"scheme": func(w *Writer, c *kg.Code) { w.quoted(c.Scheme) },
	"value":  func(w *Writer, c *kg.Code) { w.quoted(c.Value) },
}

var payFields = map[string]Value[*kg.Pay]{
	"year":     func(w *Writer, p *kg.Pay) { w.integer(int64(p.Year)) },
	"currency": func(w *Writer, p *kg.Pay) { w.quoted(p.Currency) },
	"basis":    func(w *Writer, p *kg.Pay) { w.quoted(p.Basis.String()) },
	"country":  func(w *Writer, p *kg.Pay) { w.optional(p.Country) },
	"sample": func(w *Writer, p *kg.Pay) {
		if p.Sample == nil {
			w.null()
			return
		}
		w.integer(int64(*p.Sample))
	},
	"p10":    func(w *Writer, p *kg.Pay) { w.optionalFloat(p.P10) },
	"p25":    func(w *Writer, p *kg.Pay) { w.optionalFloat(p.P25) },
	"median": func(w *Writer, p *kg.Pay) { w.optionalFloat(p.Median) },
	"p75":    func(w *Writer, p *kg.Pay) { w.optionalFloat(p.P75) },
	"p90":    func(w *Writer, p *kg.Pay) { w.optionalFloat(p.P90) },
	"mean":   func(w *Writer, p *kg.Pay) { w.optionalFloat(p.Mean) },
	"capped": func(w *Writer, p *kg.Pay) { w.boolean(p.Capped) },
}

var outlookFields = map[string]Value[*kg.Outlook]{
	"group":    func(w *Writer, o *kg.Outlook) { w.quoted(o.Group) },
	"fromYear": func(w *Writer, o *kg.Outlook) { w.integer(int64(o.FromYear)) },
	"toYear":   func(w *Writer, o *kg.Outlook) { w.integer(int64(o.ToYear)) },
	"growth":   func(w *Writer, o *kg.Outlook) { w.float(o.Growth) },
	"openings": func(w *Writer, o *kg.Outlook) { w.optionalFloat(o.Openings) },
}

var educationFields = map[string]Value[*kg.EducationShare]{
	"level":   func(w *Writer, e *kg.EducationShare) { w.quoted(e.Level) },
	"percent": func(w *Writer, e *kg.EducationShare) { w.float(e.Percent) },
}

var evidenceFields = map[string]Value[*kg.Evidence]{
	"measure": func(w *Writer, e *kg.Evidence) { w.optional(e.Measure) },
	"value":   func(w *Writer, e *kg.Evidence) { w.optionalFloat(e.Value) },
	"min":     func(w *Writer, e *kg.Evidence) { w.optionalFloat(e.Min) },
	"max":     func(w *Writer, e *kg.Evidence) { w.optionalFloat(e.Max) },
	"asOf":    func(w *Writer, e *kg.Evidence) { w.optional(string(e.AsOf)) },
}
