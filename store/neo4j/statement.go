package neo4j

import (
	"fmt"
	"strings"

	"rolegraph/kg"
)

// Statement is a plan in Cypher. The text depends on the plan's shape alone
// and every value is a parameter, so that plans of one shape share a place in
// the database's cache of query plans.
type Statement struct {
	Text       string
	Parameters map[string]any
}

// NewStatement writes a plan as one statement that gives one record. Branch i
// has these variables, each a list:
//
//	n{i}  the distinct nodes of its pages
//	e{i}  the page with one more entry, if there is one: of a branch along a
//	      step one page for each node of the parent's n, in that order, its
//	      entries as [node, link]; of a list of a kind its nodes
//	c{i}  the totals, one for each of those nodes, or one
//	s{i}_{j}  the nodes that condition j of its filter finds from its set
//
// The columns behind the head are, for each branch, its pages, its totals and
// its distinct nodes in the order in which the rows of its children stand (the
// latter two null where nobody needs them), and then, for each kind that the
// plan reads anything of, the table of its nodes.
func NewStatement(plan *kg.Plan) Statement {
	w := &writer{plan: plan, parameters: map[string]any{}}
	w.line(opening)
	for i := range plan.Branches {
		w.branch(i)
	}
	w.projection()
	return Statement{w.text.String(), w.parameters}
}

type writer struct {
	plan       *kg.Plan
	text       strings.Builder
	parameters map[string]any
}

func (w *writer) line(format string, args ...any) {
	if w.text.Len() > 0 {
		w.text.WriteByte('\n')
	}
	fmt.Fprintf(&w.text, format, args...)
}

// parameter names a value of a branch, and gives the name as Cypher has it.
func (w *writer) parameter(value any, format string, args ...any) string {
	name := fmt.Sprintf(format, args...)
	w.parameters[name] = value
	return "$" + name
}

func (w *writer) branch(i int) {
	b := &w.plan.Branches[i]
	switch from := b.From.(type) {
	case kg.ByID:
		w.line("WITH *, COLLECT { UNWIND %s AS id MATCH (n:Entity {id: id}) RETURN n } AS n%d", w.parameter(texts(from.IDs), "ids%d", i), i)
	case kg.Every:
		w.sets(i, b)
		w.every(i, b, from.Kind)
	case kg.Along:
		w.sets(i, b)
		w.along(i, b, from.Step)
	}
}

// sets finds, once for a branch, the nodes of each condition that goes by
// links. It starts at the condition's own nodes, which are few.
func (w *writer) sets(i int, b *kg.Branch) {
	for j, condition := range b.Filter {
		c, ok := condition.(kg.LinkedTo)
		if !ok {
			continue
		}
		set := make([]kg.ID, len(c.Slugs))
		for k, slug := range c.Slugs {
			set[k] = kg.ID{Kind: c.Step.Target(), Slug: slug}
		}
		need := 1
		if c.Match == kg.All {
			need = len(set)
		}
		where := append([]string{"o.id IN " + w.parameter(texts(set), "set%d_%d", i, j)}, w.linkConditions(&c.Link, fmt.Sprintf("%d_%d", i, j))...)
		w.line("WITH *, COLLECT { MATCH %s WHERE %s WITH n, count(*) AS links WHERE links >= %s RETURN n } AS s%d_%d",
			pattern("n", "l", "o:Entity", c.Step), strings.Join(where, " AND "), w.parameter(need, "need%d_%d", i, j), i, j)
	}
}

// pattern is a step from one node to another.
func pattern(near, link, far string, step kg.Step) string {
	if step.Direction == kg.In {
		return fmt.Sprintf("(%s)<-[%s:%s]-(%s)", near, link, step.Relation, far)
	}
	return fmt.Sprintf("(%s)-[%s:%s]->(%s)", near, link, step.Relation, far)
}

// conditions are those of a branch's filter on n.
func (w *writer) conditions(i int, filter kg.Filter, kind kg.Kind) []string {
	var all []string
	for j, condition := range filter {
		switch c := condition.(type) {
		case kg.OneOf:
			all = append(all, "n.id IN "+w.parameter(idTexts(kind, c.Slugs), "one%d_%d", i, j))
		case kg.SaidBy:
			all = append(all, fmt.Sprintf("any(source IN n.sources WHERE source IN %s)", w.parameter(c.Sources, "sources%d_%d", i, j)))
		case kg.LinkedTo:
			negation := ""
			if c.Match == kg.None {
				negation = "NOT "
			}
			all = append(all, fmt.Sprintf("%sn IN s%d_%d", negation, i, j))
		}
	}
	return all
}

