package storetest

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"rolegraph/kg"
)

// Run has a store pass every named case.
func Run(t *testing.T, open Open) {
	for name, check := range map[string]func(*testing.T, Open){
		"an empty store answers":               emptyStore,
		"facts come back whole":                factsComeBack,
		"the order of sources does not matter": anyOrder,
		"replacing touches one source":         replaceOne,
		"the same facts again change nothing":  replaceSame,
		"several sources are replaced at once": replaceSeveral,
		"the facts come back as they were":     keptFacts,
		"bad facts are refused":                badFacts,
		"joined names are one":                 joinedNames,
		"ties and missing weights":             handMadeOrders,
		"the numbers of walks stop":            walksStop,
		"what lies around, by hand":            aroundByHand,
		"pages join to the list":               pagesJoin,
		"a context that is done ends it":       doneContext,
		"readers never see a mixture":          noMixture,
		"salaries find their roles":            salariesByTitle,
	} {
		t.Run(name, func(t *testing.T) { check(t, open) })
	}
}

// fill opens a store with facts.
func fill(t *testing.T, open Open, joins *kg.Joins, facts ...*kg.Facts) kg.Store {
	t.Helper()
	store := open(t, joins)
	for _, f := range facts {
		if _, err := store.Replace(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	return store
}

// Holds checks that the store has the graph that the facts merge to, to the
// last property, and an index of it.
func Holds(t *testing.T, store kg.Store, joins *kg.Joins, facts ...*kg.Facts) {
	t.Helper()
	if _, err := NewVersions(kg.Merge(joins, facts...)).Held(t.Context(), store); err != nil {
		t.Error(err)
	}
}

// everything is a plan that reads the whole graph.
func everything() *kg.Plan {
	plan := &kg.Plan{}
	for _, kind := range kg.Kinds() {
		plan.Read[kind] = 1<<15 - 1
		parent := len(plan.Branches)
		plan.Branches = append(plan.Branches, kg.Branch{Parent: kg.NoParent, From: kg.Every{Kind: kind}, First: 1000, Total: true})
		for _, step := range stepsOf(kind) {
			plan.Branches = append(plan.Branches, kg.Branch{
				Parent: parent, From: kg.Along{Step: step}, First: 1000, Total: true, Read: 1<<4 - 1,
			})
		}
	}
	return plan
}

func indexText(index *kg.Index) string {
	var names []any
	for _, kind := range kg.Kinds() {
		for _, n := range index.Names(kind) {
			names = append(names, n.ID(), n.Name, n.SortKey, emptied(n.Aliases), emptied(n.Codes), n.RoleCount, n.LinkCount, n.LinksBeyond)
		}
	}
	var most []int
	for _, kind := range kg.Kinds() {
		for _, step := range stepsOf(kind) {
			for _, nodes := range []int{1, 2, 3, 1000} {
				most = append(most, index.MostLinks(step, nodes))
			}
		}
	}
	return asJSON([]any{index.Version, emptied(index.Sources), index.Links, names, most})
}

// Example is the facts of a small source: three roles and four tools, two of
// them of one name, one without any link.
func Example() *kg.Facts {
	f := &kg.Facts{Source: kg.Source{Slug: kg.SourceONET, Name: "Example", Version: "1", AsOf: "2024-08", License: "CC0", URL: "https://example.org/"}}
	for _, name := range []string{"Alpha", "Beta", "Gamma"} {
		f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kg.Role, Slug: kg.MakeSlug(name), Name: name})
	}
	for _, tool := range []kg.NodeFact{{Slug: "anvil", Name: "Anvil"}, {Slug: "bolt-1", Name: "Bolt"}, {Slug: "bolt-2", Name: "bolt"}, {Slug: "crane", Name: "Crane"}} {
		tool.Kind, tool.Categories = kg.Tool, []string{"Iron"}
		f.Nodes = append(f.Nodes, tool)
	}
	use := func(role, tool kg.Slug, strength kg.Weight) {
		f.Links = append(f.Links, kg.LinkFact{Relation: kg.UsesTool, From: role, To: tool, Strength: strength})
	}
	use("alpha", "anvil", kg.NoWeight)
	use("alpha", "bolt-1", 500_000)
	use("alpha", "bolt-2", 500_000)
	use("alpha", "crane", 0)
	use("beta", "anvil", kg.FullWeight)
	return f
}

