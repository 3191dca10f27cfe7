package neo4j

import (
	"fmt"
	"slices"
	"strings"

	"rolegraph/kg"
)

// Statement is a plan in Cypher. The text depends on the shape of the plan alone (to
// which belongs which filters by links are the same), and every value is a parameter,
// so that plans of one shape share a place in the database's cache of query plans.
type Statement struct {
	Text       string
	Parameters map[string]any
}

// NewStatement writes a plan as one statement that gives one record. Branch i
// has these variables, each a list:
//
//	n{i}  the distinct nodes of its pages, where they are needed
//	e{i}  the page with one more entry, if there is one: of a branch along a
//	      step one page for each node of the parent's n, in that order, its
//	      entries as [node, link], or nodes where nothing is read of links; of a list of a kind its nodes; of a matrix
//	      its rows as [node, links]
//	a{i}  of a branch of roles by a score: all entries of its lists; see scored.go
//	h{i}  of a branch of roles that a profile covers: what the profile has; of a
//	      neighborhood its nodes with their ranks; of paths their hubs
//	o{i}  of a branch that counts what roles have in common: for each relation
//	      that any of them has links of, [relation, shared, union]
//	w{i}  of walks: their ends as [node, walks]
//	p{i}  of paths: see paths.go
//	l{i}  of a neighborhood: the links between its nodes
//	hubs{i}  of a neighborhood: its hubs
//	f{i}  of a branch that counts: for each list that it counts its values, as
//	      [value, number]
//	c{i}  the totals, one for each of those nodes, or one
//	s{i}_{j}  the nodes that condition j of its filter finds from its set, if no
//	      condition before it finds the same; s{i}_{j}_{k} those of part k of it
//
// The columns behind the head are, for each branch, those of columnsOf, and then,
// for each kind that the plan reads anything of that is not in the index, the table
// of its nodes.
//
// Where the plan has too many paths to be listed, its record has none.
func NewStatement(plan *kg.Plan) Statement { return newStatement(plan, false) }

// NewCountingStatement is NewStatement for plans with any number of paths. Its text
// is longer, by far, and takes the database the more time to compile.
func NewCountingStatement(plan *kg.Plan) Statement { return newStatement(plan, true) }

func newStatement(plan *kg.Plan, counting bool) Statement {
	w := &writer{plan: plan, counting: counting, parameters: map[string]any{}, singles: map[string]bool{}, sets: map[string]string{}}
	w.singleSets()
	w.line(opening)
	for i := range plan.Branches {
		w.branch(i)
	}
	w.projection()
	return Statement{w.text.String(), w.parameters}
}

// stored are the properties of the nodes of a kind that must be read from the
// database, since the index, which this process holds, has them not.
func stored(plan *kg.Plan, kind kg.Kind) kg.NodeFields { return plan.Read[kind] &^ kg.IndexedFields }

// needsNodes reports whether the distinct nodes of a branch are needed: by its
// children, or for what is read of them.
func needsNodes(plan *kg.Plan, branch int) bool {
	if plan.HasChildren(branch) {
		return true
	}
	for _, kind := range kg.Kinds() {
		if stored(plan, kind) != 0 && slices.Contains(plan.BranchesOf(kind), branch) {
			return true
		}
	}
	return false
}

// isIndexed reports whether the index alone answers a branch of nodes by id.
func isIndexed(plan *kg.Plan, branch int) bool {
	_, byID := plan.Branches[branch].From.(kg.ByID)
	return byID && !needsNodes(plan, branch)
}

// branchColumns tells which columns the record has of a branch.
type branchColumns struct {
	pages, totals bool
	// parents is its distinct nodes in the order in which the rows of its children
	// stand; where it is not there that is the order of its only page.
	parents bool
}

func columnsOf(plan *kg.Plan, branch int) branchColumns {
	b := &plan.Branches[branch]
	has := branchColumns{pages: true, totals: b.Total, parents: plan.HasChildren(branch)}
	switch b.From.(type) {
	case kg.ByID:
		has.pages, has.parents = !isIndexed(plan, branch), false
	case kg.Every:
		has.pages, has.parents = b.First > 0, false
	case kg.Along:
		has.pages = b.First > 0
	case kg.Neighborhood:
		has.totals = true
	}
	return has
}

