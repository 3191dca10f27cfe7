package kg_test

import (
	"slices"
	"strings"
	"testing"

	"rolegraph/kg"
)

func TestNearest(t *testing.T) {
	index := kg.Merge(nil, facts("article", []kg.NodeFact{
		{Kind: kg.Tool, Slug: "postgresql", Name: "PostgreSQL", Aliases: []string{"Postgres"}},
		{Kind: kg.Tool, Slug: "mysql", Name: "MySQL"},
		{Kind: kg.Tool, Slug: "docker", Name: "Docker"},
		{Kind: kg.Tool, Slug: "kube", Name: "Container orchestrator"},
		{Kind: kg.Tool, Slug: "amazon-redshift", Name: "Amazon Redshift"},
		{Kind: kg.Language, Slug: "python", Name: "Python"},
	})).Index()
	for _, c := range []struct {
		text string
		want []kg.Slug
	}{
		{"Postgres", []kg.Slug{"postgresql"}},
		{"dokcer", []kg.Slug{"docker"}}, // two neighbors swapped
		{"sql", []kg.Slug{"mysql", "postgresql"}},
		{"Container Orchestrator", []kg.Slug{"kube"}},
		{"Amazon warehouse", []kg.Slug{"amazon-redshift"}},
		{"the Amazon warehouse", nil},
		{"python", nil}, // of another kind
		{"", nil},
		{strings.Repeat("x", 1<<20), nil},
	} {
		if got := index.Nearest(kg.Tool, c.text); !slices.Equal(got, c.want) {
			t.Errorf("nearest to %.20q: %v, want %v", c.text, got, c.want)
		}
	}
}
