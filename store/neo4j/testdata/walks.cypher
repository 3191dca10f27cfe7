OPTIONAL MATCH (graph:Graph)
WITH graph.version AS version, graph.epoch AS epoch
WITH *, COLLECT { UNWIND $starts0 AS id MATCH (p:Entity {id: id}) WITH p, 1.0 AS walks
MATCH (p)-[l:USES_TOOL]-(n) WHERE n.id IN $to0_0 WITH n AS p, sum(walks) AS walks WITH p, CASE WHEN walks > $most0 THEN $most0 ELSE walks END AS walks
MATCH (p)<-[l:RELATED_TO]-(n) WHERE any(tag IN l.tags WHERE tag IN $tags0_1) WITH n AS p, sum(walks) AS walks WITH p, CASE WHEN walks > $most0 THEN $most0 ELSE walks END AS walks
RETURN [p, walks] } AS w0
WITH *, COLLECT { UNWIND w0 AS entry WITH entry[0] AS n, entry[1] AS number WITH n, number, CASE WHEN n:Role THEN 0 END AS kind WHERE (number < $afterNumber0 OR number = $afterNumber0 AND (kind > $afterKind0 OR kind = $afterKind0 AND n.key > $afterKey0)) ORDER BY number DESC, kind, n.key LIMIT $limit0 RETURN [n, number] } AS e0
WITH *, [entry IN e0[..$first0] | entry[0]] AS n0, [size(w0)] AS c0
WITH version, epoch, [entry IN e0 | [entry[0].id, entry[1]]] AS r0, c0 AS t0
OPTIONAL MATCH (graph:Graph)
RETURN version, epoch, graph.version, graph.epoch, r0, t0
