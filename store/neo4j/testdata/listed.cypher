OPTIONAL MATCH (graph:Graph)
WITH graph.version AS version, graph.epoch AS epoch
WITH *, COLLECT { MATCH (a:Entity {id: $ends0[0]}), (b:Entity {id: $ends0[1]}) MATCH path = allShortestPaths((a)-[:REQUIRES_SKILL|USES_TOOL|USES_LANGUAGE|WORKS_IN|PREFERS_DEGREE|RELATED_TO|BROADER_THAN*..2]-(b)) WHERE all(n IN nodes(path) WHERE NOT (NOT n:Role AND n.linkCount > $hubLimit0) OR n = a OR n = b) WITH path LIMIT 1001 RETURN path } AS q0
WITH *, COLLECT { UNWIND q0 AS path WITH nodes(path) AS nodes, relationships(path) AS links WITH nodes, max([reduce(sum = 0, l IN links | sum + coalesce(l.weight, 500000)), [k IN range(0, size(links) - 1) | startNode(links[k]) = nodes[k]], links]) AS best ORDER BY best[0] DESC, [n IN nodes | n.id] RETURN [nodes, best[2]] } AS few0
WITH *, [CASE WHEN size(q0) > 1000 THEN [0, -1.0, [], []] ELSE [coalesce(size(few0[0][1]), 0), toFloat(size(few0)), few0[..$first0], []] END] AS p0
WITH *, p0[0][2] AS e0, p0[0][3] AS h0
WITH version, epoch, [p0[0][0], p0[0][1], [path IN e0 | [[n IN path[0] | n.id], [l IN path[1] | [startNode(l).id, type(l), l.weight]]]], [n IN h0 | n.id]] AS r0
OPTIONAL MATCH (graph:Graph)
RETURN version, epoch, graph.version, graph.epoch, r0