type writer struct {
	plan       *kg.Plan
	counting   bool // counts paths without listing them
	text       strings.Builder
	parameters map[string]any
	// singles are the keys of conditions that name one node, and sets the names of
	// what has been found for conditions, by their keys.
	singles map[string]bool
	sets    map[string]string
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
		if isIndexed(w.plan, i) {
			return
		}
		w.line("WITH *, COLLECT { UNWIND %s AS id MATCH (n:Entity {id: id}) RETURN n } AS n%d", w.parameter(texts(from.IDs), "ids%d", i), i)
	case kg.Every:
		w.findSets(i, b)
		w.every(i, b, from.Kind)
	case kg.Along:
		w.findSets(i, b)
		w.along(i, b, from.Step)
	case kg.Matrix:
		w.matrix(i, b, from)
	case kg.Paths:
		w.paths(i, b, from)
	case kg.Overlapping:
		w.overlapping(i, b, from)
	case kg.Similar:
		w.similar(i, b, from)
	case kg.Fitting:
		w.fitting(i, b, from)
	case kg.Counted:
		w.counted(i, b, from)
	case kg.Neighborhood:
		w.neighborhood(i, b, &from)
	case kg.Traversal:
		w.traversal(i, b, &from)
	}
}

// numbered visits the conditions of a filter and of those in it. Each has as
// its number how many were before it, a condition before those in it.
func numbered(filter kg.Filter, visit func(j, depth int, condition kg.Condition)) {
	next := 0
	var walk func(kg.Filter, int)
	walk = func(filter kg.Filter, depth int) {
		for _, condition := range filter {
			visit(next, depth, condition)
			next++
			switch c := condition.(type) {
			case kg.Either:
				for _, inner := range c.Filters {
					walk(inner, depth+1)
				}
			case kg.Not:
				walk(c.Filter, depth+1)
			}
		}
	}
	walk(filter, 0)
}

// singleSets notes the conditions of a plan that name one node.
func (w *writer) singleSets() {
	for i := range w.plan.Branches {
		numbered(w.plan.Branches[i].Filter, func(_, _ int, condition kg.Condition) {
			if c, ok := condition.(kg.LinkedTo); ok && len(c.Slugs) == 1 {
				w.singles[setKey(c)] = true
			}
		})
	}
}

// parts are the conditions that a condition that goes by links is put together of:
// for all of several nodes one for each, if the plan has all of these anyway, and
// else itself.
func (w *writer) parts(c kg.LinkedTo) []kg.LinkedTo {
	if c.Match != kg.All || len(c.Slugs) == 1 {
		return []kg.LinkedTo{c}
	}
	parts := make([]kg.LinkedTo, len(c.Slugs))
	for k, slug := range c.Slugs {
		parts[k] = c
		parts[k].Slugs = []kg.Slug{slug}
		if !w.singles[setKey(parts[k])] {
			return []kg.LinkedTo{c}
		}
	}
	return parts
}

// findSets finds the nodes of each condition of a branch that goes by links, once for
// all conditions that find the same. It starts at the condition's own nodes, which
// are few.
func (w *writer) findSets(i int, b *kg.Branch) {
	numbered(b.Filter, func(j, _ int, condition kg.Condition) {
		c, ok := condition.(kg.LinkedTo)
		if !ok {
			return
		}
		for k, part := range w.parts(c) {
			if w.sets[setKey(part)] == "" {
				w.findSet(part, fmt.Sprintf("%d_%d", i, j), k)
			}
		}
	})
}

