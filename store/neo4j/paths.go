package neo4j

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"rolegraph/kg"
)

// maxListed is how many paths a statement lists. More are counted without a list.
const maxListed = 1000

// errManyPaths is the error of a record of NewStatement whose plan has more than
// maxListed paths, which NewCountingStatement answers.
var errManyPaths = errors.New("there are too many paths to list them")

// paths writes a branch of shortest paths, chosen in the database, because other
// branches may go on from the paths' nodes. The database itself finds and lists them
// in half the time of a search in Cypher, which is left for where they are too many
// to be listed, or hubs are asked for, of which it does not tell.
//
// Branch i has these variables beside e (the paths as [nodes, links]) and n:
//
//	q{i}  the paths that the database lists, few{i} those that differ by their
//	      nodes, as e
//	p{i}  the only row of what is found: length and number of the paths, 0 if there
//	      are none and -1 if they are too many to be listed, the paths, and the hubs
//	h{i}  the hubs
func (w *writer) paths(i int, b *kg.Branch, p kg.Paths) {
	s := pathWriter{w, i, p}
	if p.Hubs || w.counting {
		s.counted(b)
	} else {
		s.listed(b)
	}
	w.line("WITH *, p%[1]d[0][2] AS e%[1]d, p%[1]d[0][3] AS h%[1]d", i)
	if needsNodes(w.plan, i) {
		w.line("WITH *, COLLECT { UNWIND reduce(all = h%[1]d, path IN e%[1]d | all + path[0]) AS n RETURN DISTINCT n } AS n%[1]d", i)
	}
}

type pathWriter struct {
	*writer
	i     int
	asked kg.Paths
}

// anyLink is the pattern of a link of any relation, whichever way it points.
func anyLink(near, link, far string) string {
	return fmt.Sprintf("(%s)-[%s:%s]-(%s)", near, link, strings.Join(names(kg.Relations()), "|"), far)
}

// let is an expression with a name for a value in it.
func let(name, value, expression string) string {
	return fmt.Sprintf("head([%s IN [%s] | %s])", name, value, expression)
}

// ends is the parameter of the ids of the paths' ends.
func (s pathWriter) ends() string {
	return s.parameter([]string{s.asked.From.String(), s.asked.To.String()}, "ends%d", s.i)
}

// hubLimit is the parameter of how many links a node may have that is gone through.
func (s pathWriter) hubLimit() string { return s.parameter(s.asked.HubLimit, "hubLimit%d", s.i) }

// listed has the database find the paths, all of them if they are few, and of those
// through the same nodes chooses the one with the best links: they are there for all
// links between two nodes, so that the best has the best link at each step.
func (s pathWriter) listed(b *kg.Branch) {
	allowed := "NOT " + isHub("n", s.hubLimit())
	if through := s.through("n"); through != "" {
		allowed = "(" + through + " AND " + allowed + ")"
	}
	s.line("WITH *, COLLECT { MATCH (a:Entity {id: %[1]s[0]}), (b:Entity {id: %[1]s[1]}) MATCH path = allShortestPaths((a)-[:%[2]s*..%[3]d]-(b))"+
		" WHERE all(n IN nodes(path) WHERE %[4]s OR n = a OR n = b) WITH path LIMIT %[5]d RETURN path } AS q%[6]d",
		s.ends(), strings.Join(names(kg.Relations()), "|"), s.asked.MaxHops, allowed, maxListed+1, s.i)
	s.line("WITH *, COLLECT { UNWIND q%[1]d AS path WITH nodes(path) AS nodes, relationships(path) AS links"+
		" WITH nodes, max([reduce(sum = 0, l IN links | sum + coalesce(l.weight, %[2]d)), [k IN range(0, size(links) - 1) | startNode(links[k]) = nodes[k]], links]) AS best"+
		" ORDER BY best[0] DESC, [n IN nodes | n.id] RETURN [nodes, best[2]] } AS few%[1]d", s.i, kg.NoWeight.Counted())
	best := "[]"
	if b.First > 0 {
		best = fmt.Sprintf("few%d[..%s]", s.i, s.first(s.i, b))
	}
	s.line("WITH *, [CASE WHEN size(q%[1]d) > %[2]d THEN [0, -1.0, [], []] ELSE [coalesce(size(few%[1]d[0][1]), 0), toFloat(size(few%[1]d)), %[3]s, []] END] AS p%[1]d", s.i, maxListed, best)
}

