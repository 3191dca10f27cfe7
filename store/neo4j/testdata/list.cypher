OPTIONAL MATCH (graph:Graph)
WITH graph.version AS version, graph.epoch AS epoch
WITH *, COLLECT { MATCH (n)<-[l:USES_TOOL]-(o:Entity) WHERE o.id IN $set0_1 WITH n, count(*) AS links WHERE links >= $need0_1 RETURN n } AS s0_1
WITH *, COLLECT { MATCH (n)<-[l:USES_TOOL]-(o:Entity {id: $set0_2}) RETURN n } AS s0_2
WITH *, COLLECT { UNWIND s0_1 AS n WITH n WHERE n.roleCount <= $afterNumber0 AND (n.roleCount < $afterNumber0 OR n.key > $afterKey0) AND any(source IN n.sources WHERE source IN $sources0_0) AND NOT n IN s0_2 AND ((any(category IN coalesce(n.categorySlugs, []) WHERE category IN $categories0_4)) OR (NOT ((n.roleCount IS NOT NULL AND n.roleCount >= $min0_6)))) WITH n ORDER BY n.roleCount DESC, n.key LIMIT $limit0 RETURN n } AS e0
WITH *, [COUNT { UNWIND s0_1 AS n WITH n WHERE any(source IN n.sources WHERE source IN $sources0_0) AND NOT n IN s0_2 AND ((any(category IN coalesce(n.categorySlugs, []) WHERE category IN $categories0_4)) OR (NOT ((n.roleCount IS NOT NULL AND n.roleCount >= $min0_6)))) RETURN n }] AS c0
WITH version, epoch, [n IN e0 | n.id] AS r0, c0 AS t0
OPTIONAL MATCH (graph:Graph)
RETURN version, epoch, graph.version, graph.epoch, r0, t0
