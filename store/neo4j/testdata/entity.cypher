OPTIONAL MATCH (graph:Graph)
WITH graph.version AS version, graph.epoch AS epoch
WITH *, COLLECT { UNWIND $ids0 AS id MATCH (n:Entity {id: id}) RETURN n } AS n0
WITH version, epoch, [n IN n0 | n.id] AS r0, COLLECT { UNWIND n0 AS n WITH DISTINCT n WHERE n:Role RETURN [n.id, n.pay] } AS kRole
OPTIONAL MATCH (graph:Graph)
RETURN version, epoch, graph.version, graph.epoch, r0, kRole
