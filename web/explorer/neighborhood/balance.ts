import type { AroundFragment } from '../generated/operations';

/**
 * Makes one of what lies around the same center in several ways: their first
 * entities, then their second ones, until there are enough.
 */
export function balance(parts: AroundFragment[], most: number): AroundFragment {
  const center = parts[0].nodes[0];
  const lists = parts.map(({ nodes }) => nodes.slice(1));
  const ranks = Array.from({ length: Math.max(...lists.map(({ length }) => length)) }, (_, rank) => rank);
  const chosen = ranks.flatMap((rank) => lists.flatMap((list) => list[rank] ?? [])).slice(0, most);
  const shown = new Set([center, ...chosen].map(({ id }) => id));
  const all = parts.reduce((sum, { nodes, omitted }) => sum + nodes.length - 1 + omitted, 0);
  return {
    nodes: [center, ...chosen],
    links: parts.flatMap(({ links }) => links).filter(({ from, to }) => shown.has(from.id) && shown.has(to.id)),
    omitted: all - chosen.length,
  };
}
