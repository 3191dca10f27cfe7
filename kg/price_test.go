package kg_test

import (
	"testing"

	"rolegraph/kg"
)

// priced is a graph of three roles and four tools: role a uses all four, b two
// and c one, so that tool 1 has three roles, tool 2 two, and tools 3 and 4 one.
func priced(t *testing.T) *kg.Index {
	t.Helper()
	f := &kg.Facts{Source: kg.Source{Slug: kg.SourceONET, Name: "Priced"}}
	for _, slug := range []kg.Slug{"a", "b", "c"} {
		f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kg.Role, Slug: slug, Name: string(slug)})
	}
	for _, slug := range []kg.Slug{"1", "2", "3", "4"} {
		f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kg.Tool, Slug: slug, Name: string(slug)})
	}
	for role, tools := range map[kg.Slug]int{"a": 4, "b": 2, "c": 1} {
		for _, tool := range []kg.Slug{"1", "2", "3", "4"}[:tools] {
			f.Links = append(f.Links, kg.LinkFact{Relation: kg.UsesTool, From: role, To: tool, Strength: kg.NoWeight})
		}
	}
	if err := f.Check(); err != nil {
		t.Fatal(err)
	}
	return kg.Merge(nil, f).Index()
}

var (
	uses   = kg.Step{Relation: kg.UsesTool}
	usedBy = kg.Step{Relation: kg.UsesTool, Direction: kg.In}
)

// Of neighborhoods and walks.
var (
	toolTwo = kg.ID{Kind: kg.Tool, Slug: "2"}
	anyWay  = kg.WalkStep{Relation: kg.UsesTool, Directions: []kg.Direction{kg.Out, kg.In}}
)

func around(n kg.Neighborhood) kg.Branch {
	return kg.Branch{Parent: kg.NoParent, From: n, First: 10}
}

func walks(from kg.ID, steps ...kg.WalkStep) kg.Branch {
	return kg.Branch{Parent: kg.NoParent, From: kg.Traversal{Starts: []kg.ID{from}, Steps: steps}, First: 10}
}

