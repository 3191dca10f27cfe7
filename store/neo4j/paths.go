package neo4j

import (
	"fmt"
	"strings"

	"rolegraph/kg"
)

// paths writes a branch of shortest paths: a search from both ends, level by
// level, and then the choice of the best paths, which kg.BestPaths explains. It is
// made in the database, because other branches may go on from the paths' nodes.
// Hops are rounds of reduce, so that the text does not depend on their number.
// Branch i has these variables beside e (the paths as [place, sum, ids, nodes,
// links]) and n:
//
//	x{i}  what the search has found: the length of the paths, 0 if there is none,
//	      and around both ends the levels, what was seen, hubs as [node, distance],
//	      and how many links are ahead. The entries of levels are [node, degree,
//	      steps, sum, number]: sum and number are of the best and of all paths to
//	      the end, and each step is [place in the level before, link, what it
//	      counts, sum with it]
//	m{i}  where the levels meet, as [node, steps to the first end, steps to the
//	      second, sum, number]
//	q{i}  how many paths there are
//	y{i}  the layers of the paths from their end, as [node, steps back, steps on,
//	      sum]
//	h{i}  the hubs
func (w *writer) paths(i int, b *kg.Branch, p kg.Paths) {
	s := pathWriter{w, i, p, w.parameter(p.MaxHops, "hops%d", i)}
	s.search()
	s.meeting()
	if b.First > 0 {
		s.best(b)
	} else {
		w.line("WITH *, [] AS e%d", i)
	}
	if p.Hubs {
		s.hubs()
	} else {
		w.line("WITH *, [] AS h%d", i)
	}
	w.line("WITH *, COLLECT { UNWIND reduce(all = h%[1]d, path IN e%[1]d | all + path[3]) AS n RETURN DISTINCT n } AS n%[1]d", i)
}

type pathWriter struct {
	*writer
	i       int
	asked   kg.Paths
	maxHops string // the parameter
}

// anyLink is the pattern of a link of any relation, whichever way it points.
func anyLink(near, link, far string) string {
	return fmt.Sprintf("(%s)-[%s:%s]-(%s)", near, link, strings.Join(names(kg.Relations()), "|"), far)
}

// let is an expression with a name for a value in it.
func let(name, value, expression string) string {
	return fmt.Sprintf("head([%s IN [%s] | %s])", name, value, expression)
}

// runs are the parts of a list of lists that have the same first value, of a list
// that is sorted by it: Cypher aggregates in no loop.
func runs(list string) string {
	return let("starts", fmt.Sprintf("[k IN range(0, size(%[1]s) - 1) WHERE k = 0 OR %[1]s[k][0] <> %[1]s[k - 1][0]] + [size(%[1]s)]", list),
		fmt.Sprintf("[k IN range(0, size(starts) - 2) | %s[starts[k]..starts[k + 1]]]", list))
}

// search searches from both ends until the levels meet, and goes on from the end
// where fewer links are ahead.
func (s pathWriter) search() {
	ends := s.parameter([]string{s.asked.From.String(), s.asked.To.String()}, "ends%d", s.i)
	s.line("WITH *, [id IN %s | COLLECT { MATCH (n:Entity {id: id}) RETURN [n, COUNT { %s }, [], 0, 1.0] }] AS ends%d", ends, anyLink("n", "", ""), s.i)
	s.line("WITH *, reduce(s = {length: 0, ends: [level IN ends%d | {levels: [level], seen: [entry IN level | entry[0]], hubs: [], ahead: coalesce(level[0][1], 0)}]}, hop IN range(1, %s) | %s) AS x%d", s.i, s.maxHops,
		s.expand("CASE WHEN s.length > 0 OR s.ends[0].ahead = 0 OR s.ends[1].ahead = 0 THEN null WHEN s.ends[1].ahead < s.ends[0].ahead THEN 1 ELSE 0 END"), s.i)
}

