package storetest

import (
	"fmt"
	"slices"

	"pgregory.net/rapid"

	"rolegraph/kg"
)

// names are few, so that several sources and several kinds meet in one name;
// some differ in case, accents or punctuation alone, some sort alike.
var names = []string{
	"C", "C++", "C#", "c", "Node.js", "Node JS", "Café", "cafe", "Ärger", "Zebra", "Ωmega", "日本", "Ｆull width",
	"a b", "a  b", "R&D", "quote \" and \\ slash", "'); MATCH (n) DETACH DELETE n //", "$ids0", "😀 face", "𝄞 clef", "\ue000 private", "\ufffd replaced", "\ud7ff last", "Straße", "STRASSE",
}

var registry = []string{kg.SourceArticle, "own", "own-b", kg.SourceONET, kg.SourceESCO, kg.SourceBLSOEWS}

// Facts draws the facts of a few sources: several for one link, weights that
// are missing, zero and equal, names that are equal with different slugs, and
// entities without links among them.
func Facts(t *rapid.T) []*kg.Facts {
	sources := rapid.SliceOfNDistinct(rapid.SampledFrom(registry), 1, 4, rapid.ID).Draw(t, "sources")
	var all []*kg.Facts
	for _, source := range sources {
		all = append(all, factsOf(t, source))
	}
	return all
}

func factsOf(t *rapid.T, source string) *kg.Facts {
	f := &kg.Facts{Source: kg.Source{
		Slug: source, Name: "Source " + source, Version: text(t, "version"), URL: text(t, "url"), License: text(t, "license"),
		AsOf: rapid.SampledFrom([]kg.Date{"", "2024", "2024-08", "2024-08-31"}).Draw(t, "asOf"),
	}}
	var byKind [kg.KindCount][]kg.Slug
	for range rapid.IntRange(0, 24).Draw(t, "nodes") {
		// Links start at roles, so there are more of them.
		kind := rapid.SampledFrom(append(kg.Kinds(), kg.Role, kg.Role, kg.Skill)).Draw(t, "kind")
		n := node(t, kind)
		f.Nodes = append(f.Nodes, n)
		byKind[kind] = append(byKind[kind], n.Slug)
	}
	for range rapid.IntRange(0, 80).Draw(t, "links") {
		relation := rapid.SampledFrom(kg.Relations()).Draw(t, "relation")
		from, to := byKind[relation.From()], byKind[relation.To()]
		if len(from) == 0 || len(to) == 0 {
			continue
		}
		f.Links = append(f.Links, kg.LinkFact{
			Relation: relation,
			From:     rapid.SampledFrom(from).Draw(t, "from"),
			To:       rapid.SampledFrom(to).Draw(t, "to"),
			Strength: rapid.SampledFrom([]kg.Weight{kg.NoWeight, 0, 1, 333_333, 500_000, 500_000, 875_000, kg.FullWeight}).Draw(t, "strength"),
			Tags:     rapid.SliceOfN(rapid.SampledFrom(kg.LinkTags()), 0, 2).Draw(t, "tags"),
			Notes:    texts(t, "notes"),
			Evidence: rapid.SliceOfN(rapid.Custom(evidence), 0, 2).Draw(t, "evidence"),
		})
	}
	f.Salaries = rapid.SliceOfN(rapid.Custom(salaries), 0, 6).Draw(t, "salaries")
	return f
}

// salaries are of titles that are a role's name, an alias of one role or of
// several, or nothing.
func salaries(t *rapid.T) kg.SalaryFact {
	return kg.SalaryFact{
		Title:    rapid.SampledFrom(names).Draw(t, "title"),
		Year:     rapid.IntRange(2022, 2024).Draw(t, "year"),
		Currency: rapid.SampledFrom([]string{"USD", "USD", "EUR"}).Draw(t, "currency"),
		Amounts:  rapid.SliceOfN(rapid.Int64Range(0, 9), 1, 4).Draw(t, "amounts"),
	}
}