// findSet finds the nodes of part k of the condition at a place of the plan. To one
// node each of them has one link.
func (w *writer) findSet(c kg.LinkedTo, at string, k int) {
	if k > 0 {
		at += fmt.Sprintf("_%d", k)
	}
	name := "s" + at
	w.sets[setKey(c)] = name
	set := make([]kg.ID, len(c.Slugs))
	for k, slug := range c.Slugs {
		set[k] = kg.ID{Kind: c.Step.Target(), Slug: slug}
	}
	conditions := w.linkConditions(&c.Link, at)
	if len(set) == 1 {
		w.line("WITH *, COLLECT { MATCH %s%s RETURN n } AS %s",
			pattern("n", "l", fmt.Sprintf("o:Entity {id: %s}", w.parameter(set[0].String(), "set%s", at)), c.Step), where(conditions), name)
		return
	}
	conditions = append([]string{"o.id IN " + w.parameter(texts(set), "set%s", at)}, conditions...)
	w.line("WITH *, COLLECT { MATCH %s%s WITH n, count(*) AS links WHERE links >= %s RETURN n } AS %s",
		pattern("n", "l", "o:Entity", c.Step), where(conditions), w.parameter(needed(c), "need%s", at), name)
}

// needed is how many of a condition's nodes a node must be linked to.
func needed(c kg.LinkedTo) int {
	if c.Match == kg.All {
		return len(c.Slugs)
	}
	return 1
}

// setKey tells conditions apart that find different nodes.
func setKey(c kg.LinkedTo) string {
	least := kg.NoWeight
	if c.Link.MinWeight != nil {
		least = *c.Link.MinWeight
	}
	return fmt.Sprintf("%v %d %q %d %v %q", c.Step, needed(c), c.Slugs, least, c.Link.Tags, c.Link.Sources)
}

// among is the condition that a node is what a condition that goes by links finds.
func (w *writer) among(c kg.LinkedTo) []string {
	var all []string
	for _, part := range w.parts(c) {
		all = append(all, "n IN "+w.sets[setKey(part)])
	}
	return all
}

// ifRead is one of two texts for the entries of a branch along a step: those of which
// something of the link is read are lists of the node and the link, others the node.
func ifRead(b *kg.Branch, read, unread string) string {
	if b.Read == 0 {
		return unread
	}
	return read
}

// pattern is a step from one node to another.
func pattern(near, link, far string, step kg.Step) string {
	if step.Direction == kg.In {
		return fmt.Sprintf("(%s)<-[%s:%s]-(%s)", near, link, step.Relation, far)
	}
	return fmt.Sprintf("(%s)-[%s:%s]->(%s)", near, link, step.Relation, far)
}

// conditions are those of a branch's filter on n. None is ever null, so that
// their negations hold where they don't.
func (w *writer) conditions(i int, filter kg.Filter, kind kg.Kind) []string {
	c := conditionWriter{w, i, kind, 0}
	return c.all(filter)
}

// conditionWriter writes the conditions of branch i, numbered as by numbered.
type conditionWriter struct {
	*writer
	i    int
	kind kg.Kind
	next int
}

func (w *conditionWriter) all(filter kg.Filter) []string {
	all := make([]string, 0, len(filter))
	for _, condition := range filter {
		all = append(all, w.one(condition))
	}
	return all
}

// together is a filter as one condition.
func (w *conditionWriter) together(filter kg.Filter) string {
	if len(filter) == 0 {
		return "true"
	}
	return "(" + strings.Join(w.all(filter), " AND ") + ")"
}

func (w *conditionWriter) one(condition kg.Condition) string {
	j := w.next
	w.next++
	switch c := condition.(type) {
	case kg.OneOf:
		return "n.id IN " + w.parameter(idTexts(w.kind, c.Slugs), "one%d_%d", w.i, j)
	case kg.SaidBy:
		return fmt.Sprintf("any(source IN n.sources WHERE source IN %s)", w.parameter(c.Sources, "sources%d_%d", w.i, j))
	case kg.OfType:
		return fmt.Sprintf("any(type IN coalesce(n.types, []) WHERE type IN %s)", w.parameter(names(c.Types), "types%d_%d", w.i, j))
	case kg.InCategory:
		return fmt.Sprintf("any(category IN coalesce(n.categorySlugs, []) WHERE category IN %s)", w.parameter(slugTexts(c.Categories), "categories%d_%d", w.i, j))
	case kg.Between:
		return w.between(c, j)
	case kg.LinkedTo:
		if c.Match == kg.None {
			return "NOT n IN " + w.sets[setKey(c)]
		}
		return strings.Join(w.among(c), " AND ")
	case kg.Either:
		any := make([]string, len(c.Filters))
		for k, filter := range c.Filters {
			any[k] = w.together(filter)
		}
		return "(" + strings.Join(any, " OR ") + ")"
	case kg.Not:
		return "NOT " + w.together(c.Filter)
	default:
		panic(fmt.Sprintf("neo4j: unknown condition %T", condition))
	}
}