// linkConditions are those of a filter on the link l.
func (w *writer) linkConditions(f *kg.LinkFilter, at string) []string {
	var all []string
	if f.MinWeight != nil {
		all = append(all, "l.weight >= "+w.parameter(int64(*f.MinWeight), "minWeight%s", at))
	}
	if len(f.Tags) > 0 {
		tags := make([]string, len(f.Tags))
		for i, tag := range f.Tags {
			tags[i] = tag.String()
		}
		all = append(all, fmt.Sprintf("any(tag IN l.tags WHERE tag IN %s)", w.parameter(tags, "tags%s", at)))
	}
	if len(f.Sources) > 0 {
		all = append(all, fmt.Sprintf("any(source IN l.sources WHERE source IN %s)", w.parameter(f.Sources, "linkSources%s", at)))
	}
	return all
}

// every writes a branch of all nodes of a kind. It starts where its filter
// selects few, and else at the kind's index in name order.
func (w *writer) every(i int, b *kg.Branch, kind kg.Kind) {
	start := fmt.Sprintf("MATCH (n:%s:Entity)", kind.Label())
	for j, condition := range b.Filter {
		if c, ok := condition.(kg.LinkedTo); ok && c.Match != kg.None {
			start = fmt.Sprintf("UNWIND s%d_%d AS n WITH n", i, j)
			break
		}
		if _, ok := condition.(kg.OneOf); ok {
			start = "MATCH (n:Entity)"
		}
	}
	conditions := w.conditions(i, b.Filter, kind)
	if b.First > 0 {
		page := append([]string{w.nodePlace(i, b)}, conditions...)
		w.line("WITH *, COLLECT { %s WHERE %s WITH n ORDER BY %s LIMIT %s RETURN n } AS e%d",
			start, strings.Join(page, " AND "), nodeOrder(b.Order), w.limit(i, b), i)
	} else {
		w.line("WITH *, [] AS e%d", i)
	}
	w.line("WITH *, e%d[..%s] AS n%d", i, w.first(i, b), i)
	if b.Total {
		w.line("WITH *, [COUNT { %s%s RETURN n }] AS c%d", start, where(conditions), i)
	}
}

