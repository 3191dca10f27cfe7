package answer

import (
	"io"
	"strconv"

	"github.com/99designs/gqlgen/graphql"

	"rolegraph/kg"
)

// Source is the schema's type Source.
type Source struct{ source kg.Source }

func (a *Answer) source(slug string) Source {
	source, _ := a.Index.Source(slug)
	return Source{source}
}

// Slug is short and stable.
func (s Source) Slug() string { return s.source.Slug }

// Name is the source's own.
func (s Source) Name() string { return s.source.Name }

// Version is null where the source has none.
func (s Source) Version() *string { return optional(s.source.Version) }

// AsOf is an ISO 8601 date, or null.
func (s Source) AsOf() *string { return optional(string(s.source.AsOf)) }

// License is null where it is not known.
func (s Source) License() *string { return optional(s.source.License) }

// URL is null where there is none.
func (s Source) URL() *string { return optional(s.source.URL) }

// Statement is the schema's type Statement.
type Statement struct {
	Text   string
	source Source
}

// Source is who says it.
func (s Statement) Source() Source { return s.source }

func (a *Answer) statements(from []kg.Statement) []Statement {
	statements := make([]Statement, len(from))
	for i, s := range from {
		statements[i] = Statement{s.Text, a.source(s.Source)}
	}
	return statements
}

// Pay is the schema's type Pay.
type Pay struct {
	kg.Pay
	in *Answer
}

// Source is who says it.
func (p Pay) Source() Source { return p.in.source(p.Pay.Source) }

// Basis is the time that the figures are for.
func (p Pay) Basis() string { return p.Pay.Basis.String() }

// Country is null where the source does not say.
func (p Pay) Country() *string { return optional(p.Pay.Country) }

// Outlook is the schema's type Outlook.
type Outlook struct {
	kg.Outlook
	in *Answer
}

// Source is who says it.
func (o Outlook) Source() Source { return o.in.source(o.Outlook.Source) }

// EducationShare is the schema's type EducationShare.
type EducationShare struct {
	kg.EducationShare
	in *Answer
}

// Source is who says it.
func (e EducationShare) Source() Source { return e.in.source(e.EducationShare.Source) }

// Evidence is the schema's type Evidence.
type Evidence struct {
	kg.Evidence
	in *Answer
}

// Source is who says it.
func (e Evidence) Source() Source { return e.in.source(e.Evidence.Source) }

// Measure is null where the source only states the link.
func (e Evidence) Measure() *string { return optional(e.Evidence.Measure) }

// AsOf is an ISO 8601 date, or null.
func (e Evidence) AsOf() *string { return optional(string(e.Evidence.AsOf)) }

// MarshalFloat writes a number without an exponent, with as many digits as
// tell it from its neighbors.
func MarshalFloat(f float64) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		_, _ = io.WriteString(w, strconv.FormatFloat(f, 'f', -1, 64))
	})
}

// UnmarshalFloat is gqlgen's.
func UnmarshalFloat(v any) (float64, error) { return graphql.UnmarshalFloat(v) }
