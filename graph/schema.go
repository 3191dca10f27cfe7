package graph

import (
	"bytes"
	"embed"
	"io/fs"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/formatter"
)

//go:embed schema/*.graphqls
var schemaFiles embed.FS

// Schema is the served schema, made anew for each caller. It leaves out @defer,
// which gqlparser adds to every schema: an answer here is whole.
func Schema() *ast.Schema {
	paths, err := fs.Glob(schemaFiles, "schema/*.graphqls")
	must(err)
	var sources []*ast.Source
	for _, path := range paths {
		text, err := schemaFiles.ReadFile(path)
		must(err)
		sources = append(sources, &ast.Source{Name: path, Input: string(text)})
	}
	schema := gqlparser.MustLoadSchema(sources...)
	delete(schema.Directives, "defer")
	return schema
}

// SDL is the served schema in the schema definition language.
func SDL() string {
	var text bytes.Buffer
	formatter.NewFormatter(&text, formatter.WithIndent("  ")).FormatSchema(Schema())
	return text.String()
}
