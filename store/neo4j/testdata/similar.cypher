OPTIONAL MATCH (graph:Graph)
WITH graph.version AS version, graph.epoch AS epoch
WITH *, COLLECT { UNWIND $ids0 AS id MATCH (n:Entity {id: id}) RETURN n } AS n0
WITH *, COLLECT { UNWIND range(0, size(n0) - 1) AS at WITH at, n0[at] AS p WITH at, COLLECT { MATCH (p)-[l:REQUIRES_SKILL|USES_TOOL]->(x) WITH x, l, coalesce(l.weight, 500000) AS one MATCH (x)<-[m:REQUIRES_SKILL|USES_TOOL]-(n) WITH n, l, one, coalesce(m.weight, 500000) AS other WITH n, sum(CASE WHEN one < other THEN one ELSE other END) AS both, [count(CASE type(l) WHEN 'REQUIRES_SKILL' THEN 1 END), count(CASE type(l) WHEN 'USES_TOOL' THEN 1 END)] AS shared WHERE n <> p WITH n, both, p.strengths[1] + p.strengths[2] + n.strengths[1] + n.strengths[2] - both AS either, shared WITH n, CASE either WHEN 0 THEN 0 ELSE (2000000 * both + either) / (2 * either) END AS score, shared WHERE score > 0 ORDER BY score DESC, n.key RETURN [n, score, shared, p] } AS found ORDER BY at RETURN found } AS a1
WITH *, [row IN a1 | [entry IN row][..$limit1]] AS e1
WITH *, COLLECT { UNWIND e1 AS row UNWIND row[..$first1] AS entry WITH DISTINCT entry[0] AS n RETURN n } AS n1
WITH *, [row IN a1 | size(row)] AS c1
WITH *, COLLECT { UNWIND range(0, size(n1) - 1) AS at WITH at, n1[at] AS p WITH at, COLLECT { MATCH (p)-[l:USES_TOOL]->(x) WITH x, coalesce(l.weight, 500000) AS one MATCH (x)<-[m:USES_TOOL]-(n) WITH n, one, coalesce(m.weight, 500000) AS other WITH n, sum(CASE WHEN one < other THEN one ELSE other END) AS both WHERE n <> p WITH n, both, p.strengths[2] + n.strengths[2] - both AS either WITH n, CASE either WHEN 0 THEN 0 ELSE (2000000 * both + either) / (2 * either) END AS score WHERE score > 0 ORDER BY score DESC, n.key RETURN [n, score] } AS found ORDER BY at RETURN found } AS a2
WITH *, [row IN a2 | [entry IN row WHERE entry[1] < $afterNumber2 OR entry[1] = $afterNumber2 AND entry[0].key > $afterKey2][..$limit2]] AS e2
WITH *, COLLECT { UNWIND e2 AS row UNWIND row[..$first2] AS entry WITH DISTINCT entry[0] AS n RETURN n } AS n2
WITH version, epoch, [n IN n0 | n.id] AS r0, [row IN e1 | [entry IN row | [entry[0].id, entry[1], entry[2], [x IN [entry[0], entry[3]] | [COUNT { (x)-[:REQUIRES_SKILL]->() }, COUNT { (x)-[:USES_TOOL]->() }]]]]] AS r1, c1 AS t1, [n IN n1 | n.id] AS p1, [row IN e2 | [entry IN row | [entry[0].id, entry[1]]]] AS r2
OPTIONAL MATCH (graph:Graph)
RETURN version, epoch, graph.version, graph.epoch, r0, r1, t1, p1, r2
