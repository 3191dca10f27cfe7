package kg_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"rolegraph/kg"
)

// named are facts of nodes with names, of one kind.
func named(kind kg.Kind, names ...string) []kg.NodeFact {
	var nodes []kg.NodeFact
	for _, name := range names {
		nodes = append(nodes, kg.NodeFact{Kind: kind, Slug: kg.MakeSlug(name), Name: name})
	}
	return nodes
}

func TestNear(t *testing.T) {
	aliased := func(node kg.NodeFact, aliases ...string) kg.NodeFact {
		node.Aliases = aliases
		return node
	}
	for name, c := range map[string]struct {
		nodes []kg.NodeFact
		want  []string
	}{
		"divided otherwise": {named(kg.Tool, "Node.js", "NodeJS"), []string{"the same letters: Node.js, NodeJS"}},
		"plural": {
			named(kg.Role, "Economists", "economist", "Data Entry Keyer", "data entry keyers"),
			[]string{"singular and plural: Data Entry Keyer, data entry keyers", "singular and plural: economist, Economists"},
		},
		"order": {named(kg.Skill, "information structure", "structure information", "structures"), []string{"the same words in another order: information structure, structure information"}},
		"abbreviation": {
			named(kg.Tool, "Structured query language SQL", "Structured query language", "SQL", "Computer aided design CAD software", "CAD software", "Interface of designers"),
			[]string{
				"long form and abbreviation: CAD software, Computer aided design CAD software",
				"long form and abbreviation: SQL, Structured query language SQL",
				"long form and abbreviation: Structured query language, Structured query language SQL",
			},
		},
		"more": {
			append(named(kg.Tool, "Ansible", "Ansible software", "Chef", "Chef (tools)", "Salt (tools)", "Salt (food)", "Accounting software"), named(kg.Skill, "accounting")...),
			[]string{
				"one has more in brackets, or the word software: Ansible, Ansible software",
				"one has more in brackets, or the word software: Chef, Chef (tools)",
				"one has more in brackets, or the word software: Salt (food), Salt (tools)",
			},
		},
		"misspelled": {
			named(kg.Tool, "Micosoft Excel", "Microsoft Excel", "Microsoft Word", "CARIS 1", "CARIS 2", "Word", "Wort"),
			[]string{
				"one letter apart, in a word of no other name: Micosoft Excel, Microsoft Excel",
				"one has words before it, such as a vendor: Microsoft Word, Word",
			},
		},
		"letter": {
			named(kg.Skill, "operate pumps", "operate sumps", "clean pumps", "clean sumps first"),
			[]string{"one letter apart: operate pumps, operate sumps"},
		},
		"vendor": {
			named(kg.Tool, "Power BI", "Microsoft Power BI", "Simulation software", "Computer simulation software", "Apple iOS", "iOS", "Delcam PowerMILL", "Autodesk Inc PowerMill"),
			[]string{
				"one has words before it, such as a vendor: Apple iOS, iOS",
				"one has words before it, such as a vendor: Microsoft Power BI, Power BI",
				"the same rare words behind others, such as vendors: Autodesk Inc PowerMill, Delcam PowerMILL",
			},
		},
		"of roles none is a vendor": {named(kg.Role, "Managers", "Sales Managers"), nil},
		"alias": {
			[]kg.NodeFact{aliased(named(kg.Role, "Coder")[0], "programmer"), named(kg.Role, "Programmer")[0], aliased(named(kg.Role, "Tester")[0], "QA"), aliased(named(kg.Role, "Checker")[0], "QA")},
			[]string{"one is also called as the other: Coder, Programmer"},
		},
		"of kinds that can be one": {
			slices.Concat(named(kg.Skill, "Taleo", "Analyst"), named(kg.Tool, "Oracle Taleo"), named(kg.Role, "Analysts")),
			[]string{"one has words before it, such as a vendor: Taleo, Oracle Taleo"},
		},
	} {
		graph := kg.Merge(nil, facts("own", c.nodes))
		pairs, err := graph.Index().Near(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, pair := range pairs {
			got = append(got, pair.Resemblance.String()+": "+pair.First.Name+", "+pair.Second.Name)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

// TestNearByRoles has what more roles link to first, of one resemblance.
func TestNearByRoles(t *testing.T) {
	nodes := append(named(kg.Tool, "A-a", "Aa", "B-b", "Bb"), named(kg.Role, "R")...)
	graph := kg.Merge(nil, facts("own", nodes, kg.LinkFact{Relation: kg.UsesTool, From: "r", To: "bb"}))
	pairs, err := graph.Index().Near(t.Context())
	if err != nil || len(pairs) != 2 || pairs[0].First.Name != "B-b" || pairs[0].Second != (kg.Named{ID: kg.ID{Kind: kg.Tool, Slug: "bb"}, Name: "Bb", RoleCount: 1}) {
		t.Errorf("got %+v, %v", pairs, err)
	}
}

func TestNearEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := kg.Merge(nil, facts("own", named(kg.Tool, "A"))).Index().Near(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
