package kg_test

import (
	"cmp"
	"maps"
	"math/big"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"rolegraph/kg"
	"rolegraph/store/storetest"
)

// shuffled gives the facts in another order, and their salaries, about which
// nothing depends on it either.
func shuffled(t *rapid.T, facts []*kg.Facts) []*kg.Facts {
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	facts = slices.Clone(facts)
	random.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
	for i := range facts {
		f := *facts[i]
		f.Salaries = slices.Clone(f.Salaries)
		random.Shuffle(len(f.Salaries), func(i, j int) { f.Salaries[i], f.Salaries[j] = f.Salaries[j], f.Salaries[i] })
		for j := range f.Salaries {
			amounts := slices.Clone(f.Salaries[j].Amounts)
			random.Shuffle(len(amounts), func(i, j int) { amounts[i], amounts[j] = amounts[j], amounts[i] })
			f.Salaries[j].Amounts = amounts
		}
		facts[i] = &f
	}
	return facts
}

func TestMergeInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := storetest.Facts(t)
		a, b := kg.Merge(nil, facts...), kg.Merge(nil, shuffled(t, facts)...)
		if a.Version() != b.Version() || !reflect.DeepEqual(a.Report(), b.Report()) {
			t.Fatalf("the same facts in another order have the version %s and report %+v, not %s and %+v", b.Version(), b.Report(), a.Version(), a.Report())
		}
	})
}

// naiveLink is what TestMergeAgreesWithTheRules expects of a link.
type naiveLink struct {
	strengths map[string][]kg.Weight // by source
	tags      map[kg.LinkTag]bool
	evidence  int
}