// counted writes a search from both ends, level by level, and then the choice of the
// best paths, which kg.PathChooser explains.
//
// Three properties of the database shape the text. Cypher aggregates in no loop,
// so what does is written once for each hop, and how many hops paths may have is
// part of the plan's shape. An aggregation in a subquery that is an expression has
// all outer variables that are used in it as keys, whose memory it counts once a
// group; one in CALL has its own keys alone. And sorting counts for each row the
// memory of all variables: so nothing is sorted in here, and what the search knows
// stays within one subquery, away from the branches that follow.
//
// In the subquery there are:
//
//	x     what the search has found: the length of the paths, 0 if there are none,
//	      how many of their hops it knows from their end, how many it may still
//	      look for, and around both ends the levels, the links that lead from each
//	      to the next as [node there, node here, link], what was seen, hubs as
//	      [node, distance], and how many links are ahead
//	layer{t}  the layer that is t hops from the paths' end, as [node, sum, number,
//	      steps]: sum and number are of the best and of all ways to the end, and each
//	      step is [place in the layer before, link, what it counts, sum with it]
//	layers{t}  the layers so far
func (s pathWriter) counted(b *kg.Branch) {
	s.line("WITH *, COLLECT {")
	s.search()
	s.layers()
	best, hubs := "[]", "[]"
	if b.First > 0 {
		best = s.best(b)
	}
	if s.asked.Hubs {
		s.hubs()
		hubs = "hubs"
	}
	s.line("RETURN [x.length, coalesce(head([entry IN layers%d[-1] WHERE entry[0] = x.ends[0].levels[0][0] | entry[2]]), 0.0), %s, %s]", s.asked.MaxHops, best, hubs)
	s.line("} AS p%d", s.i)
}

// search searches from both ends until the levels meet, and goes on from the end
// where fewer links are ahead. Where hubs are asked for, it goes on further around
// an end that is less than two hops short of the paths' length, if there are hubs
// that are known around the other end alone and near enough to it.
func (s pathWriter) search() {
	s.line("WITH [id IN %s | COLLECT { MATCH (n:Entity {id: id}) RETURN n }] AS ends", s.ends())
	s.line("WITH {length: 0, known: 0, left: %d, ends: [level IN ends | {levels: [level], links: [], seen: level, hubs: [], ahead: coalesce(level[0].linkCount, 0)}]} AS x0", s.asked.MaxHops)
	end, rounds := "WHEN searching THEN CASE WHEN s.ends[1].ahead < s.ends[0].ahead THEN 1 ELSE 0 END", s.asked.MaxHops
	if s.asked.Hubs {
		for k := range 2 {
			end += fmt.Sprintf(" WHEN size(s.ends[%[1]d].levels) < length - 1 AND any(hub IN s.ends[%[2]d].hubs WHERE hub[1] + size(s.ends[%[1]d].levels) <= length AND NOT hub[0] IN s.ends[%[1]d].seen) THEN %[1]d", k, 1-k)
		}
		rounds += 2 * max(s.asked.MaxHops-2, 0)
	}
	links := fmt.Sprintf("COLLECT { WITH s.ends[end].seen AS seen, s.ends[end].levels[-1] AS level UNWIND level AS p MATCH %s WHERE NOT n IN seen RETURN [n, p, l] }", anyLink("p", "l", "n"))
	found := fmt.Sprintf("COLLECT { UNWIND COLLECT { UNWIND links AS link RETURN DISTINCT link[0] AS n } AS n WITH n, n = s.ends[1 - end].levels[0][0] AS isEnd%s RETURN [n, NOT isEnd AND %s] }",
		s.allowed(), isHub("n", s.hubLimit()))
	grown := "{length: CASE WHEN searching AND any(n IN next WHERE n IN s.ends[1 - end].seen) THEN size(s.ends[0].levels) + size(s.ends[1].levels) - 1 ELSE s.length END," +
		" known: CASE WHEN searching THEN size(s.ends[1].levels) - 1 + end ELSE s.known END, left: s.left - 1, ends: [e IN [0, 1] | CASE WHEN e <> end THEN s.ends[e] ELSE" +
		" {levels: s.ends[e].levels + [next], links: s.ends[e].links + [[link IN links WHERE link[0] IN next]], seen: s.ends[e].seen + [entry IN found | entry[0]]," +
		" hubs: s.ends[e].hubs + [entry IN found WHERE entry[1] | [entry[0], size(s.ends[e].levels)]], ahead: reduce(links = 0, n IN next | links + n.linkCount)} END]}"
	grown = let("links", links, let("found", found, let("next", "[entry IN found WHERE NOT entry[1] | entry[0]]", grown)))
	round := let("end", "CASE "+end+" END", "CASE WHEN end IS NULL THEN s ELSE "+grown+" END")
	if s.asked.Hubs {
		round = let("length", fmt.Sprintf("CASE WHEN s.length = 0 THEN %d ELSE s.length END", s.asked.MaxHops), round)
	}
	round = let("searching", "s.length = 0 AND s.left > 0 AND s.ends[0].ahead > 0 AND s.ends[1].ahead > 0", round)
	s.line("WITH reduce(s = x0, round IN range(1, %d) | %s) AS x", rounds, round)
}

