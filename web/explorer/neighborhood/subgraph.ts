import type { AroundFragment, Relation } from '../generated/operations';
import type { Named } from '../kinds';

/**
 * Entities around another, the center first, and links between them: all of them,
 * but for a role whose kinds are asked for each alone, where links between kinds
 * are left out.
 */
export type Subgraph = Pick<AroundFragment, 'nodes' | 'links'>;
type SubgraphLink = Subgraph['links'][number];

/** An entity around another, with the link that leads to it. */
export interface Neighbor {
  entity: Named;
  /** How many links it is away from the center, 1 or more. */
  hops: number;
  /** What is one link nearer, and the strongest link to such. */
  nearer: Named;
  link: SubgraphLink;
}

/** What is around the center, in the order of the nodes. */
export function neighbors({ nodes, links }: Subgraph): Neighbor[] {
  const entities = new Map<string, Named>(nodes.map((node) => [node.id, node]));
  const ends = Map.groupBy(
    links.flatMap((link) => [
      { id: link.from.id, other: link.to.id, link },
      { id: link.to.id, other: link.from.id, link },
    ]),
    ({ id }) => id,
  );
  const found = new Map<string, Neighbor>();
  const hops = new Map([[nodes[0].id, 0]]);
  for (let level = [nodes[0].id], away = 1; level.length > 0; away++) {
    const next = new Set<string>();
    for (const nearer of level) {
      for (const { other, link } of ends.get(nearer) ?? []) {
        if ((hops.get(other) ?? away) < away) {
          continue;
        }
        hops.set(other, away);
        next.add(other);
        const known = found.get(other);
        if (!known || (link.weight ?? -1) > (known.link.weight ?? -1)) {
          found.set(other, { entity: entities.get(other)!, hops: away, nearer: entities.get(nearer)!, link });
        }
      }
    }
    level = [...next];
  }
  return nodes.slice(1).flatMap(({ id }) => found.get(id) ?? []);
}

/** What a relation says of where it starts, and of where it ends. */
const words: Record<Relation, [string, string]> = {
  REQUIRES_SKILL: ['requires', 'required by'],
  USES_TOOL: ['uses', 'used by'],
  USES_LANGUAGE: ['uses', 'used by'],
  WORKS_IN: ['works in', 'has'],
  PREFERS_DEGREE: ['prefers', 'preferred by'],
  RELATED_TO: ['related to', 'related to'],
  BROADER_THAN: ['broader than', 'narrower than'],
};

/** What a link says of its end that is nearer to the center, such as "uses". */
export function saysOfNearer({ link, nearer }: Neighbor): string {
  return words[link.relation][link.from.id === nearer.id ? 0 : 1];
}
