package neo4j

import (
	"fmt"
	"strings"

	"rolegraph/kg"
)

// Lists of roles by a score have one variable more: a{i} has all entries of each
// list, best first, as [node, score, …], and e{i} is the page of them. All that is
// summed is whole numbers.

// counts is what a link counts in formulas, as Weight.Counted has it.
func counts(link string) string {
	return fmt.Sprintf("coalesce(%s.weight, %d)", link, kg.NoWeight.Counted())
}

// ratio is a/b as kg.Ratio has it.
func ratio(a, b string) string {
	return fmt.Sprintf("CASE %[2]s WHEN 0 THEN 0 ELSE (2000000 * %[1]s + %[2]s) / (2 * %[2]s) END", a, b)
}

// strength is the sum of what a role's links to nodes of some kinds count.
func strength(role string, kinds []kg.Kind) string {
	return forEach(kinds, " + ", func(kind kg.Kind) string { return fmt.Sprintf("%s.strengths[%d]", role, kind) })
}

// types are those of the links of roles to nodes of some kinds, as a pattern has
// them.
func types(kinds []kg.Kind) string {
	return forEach(kinds, "|", func(kind kg.Kind) string { return kg.RoleRelation(kind).String() })
}

func forEach(kinds []kg.Kind, between string, text func(kg.Kind) string) string {
	texts := make([]string, len(kinds))
	for i, kind := range kinds {
		texts[i] = text(kind)
	}
	return strings.Join(texts, between)
}

// similar writes a branch of the roles most like those of another: each of these
// is expanded once, to what it is linked to and back.
func (w *writer) similar(i int, b *kg.Branch, s kg.Similar) {
	shared, kept, link, entry := "", "", "", "[n, score]"
	if s.Overlaps {
		shared = fmt.Sprintf(", [%s] AS shared", forEach(s.Kinds, ", ", func(kind kg.Kind) string {
			return fmt.Sprintf("count(CASE type(l) WHEN '%s' THEN 1 END)", kg.RoleRelation(kind))
		}))
		kept, link, entry = ", shared", ", l", "[n, score, shared, p]"
	}
	steps := []string{
		// Two matches, so that each weight is read once and not for each way back.
		fmt.Sprintf("MATCH (p)-[l:%s]->(x) WITH x%s, %s AS one", types(s.Kinds), link, counts("l")),
		fmt.Sprintf("MATCH (x)<-[m:%s]-(n) WITH n%s, one, %s AS other", types(s.Kinds), link, counts("m")),
		fmt.Sprintf("WITH n, sum(CASE WHEN one < other THEN one ELSE other END) AS both%s WHERE n <> p", shared),
		fmt.Sprintf("WITH n, both, %s + %s - both AS either%s", strength("p", s.Kinds), strength("n", s.Kinds), kept),
		fmt.Sprintf("WITH n, %s AS score%s WHERE score > 0", ratio("both", "either"), kept),
		fmt.Sprintf("ORDER BY score DESC, n.key RETURN %s", entry),
	}
	// Cypher does not aggregate within [p IN … | …].
	w.line("WITH *, COLLECT { UNWIND range(0, size(n%[1]d) - 1) AS at WITH at, n%[1]d[at] AS p WITH at, COLLECT { %[2]s } AS found ORDER BY at RETURN found } AS a%[3]d",
		b.Parent, strings.Join(steps, " "), i)
	w.best(i, b)
}

// fitting writes a branch of the roles that a profile covers. h{i} is what the
// profile has.
func (w *writer) fitting(i int, b *kg.Branch, f kg.Fitting) {
	var has []kg.ID
	for _, kind := range f.Kinds {
		for _, slug := range f.Profile.Has[kind] {
			has = append(has, kg.ID{Kind: kind, Slug: slug})
		}
	}
	roles := w.parameter(idTexts(kg.Role, f.Profile.Roles), "roles%d", i)
	w.line("WITH *, COLLECT { MATCH (x:Entity) WHERE x.id IN %s RETURN x UNION MATCH (p:Entity)-[:%s]->(x) WHERE p.id IN %s RETURN x } AS h%d",
		w.parameter(texts(has), "has%d", i), types(f.Kinds), roles, i)
	var steps []string
	if f.Role != "" {
		steps = []string{
			"MATCH (n:Entity) WHERE n.id = " + w.parameter(kg.ID{Kind: kg.Role, Slug: f.Role}.String(), "fitted%d", i),
			fmt.Sprintf("OPTIONAL MATCH (n)-[l:%s]->(x) WHERE x IN h%d", types(f.Kinds), i),
			fmt.Sprintf("WITH n, sum(CASE WHEN l IS NULL THEN 0 ELSE %s END) AS covered, count(l) AS links", counts("l")),
			fmt.Sprintf("RETURN [n, null, covered, %s, links]", strength("n", f.Kinds)),
		}
	} else {
		steps = []string{
			fmt.Sprintf("UNWIND h%d AS x MATCH (x)<-[l:%s]-(n) WHERE NOT n.id IN %s", i, types(f.Kinds), roles),
			fmt.Sprintf("WITH n, sum(%s) AS covered, count(*) AS links", counts("l")),
			fmt.Sprintf("WITH n, covered, links, %s AS whole", strength("n", f.Kinds)),
			fmt.Sprintf("WITH n, covered, links, whole, %s AS score WHERE score > 0", ratio("covered", "whole")),
			"ORDER BY score DESC, n.key RETURN [n, score, covered, whole, links]",
		}
	}
	w.line("WITH *, [COLLECT { %s }] AS a%d", strings.Join(steps, " "), i)
	w.best(i, b)
}