// allowed keeps of the nodes n those that are the other end or of a kind that paths
// go through.
func (s pathWriter) allowed() string {
	through := s.through("n")
	if through == "" {
		return ""
	}
	return " WHERE isEnd OR " + through
}

// through is the condition that a node is of a kind that paths go through; empty if
// they go through all.
func (s pathWriter) through(node string) string {
	if s.asked.Through == nil {
		return ""
	}
	labels := make([]string, len(s.asked.Through))
	for k, kind := range s.asked.Through {
		labels[k] = kind.Label()
	}
	return fmt.Sprintf("any(label IN labels(%s) WHERE label IN %s)", node, s.parameter(labels, "through%d", s.i))
}

// layers are those of the paths, from their end: links that lead from nodes of the
// last layer to others are found by what both lists have of the same node. Between
// two nodes all links are of one relation, since their kinds tell it, so that the
// weight and the direction tell which of them is shown. A number of paths stays at
// kg.MaxCount: sums of floats are exact up to it, and never less than it beyond.
func (s pathWriter) layers() {
	s.line("WITH *, [[[x.ends[1].levels[0][0], 0, 1.0, []]]] AS layers0")
	for t := range s.asked.MaxHops {
		s.line("CALL (x, layers%[1]d) { UNWIND CASE WHEN x.length <= %[1]d THEN [] WHEN x.known > %[1]d THEN [link IN x.ends[1].links[%[1]d] | [link[1], [link[0], link[2]], null]] ELSE [link IN x.ends[0].links[x.length - 1 - %[1]d] | [link[0], [link[1], link[2]], null]] END"+
			" + [at IN range(0, size(layers%[1]d[-1]) - 1) | [layers%[1]d[-1][at][0], null, [at, layers%[1]d[-1][at][1], layers%[1]d[-1][at][2]]]] AS item"+
			" WITH item[0] AS known, collect(item[1]) AS links, head(collect(item[2])) AS ahead WHERE ahead IS NOT NULL UNWIND links AS link"+
			" WITH link[0] AS n, ahead, max([coalesce(link[1].weight, %[3]d), startNode(link[1]) = link[0], link[1]]) AS best"+
			" WITH n, max(best[0] + ahead[1]) AS sum, sum(ahead[2]) AS number, collect([ahead[0], best[2], best[0], best[0] + ahead[1]]) AS steps"+
			" RETURN collect([n, sum, CASE WHEN number > %[4]d.0 THEN %[4]d.0 ELSE number END, steps]) AS layer%[2]d }", t, t+1, kg.NoWeight.Counted(), kg.MaxCount)
		s.line("WITH *, CASE WHEN x.length <= %[1]d THEN layers%[1]d ELSE layers%[1]d + [layer%[2]d] END AS layers%[2]d", t, t+1)
	}
}

// best goes through the layers from the beginning. Of the beginnings of paths it
// keeps a sorted list, by a text that orders as they are ordered: what is missing of
// the greatest sum that each can come to, in as many digits, and the ids, with
// spaces between them, which are less than what ids are written with.
func (s pathWriter) best(b *kg.Branch) string {
	y := fmt.Sprintf("layers%d", s.asked.MaxHops)
	begun := fmt.Sprintf("[at IN range(0, size(%[1]s[-1]) - 1) WHERE %[1]s[-1][at][0] = x.ends[0].levels[0][0] | ['', at, 0, '', [%[1]s[-1][at][0]], []]]", y)
	extended := fmt.Sprintf("[step IN %[1]s[-hop][path[1]][3] | head([n IN [%[1]s[-1 - hop][step[0]][0]] | [toString(%[2]d - path[2] - step[3]) + path[3] + ' ' + n.id, step[0], path[2] + step[2], path[3] + ' ' + n.id, path[4] + [n], path[5] + [step[1]]]])]", y, mostMissing)
	kept := fmt.Sprintf("CASE WHEN size(best) = %[1]s AND path[0] > best[-1][0] THEN best ELSE ([other IN best WHERE other[0] < path[0]] + [path] + [other IN best WHERE other[0] > path[0]])[..%[1]s] END", s.first(s.i, b))
	return fmt.Sprintf("[path IN reduce(paths = %s, hop IN range(1, x.length) | reduce(best = [], path IN reduce(all = [], path IN paths | all + %s) | %s)) | [path[4], path[5]]]", begun, extended, kept)
}