func (w *conditionWriter) between(c kg.Between, j int) string {
	column := "n." + propertyNames[c.Property]
	bounds := []string{column + " IS NOT NULL"}
	if c.Min != nil {
		bounds = append(bounds, column+" >= "+w.parameter(*c.Min, "min%d_%d", w.i, j))
	}
	if c.Max != nil {
		bounds = append(bounds, column+" <= "+w.parameter(*c.Max, "max%d_%d", w.i, j))
	}
	return "(" + strings.Join(bounds, " AND ") + ")"
}

// linkConditions are those of a filter on the link l.
func (w *writer) linkConditions(f *kg.LinkFilter, at string) []string {
	var all []string
	if f.MinWeight != nil {
		all = append(all, "l.weight >= "+w.parameter(int64(*f.MinWeight), "minWeight%s", at))
	}
	if len(f.Tags) > 0 {
		all = append(all, fmt.Sprintf("any(tag IN l.tags WHERE tag IN %s)", w.parameter(names(f.Tags), "tags%s", at)))
	}
	if len(f.Sources) > 0 {
		all = append(all, fmt.Sprintf("any(source IN l.sources WHERE source IN %s)", w.parameter(f.Sources, "linkSources%s", at)))
	}
	return all
}

// everyStart is where a branch of all nodes of a kind starts: where its filter
// does, and else at the kind. The conditions are those of the filter that are left;
// ordered says that the database can go by the index of the kind's order.
func (w *writer) everyStart(i int, b *kg.Branch, kind kg.Kind) (start string, conditions []string, ordered bool) {
	conditions = w.conditions(i, b.Filter, kind)
	at := b.Filter.Start()
	if at < 0 {
		return fmt.Sprintf("MATCH (n:%s:Entity)", kind.Label()), conditions, true
	}
	switch c := b.Filter[at].(type) {
	case kg.OneOf:
		start = "MATCH (n:Entity)" // by the index of ids
	case kg.LinkedTo:
		start = fmt.Sprintf("UNWIND %s AS n WITH n", w.sets[setKey(w.parts(c)[0])])
		conditions = slices.Replace(conditions, at, at+1, w.among(c)[1:]...)
	}
	return start, conditions, false
}