// TestPrices has its figures counted by hand from the graph above.
func TestPrices(t *testing.T) {
	index := priced(t)
	roleA := kg.Branch{Parent: kg.NoParent, From: kg.ByID{IDs: []kg.ID{{Kind: kg.Role, Slug: "a"}}}}
	tools := kg.Branch{Parent: kg.NoParent, From: kg.Every{Kind: kg.Tool}}
	with := func(b kg.Branch, change func(*kg.Branch)) kg.Branch { change(&b); return b }
	withFirst := func(b kg.Branch, first int) kg.Branch { b.First = first; return b }
	ends := func(kind kg.Kind) func(from, to kg.Slug, p kg.Paths) kg.Branch {
		return func(from, to kg.Slug, p kg.Paths) kg.Branch {
			p.From, p.To = kg.ID{Kind: kind, Slug: from}, kg.ID{Kind: kind, Slug: to}
			if p.HubLimit == 0 {
				p.HubLimit = 500
			}
			return kg.Branch{Parent: kg.NoParent, From: p}
		}
	}
	paths, toolPaths := ends(kg.Role), ends(kg.Tool)
	two := kg.Filter{kg.LinkedTo{Step: usedBy, Match: kg.All, Slugs: []kg.Slug{"a", "b"}}}
	twoTools := kg.Profile{Has: [kg.KindCount][]kg.Slug{kg.Tool: {"1", "3"}}}
	fits := func(f kg.Fitting) kg.Branch {
		f.Kinds = []kg.Kind{kg.Skill, kg.Tool}
		return kg.Branch{Parent: kg.NoParent, From: f, First: 10}
	}
	for name, c := range map[string]struct {
		branches []kg.Branch
		want     int // of the last branch
	}{
		"by id, an entity each":                 {[]kg.Branch{roleA}, 1},
		"a page in the order of names":          {[]kg.Branch{with(tools, func(b *kg.Branch) { b.First = 3 })}, 3},
		"a page larger than the kind":           {[]kg.Branch{with(tools, func(b *kg.Branch) { b.First = 100 })}, 4},
		"a total alone":                         {[]kg.Branch{with(tools, func(b *kg.Branch) { b.Total = true })}, 1},
		"a page and a total":                    {[]kg.Branch{with(tools, func(b *kg.Branch) { b.First, b.Total = 3, true })}, 4},
		"a page by what no store has in order":  {[]kg.Branch{{Parent: kg.NoParent, From: kg.Every{Kind: kg.Role}, First: 1, Order: kg.Order{By: kg.ByGrowth}}}, 1 + 3},
		"a test of every tool for a page":       {[]kg.Branch{with(tools, func(b *kg.Branch) { b.First, b.Filter = 1, kg.Filter{kg.SaidBy{Sources: []string{"onet"}}} })}, 1 + 4 + 4},
		"links of two roles, then what one has": {[]kg.Branch{with(tools, func(b *kg.Branch) { b.Total, b.Filter = true, two })}, (4 + 2) + 1 + 4},
		"no more than are named": {[]kg.Branch{with(tools, func(b *kg.Branch) {
			b.Total, b.Filter = true, append(kg.Filter{kg.OneOf{Slugs: []kg.Slug{"1"}}}, two...)
		})}, 1 + (4 + 2) + 1 + 1},
		"none of: their links and all others": {[]kg.Branch{with(tools, func(b *kg.Branch) {
			b.Total = true
			b.Filter = kg.Filter{kg.LinkedTo{Step: usedBy, Match: kg.None, Slugs: []kg.Slug{"c"}}}
		})}, 4 + 4 + 1 + 4},
		"links of the widest role": {[]kg.Branch{roleA, {Parent: 0, From: kg.Along{Step: uses}, First: 1}}, 4},
		"links of one role that a filter names, which may be the widest": {[]kg.Branch{
			{Parent: kg.NoParent, From: kg.Every{Kind: kg.Role}, Filter: kg.Filter{kg.OneOf{Slugs: []kg.Slug{"b"}}}, First: 20},
			{Parent: 0, From: kg.Along{Step: uses}, First: 1},
		}, 4},
		"links of a role with two tools": {[]kg.Branch{{Parent: kg.NoParent, From: kg.ByID{IDs: []kg.ID{{Kind: kg.Role, Slug: "b"}}}}, {Parent: 0, From: kg.Along{Step: uses}, First: 1}}, 2},
		"a total of links alone":         {[]kg.Branch{roleA, {Parent: 0, From: kg.Along{Step: uses}, Total: true}}, 1},
		"a total of links that match":    {[]kg.Branch{roleA, {Parent: 0, From: kg.Along{Step: uses}, Total: true, Link: kg.LinkFilter{Tags: []kg.LinkTag{kg.Hot}}}}, 1 + 4},
		"two tools lead to five roles, not six": {[]kg.Branch{
			roleA,
			{Parent: 0, From: kg.Along{Step: uses}, First: 2},
			{Parent: 1, From: kg.Along{Step: usedBy}, First: 100},
		}, 3 + 2},
		"all tools lead to all links, once": {[]kg.Branch{
			with(tools, func(b *kg.Branch) { b.First = 100 }),
			{Parent: 0, From: kg.Along{Step: usedBy}, First: 100},
			{Parent: 1, From: kg.Along{Step: uses}, First: 100},
			{Parent: 2, From: kg.Along{Step: usedBy}, First: 100},
		}, 7},
		"facets by what is linked": {[]kg.Branch{
			with(tools, func(b *kg.Branch) { b.Total = true }),
			{Parent: kg.NoParent, From: kg.Counted{Of: 0, By: kg.FacetLinked, Step: usedBy}, First: 1},
		}, 4 + 7},
		"facets of a role's list": {[]kg.Branch{
			roleA,
			{Parent: 0, From: kg.Along{Step: uses}, Total: true},
			{Parent: 0, From: kg.Counted{Of: 1, By: kg.FacetLinked, Step: usedBy}, First: 1},
		}, 4 + 7},
		"around a tool with two roles":           {[]kg.Branch{around(kg.Neighborhood{Of: toolTwo, Hops: 1})}, 1 + 2},
		"around a role with two tools":           {[]kg.Branch{around(kg.Neighborhood{Of: kg.ID{Kind: kg.Role, Slug: "b"}, Hops: 1})}, 1 + 2},
		"two hops, each node expanded once":      {[]kg.Branch{around(kg.Neighborhood{Of: toolTwo, Hops: 2, HubLimit: 9})}, 1 + 2 + 2 + (4 + 2)},
		"with the links of the two roles around": {[]kg.Branch{around(kg.Neighborhood{Of: toolTwo, Hops: 2, HubLimit: 9, Links: true})}, 1 + 2 + 2 + (4 + 2) + (4 + 2)},
		"not through the tool with three roles":  {[]kg.Branch{around(kg.Neighborhood{Of: kg.ID{Kind: kg.Role, Slug: "b"}, Hops: 2, HubLimit: 2})}, 1 + 2 + 2 + (2 + 1)},
		"within roles, to which no link leads":   {[]kg.Branch{around(kg.Neighborhood{Of: kg.ID{Kind: kg.Role, Slug: "b"}, Hops: 3, HubLimit: 9, Kinds: []kg.Kind{kg.Role}})}, 1},
		"lists of what lies around": {[]kg.Branch{
			around(kg.Neighborhood{Of: toolTwo, Hops: 1}),
			{Parent: 0, From: kg.Along{Step: uses}, First: 1},
		}, 4 + 2},
		"walks of two steps":             {[]kg.Branch{walks(toolTwo, anyWay, anyWay)}, 1 + 2 + (4 + 2)},
		"walks by one role":              {[]kg.Branch{walks(toolTwo, kg.WalkStep{Relation: kg.UsesTool, Directions: anyWay.Directions, To: []kg.ID{{Kind: kg.Role, Slug: "a"}}}, anyWay)}, 1 + 2 + 4},
		"walks that cannot go on":        {[]kg.Branch{walks(toolTwo, anyWay, kg.WalkStep{Relation: kg.UsesTool, Directions: []kg.Direction{kg.In}})}, 1 + 2},
		"walks that come back for ever":  {[]kg.Branch{walks(toolTwo, anyWay, anyWay, anyWay, anyWay)}, 1 + 2 + (4 + 2) + 7 + 7},
		"lists of those where walks end": {[]kg.Branch{walks(toolTwo, anyWay), {Parent: 0, From: kg.Along{Step: uses}, First: 1}}, 4 + 2},
		"a matrix's page and total":      {[]kg.Branch{{Parent: kg.NoParent, From: kg.Matrix{Roles: []kg.Slug{"b", "c"}, Kinds: []kg.Kind{kg.Skill, kg.Tool}}, First: 10, Total: true}}, 2 * (2 + 1)},
		"roles like one, which has two tools, of three and two roles": {[]kg.Branch{
			{Parent: kg.NoParent, From: kg.ByID{IDs: []kg.ID{{Kind: kg.Role, Slug: "b"}, {Kind: kg.Tool, Slug: "1"}}}},
			{Parent: 0, From: kg.Similar{Kinds: []kg.Kind{kg.Skill, kg.Tool}}, First: 5},
		}, 2 + (3 + 2)},
		"roles like two that may be those with the most": {[]kg.Branch{
			{Parent: kg.NoParent, From: kg.Every{Kind: kg.Role}, First: 2},
			{Parent: 0, From: kg.Similar{Kinds: []kg.Kind{kg.Tool}}, Total: true},
		}, (4 + 2) + (3 + 2 + 1 + 1) + (3 + 2)},
		"what roles like one have": {[]kg.Branch{
			{Parent: kg.NoParent, From: kg.ByID{IDs: []kg.ID{{Kind: kg.Role, Slug: "b"}}}},
			{Parent: 0, From: kg.Similar{Kinds: []kg.Kind{kg.Tool}}, First: 1},
			{Parent: 1, From: kg.Along{Step: uses}, First: 1},
		}, 4},
		"roles for two tools": {[]kg.Branch{fits(kg.Fitting{Profile: twoTools})}, 2 + (3 + 1)},
		"roles for a tool and what a role has": {[]kg.Branch{
			fits(kg.Fitting{Profile: kg.Profile{Roles: []kg.Slug{"b"}, Has: [kg.KindCount][]kg.Slug{kg.Tool: {"4"}}}}),
		}, 1 + 2 + (1 + 3 + 2)},
		"roles for what all roles have, each link once": {[]kg.Branch{fits(kg.Fitting{Profile: kg.Profile{Roles: []kg.Slug{"a", "b", "c"}}})}, 7 + 7},
		"a profile and one role, which has one tool":    {[]kg.Branch{fits(kg.Fitting{Profile: twoTools, Role: "c"})}, 1 + 2 + 1},
		// Role a has 4 links and b 2; the tools 3, 2, 1 and 1.
		"paths of one hop: the fewer links of an end":                  {[]kg.Branch{paths("b", "c", kg.Paths{MaxHops: 1})}, 2 + 1},
		"paths of two hops: from a tool what it has, and a role":       {[]kg.Branch{toolPaths("3", "4", kg.Paths{MaxHops: 2})}, 2 + 1 + 1},
		"paths of three hops: a tool, a role, and a tool":              {[]kg.Branch{toolPaths("3", "4", kg.Paths{MaxHops: 3})}, 2 + 1 + 4 + 1},
		"paths never follow all links more than twice":                 {[]kg.Branch{paths("a", "b", kg.Paths{MaxHops: 6})}, 2 + 2*7},
		"paths not through hubs":                                       {[]kg.Branch{paths("a", "b", kg.Paths{MaxHops: 3, HubLimit: 2})}, 2 + 4 + 2 + (2 + 1)},
		"paths through tools alone: no hop is priced below one before": {[]kg.Branch{toolPaths("3", "4", kg.Paths{MaxHops: 3, Through: []kg.Kind{kg.Tool}})}, 2 + 1 + (1 + 1)},
		"paths and their hubs: links of the one hub, from both ends":   {[]kg.Branch{paths("a", "b", kg.Paths{MaxHops: 2, HubLimit: 2, Hubs: true})}, 2 + (2 + 2 + 1) + 3 + 3},
		"what is linked to the nodes of paths, of which two are roles": {[]kg.Branch{
			withFirst(toolPaths("3", "4", kg.Paths{MaxHops: 1}), 1), {Parent: 0, From: kg.Along{Step: uses}, First: 1},
		}, 4 + 2},
		"an overlap": {[]kg.Branch{{Parent: kg.NoParent, From: kg.Overlapping{Roles: []kg.Slug{"a"}, Kinds: []kg.Kind{kg.Tool}}}}, 4},
	} {
		prices := index.Prices(&kg.Plan{Branches: c.branches})
		if got := prices[len(prices)-1]; got != c.want {
			t.Errorf("%s: the price is %d, want %d", name, got, c.want)
		}
	}
}