// Second is the facts of another source, which meets the example.
func Second() *kg.Facts {
	half, two := 0.5, 2.0
	return &kg.Facts{
		Source: kg.Source{Slug: kg.SourceArticle, Name: "Second"},
		Nodes: []kg.NodeFact{
			{
				Kind: kg.Role, Slug: "alpha", Name: "ALPHA", Description: "The first", Aliases: []string{"First"},
				Codes: []kg.Code{{Scheme: "SOC", Value: "15-2051"}}, Responsibilities: []string{"Leads"},
				Pay:     []kg.Pay{{Year: 2023, Currency: "USD", Median: &two, Capped: true}, {Year: 2024, Currency: "USD", P10: &half}},
				Outlook: []kg.Outlook{{Group: "All", FromYear: 2019, ToYear: 2029, Growth: -1.5, Openings: &two}}, Education: []kg.EducationShare{{Level: "None", Percent: 0.1}},
			},
			{Kind: kg.Tool, Slug: "anvil", Name: "Anvil"},
			{Kind: kg.Skill, Slug: "smithing", Name: "Smithing", Types: []kg.SkillType{kg.SkillTypeKnowledge, kg.SkillTypeSkill}},
		},
		Links: []kg.LinkFact{
			{
				Relation: kg.UsesTool, From: "alpha", To: "anvil", Strength: 250_000, Tags: []kg.LinkTag{kg.Hot},
				Notes: []string{"a note"}, Evidence: []kg.Evidence{{Measure: "m", Value: &half, Min: &half, Max: &two, AsOf: "2023"}},
			},
			{Relation: kg.RequiresSkill, From: "alpha", To: "smithing", Strength: kg.NoWeight},
		},
	}
}

func emptyStore(t *testing.T, open Open) { Holds(t, open(t, nil), nil) }

func factsComeBack(t *testing.T, open Open) {
	Holds(t, fill(t, open, nil, Example(), Second()), nil, Example(), Second())
}

func anyOrder(t *testing.T, open Open) {
	Holds(t, fill(t, open, nil, Second(), Example()), nil, Example(), Second())
}

// salariesByTitle are of a role that another source names, before and after; the
// report tells those that are of none.
func salariesByTitle(t *testing.T, open Open) {
	jobs := &kg.Facts{Source: kg.Source{Slug: kg.SourceAIJobs, Name: "Jobs"}, Salaries: []kg.SalaryFact{
		{Title: "first", Year: 2024, Currency: "USD", Amounts: []int64{30, 10, 21}},
		{Title: "Nobody", Year: 2024, Currency: "USD", Amounts: []int64{5, 5}},
	}}
	store := open(t, nil)
	for _, step := range []struct {
		facts *kg.Facts
		all   []*kg.Facts
	}{
		{jobs, []*kg.Facts{jobs}},
		{Second(), []*kg.Facts{jobs, Second()}},
		{jobs, []*kg.Facts{jobs, Second()}}, // as it is
	} {
		replacement, err := store.Replace(t.Context(), step.facts)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := replacement.LeftOut, kg.Merge(nil, step.all...).Report(); len(want.Titles) == 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("the report is %+v, want %+v", got, want)
		}
		Holds(t, store, nil, step.all...)
	}
}

func replaceOne(t *testing.T, open Open) {
	store := fill(t, open, nil, Example(), Second())
	less := Example()
	less.Nodes, less.Links = slices.DeleteFunc(less.Nodes, func(n kg.NodeFact) bool { return n.Kind == kg.Tool }), nil
	less.Source.Version = "2"
	if _, err := store.Replace(t.Context(), less); err != nil {
		t.Fatal(err)
	}
	Holds(t, store, nil, less, Second())
	if _, err := store.Replace(t.Context(), Example()); err != nil {
		t.Fatal(err)
	}
	Holds(t, store, nil, Example(), Second())
}

func replaceSame(t *testing.T, open Open) {
	Holds(t, fill(t, open, nil, Example(), Second(), Example(), Example()), nil, Example(), Second())
}

// replaceSeveral has one source stay, one change and one come, and refuses all
// where one is bad or there twice.
func replaceSeveral(t *testing.T, open Open) {
	store := fill(t, open, nil, Example(), Second())
	other := Example()
	other.Source.Slug, other.Source.Name = "own", "Own"
	other.Nodes[0].Description = "The first"
	less := Second()
	less.Nodes, less.Links = less.Nodes[:1], nil
	replacement, err := store.Replace(t.Context(), less, other)
	if err != nil {
		t.Fatal(err)
	}
	Holds(t, store, nil, Example(), less, other)
	// The roles have a source more, and one another description; of the second
	// source alone were the skill and what leads to it; Alpha's use of anvils has
	// one source for another, the rest of the example's links one more.
	want := kg.Changes{}
	want.Nodes[kg.Role].Changed, want.Nodes[kg.Tool].Changed, want.Nodes[kg.Skill].Gone = 3, 4, 1
	want.Links[kg.UsesTool].Changed, want.Links[kg.RequiresSkill].Gone = 5, 1
	if *replacement.Changes != want {
		t.Errorf("the changes are %+v, want %+v", *replacement.Changes, want)
	}
	bad := Second()
	bad.Links[0].To = "nowhere"
	for name, facts := range map[string][]*kg.Facts{"one is bad": {Second(), bad}, "one is there twice": {Second(), Second()}} {
		if _, err := store.Replace(t.Context(), facts...); kg.AsError(err).Code != kg.BadUserInput {
			t.Errorf("%s: got the error %v, want %s", name, err, kg.BadUserInput)
		}
	}
	Holds(t, store, nil, Example(), less, other)
}