// TestMergeAgreesWithTheRules judges links and names by SEMANTICS.md, in the
// plainest way.
func TestMergeAgreesWithTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		facts := slices.SortedFunc(slices.Values(storetest.Facts(t)), func(a, b *kg.Facts) int {
			return kg.CompareSources(a.Source.Slug, b.Source.Slug)
		})
		graph := kg.Merge(nil, facts...)

		stated := map[kg.ID]bool{}
		for _, f := range facts {
			for _, n := range f.Nodes {
				stated[n.ID()] = true
			}
		}
		meant := func(kind kg.Kind, slug kg.Slug) kg.ID {
			if kind == kg.Skill {
				for _, other := range []kg.Kind{kg.Language, kg.Tool} {
					if id := (kg.ID{Kind: other, Slug: slug}); stated[id] {
						return id
					}
				}
			}
			return kg.ID{Kind: kind, Slug: slug}
		}

		names, sources := map[kg.ID]string{}, map[kg.ID][]string{}
		for _, f := range facts {
			for _, n := range f.Nodes {
				id := meant(n.Kind, n.Slug)
				if names[id] == "" {
					names[id] = n.Name
				}
				if !slices.Contains(sources[id], f.Source.Slug) {
					sources[id] = append(sources[id], f.Source.Slug)
				}
			}
		}
		for _, f := range facts {
			for _, s := range f.Salaries {
				if roles := naiveRoles(facts, s.Title); len(roles) == 1 {
					id := kg.ID{Kind: kg.Role, Slug: roles[0]}
					if !slices.Contains(sources[id], f.Source.Slug) {
						sources[id] = append(sources[id], f.Source.Slug)
						slices.SortFunc(sources[id], kg.CompareSources)
					}
				}
			}
		}
		if len(graph.Nodes()) != len(names) {
			t.Fatalf("%d nodes, want %d", len(graph.Nodes()), len(names))
		}
		roles := map[kg.ID]map[kg.ID]bool{}
		links, dropped := map[[3]string]*naiveLink{}, 0
		for _, f := range facts {
			for _, l := range f.Links {
				from, to := meant(l.Relation.From(), l.From), meant(l.Relation.To(), l.To)
				if from == to {
					continue
				}
				relation := l.Relation
				if relation == kg.BroaderThan && (from.Kind != kg.Skill || to.Kind != kg.Skill) {
					dropped++
					continue
				}
				if relation == kg.RequiresSkill {
					relation = map[kg.Kind]kg.Relation{kg.Skill: kg.RequiresSkill, kg.Tool: kg.UsesTool, kg.Language: kg.UsesLanguage}[to.Kind]
				}
				key := [3]string{relation.String(), from.String(), to.String()}
				if links[key] == nil {
					links[key] = &naiveLink{map[string][]kg.Weight{}, map[kg.LinkTag]bool{}, 0}
				}
				if l.Strength != kg.NoWeight {
					links[key].strengths[f.Source.Slug] = append(links[key].strengths[f.Source.Slug], l.Strength)
				}
				for _, tag := range l.Tags {
					links[key].tags[tag] = true
				}
				links[key].evidence += max(1, len(l.Evidence))
				if from.Kind == kg.Role {
					if roles[to] == nil {
						roles[to] = map[kg.ID]bool{}
					}
					roles[to][from] = true
				}
			}
		}

		for i := range graph.Nodes() {
			n := &graph.Nodes()[i]
			if n.Name != names[n.ID()] || !slices.Equal(n.Sources, sources[n.ID()]) || n.RoleCount != len(roles[n.ID()]) {
				t.Fatalf("%s: name %q, sources %v, %d roles; want %q, %v, %d",
					n.ID(), n.Name, n.Sources, n.RoleCount, names[n.ID()], sources[n.ID()], len(roles[n.ID()]))
			}
			var strengths [kg.KindCount]int64
			var beyond [kg.KindCount]int
			count := 0
			for _, l := range graph.Links() {
				if n.Kind == kg.Role && l.From.ID() == n.ID() && l.To.ID().Kind != kg.Role {
					strengths[l.To.Kind] += l.Weight.Counted()
				}
				for here, far := range map[kg.ID]kg.ID{l.From.ID(): l.To.ID(), l.To.ID(): l.From.ID()} {
					for _, other := range graph.Links() {
						if here == n.ID() && (other.From.ID() == far || other.To.ID() == far) {
							beyond[far.Kind]++
						}
					}
					if here == n.ID() {
						count++
					}
				}
			}
			if n.Strengths != strengths || n.LinkCount != count || n.LinksBeyond != beyond {
				t.Fatalf("%s: strengths %v, %d links, beyond them %v; want %v, %d, %v", n.ID(), n.Strengths, n.LinkCount, n.LinksBeyond, strengths, count, beyond)
			}
		}
		if len(graph.Links()) != len(links) {
			t.Fatalf("%d links, want %d", len(graph.Links()), len(links))
		}
		for _, l := range graph.Links() {
			want := links[[3]string{l.Relation.String(), l.From.ID().String(), l.To.ID().String()}]
			if want == nil {
				t.Fatalf("nobody states %s from %s to %s", l.Relation, l.From.ID(), l.To.ID())
			}
			if got := naiveWeight(want.strengths); l.Weight != got {
				t.Fatalf("weight %s, want %s of %v", l.Weight, got, want.strengths)
			}
			if !slices.Equal(l.Tags, slices.Sorted(maps.Keys(want.tags))) {
				t.Fatalf("tags %v, want %v", l.Tags, want.tags)
			}
			if len(l.Evidence) != want.evidence || !slices.IsSortedFunc(l.Evidence, func(a, b kg.Evidence) int { return kg.CompareSources(a.Source, b.Source) }) {
				t.Fatalf("evidence %v, want %d by source", l.Evidence, want.evidence)
			}
		}
	})
}

// naiveWeight is the mean over the sources of each one's mean, both rounded.
func naiveWeight(strengths map[string][]kg.Weight) kg.Weight {
	if len(strengths) == 0 {
		return kg.NoWeight
	}
	total := int64(0)
	for _, of := range strengths {
		sum := int64(0)
		for _, w := range of {
			sum += int64(w)
		}
		total += halfUp(big.NewRat(sum, int64(len(of))))
	}
	return kg.Weight(halfUp(big.NewRat(total, int64(len(strengths)))))
}

func TestNodesAreInNameOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		graph := kg.Merge(nil, storetest.Facts(t)...)
		if !slices.IsSortedFunc(graph.Nodes(), func(a, b kg.Node) int {
			return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.SortKey, b.SortKey), cmp.Compare(a.Slug, b.Slug))
		}) {
			t.Fatal("the nodes are not ordered by kind, sort key and slug")
		}
		for i := range graph.Nodes() {
			if at, ok := graph.Position(graph.Nodes()[i].ID()); !ok || at != i {
				t.Fatalf("the position of %s is %d, %t, not %d", graph.Nodes()[i].ID(), at, ok, i)
			}
		}
	})
}

func facts(source string, nodes []kg.NodeFact, links ...kg.LinkFact) *kg.Facts {
	return &kg.Facts{Source: kg.Source{Slug: source, Name: source}, Nodes: nodes, Links: links}
}

