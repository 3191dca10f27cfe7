OPTIONAL MATCH (graph:Graph)
WITH graph.version AS version, graph.epoch AS epoch
WITH *, COLLECT { MATCH (p:Entity)-[l:REQUIRES_SKILL|USES_TOOL]->(n) WHERE p.id IN $roles0 WITH n, type(l) AS relation, count(*) AS roles WITH relation, count(CASE WHEN roles = $all0 THEN 1 END) AS shared, count(*) AS either RETURN [relation, shared, either] } AS o0
WITH *, COLLECT { MATCH (p:Entity)-[l:REQUIRES_SKILL|USES_TOOL]->(n) WHERE p.id IN $roles1 AND any(source IN l.sources WHERE source IN $linkSources1) WITH n, collect(l) AS links WITH n, links, size(links) AS number, CASE WHEN n:Skill THEN 1 WHEN n:Tool THEN 2 END AS kind WHERE (number < $afterNumber1 OR number = $afterNumber1 AND (kind > $afterKind1 OR kind = $afterKind1 AND n.key > $afterKey1)) ORDER BY number DESC, kind, n.key LIMIT $limit1 RETURN [n, links] } AS e1
WITH *, [entry IN e1[..$first1] | entry[0]] AS n1
WITH *, [COUNT { MATCH (p:Entity)-[l:REQUIRES_SKILL|USES_TOOL]->(n) WHERE p.id IN $roles1 AND any(source IN l.sources WHERE source IN $linkSources1) RETURN DISTINCT n }] AS c1
WITH version, epoch, o0 AS r0, [row IN e1 | [row[0].id, [l IN row[1] | [startNode(l).id, l.weight]]]] AS r1, c1 AS t1
OPTIONAL MATCH (graph:Graph)
RETURN version, epoch, graph.version, graph.epoch, r0, r1, t1