// every writes a branch of all nodes of a kind.
func (w *writer) every(i int, b *kg.Branch, kind kg.Kind) {
	start, conditions, ordered := w.everyStart(i, b, kind)
	if b.First > 0 {
		page := w.behind(i, b)
		if ordered {
			page = append(indexed(b.Order), page...)
		}
		w.line("WITH *, COLLECT { %s%s WITH n ORDER BY %s LIMIT %s RETURN n } AS e%d",
			start, where(append(page, conditions...)), order(b.Order), w.limit(i, b), i)
	}
	switch {
	case !needsNodes(w.plan, i):
	case b.First > 0:
		w.line("WITH *, e%d[..%s] AS n%d", i, w.first(i, b), i)
	default:
		w.line("WITH *, [] AS n%d", i)
	}
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

// order is what a branch is ordered by.
func order(o kg.Order) string {
	switch {
	case o.By == kg.ByName && o.Descending:
		return "n.sortKey DESC, n.slug"
	case o.By == kg.ByName:
		return "n.key"
	}
	column, nullable := numberColumn(o.By)
	switch {
	case !o.Descending:
		return column + ", n.key" // where null comes last
	case o.By == kg.ByWeight:
		return "coalesce(l.weight, -1) DESC, n.key" // which is below all weights
	case nullable:
		return fmt.Sprintf("%[1]s IS NULL, %[1]s DESC, n.key", column)
	default:
		return column + " DESC, n.key"
	}
}

// numberColumn is the number that a branch is ordered by, and whether it may
// be missing.
func numberColumn(by kg.OrderBy) (column string, nullable bool) {
	if by == kg.ByWeight {
		return "l.weight", true
	}
	property, _ := by.Property()
	return "n." + propertyNames[property], property != kg.RoleCount
}

// indexed is a condition that every node of a kind meets, but without which
// the database does not see that an index has the order.
func indexed(o kg.Order) []string {
	switch {
	case o.By == kg.ByName && o.Descending:
		return []string{"n.sortKey >= ''"}
	case o.By == kg.ByName:
		return []string{"n.key >= ''"}
	case o.By == kg.ByRoleCount:
		return []string{"n.roleCount >= 0"}
	default:
		return nil
	}
}

// behind is the condition that a node, or a link, comes after a place.
func (w *writer) behind(i int, b *kg.Branch) []string {
	if b.After == nil {
		return nil
	}
	switch {
	case b.Order.By == kg.ByName && b.Order.Descending:
		name, slug := w.parameter(ordered(b.After.SortKey), "afterName%d", i), w.parameter(string(b.After.Slug), "afterSlug%d", i)
		return []string{fmt.Sprintf("n.sortKey <= %[1]s AND (n.sortKey < %[1]s OR n.slug > %[2]s)", name, slug)}
	case b.Order.By == kg.ByName:
		return []string{"n.key > " + w.parameter(key(b.After.SortKey, b.After.Slug), "afterKey%d", i)}
	}
	column, nullable := numberColumn(b.Order.By)
	name := w.parameter(key(b.After.SortKey, b.After.Slug), "afterKey%d", i)
	if !b.After.Number.Known {
		return []string{fmt.Sprintf("%s IS NULL AND n.key > %s", column, name)}
	}
	number, further := w.parameter(b.After.Number.Value, "afterNumber%d", i), ">"
	if b.Order.Descending {
		further = "<"
	}
	if nullable {
		return []string{fmt.Sprintf("(%[1]s %[2]s %[3]s OR %[1]s = %[3]s AND n.key > %[4]s OR %[1]s IS NULL)", column, further, number, name)}
	}
	return []string{fmt.Sprintf("%[1]s %[2]s= %[3]s AND (%[1]s %[2]s %[3]s OR n.key > %[4]s)", column, further, number, name)}
}

// along writes a branch along a step: each distinct node of the parent is
// expanded once.
func (w *writer) along(i int, b *kg.Branch, step kg.Step) {
	conditions := append(w.conditions(i, b.Filter, step.Target()), w.linkConditions(&b.Link, fmt.Sprint(i))...)
	match := "MATCH " + pattern("p", "l", "n", step)
	if b.First > 0 {
		w.line("WITH *, [p IN n%d | COLLECT { %s%s WITH n, l ORDER BY %s LIMIT %s RETURN %s }] AS e%d",
			b.Parent, match, where(append(w.behind(i, b), conditions...)), order(b.Order), w.limit(i, b), ifRead(b, "[n, l]", "n"), i)
		if needsNodes(w.plan, i) {
			w.line("WITH *, COLLECT { UNWIND e%d AS row UNWIND row[..%s] AS entry WITH DISTINCT %s AS n RETURN n } AS n%d",
				i, w.first(i, b), ifRead(b, "entry[0]", "entry"), i)
		}
	} else if needsNodes(w.plan, i) {
		w.line("WITH *, [] AS n%d", i)
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

// matrix writes a branch that sets roles side by side. It starts at the roles.
func (w *writer) matrix(i int, b *kg.Branch, m kg.Matrix) {
	if len(m.Kinds) == 0 {
		w.line("WITH *, [] AS e%[1]d, [] AS n%[1]d, [0] AS c%[1]d", i)
		return
	}
	match := w.linksOfRoles(i, b, m.Roles, m.Kinds)
	if b.First > 0 {
		w.line("WITH *, COLLECT { %s WITH n, collect(l) AS links WITH n, links, size(links) AS number, %s AS kind%s ORDER BY number DESC, kind, n.key LIMIT %s RETURN [n, links] } AS e%d",
			match, kindOf("n", m.Kinds), where(w.behindMixed(i, b)), w.limit(i, b), i)
	} else {
		w.line("WITH *, [] AS e%d", i)
	}
	w.line("WITH *, [entry IN e%[1]d[..%[2]s] | entry[0]] AS n%[1]d", i, w.first(i, b))
	if b.Total {
		w.line("WITH *, [COUNT { %s RETURN DISTINCT n }] AS c%d", match, i)
	}
}

// kindOf is the place of a node's kind in the order of the enum, of some kinds.
func kindOf(node string, kinds []kg.Kind) string {
	text := "CASE"
	for _, kind := range kinds {
		text += fmt.Sprintf(" WHEN %s:%s THEN %d", node, kind.Label(), kind)
	}
	return text + " END"
}

// behindMixed is the condition that a node n with a number and a kind comes
// after a place in the order of CompareMixed.
func (w *writer) behindMixed(i int, b *kg.Branch) []string {
	if b.After == nil {
		return nil
	}
	return []string{fmt.Sprintf("(number < %[1]s OR number = %[1]s AND (kind > %[2]s OR kind = %[2]s AND n.key > %[3]s))",
		w.parameter(b.After.Number.Value, "afterNumber%d", i), w.parameter(int64(b.After.Kind), "afterKind%d", i),
		w.parameter(key(b.After.SortKey, b.After.Slug), "afterKey%d", i))}
}

// linksOfRoles matches the links l of roles p to nodes n of some kinds, of which
// there is at least one.
func (w *writer) linksOfRoles(i int, b *kg.Branch, roles []kg.Slug, kinds []kg.Kind) string {
	conditions := append([]string{"p.id IN " + w.parameter(idTexts(kg.Role, roles), "roles%d", i)}, w.linkConditions(&b.Link, fmt.Sprint(i))...)
	return fmt.Sprintf("MATCH (p:Entity)-[l:%s]->(n)%s", types(kinds), where(conditions))
}

// overlapping writes a branch that counts what roles have in common.
func (w *writer) overlapping(i int, b *kg.Branch, o kg.Overlapping) {
	if len(o.Kinds) == 0 {
		w.line("WITH *, [] AS o%d", i)
		return
	}
	w.line("WITH *, COLLECT { %s WITH n, type(l) AS relation, count(*) AS roles WITH relation, count(CASE WHEN roles = %s THEN 1 END) AS shared, count(*) AS either RETURN [relation, shared, either] } AS o%d",
		w.linksOfRoles(i, b, o.Roles, o.Kinds), w.parameter(len(o.Roles), "all%d", i), i)
}

// counted writes a branch that counts the lists of another: f{i} has for each
// of them its values, each with its number.
func (w *writer) counted(i int, b *kg.Branch, by kg.Counted) {
	values := map[kg.Facet]string{
		kg.FacetCategory: "UNWIND n.categories AS value",
		kg.FacetType:     "UNWIND n.types AS value",
		kg.FacetSource:   "UNWIND n.sources AS value",
	}[by.By]
	tie := "value"
	if by.By == kg.FacetLinked {
		values, tie = "MATCH "+pattern("n", "", "value:Entity", by.Step), "value.slug"
	}
	ending := fmt.Sprintf("%s WITH value, count(*) AS number ORDER BY number DESC, %s LIMIT %s RETURN [value, number]", values, tie, w.first(i, b))

	of := &w.plan.Branches[by.Of]
	switch list := of.From.(type) {
	case kg.Every:
		start, conditions, _ := w.everyStart(by.Of, of, list.Kind)
		w.line("WITH *, [COLLECT { %s%s WITH n %s }] AS f%d", start, where(conditions), ending, i)
	case kg.Along:
		conditions := append(w.conditions(by.Of, of.Filter, list.Step.Target()), w.linkConditions(&of.Link, fmt.Sprint(by.Of))...)
		// Cypher does not aggregate within [p IN … | …].
		w.line("WITH *, COLLECT { UNWIND range(0, size(n%[1]d) - 1) AS at WITH at, n%[1]d[at] AS p WITH at, COLLECT { MATCH %[2]s%[3]s WITH n %[4]s } AS counts ORDER BY at RETURN counts } AS f%[5]d",
			of.Parent, pattern("p", "l", "n", list.Step), where(conditions), ending, i)
	}
	if by.By == kg.FacetLinked && needsNodes(w.plan, i) {
		w.line("WITH *, COLLECT { UNWIND f%d AS row UNWIND row AS entry WITH DISTINCT entry[0] AS n RETURN n } AS n%d", i, i)
	}
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
		has := columnsOf(w.plan, i)
		switch from := b.From.(type) {
		case kg.ByID:
			if has.pages {
				add(fmt.Sprintf("r%d", i), fmt.Sprintf("[n IN n%d | n.id]", i))
			}
		case kg.Every:
			if !has.pages {
				break
			}
			add(fmt.Sprintf("r%d", i), fmt.Sprintf("[n IN e%d | n.id]", i))
		case kg.Along:
			if !has.pages {
				break
			}
			entry := ifRead(b, "[entry[0].id"+linkValues(b.Read, "entry[1]")+"]", "entry.id")
			add(fmt.Sprintf("r%d", i), fmt.Sprintf("[row IN e%d | [entry IN row | %s]]", i, entry))
		case kg.Matrix:
			add(fmt.Sprintf("r%d", i), fmt.Sprintf("[row IN e%d | [row[0].id, [l IN row[1] | [startNode(l).id%s]]]]", i, linkValues(b.Read, "l")))
		case kg.Paths:
			add(fmt.Sprintf("r%d", i), pathColumn(i, b.Read))
		case kg.Overlapping:
			add(fmt.Sprintf("r%d", i), fmt.Sprintf("o%d", i))
		case kg.Similar:
			add(fmt.Sprintf("r%d", i), similarPages(i, from))
		case kg.Fitting:
			add(fmt.Sprintf("r%d", i), fittingPages(i, from))
		case kg.Neighborhood:
			add(fmt.Sprintf("r%d", i), fmt.Sprintf("[[n IN n%[1]d | n.id], [n IN hubs%[1]d | n.id], [l IN l%[1]d | [startNode(l).id, type(l), endNode(l).id%[2]s]]]", i, linkValues(b.Read, "l")))
		case kg.Traversal:
			add(fmt.Sprintf("r%d", i), fmt.Sprintf("[entry IN e%d | [entry[0].id, entry[1]]]", i))
		case kg.Counted:
			value := "entry[0]"
			if from.By == kg.FacetLinked {
				value = "entry[0].id"
			}
			add(fmt.Sprintf("r%d", i), fmt.Sprintf("[row IN f%d | [entry IN row | [%s, entry[1]]]]", i, value))
		}
		if has.totals {
			add(fmt.Sprintf("t%d", i), fmt.Sprintf("c%d", i))
		}
		if has.parents {
			add(fmt.Sprintf("p%d", i), fmt.Sprintf("[n IN n%d | n.id]", i))
		}
	}
	for _, kind := range kg.Kinds() {
		if branches := w.plan.BranchesOf(kind); stored(w.plan, kind) != 0 && len(branches) > 0 {
			add("k"+kind.Label(), w.nodes(kind, branches))
		}
	}
	w.line("WITH %s", strings.Join(columns, ", "))
	w.line(closing)
	for _, name := range names {
		w.text.WriteString(", " + name)
	}
}

// linkValues are the properties that are read of a link, each behind a comma.
func linkValues(read kg.LinkFields, link string) string {
	values := ""
	for _, property := range linkProperties {
		if read.Has(property.field) {
			values += ", " + link + "." + property.name
		}
	}
	return values
}

// nodes is the table of the nodes of a kind, each once.
func (w *writer) nodes(kind kg.Kind, branches []int) string {
	lists := make([]string, len(branches))
	for i, branch := range branches {
		lists[i] = fmt.Sprintf("n%d", branch)
	}
	values := "n.id"
	for _, property := range nodeProperties {
		if stored(w.plan, kind).Has(property.field) {
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

func slugTexts(slugs []kg.Slug) []string {
	all := make([]string, len(slugs))
	for i, slug := range slugs {
		all[i] = string(slug)
	}
	return all
}

func names[E fmt.Stringer](values []E) []string {
	all := make([]string, len(values))
	for i, value := range values {
		all[i] = value.String()
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