func joined(entries []kg.Join) (*kg.Joins, error) {
	joins := &kg.Joins{}
	for _, entry := range entries {
		if err := joins.Add(entry); err != nil {
			return nil, err
		}
	}
	return joins, nil
}

func TestSkillThatIsALanguageOrATool(t *testing.T) {
	joins, err := joined([]kg.Join{
		{Kind: kg.Language, Slug: "sql", Names: []string{"Structured query language SQL"}},
		{Kind: kg.Tool, Slug: "spark", Codes: []kg.Code{{Scheme: "ESCO", Value: "1"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	article := facts("article", []kg.NodeFact{
		{Kind: kg.Language, Slug: "sql", Name: "SQL"},
		{Kind: kg.Tool, Slug: "spark", Name: "Spark"},
		{Kind: kg.Language, Slug: "cpp", Name: "C++"},
		{Kind: kg.Tool, Slug: "cpp", Name: "C++"},
	})
	esco := facts("esco", []kg.NodeFact{
		{Kind: kg.Role, Slug: "r", Name: "R"},
		{Kind: kg.Skill, Slug: "structured-query-language-sql", Name: "Structured Query Language SQL"},
		{Kind: kg.Skill, Slug: "use-it", Name: "Use it", Codes: []kg.Code{{Scheme: "ESCO", Value: "1"}}},
		{Kind: kg.Skill, Slug: "cpp", Name: "C++"},
		{Kind: kg.Skill, Slug: "programming", Name: "Programming"},
	},
		kg.LinkFact{Relation: kg.RequiresSkill, From: "r", To: "structured-query-language-sql", Strength: kg.FullWeight},
		kg.LinkFact{Relation: kg.RequiresSkill, From: "r", To: "use-it", Strength: kg.NoWeight},
		kg.LinkFact{Relation: kg.RequiresSkill, From: "r", To: "cpp", Strength: kg.NoWeight},
		kg.LinkFact{Relation: kg.BroaderThan, From: "programming", To: "cpp", Strength: kg.NoWeight},
	)
	graph := kg.Merge(joins, esco, article)
	var got []string
	for _, l := range graph.Links() {
		got = append(got, l.Relation.String()+" "+l.To.ID().String())
	}
	// A language comes before a tool of the same name.
	want := []string{"USES_TOOL tool:spark", "USES_LANGUAGE language:cpp", "USES_LANGUAGE language:sql"}
	if !slices.Equal(got, want) {
		t.Errorf("links %v, want %v", got, want)
	}
	if report := graph.Report(); !reflect.DeepEqual(report, kg.MergeReport{BroaderLinks: 1}) {
		t.Errorf("the report is %+v, want one broader link", report)
	}
	if at, ok := graph.Position(kg.ID{Kind: kg.Language, Slug: "sql"}); !ok || !slices.Equal(graph.Nodes()[at].Aliases, []string{"Structured Query Language SQL"}) {
		t.Error("SQL has not taken the skill's name as an alias")
	}
}

// TestNameOfAJoin goes before names that meet an entity by the join, and behind
// those that are the entity's own, whichever source has them.
func TestNameOfAJoin(t *testing.T) {
	joins, err := joined([]kg.Join{{Kind: kg.Tool, Slug: "spark", Name: "Spark", Names: []string{"Apache Spark", "Sparc"}}})
	if err != nil {
		t.Fatal(err)
	}
	onet := facts("onet", []kg.NodeFact{{Kind: kg.Tool, Slug: "sparc", Name: "Sparc"}, {Kind: kg.Tool, Slug: "apache-spark", Name: "Apache Spark"}})
	for name, c := range map[string]struct {
		joins   *kg.Joins
		facts   []*kg.Facts
		want    string
		aliases []string
	}{
		"of the join":       {joins, []*kg.Facts{onet}, "Spark", []string{"Apache Spark", "Sparc"}},
		"of another source": {joins, []*kg.Facts{onet, facts("ai-jobs", []kg.NodeFact{{Kind: kg.Tool, Slug: "spark", Name: "SPARK"}})}, "SPARK", []string{"Apache Spark", "Sparc"}},
		"without joins":     {nil, []*kg.Facts{facts("onet", onet.Nodes[1:])}, "Apache Spark", nil},
	} {
		n := kg.Merge(c.joins, c.facts...).Nodes()[0]
		if n.Name != c.want || !slices.Equal(n.Aliases, c.aliases) {
			t.Errorf("%s: %q, also %q", name, n.Name, n.Aliases)
		}
	}
	unnamed, err := joined([]kg.Join{{Kind: kg.Tool, Slug: "spark", Names: []string{"Apache Spark", "Sparc"}}})
	if err != nil {
		t.Fatal(err)
	}
	if n := kg.Merge(unnamed, onet).Nodes()[0]; n.Name != "Sparc" || n.Slug != "spark" {
		t.Errorf("a join without a name: %q", n.Name)
	}
}

// TestSkillThatOnlyHasTheName of a tool is kept apart by its code.
func TestSkillThatOnlyHasTheName(t *testing.T) {
	code := kg.Code{Scheme: kg.SchemeESCO, Value: "1"}
	joins, err := joined([]kg.Join{{Kind: kg.Skill, Slug: "spark-java", Name: "Spark (Java)", Codes: []kg.Code{code}}})
	if err != nil {
		t.Fatal(err)
	}
	graph := kg.Merge(joins,
		facts("article", []kg.NodeFact{{Kind: kg.Tool, Slug: "spark", Name: "Spark"}}),
		facts("esco", []kg.NodeFact{{Kind: kg.Skill, Slug: "spark", Name: "SPARK", Codes: []kg.Code{code}}}))
	var got []string
	for i := range graph.Nodes() {
		got = append(got, graph.Nodes()[i].ID().String()+" "+graph.Nodes()[i].Name)
	}
	if want := []string{"skill:spark-java Spark (Java)", "tool:spark Spark"}; !slices.Equal(got, want) {
		t.Errorf("the entities are %q, want %q", got, want)
	}
}

func TestMedianPay(t *testing.T) {
	money := func(f float64) *float64 { return &f }
	role := func(pay ...kg.Pay) []kg.NodeFact {
		return []kg.NodeFact{{Kind: kg.Role, Slug: "r", Name: "R", Pay: pay}}
	}
	annual := func(year int, median *float64) kg.Pay { return kg.Pay{Year: year, Currency: "USD", Median: median} }
	for name, c := range map[string]struct {
		want  *float64
		facts []*kg.Facts
	}{
		"none":                    {nil, []*kg.Facts{facts("onet", role())}},
		"the newest that has one": {money(3), []*kg.Facts{facts("bls-oews", role(annual(2022, money(2)), annual(2023, money(3)), annual(2024, nil)))}},
		"bls-oews before newer ones": {money(4), []*kg.Facts{
			facts("own", role(annual(2025, money(9)))), facts("bls-oews", role(annual(2020, money(4)))),
		}},
		"else the first source": {money(9), []*kg.Facts{
			facts("ai-jobs", role(annual(2025, money(1)))), facts("own", role(annual(2020, money(9)))),
		}},
		"neither hourly nor in another currency": {nil, []*kg.Facts{facts("own", role(
			kg.Pay{Year: 2024, Currency: "EUR", Median: money(1)}, kg.Pay{Year: 2024, Currency: "USD", Basis: kg.Hourly, Median: money(1)},
		))}},
	} {
		got := kg.Merge(nil, c.facts...).Nodes()[0].MedianPay
		if (got == nil) != (c.want == nil) || got != nil && *got != *c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func TestJoins(t *testing.T) {
	for name, entries := range map[string][]kg.Join{
		"a name of two entities":     {{Kind: kg.Tool, Slug: "a", Names: []string{"X"}}, {Kind: kg.Tool, Slug: "b", Names: []string{"x"}}},
		"a code of two entities":     {{Kind: kg.Role, Slug: "a", Codes: []kg.Code{{Scheme: "SOC", Value: "1"}}}, {Kind: kg.Role, Slug: "b", Codes: []kg.Code{{Scheme: "SOC", Value: "1"}}}},
		"a chain":                    {{Kind: kg.Tool, Slug: "a", Names: []string{"B"}}, {Kind: kg.Tool, Slug: "b", Names: []string{"C"}}},
		"a chain from its other end": {{Kind: kg.Tool, Slug: "b", Names: []string{"C"}}, {Kind: kg.Tool, Slug: "a", Names: []string{"B"}}},
	} {
		if _, err := joined(entries); kg.AsError(err).Code != kg.BadUserInput {
			t.Errorf("%s: got %v, want an error", name, err)
		}
	}
	if _, err := joined([]kg.Join{
		{Kind: kg.Tool, Slug: "a", Names: []string{"X", "A"}}, {Kind: kg.Language, Slug: "b", Names: []string{"X"}}, {Kind: kg.Tool, Slug: "a", Names: []string{"Y"}},
	}); err != nil {
		t.Error(err)
	}
}
