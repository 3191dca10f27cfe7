package kg

import (
	"cmp"
	"maps"
	"slices"
)

// Merge makes the graph that the facts of several sources come to. The order
// of the facts makes no difference. Every Facts must pass Check, and no two
// may be of one source; joins may be nil.
//
//   - Nodes meet by kind and slug, after joins have replaced what they know.
//   - A skill that is by its slug or its join a language of the graph, or else
//     a tool, is that, and its links take that kind's relation.
//   - The first source in registry order gives name and description; other
//     names become aliases, among them all that meet the entity by a join: if
//     there are only such, the join's own name goes before them.
//   - Salaries by title are of the role that has the title as its name, or as
//     the only one as an alias; of those of one source, role, year and currency,
//     the quartiles become a row of pay.
//   - A link's weight is the mean over the sources that measure it of each
//     source's mean.
//
// It takes time in proportion to the facts, and n·log n for sorting.
func Merge(joins *Joins, facts ...*Facts) *Graph {
	m := &merger{joins: joins, nodes: map[ID]*merging{}, links: map[linkKey]*linkParts{}}
	m.facts = slices.SortedFunc(slices.Values(facts), func(a, b *Facts) int {
		return CompareSources(a.Source.Slug, b.Source.Slug)
	})
	m.identify()
	for i, f := range m.facts {
		m.sources = append(m.sources, f.Source)
		for n := range f.Nodes {
			m.addNode(f.Source.Slug, m.ids[i][f.Nodes[n].ID()], &f.Nodes[n])
		}
		ends := make(map[ID]*merging, len(m.ids[i]))
		for id, found := range m.ids[i] {
			ends[id] = m.nodes[found]
		}
		for l := range f.Links {
			m.addLink(f.Source.Slug, ends, &f.Links[l])
		}
	}
	m.addSalaries()
	return m.finish()
}

type merger struct {
	joins   *Joins
	facts   []*Facts
	ids     []map[ID]ID // for each of facts: the source's ids to the graph's
	nodes   map[ID]*merging
	links   map[linkKey]*linkParts
	sources []Source
	report  MergeReport
}

// merging is a node on its way.
type merging struct {
	Node
	at int32 // its place in the graph, when all nodes are known
}

type linkKey struct {
	relation Relation
	from, to *merging
}

// linkParts is a link on its way, with the strengths not yet averaged.
type linkParts struct {
	link     Link
	from, to *merging
	measured []Weight // one for each source before the current one
	current  []Weight // of the source being added
	source   string
}

// identify finds for each source which entity of the graph each of its nodes
// is. A skill can only be known to be a language or a tool when those of all
// sources are known.
func (m *merger) identify() {
	known := map[ID]bool{} // languages and tools
	m.ids = make([]map[ID]ID, len(m.facts))
	codes := make([]map[ID][]Code, len(m.facts))
	for i, f := range m.facts {
		codes[i] = map[ID][]Code{}
		for n := range f.Nodes {
			id := f.Nodes[n].ID()
			codes[i][id] = append(codes[i][id], f.Nodes[n].Codes...)
		}
		m.ids[i] = make(map[ID]ID, len(codes[i]))
		for id, its := range codes[i] {
			found := m.joins.find(id, its)
			m.ids[i][id] = found
			if id.Kind == Language || id.Kind == Tool {
				known[found] = true
			}
		}
	}
	for i := range m.facts {
		for id, found := range m.ids[i] {
			if id.Kind != Skill {
				continue
			}
			for _, kind := range []Kind{Language, Tool} {
				// What the joins say of it as a skill decides which skill it is.
				if other := m.joins.find(ID{kind, found.Slug}, codes[i][id]); known[other] {
					m.ids[i][id] = other
					break
				}
			}
		}
	}
}

func (m *merger) addNode(source string, id ID, fact *NodeFact) {
	n := m.nodes[id]
	if n == nil {
		n = &merging{Node: Node{Kind: id.Kind, Slug: id.Slug}}
		m.nodes[id] = n
	}
	if n.Name == "" && fact.Slug == id.Slug {
		n.Name = fact.Name
	}
	n.Aliases = append(append(n.Aliases, fact.Name), fact.Aliases...)
	if n.Description == "" {
		n.Description = fact.Description
	}
	if !slices.Contains(n.Sources, source) {
		n.Sources = append(n.Sources, source)
	}
	n.Codes = append(n.Codes, fact.Codes...)
	if id.Kind == Skill {
		n.Types = append(n.Types, fact.Types...)
	}
	if id.Kind == Tool {
		n.Categories = append(n.Categories, fact.Categories...)
	}
	for _, text := range fact.Responsibilities {
		n.Responsibilities = append(n.Responsibilities, Statement{text, source})
	}
	for _, pay := range fact.Pay {
		pay.Source = source
		n.Pay = append(n.Pay, pay)
	}
	for _, outlook := range fact.Outlook {
		outlook.Source = source
		n.Outlook = append(n.Outlook, outlook)
	}
	for _, share := range fact.Education {
		share.Source = source
		n.Education = append(n.Education, share)
	}
}