func node(t *rapid.T, kind kg.Kind) kg.NodeFact {
	name := rapid.SampledFrom(names).Draw(t, "name")
	n := kg.NodeFact{Kind: kind, Name: name, Slug: kg.MakeSlug(name)}
	if rapid.Bool().Draw(t, "own slug") {
		n.Slug += kg.Slug(rapid.SampledFrom([]string{"-1", "-2", "z"}).Draw(t, "slug"))
	}
	if rapid.Bool().Draw(t, "plain") {
		return n
	}
	n.Description = text(t, "description")
	n.Aliases = rapid.SliceOfN(rapid.SampledFrom(names), 0, 3).Draw(t, "aliases")
	n.Codes = rapid.SliceOfN(rapid.SampledFrom([]kg.Code{{Scheme: "SOC", Value: "15-2051"}, {Scheme: "ESCO", Value: "http://data.europa.eu/esco/occupation/1"}}), 0, 2).Draw(t, "codes")
	n.Types = rapid.SliceOfN(rapid.SampledFrom([]kg.SkillType{kg.SkillTypeSkill, kg.SkillTypeKnowledge}), 0, 2).Draw(t, "types")
	n.Categories = rapid.SliceOfN(rapid.SampledFrom(names), 0, 2).Draw(t, "categories")
	if kind != kg.Role {
		return n
	}
	n.Responsibilities = texts(t, "responsibilities")
	n.Pay = rapid.SliceOfN(rapid.Custom(pay), 0, 2).Draw(t, "pay")
	n.Outlook = rapid.SliceOfN(rapid.Custom(outlook), 0, 2).Draw(t, "outlook")
	n.Education = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) kg.EducationShare {
		return kg.EducationShare{Level: text(t, "level"), Percent: figure(t)}
	}), 0, 2).Draw(t, "education")
	return n
}

func text(t *rapid.T, label string) string {
	return rapid.SampledFrom([]string{"", "plain", "line\nbreak and tab\t", "\"quoted\" \\ back", "Ünï→😀", "<script>"}).Draw(t, label)
}

func texts(t *rapid.T, label string) []string {
	return rapid.SliceOfN(rapid.SampledFrom([]string{"one", "two", "line\nbreak", "\"quoted\""}), 0, 2).Draw(t, label)
}

func figure(t *rapid.T) float64 {
	return rapid.SampledFrom([]float64{0, 0.1, -3.25, 11, 99999.99, 1e15, 1.0 / 3}).Draw(t, "figure")
}

func optional(t *rapid.T, label string) *float64 {
	if rapid.Bool().Draw(t, label) {
		return nil
	}
	value := figure(t)
	return &value
}

func pay(t *rapid.T) kg.Pay {
	p := kg.Pay{
		Year:     rapid.IntRange(2019, 2024).Draw(t, "year"),
		Currency: rapid.SampledFrom([]string{"USD", "EUR"}).Draw(t, "currency"),
		Basis:    rapid.SampledFrom([]kg.PayBasis{kg.Annual, kg.Hourly}).Draw(t, "basis"),
		Country:  rapid.SampledFrom([]string{"", "US"}).Draw(t, "country"),
		P10:      optional(t, "p10"), Median: optional(t, "median"), Mean: optional(t, "mean"),
		Capped: rapid.Bool().Draw(t, "capped"),
	}
	if sample := rapid.IntRange(0, 3).Draw(t, "sample"); sample > 0 {
		p.Sample = &sample
	}
	return p
}

func outlook(t *rapid.T) kg.Outlook {
	return kg.Outlook{
		Group: text(t, "group"), FromYear: 2019, ToYear: rapid.IntRange(2029, 2031).Draw(t, "to"),
		Growth: figure(t), Openings: optional(t, "openings"),
	}
}

func evidence(t *rapid.T) kg.Evidence {
	return kg.Evidence{
		Measure: text(t, "measure"), Value: optional(t, "value"), Min: optional(t, "min"), Max: optional(t, "max"),
		AsOf: rapid.SampledFrom([]kg.Date{"", "2023-12"}).Draw(t, "asOf"),
	}
}

// Plan draws a plan over a graph: starts of every sort, expansions along every
// relation from either end, filters on nodes and links, both orders in both
// directions, pages that begin anywhere.
func Plan(t *rapid.T, graph *kg.Graph) *kg.Plan {
	p := &kg.Plan{}
	for i := range rapid.IntRange(1, 7).Draw(t, "branches") {
		p.Branches = append(p.Branches, branch(t, graph, p, i))
	}
	for kind := range p.Read {
		p.Read[kind] = kg.NodeFields(rapid.Uint32Range(0, 1<<15-1).Draw(t, "read"))
	}
	return p
}