// expand is the state s of a search with one more level around an end, 0 or 1, and
// s itself if that is null. Between two nodes all links are of one relation, since
// their kinds tell it, so that the weight and the direction tell which of them is
// shown.
func (s pathWriter) expand(end string) string {
	allowed := ""
	if s.asked.Through != nil {
		labels := make([]string, len(s.asked.Through))
		for k, kind := range s.asked.Through {
			labels[k] = kind.Label()
		}
		allowed = fmt.Sprintf(" WHERE entry[0] = far.levels[0][0][0] OR any(label IN labels(entry[0]) WHERE label IN %s)", s.parameter(labels, "through%d", s.i))
	}
	links := fmt.Sprintf("COLLECT { UNWIND range(0, size(level) - 1) AS at WITH at, level[at][0] AS p MATCH %s WHERE NOT n IN near.seen WITH n, at, l, coalesce(l.weight, %d) AS counted"+
		" ORDER BY n, at, counted DESC, (startNode(l) = n) = (end = 1) DESC RETURN [n, at, l, counted, counted + level[at][3], level[at][4]] }", anyLink("p", "l", "n"), kg.NoWeight.Counted())
	steps := "[k IN range(0, size(links) - 1) WHERE k = 0 OR links[k][0] <> links[k - 1][0] OR links[k][1] <> links[k - 1][1] | links[k]]"
	entries := fmt.Sprintf("[run IN %s | %s]", runs("steps"), let("n", "run[0][0]", fmt.Sprintf("[n, COUNT { %s }, [step IN run | step[1..5]], reduce(most = 0, step IN run | CASE WHEN step[4] > most THEN step[4] ELSE most END), reduce(number = 0.0, step IN run | %s)]",
		anyLink("n", "", ""), upToMost("number + step[5]"))))
	found := fmt.Sprintf("[entry IN %s%s | entry + [entry[0] <> far.levels[0][0][0] AND NOT entry[0]:Role AND entry[1] > %s]]", entries, allowed, s.parameter(s.asked.HubLimit, "hubLimit%d", s.i))
	grown := "{length: CASE WHEN any(entry IN next WHERE entry[0] IN far.seen) THEN size(near.levels) + size(far.levels) - 1 ELSE 0 END, ends: [e IN [0, 1] | CASE WHEN e <> end THEN far ELSE " +
		"{levels: near.levels + [next], seen: near.seen + [entry IN found | entry[0]], hubs: near.hubs + [entry IN found WHERE entry[5] | [entry[0], size(near.levels)]], ahead: reduce(links = 0, entry IN next | links + entry[1])} END]}"
	grown = let("next", "[entry IN found WHERE NOT entry[5]]", grown)
	grown = let("level", "near.levels[-1]", let("links", links, let("steps", steps, let("found", found, grown))))
	return let("end", end, "CASE WHEN end IS NULL THEN s ELSE "+let("near", "s.ends[end]", let("far", "s.ends[1 - end]", grown))+" END")
}

// upToMost is a number of paths, a float, that stays at kg.MaxCount. Sums of
// floats are exact up to it, and never less than it beyond.
func upToMost(number string) string {
	return fmt.Sprintf("CASE WHEN %[1]s > %[2]d.0 THEN %[2]d.0 ELSE %[1]s END", number, kg.MaxCount)
}

// meeting finds where the levels meet, and counts the paths.
func (s pathWriter) meeting() {
	s.line("WITH *, COLLECT { UNWIND CASE WHEN x%[1]d.length = 0 THEN [] ELSE [entry IN x%[1]d.ends[0].levels[-1] | [entry[0], entry, null]] + [entry IN x%[1]d.ends[1].levels[-1] | [entry[0], null, entry]] END AS entry"+
		" WITH entry[0] AS n, collect(entry[1]) AS back, collect(entry[2]) AS on WHERE size(back) = 1 AND size(on) = 1 RETURN [n, back[0][2], on[0][2], on[0][3], back[0][4] * on[0][4]] } AS m%[1]d", s.i)
	s.line("WITH *, reduce(number = 0.0, entry IN m%d | %s) AS q%d", s.i, upToMost("number + entry[4]"), s.i)
}

// best chooses the best paths: first the layers from the meeting back to the
// beginning, and then the paths from there.
func (s pathWriter) best(b *kg.Branch) {
	steps := "COLLECT { UNWIND range(0, size(y[-1]) - 1) AS at WITH at, y[-1][at] AS entry UNWIND entry[1] AS step WITH step[0] AS place, at, step[1] AS l, step[2] AS counted, step[2] + entry[3] AS sum ORDER BY place, at RETURN [place, [at, l, counted, sum]] }"
	layer := fmt.Sprintf("[run IN %s | %s]", runs("steps"), let("entry", fmt.Sprintf("x%[1]d.ends[0].levels[x%[1]d.length - size(y)][run[0][0]]", s.i),
		"[entry[0], entry[2], [step IN run | step[1]], reduce(most = 0, step IN run | CASE WHEN step[1][3] > most THEN step[1][3] ELSE most END)]"))
	s.line("WITH *, reduce(y = x%[1]d.ends[1].levels[..-1] + [m%[1]d], layer IN range(size(x%[1]d.ends[1].levels), x%[1]d.length) | y + [%[2]s]) AS y%[1]d", s.i, let("steps", steps, layer))
	s.line("WITH *, reduce(paths = CASE WHEN x%[1]d.length = 0 THEN [] ELSE [entry IN y%[1]d[-1] | [0, 0, [entry[0].id], [entry[0]], []]] END, hop IN range(1, x%[1]d.length) |"+
		" COLLECT { UNWIND paths AS path UNWIND y%[1]d[-hop][path[0]][2] AS step WITH path, step, y%[1]d[-1 - hop][step[0]][0] AS n"+
		" WITH path, step, n, path[1] + step[3] AS most, path[2] + [n.id] AS ids ORDER BY most DESC, ids LIMIT %[2]s RETURN [step[0], path[1] + step[2], ids, path[3] + [n], path[4] + [step[1]]] }) AS e%[1]d",
		s.i, s.first(s.i, b))
}