func (m *merger) addLink(source string, ends map[ID]*merging, fact *LinkFact) {
	relation := fact.Relation
	from, to := ends[ID{relation.From(), fact.From}], ends[ID{relation.To(), fact.To}]
	if from.Kind != relation.From() || to.Kind != relation.To() {
		// One end is a skill that is a language or a tool.
		if relation.From() != Role {
			m.report.BroaderLinks++
			return
		}
		relation = RoleRelation(to.Kind)
	}
	if from == to {
		m.report.SelfLinks++
		return
	}
	key := linkKey{relation, from, to}
	parts := m.links[key]
	if parts == nil {
		parts = &linkParts{link: Link{Relation: relation, Said: &Said{}}, from: from, to: to}
		m.links[key] = parts
	}
	if parts.source != source {
		parts.closeSource()
		parts.source = source
	}
	if fact.Strength != NoWeight {
		parts.current = append(parts.current, fact.Strength)
	}
	parts.link.Tags = append(parts.link.Tags, fact.Tags...)
	for _, text := range fact.Notes {
		parts.link.Notes = append(parts.link.Notes, Statement{text, source})
	}
	if len(fact.Evidence) == 0 {
		parts.link.Evidence = append(parts.link.Evidence, Evidence{Source: source})
	}
	for _, evidence := range fact.Evidence {
		evidence.Source = source
		parts.link.Evidence = append(parts.link.Evidence, evidence)
	}
}

func (p *linkParts) closeSource() {
	if len(p.current) > 0 {
		p.measured = append(p.measured, MeanWeight(p.current))
		p.current = p.current[:0]
	}
}

// finish orders everything and derives what depends on the whole.
func (m *merger) finish() *Graph {
	nodes := make([]*merging, 0, len(m.nodes))
	for id, n := range m.nodes {
		if n.Name == "" { // then they all met by a join
			n.Name = cmp.Or(m.joins.nameOf(id), n.Aliases[0])
		}
		n.Aliases = append(n.Aliases, m.joins.namesOf(id)...)
		n.settle()
		nodes = append(nodes, n)
	}
	slices.SortFunc(nodes, func(a, b *merging) int { return a.compare(&b.Node) })
	parts := Parts{Sources: m.sources, Report: m.report, Nodes: make([]Node, len(nodes))}
	for i, n := range nodes {
		n.at = int32(i)
		parts.Nodes[i] = n.Node
	}
	links := slices.SortedFunc(maps.Values(m.links), func(a, b *linkParts) int {
		return cmp.Or(cmp.Compare(a.link.Relation, b.link.Relation), cmp.Compare(a.from.at, b.from.at), cmp.Compare(a.to.at, b.to.at))
	})
	parts.Links, parts.Ends = make([]Link, len(links)), make([][2]int32, len(links))
	for i, of := range links {
		of.closeSource()
		of.link.Weight = MeanWeight(of.measured)
		slices.Sort(of.link.Tags)
		of.link.Tags = slices.Compact(of.link.Tags)
		parts.Links[i], parts.Ends[i] = of.link, [2]int32{of.from.at, of.to.at}
	}
	graph, err := NewGraph(parts)
	if err != nil {
		panic("kg: " + err.Error()) // a fault of Merge
	}
	return graph
}

// settle brings a node's properties into their order.
func (n *Node) settle() {
	n.SortKey = SortKey(n.Name)
	n.Aliases = distinctNames(n.Aliases, n.SortKey)
	n.Categories = distinctNames(n.Categories, "")
	slices.SortFunc(n.Codes, Code.compare)
	n.Codes = slices.Compact(n.Codes)
	slices.Sort(n.Types)
	n.Types = slices.Compact(n.Types)
	slices.SortStableFunc(n.Pay, func(a, b Pay) int {
		return cmp.Or(cmp.Compare(b.Year, a.Year), CompareSources(a.Source, b.Source),
			cmp.Compare(a.Country, b.Country), cmp.Compare(a.Basis, b.Basis))
	})
	slices.SortStableFunc(n.Outlook, func(a, b Outlook) int {
		return cmp.Or(cmp.Compare(b.ToYear, a.ToYear), CompareSources(a.Source, b.Source), cmp.Compare(a.Group, b.Group))
	})
}

// medianPay is the newest annual median in US dollars of BLS's wage survey, or
// else of the first source that has one. The pay is in its final order.
func medianPay(pay []Pay) *float64 {
	preferred := func(a, b *Pay) bool {
		if (a.Source == SourceBLSOEWS) != (b.Source == SourceBLSOEWS) {
			return a.Source == SourceBLSOEWS
		}
		return CompareSources(a.Source, b.Source) < 0
	}
	var best *Pay
	for i := range pay {
		p := &pay[i]
		if p.Basis == Annual && p.Currency == "USD" && p.Median != nil && (best == nil || preferred(p, best)) {
			best = p
		}
	}
	if best == nil {
		return nil
	}
	return best.Median
}

// distinctNames orders names by sort key and keeps the first of those with the
// same one, and none with the key that is left out.
func distinctNames(names []string, leftOut string) []string {
	type keyed struct{ key, name string }
	var all []keyed
	for _, name := range names {
		if key := SortKey(name); key != leftOut {
			all = append(all, keyed{key, name})
		}
	}
	slices.SortStableFunc(all, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	var distinct []string
	for i, k := range all {
		if i == 0 || k.key != all[i-1].key {
			distinct = append(distinct, k.name)
		}
	}
	return distinct
}