// mostMissing is more than any sum, and has as many digits when a sum is taken
// from it.
const mostMissing = 999_999_999_999

// hubs finds the hubs whose distances from the ends sum to the paths' length at
// most. Those that are linked to the one end, and not known around the other, are
// looked up from the hub.
func (s pathWriter) hubs() {
	s.line("CALL (x) { UNWIND [hub IN x.ends[0].hubs | [hub[0], hub[1], 1]] + [hub IN x.ends[1].hubs | [hub[0], hub[1], 0]] AS hub WITH hub[0] AS n, collect(hub[1]) AS distances, collect(hub[2]) AS others RETURN collect([n, distances, others]) AS near }")
	s.line("WITH *, CASE WHEN x.length = 0 THEN %d ELSE x.length END AS d", s.asked.MaxHops)
	s.line("WITH *, COLLECT { UNWIND near AS hub WITH hub[0] AS n, hub[1] AS distances, x.ends[hub[2][0]].levels[d - 2] AS level"+
		" WHERE size(distances) = 2 AND distances[0] + distances[1] <= d OR size(distances) = 1 AND distances[0] = 1 AND d > 1 AND EXISTS { MATCH %s WHERE p IN level } RETURN n } AS hubs",
		anyLink("n", "", "p"))
}

// pathColumn is what the record has of a branch of paths: their length and number,
// each as [ids, links], and the hubs.
func pathColumn(i int, read kg.LinkFields) string {
	return fmt.Sprintf("[p%[1]d[0][0], p%[1]d[0][1], [path IN e%[1]d | [[n IN path[0] | n.id], [l IN path[1] | [startNode(l).id, type(l)%[2]s]]]], [n IN h%[1]d | n.id]]", i, linkValues(read, "l"))
}

// paths decodes a branch of shortest paths.
func (d *decoding) paths(b *kg.Branch, table *kg.Table, column []any) error {
	found := &kg.FoundPaths{Length: int(column[0].(int64)), Count: int64(column[1].(float64))}
	if found.Count < 0 {
		return errManyPaths
	}
	for _, each := range column[2].([]any) {
		ids, links := each.([]any)[0].([]any), each.([]any)[1].([]any)
		for k := range ids {
			entry := kg.Entry{Node: d.node(ids[k].(string))}
			if k > 0 {
				before := table.Entries[len(table.Entries)-1].Node
				var err error
				if entry.Link, err = d.pathLink(b, links[k-1].([]any), before, entry.Node); err != nil {
					return err
				}
			}
			table.Entries = append(table.Entries, entry)
		}
		found.Shown++
	}
	var hubs []kg.Entry
	for _, id := range column[3].([]any) {
		hubs = append(hubs, kg.Entry{Node: d.node(id.(string))})
	}
	slices.SortFunc(hubs, func(a, b kg.Entry) int { return d.place(a).CompareMixed(d.place(b)) })
	table.Entries = append(table.Entries, hubs...)
	table.Paths = found
	table.Rows = []kg.Row{{Parent: kg.NoParent, End: int32(len(table.Entries)), More: b.First > 0 && found.Count > int64(b.First)}}
	return nil
}

// place is where a node stands among those of all kinds.
func (d *decoding) place(entry kg.Entry) kg.Place {
	node := d.result.Nodes[entry.Node]
	return kg.Place{Kind: node.Kind, SortKey: node.SortKey, Slug: node.Slug}
}

// pathLink decodes the link between two nodes of a path: where it starts, its
// relation, and what is read of it.
func (d *decoding) pathLink(b *kg.Branch, values []any, near, far int32) (*kg.Link, error) {
	from, to := d.result.Nodes[near], d.result.Nodes[far]
	if values[0].(string) != from.ID().String() {
		from, to = to, from
	}
	relation, known := kg.ParseRelation(values[1].(string))
	if !known {
		return nil, fmt.Errorf("a link is %v", values)
	}
	link := &kg.Link{Relation: relation, From: from, To: to, Weight: kg.NoWeight, Said: &kg.Said{}}
	return link, put(linkProperties, b.Read, link, values[2:])
}
