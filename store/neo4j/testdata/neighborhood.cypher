OPTIONAL MATCH (graph:Graph)
WITH graph.version AS version, graph.epoch AS epoch
WITH *, COLLECT { MATCH (p:Entity {id: $of0}) WITH p, 0 AS rank
CALL (p, rank) { RETURN p AS n, rank AS reached UNION ALL MATCH (p)-[l:REQUIRES_SKILL|USES_TOOL|USES_LANGUAGE|WORKS_IN|PREFERS_DEGREE|RELATED_TO|BROADER_THAN]-(n) WHERE n:Role|Tool RETURN n, rank + $hop0 - coalesce(l.weight, $unmeasured0) AS reached } WITH n AS p, min(reached) AS rank
CALL (p, rank) { RETURN p AS n, rank AS reached UNION ALL WITH p, rank WHERE rank > 0 * $hop0 AND NOT (NOT p:Role AND p.linkCount > $hubLimit0) MATCH (p)-[l:USES_TOOL|RELATED_TO]-(n) RETURN n, rank + $hop0 - coalesce(l.weight, $unmeasured0) AS reached } WITH n AS p, min(reached) AS rank
WITH p AS n, rank ORDER BY rank, CASE WHEN n:Role THEN 0 WHEN n:Tool THEN 2 END, n.key RETURN [n, rank] } AS h0
WITH *, [entry IN h0[..$shown0] | entry[0]] AS n0
WITH *, COLLECT { UNWIND h0[1..$shown0] AS entry WITH entry[0] AS n, entry[1] AS rank WHERE rank <= $nearer0 AND (NOT n:Role AND n.linkCount > $hubLimit0) RETURN n ORDER BY CASE WHEN n:Role THEN 0 WHEN n:Tool THEN 2 END, n.key } AS hubs0
WITH *, COLLECT { UNWIND n0 AS p MATCH (p)-[l:REQUIRES_SKILL|USES_TOOL|USES_LANGUAGE|WORKS_IN|PREFERS_DEGREE|RELATED_TO|BROADER_THAN]->(n) WHERE n IN n0 RETURN l } AS l0, [size(h0)] AS c0
WITH *, [p IN n0 | COLLECT { MATCH (p)-[l:USES_TOOL]->(n) WITH n, l ORDER BY n.key LIMIT $limit1 RETURN n }] AS e1
WITH version, epoch, [[n IN n0 | n.id], [n IN hubs0 | n.id], [l IN l0 | [startNode(l).id, type(l), endNode(l).id, l.weight]]] AS r0, c0 AS t0, [n IN n0 | n.id] AS p0, [row IN e1 | [entry IN row | entry.id]] AS r1
OPTIONAL MATCH (graph:Graph)
RETURN version, epoch, graph.version, graph.epoch, r0, t0, p0, r1