func branch(t *rapid.T, graph *kg.Graph, p *kg.Plan, i int) kg.Branch {
	if i > 0 && rapid.IntRange(0, 5).Draw(t, "count") == 0 {
		if b, ok := counted(t, p); ok {
			return b
		}
	}
	if rapid.IntRange(0, 7).Draw(t, "scored") == 0 {
		if b, ok := scored(t, graph, p, i); ok {
			return b
		}
	}
	if len(graph.Nodes()) > 1 && rapid.IntRange(0, pathsShare).Draw(t, "paths?") == 0 {
		return paths(t, graph)
	}
	if len(graph.Nodes()) > 0 && rapid.IntRange(0, 5).Draw(t, "walk") == 0 {
		if rapid.Bool().Draw(t, "around") {
			return neighborhood(t, graph)
		}
		return traversal(t, graph)
	}
	b := kg.Branch{Parent: kg.NoParent}
	var target kg.Kind
	steps := stepsFrom(p, i)
	_, roles := graph.NodesOf(kg.Role)
	switch choice := rapid.IntRange(0, 9).Draw(t, "from"); {
	case len(steps) > 0 && choice < 6:
		chosen := rapid.SampledFrom(steps).Draw(t, "step")
		b.Parent, b.From, target = chosen.parent, kg.Along{Step: chosen.step}, chosen.step.Target()
		b.Link = linkFilter(t)
		b.Read = kg.LinkFields(rapid.Uint8Range(0, 15).Draw(t, "read"))
	case choice == 6 && len(roles) > 0:
		return matrix(t, graph, roles)
	case choice == 7 && len(graph.Nodes()) > 0:
		var ids []kg.ID
		for range rapid.IntRange(1, 5).Draw(t, "ids") {
			n := rapid.SampledFrom(graph.Nodes()).Draw(t, "id")
			ids = append(ids, n.ID())
		}
		b.From = kg.ByID{IDs: append(ids, kg.ID{Kind: kg.Tool, Slug: "there-is-no-such-tool"})}
		return b
	default:
		target = rapid.SampledFrom(append(kg.Kinds(), kg.Role, kg.Role)).Draw(t, "kind")
		b.From = kg.Every{Kind: target}
	}
	b.Order.By = rapid.SampledFrom(orders(target, b.Parent != kg.NoParent)).Draw(t, "by")
	b.Order.Descending = rapid.Bool().Draw(t, "descending")
	b.First = rapid.SampledFrom([]int{0, 1, 2, 3, 3, 5, 10, 100}).Draw(t, "first")
	b.Total = b.First == 0 || rapid.Bool().Draw(t, "total")
	if rapid.IntRange(0, 3).Draw(t, "after") == 0 {
		b.After = place(t, graph, target)
	}
	if rapid.IntRange(0, 2).Draw(t, "filter") == 0 {
		b.Filter = filter(t, graph, target, 2)
	}
	return b
}

// matrix draws a branch that sets up to four roles side by side, or counts what
// they have in common.
func matrix(t *rapid.T, graph *kg.Graph, roles []kg.Node) kg.Branch {
	m := kg.Matrix{}
	for _, at := range rapid.SliceOfNDistinct(rapid.IntRange(0, len(roles)-1), 1, min(4, len(roles)), rapid.ID).Draw(t, "side by side") {
		m.Roles = append(m.Roles, roles[at].Slug)
	}
	for _, kind := range kg.Kinds()[1:] {
		if rapid.IntRange(0, 3).Draw(t, "kind") > 0 {
			m.Kinds = append(m.Kinds, kind)
		}
	}
	if rapid.IntRange(0, 3).Draw(t, "overlap") == 0 {
		return kg.Branch{Parent: kg.NoParent, From: kg.Overlapping(m), Link: linkFilter(t)}
	}
	b := kg.Branch{Parent: kg.NoParent, From: m, Link: linkFilter(t), Read: kg.LinkFields(rapid.Uint8Range(0, 15).Draw(t, "read"))}
	b.First = rapid.SampledFrom([]int{0, 1, 2, 3, 10, 100}).Draw(t, "first")
	b.Total = b.First == 0 || rapid.Bool().Draw(t, "total")
	if len(m.Kinds) > 0 && rapid.IntRange(0, 2).Draw(t, "after") == 0 {
		kind := rapid.SampledFrom(m.Kinds).Draw(t, "after kind")
		b.After = place(t, graph, kind)
		b.After.Kind, b.After.Number = kind, kg.Known(float64(rapid.IntRange(1, len(m.Roles)).Draw(t, "after roles")))
	}
	return b
}