// TestPricesStayBounded nests lists as deep as no operation does.
func TestPricesStayBounded(t *testing.T) {
	plan := &kg.Plan{Branches: []kg.Branch{{Parent: kg.NoParent, From: kg.Every{Kind: kg.Role}, First: 1 << 40}}}
	for i := range 1000 {
		step := uses
		if i%2 == 1 {
			step = usedBy
		}
		plan.Branches = append(plan.Branches, kg.Branch{Parent: i, From: kg.Along{Step: step}, First: 1 << 40, Total: true})
	}
	for i, price := range priced(t).Prices(plan) {
		if price < 0 || price > 20 {
			t.Fatalf("branch %d costs %d", i, price)
		}
	}
}

// TestPriceOfPathsFromOneLinkEach has a role with one tool and one skill, where
// others have three: its first hop follows two links, though each step alone may
// follow as many, and what lies beyond is counted from there.
func TestPriceOfPathsFromOneLinkEach(t *testing.T) {
	f := &kg.Facts{Source: kg.Source{Slug: "own", Name: "Own"}}
	for _, slug := range []kg.Slug{"tools", "skills", "one"} {
		f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kg.Role, Slug: slug, Name: string(slug)})
	}
	for _, slug := range []kg.Slug{"1", "2", "3"} {
		f.Nodes = append(f.Nodes, kg.NodeFact{Kind: kg.Tool, Slug: slug, Name: string(slug)}, kg.NodeFact{Kind: kg.Skill, Slug: "skill-" + slug, Name: "Skill " + string(slug)})
		f.Links = append(f.Links,
			kg.LinkFact{Relation: kg.UsesTool, From: "tools", To: slug, Strength: kg.NoWeight},
			kg.LinkFact{Relation: kg.RequiresSkill, From: "skills", To: "skill-" + slug, Strength: kg.NoWeight})
	}
	f.Links = append(f.Links,
		kg.LinkFact{Relation: kg.UsesTool, From: "one", To: "1", Strength: kg.NoWeight},
		kg.LinkFact{Relation: kg.RequiresSkill, From: "one", To: "skill-1", Strength: kg.NoWeight})
	index := kg.Merge(nil, f).Index()
	for hops, want := range map[int]int{
		1: 2 + 2,
		2: 2 + 2 + 3, // from both ends, or from the one: its two links and two of each neighbor
	} {
		paths := kg.Paths{From: kg.ID{Kind: kg.Role, Slug: "one"}, To: kg.ID{Kind: kg.Role, Slug: "tools"}, MaxHops: hops, HubLimit: 500}
		if got := index.Prices(&kg.Plan{Branches: []kg.Branch{{Parent: kg.NoParent, From: paths}}})[0]; got != want {
			t.Errorf("%d hops: the price is %d, want %d", hops, got, want)
		}
	}
}