// hubs finds the hubs whose distances from the ends sum to the paths' length at
// most. For those that are nearer to one end than is known around the other it
// goes on from there; those that are linked to an end are looked up from the hub.
func (s pathWriter) hubs() {
	s.line("WITH *, CASE WHEN x%[1]d.length = 0 THEN %[2]s ELSE x%[1]d.length END AS d%[1]d", s.i, s.maxHops)
	wanted := func(end int) string {
		return fmt.Sprintf("size(s.ends[%[1]d].levels) < d%[3]d - 1 AND any(hub IN s.ends[%[2]d].hubs WHERE hub[1] + size(s.ends[%[1]d].levels) <= d%[3]d AND NOT hub[0] IN s.ends[%[1]d].seen)", end, 1-end, s.i)
	}
	s.line("WITH *, reduce(s = x%[1]d, hop IN range(1, 2 * (d%[1]d - 2)) | %[2]s).ends AS u%[1]d", s.i, s.expand(fmt.Sprintf("CASE WHEN %s THEN 0 WHEN %s THEN 1 END", wanted(0), wanted(1))))
	s.line("WITH *, COLLECT { UNWIND [hub IN u%[1]d[0].hubs | [hub[0], hub[1], 1]] + [hub IN u%[1]d[1].hubs | [hub[0], hub[1], 0]] AS hub WITH hub[0] AS n, collect(hub[1]) AS distances, collect([entry IN u%[1]d[hub[2]].levels[d%[1]d - 2] | entry[0]]) AS others"+
		" WHERE size(distances) = 2 AND distances[0] + distances[1] <= d%[1]d OR size(distances) = 1 AND distances[0] = 1 AND d%[1]d > 1 AND EXISTS { MATCH %[2]s WHERE p IN others[0] }"+
		" WITH n, %[3]s AS kind ORDER BY kind, n.key RETURN n } AS h%[1]d",
		s.i, anyLink("n", "", "p"), kindOf("n", kg.Kinds()))
}

// pathColumn is what the record has of a branch of paths: their length and number,
// each as [ids, links], and the hubs.
func pathColumn(i int, read kg.LinkFields) string {
	return fmt.Sprintf("[x%[1]d.length, q%[1]d, [path IN e%[1]d | [path[2], [l IN path[4] | [startNode(l).id, type(l)%[2]s]]]], [n IN h%[1]d | n.id]]", i, linkValues(read, "l"))
}

// paths decodes a branch of shortest paths.
func (d *decoding) paths(b *kg.Branch, table *kg.Table, column []any) error {
	found := &kg.FoundPaths{Length: int(column[0].(int64)), Count: int64(column[1].(float64))}
	for _, each := range column[2].([]any) {
		ids, links := each.([]any)[0].([]any), each.([]any)[1].([]any)
		for k := range ids {
			entry := kg.Entry{Node: d.node(ids[k].(string))}
			if k > 0 {
				var err error
				if entry.Link, err = pathLink(b, links[k-1].([]any), ids[k-1].(string), ids[k].(string)); err != nil {
					return err
				}
			}
			table.Entries = append(table.Entries, entry)
		}
		found.Shown++
	}
	for _, id := range column[3].([]any) {
		table.Entries = append(table.Entries, kg.Entry{Node: d.node(id.(string))})
	}
	table.Paths = found
	table.Rows = []kg.Row{{Parent: kg.NoParent, End: int32(len(table.Entries)), More: b.First > 0 && found.Count > int64(b.First)}}
	return nil
}

// pathLink decodes the link between two nodes of a path: where it starts, its
// relation, and what is read of it.
func pathLink(b *kg.Branch, values []any, near, far string) (*kg.Link, error) {
	if values[0].(string) != near {
		near, far = far, near
	}
	relation, known := kg.ParseRelation(values[1].(string))
	from, validFrom := kg.ParseID(near)
	to, validTo := kg.ParseID(far)
	if !known || !validFrom || !validTo {
		return nil, fmt.Errorf("a link is %v", values)
	}
	link := &kg.Link{Relation: relation, From: from, To: to, Weight: kg.NoWeight}
	return link, put(linkProperties, b.Read, link, values[2:])
}