// counted draws a branch that counts one before it, if there is one to count.
func counted(t *rapid.T, p *kg.Plan) (kg.Branch, bool) {
	of := rapid.IntRange(0, len(p.Branches)-1).Draw(t, "of")
	var kind kg.Kind
	switch from := p.Branches[of].From.(type) {
	case kg.Every:
		kind = from.Kind
	case kg.Along:
		kind = from.Step.Target()
	default:
		return kg.Branch{}, false
	}
	by := kg.Counted{Of: of, By: rapid.SampledFrom([]kg.Facet{kg.FacetSource, kg.FacetLinked, kg.FacetLinked}).Draw(t, "facet")}
	switch {
	case by.By == kg.FacetLinked:
		by.Step = rapid.SampledFrom(stepsOf(kind)).Draw(t, "facet step")
	case kind == kg.Skill && rapid.Bool().Draw(t, "types"):
		by.By = kg.FacetType
	case kind == kg.Tool && rapid.Bool().Draw(t, "categories"):
		by.By = kg.FacetCategory
	}
	return kg.Branch{Parent: p.Branches[of].Parent, From: by, First: rapid.SampledFrom([]int{1, 2, 5, 100}).Draw(t, "first")}, true
}

// stepsOf are the steps that start at a kind.
func stepsOf(kind kg.Kind) []kg.Step {
	var steps []kg.Step
	for _, relation := range kg.Relations() {
		for _, direction := range []kg.Direction{kg.Out, kg.In} {
			if step := (kg.Step{Relation: relation, Direction: direction}); step.Source() == kind {
				steps = append(steps, step)
			}
		}
	}
	return steps
}

// orders are what a list of a kind can be ordered by.
func orders(kind kg.Kind, links bool) []kg.OrderBy {
	all := []kg.OrderBy{kg.ByName, kg.ByRoleCount}
	if kind == kg.Role {
		all = append(all, kg.ByMedianPay, kg.ByGrowth)
	}
	if links {
		all = append(all, kg.ByWeight, kg.ByWeight)
	}
	return all
}

// stepFrom is a step that a branch may take from an earlier one.
type stepFrom struct {
	parent int
	step   kg.Step
}

// stepsFrom are the steps that can follow the branches before i that have
// pages.
func stepsFrom(p *kg.Plan, i int) []stepFrom {
	var steps []stepFrom
	for _, relation := range kg.Relations() {
		for _, direction := range []kg.Direction{kg.Out, kg.In} {
			step := kg.Step{Relation: relation, Direction: direction}
			for _, parent := range parentsOf(p, i, step.Source()) {
				steps = append(steps, stepFrom{parent, step})
			}
		}
	}
	return steps
}

// place draws the place of a node, or one where there is none.
func place(t *rapid.T, graph *kg.Graph, kind kg.Kind) *kg.Place {
	p := &kg.Place{
		Number:  rapid.SampledFrom([]kg.Number{{}, kg.Known(0), kg.Known(1), kg.Known(2), kg.Known(11), kg.Known(333_333), kg.Known(500_000), kg.Known(1e6)}).Draw(t, "after number"),
		SortKey: kg.SortKey(rapid.SampledFrom(names).Draw(t, "after name")), Slug: "m",
	}
	if _, nodes := graph.NodesOf(kind); len(nodes) > 0 && rapid.IntRange(0, 3).Draw(t, "after node") > 0 {
		n := rapid.SampledFrom(nodes).Draw(t, "after")
		p.SortKey, p.Slug = n.SortKey, n.Slug
	}
	return p
}