func where(conditions []string) string {
	if len(conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(conditions, " AND ")
}

// limit is one more than the page has, which shows whether more follows.
func (w *writer) limit(i int, b *kg.Branch) string { return w.parameter(b.First+1, "limit%d", i) }

func (w *writer) first(i int, b *kg.Branch) string { return w.parameter(b.First, "first%d", i) }

func nodeOrder(order kg.Order) string {
	if order.Descending {
		return "n.sortKey DESC, n.slug"
	}
	return "n.key"
}

// nodePlace is the condition of the page in name order. It is there on the
// first page too: without it no index gives the order.
func (w *writer) nodePlace(i int, b *kg.Branch) string {
	switch {
	case b.Order.Descending && b.After == nil:
		return "n.sortKey >= ''"
	case b.Order.Descending:
		name := w.parameter(b.After.SortKey, "afterName%d", i)
		return fmt.Sprintf("n.sortKey <= %[1]s AND (n.sortKey < %[1]s OR n.slug > %[2]s)", name, w.parameter(string(b.After.Slug), "afterSlug%d", i))
	case b.After == nil:
		return "n.key > " + w.parameter("", "afterKey%d", i)
	default:
		return "n.key > " + w.parameter(key(b.After.SortKey, b.After.Slug), "afterKey%d", i)
	}
}

// along writes a branch along a step: each distinct node of the parent is
// expanded once.
func (w *writer) along(i int, b *kg.Branch, step kg.Step) {
	conditions := append(w.conditions(i, b.Filter, step.Target()), w.linkConditions(&b.Link, fmt.Sprint(i))...)
	match := "MATCH " + pattern("p", "l", "n", step)
	if b.First > 0 {
		page, order := w.linkOrder(i, b)
		w.line("WITH *, [p IN n%d | COLLECT { %s%s WITH n, l ORDER BY %s LIMIT %s RETURN [n, l] }] AS e%d",
			b.Parent, match, where(append(page, conditions...)), order, w.limit(i, b), i)
		w.line("WITH *, COLLECT { UNWIND e%d AS row UNWIND row[..%s] AS entry WITH DISTINCT entry[0] AS n RETURN n } AS n%d", i, w.first(i, b), i)
	} else {
		w.line("WITH *, [] AS e%d, [] AS n%d", i, i)
	}
	if !b.Total {
		return
	}
	if len(conditions) == 0 {
		w.line("WITH *, [p IN n%d | COUNT { %s }] AS c%d", b.Parent, pattern("p", "", "", step), i)
		return
	}
	w.line("WITH *, [p IN n%d | COUNT { %s%s RETURN n }] AS c%d", b.Parent, match, where(conditions), i)
}

// linkOrder is the order of a branch along a step, and the condition of its
// page, if it is not the first.
func (w *writer) linkOrder(i int, b *kg.Branch) (place []string, order string) {
	if b.Order.By == kg.ByName {
		if b.After != nil {
			place = []string{w.nodePlace(i, b)}
		}
		return place, nodeOrder(b.Order)
	}
	// A missing weight stands for one that is last in the direction asked for.
	missing, direction, behind := int64(kg.FullWeight)+1, "", ">"
	if b.Order.Descending {
		missing, direction, behind = -1, " DESC", "<"
	}
	weight := fmt.Sprintf("coalesce(l.weight, %s)", w.parameter(missing, "missing%d", i))
	if b.After != nil {
		after := int64(b.After.Weight)
		if b.After.Weight == kg.NoWeight {
			after = missing
		}
		place = []string{fmt.Sprintf("(%[1]s %[2]s %[3]s OR %[1]s = %[3]s AND n.key > %[4]s)", weight, behind,
			w.parameter(after, "afterWeight%d", i), w.parameter(key(b.After.SortKey, b.After.Slug), "afterKey%d", i))}
	}
	return place, weight + direction + ", n.key"
}

// projection makes the record: all that is read of nodes and links is read in
// it, before the graph's epoch is read again.
func (w *writer) projection() {
	columns, names := []string{"version", "epoch"}, []string{}
	add := func(name, expression string) {
		columns = append(columns, expression+" AS "+name)
		names = append(names, name)
	}
	for i := range w.plan.Branches {
		b := &w.plan.Branches[i]
		switch b.From.(type) {
		case kg.ByID:
			add(fmt.Sprintf("r%d", i), fmt.Sprintf("[n IN n%d | n.id]", i))
		case kg.Every:
			add(fmt.Sprintf("r%d", i), fmt.Sprintf("[n IN e%d | n.id]", i))
		case kg.Along:
			values := "entry[0].id"
			for _, property := range linkProperties {
				if b.Read.Has(property.field) {
					values += ", entry[1]." + property.name
				}
			}
			add(fmt.Sprintf("r%d", i), fmt.Sprintf("[row IN e%d | [entry IN row | [%s]]]", i, values))
		}
		total := "null"
		if b.Total {
			total = fmt.Sprintf("c%d", i)
		}
		add(fmt.Sprintf("t%d", i), total)
		parents := "null"
		if w.plan.HasChildren(i) {
			parents = fmt.Sprintf("[n IN n%d | n.id]", i)
		}
		add(fmt.Sprintf("p%d", i), parents)
	}
	for _, kind := range kg.Kinds() {
		if branches := w.plan.BranchesOf(kind); w.plan.Read[kind] != 0 && len(branches) > 0 {
			add("k"+kind.Label(), w.nodes(kind, branches))
		}
	}
	w.line("WITH %s", strings.Join(columns, ", "))
	w.line(closing)
	for _, name := range names {
		w.text.WriteString(", " + name)
	}
}

// nodes is the table of the nodes of a kind, each once.
func (w *writer) nodes(kind kg.Kind, branches []int) string {
	lists := make([]string, len(branches))
	for i, branch := range branches {
		lists[i] = fmt.Sprintf("n%d", branch)
	}
	values := "n.id"
	for _, property := range nodeProperties {
		if w.plan.Read[kind].Has(property.field) {
			values += ", n." + property.name
		}
	}
	return fmt.Sprintf("COLLECT { UNWIND %s AS n WITH DISTINCT n WHERE n:%s RETURN [%s] }", strings.Join(lists, " + "), kind.Label(), values)
}

func texts(ids []kg.ID) []string {
	all := make([]string, len(ids))
	for i, id := range ids {
		all[i] = id.String()
	}
	return all
}

func idTexts(kind kg.Kind, slugs []kg.Slug) []string {
	ids := make([]kg.ID, len(slugs))
	for i, slug := range slugs {
		ids[i] = kg.ID{Kind: kind, Slug: slug}
	}
	return texts(ids)
}