// best writes the pages and totals of lists by a score.
func (w *writer) best(i int, b *kg.Branch) {
	if b.First > 0 {
		behind := ""
		if b.After != nil {
			behind = fmt.Sprintf(" WHERE entry[1] < %[1]s OR entry[1] = %[1]s AND entry[0].key > %[2]s",
				w.parameter(b.After.Number.Value, "afterNumber%d", i), w.parameter(key(b.After.SortKey, b.After.Slug), "afterKey%d", i))
		}
		w.line("WITH *, [row IN a%[1]d | [entry IN row%[2]s][..%[3]s]] AS e%[1]d", i, behind, w.limit(i, b))
		w.line("WITH *, COLLECT { UNWIND e%[1]d AS row UNWIND row[..%[2]s] AS entry WITH DISTINCT entry[0] AS n RETURN n } AS n%[1]d", i, w.first(i, b))
	} else {
		w.line("WITH *, [row IN a%[1]d | []] AS e%[1]d, [] AS n%[1]d", i)
	}
	if b.Total {
		w.line("WITH *, [row IN a%[1]d | size(row)] AS c%[1]d", i)
	}
}

// similarPages are the pages of roles that are like others: each entry as [id,
// score], and with overlaps, for each kind, how many nodes both roles have, and
// how many each of them.
func similarPages(i int, s kg.Similar) string {
	overlaps := ""
	if s.Overlaps {
		overlaps = fmt.Sprintf(", entry[2], [x IN [entry[0], entry[3]] | [%s]]", forEach(s.Kinds, ", ", func(kind kg.Kind) string {
			return fmt.Sprintf("COUNT { (x)-[:%s]->() }", kg.RoleRelation(kind))
		}))
	}
	return fmt.Sprintf("[row IN e%d | [entry IN row | [entry[0].id, entry[1]%s]]]", i, overlaps)
}

// fittingPages are the page of roles that a profile covers: each entry as [id,
// score, covered, all, links covered, [links]].
func fittingPages(i int, f kg.Fitting) string {
	return fmt.Sprintf("[row IN e%d | [entry IN row | [entry[0].id, entry[1], entry[2], entry[3], entry[4], [x IN [entry[0]] | COUNT { (x)-[:%s]->() }]]]]",
		i, types(f.Kinds))
}

// scored decodes the rows of a branch of roles by a score: of all, or of the
// roles of the parent's nodes, in their order.
func (d *decoding) scored(b *kg.Branch, table *kg.Table, pages []any, totals []any) {
	parents := []int32{kg.NoParent}
	if b.Parent != kg.NoParent {
		parents = d.parents[b.Parent]
	}
	for at, parent := range parents {
		if parent != kg.NoParent && d.result.Nodes[parent].Kind != kg.Role {
			continue
		}
		page := pages[at].([]any)
		row := kg.Row{Parent: parent, Start: int32(len(table.Entries)), More: b.First > 0 && len(page) > b.First}
		for _, each := range page[:min(len(page), b.First)] {
			values := each.([]any)
			table.Entries = append(table.Entries, kg.Entry{Node: d.nodeOf(kg.Role, values[0].(string))})
			switch from := b.From.(type) {
			case kg.Similar:
				table.Scores = append(table.Scores, kg.Weight(values[1].(int64)))
				if from.Overlaps {
					table.Overlaps = append(table.Overlaps, overlaps(values[2].([]any), values[3].([]any))...)
				}
			case kg.Fitting:
				fit := kg.Fit{Covered: values[2].(int64), All: values[3].(int64), CoveredCount: int(values[4].(int64))}
				fit.MissingCount = int(values[5].([]any)[0].(int64)) - fit.CoveredCount
				table.Fits = append(table.Fits, fit)
			}
		}
		row.End = int32(len(table.Entries))
		if b.Total {
			row.Total = int(totals[at].(int64))
		}
		table.Rows = append(table.Rows, row)
	}
	sortRows(table)
}

// overlaps are those of two roles, by how many nodes of each kind they share and
// how many each of them has.
func overlaps(shared, each []any) []kg.Overlap {
	all := make([]kg.Overlap, len(shared))
	for k := range all {
		all[k].Shared = int(shared[k].(int64))
		all[k].Union = int(each[0].([]any)[k].(int64)+each[1].([]any)[k].(int64)) - all[k].Shared
	}
	return all
}