func linkFilter(t *rapid.T) kg.LinkFilter {
	var f kg.LinkFilter
	switch rapid.IntRange(0, 8).Draw(t, "link") {
	case 0:
		least := rapid.SampledFrom([]kg.Weight{0, 1, 500_000, kg.FullWeight, kg.FullWeight + 1}).Draw(t, "minWeight")
		f.MinWeight = &least
	case 1:
		f.Tags = []kg.LinkTag{kg.Essential, kg.Hot}
	case 2:
		f.Sources = []string{kg.SourceArticle, kg.SourceONET}
	}
	return f
}

// filter draws a filter with others in it, so deep at most.
func filter(t *rapid.T, graph *kg.Graph, kind kg.Kind, depth int) kg.Filter {
	var f kg.Filter
	for range rapid.IntRange(0, 3).Draw(t, "conditions") {
		if c := condition(t, graph, kind, depth); c != nil {
			f = append(f, c)
		}
	}
	return f
}

func condition(t *rapid.T, graph *kg.Graph, kind kg.Kind, depth int) kg.Condition {
	switch rapid.IntRange(0, 8).Draw(t, "condition") {
	case 0:
		return kg.OneOf{Slugs: slugs(t, graph, kind, 0, 6)}
	case 1:
		return kg.SaidBy{Sources: []string{kg.SourceArticle, "own"}}
	case 2:
		if kind == kg.Skill {
			return kg.OfType{Types: []kg.SkillType{kg.SkillTypeKnowledge}}
		}
	case 3:
		if kind == kg.Tool {
			return kg.InCategory{Categories: []kg.Slug{"c", "cafe", "r-d", "zebra"}}
		}
	case 4:
		return between(t, kind)
	case 5:
		if depth > 0 {
			either := kg.Either{}
			for range rapid.IntRange(1, 3).Draw(t, "either") {
				either.Filters = append(either.Filters, filter(t, graph, kind, depth-1))
			}
			return either
		}
	case 6:
		if depth > 0 {
			return kg.Not{Filter: filter(t, graph, kind, depth-1)}
		}
	default:
		return linkedTo(t, graph, kind)
	}
	return nil
}

func between(t *rapid.T, kind kg.Kind) kg.Condition {
	c := kg.Between{Property: kg.RoleCount}
	bounds := []float64{0, 1, 2, 3}
	if kind == kg.Role {
		c.Property = rapid.SampledFrom([]kg.Property{kg.RoleCount, kg.MedianPay, kg.Growth}).Draw(t, "property")
		bounds = []float64{-3.25, 0, 0.1, 1, 11, 1e6}
	}
	low, high := rapid.SampledFrom(bounds).Draw(t, "min"), rapid.SampledFrom(bounds).Draw(t, "max")
	switch rapid.IntRange(0, 2).Draw(t, "bounds") {
	case 0:
		c.Min = &low
	case 1:
		c.Max = &high
	default:
		low, high = min(low, high), max(low, high)
		c.Min, c.Max = &low, &high
	}
	return c
}

func linkedTo(t *rapid.T, graph *kg.Graph, kind kg.Kind) kg.Condition {
	step := rapid.SampledFrom(stepsOf(kind)).Draw(t, "set step")
	set := slugs(t, graph, step.Target(), 1, 3)
	if len(set) == 0 {
		return nil
	}
	return kg.LinkedTo{
		Step: step, Slugs: set, Link: linkFilter(t),
		Match: rapid.SampledFrom([]kg.Match{kg.All, kg.Any, kg.Any, kg.None}).Draw(t, "match"),
	}
}

// slugs draws a sorted set of slugs of a kind.
func slugs(t *rapid.T, graph *kg.Graph, kind kg.Kind, least, most int) []kg.Slug {
	set := []kg.Slug{}
	_, nodes := graph.NodesOf(kind)
	for range rapid.IntRange(least, most).Draw(t, "slugs") {
		if len(nodes) > 0 {
			set = append(set, rapid.SampledFrom(nodes).Draw(t, "slug").Slug)
		}
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// planText writes a plan for a failure's message.
func planText(p *kg.Plan) string {
	text := ""
	for i := range p.Branches {
		b := &p.Branches[i]
		text += fmt.Sprintf("branch %d of %d: %T%+v filter %+v link %+v order %+v first %d after %+v total %t read %d\n",
			i, b.Parent, b.From, b.From, b.Filter, b.Link, b.Order, b.First, b.After, b.Total, b.Read)
	}
	return text
}
