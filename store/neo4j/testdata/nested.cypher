OPTIONAL MATCH (graph:Graph)
WITH graph.version AS version, graph.epoch AS epoch
WITH *, COLLECT { UNWIND $ids0 AS id MATCH (n:Entity {id: id}) RETURN n } AS n0
WITH *, [p IN n0 | COLLECT { MATCH (p)-[l:USES_TOOL]->(n) WHERE (l.weight < $afterNumber1 OR l.weight = $afterNumber1 AND n.key > $afterKey1 OR l.weight IS NULL) AND any(tag IN l.tags WHERE tag IN $tags1) WITH n, l ORDER BY coalesce(l.weight, -1) DESC, n.key LIMIT $limit1 RETURN [n, l] }] AS e1
WITH *, COLLECT { UNWIND e1 AS row UNWIND row[..$first1] AS entry WITH DISTINCT entry[0] AS n RETURN n } AS n1
WITH *, [p IN n0 | COUNT { MATCH (p)-[l:USES_TOOL]->(n) WHERE any(tag IN l.tags WHERE tag IN $tags1) RETURN n }] AS c1
WITH *, [p IN n1 | COLLECT { MATCH (p)<-[l:USES_TOOL]-(n) WITH n, l ORDER BY n.key LIMIT $limit2 RETURN n }] AS e2
WITH *, COLLECT { UNWIND range(0, size(n0) - 1) AS at WITH at, n0[at] AS p WITH at, COLLECT { MATCH (p)-[l:USES_TOOL]->(n) WHERE any(tag IN l.tags WHERE tag IN $tags1) WITH n UNWIND n.categories AS value WITH value, count(*) AS number ORDER BY number DESC, value LIMIT $first3 RETURN [value, number] } AS counts ORDER BY at RETURN counts } AS f3
WITH *, COLLECT { UNWIND range(0, size(n1) - 1) AS at WITH at, n1[at] AS p WITH at, COLLECT { MATCH (p)<-[l:USES_TOOL]-(n) WITH n MATCH (n)-[:WORKS_IN]->(value:Entity) WITH value, count(*) AS number ORDER BY number DESC, value.slug LIMIT $first4 RETURN [value, number] } AS counts ORDER BY at RETURN counts } AS f4
WITH version, epoch, [n IN n0 | n.id] AS r0, [row IN e1 | [entry IN row | [entry[0].id, entry[1].weight]]] AS r1, c1 AS t1, [n IN n1 | n.id] AS p1, [row IN e2 | [entry IN row | entry.id]] AS r2, [row IN f3 | [entry IN row | [entry[0], entry[1]]]] AS r3, [row IN f4 | [entry IN row | [entry[0].id, entry[1]]]] AS r4
OPTIONAL MATCH (graph:Graph)
RETURN version, epoch, graph.version, graph.epoch, r0, r1, t1, p1, r2, r3, r4
