package main

// These are the best statements that could be found by hand for what an import
// of rolegraph has stored, judged by what PROFILE counts and by their times.
// Each gives one record, and uses the constraint on Entity.id or the indexes on
// key and roleCount, which that import has made.

// heaviest is the order of a role's links, as a tail of a subquery with the link
// l to the node n. A weight that is missing comes last: -1 is below every other.
const heaviest = "WITH n, coalesce(l.weight, -1) AS weight ORDER BY weight DESC, n.key LIMIT "

const profileStatement = `MATCH (r:Entity {id: $role})
RETURN r.slug, r.name, r.description,
  COLLECT { MATCH (r)-[l:REQUIRES_SKILL]->(n) ` + heaviest + `20 RETURN [n.slug, n.name] },
  COLLECT { MATCH (r)-[l:USES_TOOL]->(n) ` + heaviest + `20 RETURN [n.slug, n.name] },
  COLLECT { MATCH (r)-[l:USES_LANGUAGE]->(n) ` + heaviest + `20 RETURN [n.slug, n.name] },
  COLLECT { MATCH (r)-[l:WORKS_IN]->(n) ` + heaviest + `20 RETURN [n.slug, n.name] },
  COLLECT { MATCH (r)-[l:PREFERS_DEGREE]->(n) ` + heaviest + `20 RETURN [n.slug, n.name] }`

// Counting beats joining what the two roles use: it takes the same hits, and one
// walk over the links instead of two and a table.
const sharedStatement = `MATCH (r:Entity)-[:USES_TOOL]->(n) WHERE r.id IN [$role, $other]
WITH n, count(*) AS roles WHERE roles = 2
WITH n ORDER BY n.key LIMIT 100
RETURN collect([n.slug, n.name])`

// Collecting what the other role uses takes a fifth of the hits of NOT EXISTS,
// which looks at the links of each tool.
const onlyStatement = `MATCH (o:Entity {id: $other})
WITH COLLECT { MATCH (o)-[:USES_TOOL]->(n) RETURN n } AS used
MATCH (:Entity {id: $role})-[:USES_TOOL]->(n) WHERE NOT n IN used
WITH n ORDER BY n.key LIMIT 100
RETURN collect([n.slug, n.name])`

// compareStatement reads each thing that a role has once; has is 1 for the first
// role, 2 for the second and 3 for both. What is counted of it is counted by the
// server.
const compareStatement = `UNWIND [[$role, 1], [$other, 2]] AS one
MATCH (:Entity {id: one[0]})-[:REQUIRES_SKILL|USES_TOOL|USES_LANGUAGE|WORKS_IN|PREFERS_DEGREE]->(n)
WITH n, sum(one[1]) AS has ORDER BY n.key
WITH collect([n.id, has, n.name]) AS things
RETURN things, [id IN [$role, $other] | COLLECT { MATCH (r:Entity {id: id}) RETURN [r.slug, r.name] }]`

// Links of one type are counted without being read.
const pageStatement = `MATCH (n:Role) WHERE n.key > $after
WITH n ORDER BY n.key LIMIT 21
WITH n, COUNT { (n)-[:REQUIRES_SKILL]->() } AS skills, COUNT { (n)-[:USES_TOOL]->() } AS tools, COUNT { (n)-[:USES_LANGUAGE]->() } AS languages
RETURN collect([n.slug, n.name, n.key, skills, tools, languages])`

// toolsAndUsers goes on from roles, in the list roles, to their tools and the
// roles that use these. Each tool and each role is read once, however many lists
// it is in; lists are of ids.
func toolsAndUsers(tools, users string) string {
	return `
WITH roles, [r IN roles | COLLECT { MATCH (r)-[l:USES_TOOL]->(n) ` + heaviest + tools + ` RETURN n }] AS pages
WITH roles, pages, COLLECT { UNWIND pages AS page UNWIND page AS n RETURN DISTINCT n } AS tools
WITH roles, pages, tools, [t IN tools | COLLECT { MATCH (t)<-[l:USES_TOOL]-(n) ` + heaviest + users + ` RETURN n }] AS users
RETURN [r IN roles | [r.slug, r.name]], [page IN pages | [t IN page | id(t)]], [t IN tools | [id(t), t.slug, t.name]],
  [page IN users | [r IN page | id(r)]], COLLECT { UNWIND users AS page UNWIND page AS r WITH DISTINCT r RETURN [id(r), r.slug, r.name] }`
}

var (
	nestedStatement = `MATCH (n:Role) WHERE n.key > $after
WITH n ORDER BY n.key LIMIT 100
WITH collect(n) AS roles` + toolsAndUsers("10", "5")
	hopsStatement = `MATCH (n:Entity {id: $role})
WITH [n] AS roles` + toolsAndUsers("100", "20")
)

const usedStatement = `MATCH (n:Tool) WHERE n.roleCount >= 0
WITH n ORDER BY n.roleCount DESC, n.key LIMIT 20
RETURN collect([n.slug, n.name, n.roleCount])`

// searchStatement is given what the search finds. No statement finds it: an
// import makes no full-text index, and that of Neo4j would find something else.
// To read what was found is what a server has to ask of the database at least.
const searchStatement = `UNWIND $ids AS id
MATCH (n:Entity {id: id})
RETURN collect([n.id, n.slug, n.name])`

// pathsStatement takes paths through the same nodes for one, the heaviest of
// them, and does not go through entities with more than 500 links, if they are
// not roles: such is the question.
const pathsStatement = `MATCH (a:Entity {id: $from}), (b:Entity {id: $to})
MATCH p = allShortestPaths((a)-[:REQUIRES_SKILL|USES_TOOL|USES_LANGUAGE|WORKS_IN|PREFERS_DEGREE|RELATED_TO|BROADER_THAN*..4]-(b))
WHERE all(n IN nodes(p) WHERE n:Role OR n.linkCount <= 500 OR n = a OR n = b)
WITH nodes(p) AS path, max(reduce(sum = 0, l IN relationships(p) | sum + coalesce(l.weight, 500000))) AS sum
ORDER BY sum DESC, [n IN path | n.id]
WITH collect([sum, path]) AS paths
RETURN size(paths), [each IN paths[..5] | [each[0], [n IN each[1] | [n.slug, n.name]]]]`
