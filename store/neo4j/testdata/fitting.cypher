OPTIONAL MATCH (graph:Graph)
WITH graph.version AS version, graph.epoch AS epoch
WITH *, COLLECT { MATCH (x:Entity) WHERE x.id IN $has0 RETURN x UNION MATCH (p:Entity)-[:REQUIRES_SKILL|USES_TOOL]->(x) WHERE p.id IN $roles0 RETURN x } AS h0
WITH *, [COLLECT { UNWIND h0 AS x MATCH (x)<-[l:REQUIRES_SKILL|USES_TOOL]-(n) WHERE NOT n.id IN $roles0 WITH n, sum(coalesce(l.weight, 500000)) AS covered, count(*) AS links WITH n, covered, links, n.strengths[1] + n.strengths[2] AS whole WITH n, covered, links, whole, CASE whole WHEN 0 THEN 0 ELSE (2000000 * covered + whole) / (2 * whole) END AS score WHERE score > 0 ORDER BY score DESC, n.key RETURN [n, score, covered, whole, links] }] AS a0
WITH *, [row IN a0 | [entry IN row WHERE entry[1] < $afterNumber0 OR entry[1] = $afterNumber0 AND entry[0].key > $afterKey0][..$limit0]] AS e0
WITH *, COLLECT { UNWIND e0 AS row UNWIND row[..$first0] AS entry WITH DISTINCT entry[0] AS n RETURN n } AS n0
WITH *, [row IN a0 | size(row)] AS c0
WITH *, COLLECT { MATCH (x:Entity) WHERE x.id IN $has1 RETURN x UNION MATCH (p:Entity)-[:USES_TOOL]->(x) WHERE p.id IN $roles1 RETURN x } AS h1
WITH *, [COLLECT { MATCH (n:Entity) WHERE n.id = $fitted1 OPTIONAL MATCH (n)-[l:USES_TOOL]->(x) WHERE x IN h1 WITH n, sum(CASE WHEN l IS NULL THEN 0 ELSE coalesce(l.weight, 500000) END) AS covered, count(l) AS links RETURN [n, null, covered, n.strengths[2], links] }] AS a1
WITH *, [row IN a1 | [entry IN row][..$limit1]] AS e1
WITH *, COLLECT { UNWIND e1 AS row UNWIND row[..$first1] AS entry WITH DISTINCT entry[0] AS n RETURN n } AS n1
WITH version, epoch, [row IN e0 | [entry IN row | [entry[0].id, entry[1], entry[2], entry[3], entry[4], [x IN [entry[0]] | COUNT { (x)-[:REQUIRES_SKILL|USES_TOOL]->() }]]]] AS r0, c0 AS t0, [row IN e1 | [entry IN row | [entry[0].id, entry[1], entry[2], entry[3], entry[4], [x IN [entry[0]] | COUNT { (x)-[:USES_TOOL]->() }]]]] AS r1
OPTIONAL MATCH (graph:Graph)
RETURN version, epoch, graph.version, graph.epoch, r0, t0, r1