// keptFacts compares what the store gives back with what it was given.
func keptFacts(t *testing.T, open Open) {
	store := fill(t, open, nil)
	kept := func() map[string]string {
		all, err := store.Facts(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		for _, facts := range all {
			texts[facts.Source.Slug] = asJSON(facts)
		}
		if len(texts) != len(all) {
			t.Errorf("%d facts are of %d sources", len(all), len(texts))
		}
		return texts
	}
	if got := kept(); len(got) != 0 {
		t.Errorf("an empty store has the facts %v", got)
	}
	want := map[string]string{}
	for _, facts := range append(rapid.Custom(Facts).Example(5), Second(), Example(), Second()) {
		want[facts.Source.Slug] = asJSON(facts)
		if _, err := store.Replace(t.Context(), facts); err != nil {
			t.Fatal(err)
		}
		if got := kept(); !maps.Equal(got, want) {
			t.Errorf("got %v\nwant %v", got, want)
		}
	}
}

func badFacts(t *testing.T, open Open) {
	store := fill(t, open, nil, Example())
	for name, spoil := range map[string]func(*kg.Facts){
		"a link to nowhere":     func(f *kg.Facts) { f.Links[0].To = "nowhere" },
		"a malformed slug":      func(f *kg.Facts) { f.Nodes[0].Slug = "Not A Slug" },
		"a name that is empty":  func(f *kg.Facts) { f.Nodes[0].Name = " " },
		"a source without name": func(f *kg.Facts) { f.Source.Name = "" },
	} {
		bad := Second()
		spoil(bad)
		if _, err := store.Replace(t.Context(), bad); kg.AsError(err).Code != kg.BadUserInput {
			t.Errorf("%s: got the error %v, want %s", name, err, kg.BadUserInput)
		}
	}
	Holds(t, store, nil, Example())
}

func joinedNames(t *testing.T, open Open) {
	joins := &kg.Joins{}
	if err := joins.Add(kg.Join{Kind: kg.Tool, Slug: "anvil", Names: []string{"Crane"}}); err != nil {
		t.Fatal(err)
	}
	store := fill(t, open, joins, Example())
	Holds(t, store, joins, Example())
	if index, err := store.Index(t.Context()); err != nil || index.Has(kg.ID{Kind: kg.Tool, Slug: "crane"}) {
		t.Errorf("the joined crane is still there (%v)", err)
	}
}

// handMadeOrders has its expectations from the definition of the order, by
// hand: it judges Evaluate as well as the stores.
func handMadeOrders(t *testing.T, open Open) {
	store := fill(t, open, nil, Example())
	graph := kg.Merge(nil, Example())
	for _, c := range orderCases {
		plan := &kg.Plan{Branches: []kg.Branch{
			{Parent: kg.NoParent, From: kg.ByID{IDs: []kg.ID{{Kind: kg.Role, Slug: "alpha"}}}},
			{Parent: 0, From: kg.Along{Step: kg.Step{Relation: kg.UsesTool}}, Order: c.order, First: 10},
			{Parent: kg.NoParent, From: kg.Every{Kind: kg.Tool}, Order: kg.Order{Descending: c.order.Descending}, First: 10},
		}}
		result, err := store.Execute(t.Context(), plan)
		if err != nil {
			t.Fatal(err)
		}
		for by, r := range map[string]*kg.Result{"the store": result, "the naive evaluator": Evaluate(graph, plan)} {
			if got := slugsOf(r, 1); !slices.Equal(got, c.linked) {
				t.Errorf("%s, links in order %+v: got %v, want %v", by, c.order, got, c.linked)
			}
			if got := slugsOf(r, 2); !slices.Equal(got, c.all) {
				t.Errorf("%s, all, descending %t: got %v, want %v", by, c.order.Descending, got, c.all)
			}
		}
	}
}

var (
	ascending  = []kg.Slug{"anvil", "bolt-1", "bolt-2", "crane"}
	descending = []kg.Slug{"crane", "bolt-1", "bolt-2", "anvil"}
)

var orderCases = []struct {
	order       kg.Order
	linked, all []kg.Slug
}{
	{kg.Order{By: kg.ByName}, ascending, ascending},
	{kg.Order{By: kg.ByName, Descending: true}, descending, descending},
	{kg.Order{By: kg.ByWeight}, []kg.Slug{"crane", "bolt-1", "bolt-2", "anvil"}, ascending},
	{kg.Order{By: kg.ByWeight, Descending: true}, []kg.Slug{"bolt-1", "bolt-2", "crane", "anvil"}, descending},
}

// slugsOf are the slugs of all pages of a branch.
func slugsOf(r *kg.Result, branch int) []kg.Slug {
	var slugs []kg.Slug
	for _, entry := range r.Branches[branch].Entries {
		slugs = append(slugs, r.Nodes[entry.Node].Slug)
	}
	return slugs
}

// pagesJoin walks every order page by page, from the place of the last entry.
func pagesJoin(t *testing.T, open Open) {
	store := fill(t, open, nil, Example())
	for _, c := range orderCases {
		for first := 1; first <= 4; first++ {
			var walked []kg.Slug
			for after := (*kg.Place)(nil); ; {
				plan := &kg.Plan{Branches: []kg.Branch{
					{Parent: kg.NoParent, From: kg.ByID{IDs: []kg.ID{{Kind: kg.Role, Slug: "alpha"}}}},
					{
						Parent: 0, From: kg.Along{Step: kg.Step{Relation: kg.UsesTool}}, Order: c.order,
						First: first, After: after, Total: true, Read: kg.ReadWeight,
					},
				}}
				plan.Read[kg.Tool] = kg.ReadSortKey
				result, err := store.Execute(t.Context(), plan)
				if err != nil {
					t.Fatal(err)
				}
				walked = append(walked, slugsOf(result, 1)...)
				table := &result.Branches[1]
				if table.Rows[0].Total != 4 {
					t.Fatalf("a page's total is %d, want 4", table.Rows[0].Total)
				}
				if !table.Rows[0].More {
					break
				}
				last := table.Entries[len(table.Entries)-1]
				node := result.Nodes[last.Node]
				after = &kg.Place{Number: last.Link.Weight.Number(), SortKey: node.SortKey, Slug: node.Slug}
			}
			if !slices.Equal(walked, c.linked) {
				t.Errorf("order %+v by pages of %d: got %v, want %v", c.order, first, walked, c.linked)
			}
		}
	}
}

func doneContext(t *testing.T, open Open) {
	store := fill(t, open, nil, Example())
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	late, cancelLate := context.WithDeadline(t.Context(), time.Now().Add(-time.Second))
	defer cancelLate()
	for _, ctx := range []context.Context{cancelled, late} {
		if _, err := store.Execute(ctx, everything()); kg.AsError(err).Code != kg.Timeout {
			t.Errorf("Execute: got %v, want %s", err, kg.Timeout)
		}
		if _, err := store.Replace(ctx, Second()); kg.AsError(err).Code != kg.Timeout {
			t.Errorf("Replace: got %v, want %s", err, kg.Timeout)
		}
		if _, err := store.Facts(ctx); kg.AsError(err).Code != kg.Timeout {
			t.Errorf("Facts: got %v, want %s", err, kg.Timeout)
		}
	}
	Holds(t, store, nil, Example())
}

// noMixture reads all the while that a source says one thing and another by
// turns. An answer may be refused as Unavailable, but is of one of the two.
func noMixture(t *testing.T, open Open) {
	const turns, readers = 6, 3
	store := fill(t, open, nil, Example(), Second())
	other := Example()
	other.Links = other.Links[:2]
	other.Nodes[3].Categories = []string{"Steel"}
	versions := NewVersions(kg.Merge(nil, Example(), Second()), kg.Merge(nil, other, Second()))

	var done sync.WaitGroup
	ctx, stop := context.WithCancel(t.Context())
	for range readers {
		done.Go(func() {
			for ctx.Err() == nil {
				limited, cancel := context.WithTimeout(t.Context(), 30*time.Second)
				_, err := versions.Held(limited, store)
				cancel()
				if problem, ok := errors.AsType[*kg.Error](err); ok && problem.Code == kg.Unavailable {
					continue
				}
				if err != nil {
					t.Errorf("reading while writing: %v", err)
					return
				}
			}
		})
	}
	for turn := range turns {
		facts := Example()
		if turn%2 == 0 {
			facts = copied(t, other)
		}
		if _, err := store.Replace(t.Context(), facts); err != nil {
			t.Error(err)
		}
	}
	stop()
	done.Wait()
}

// copied is a deep copy, for Replace may keep what it is given.
func copied(t *testing.T, facts *kg.Facts) *kg.Facts {
	var c kg.Facts
	if err := json.Unmarshal([]byte(asJSON(facts)), &c); err != nil {
		t.Fatal(err)
	}
	return &c
}
