import { useRef } from 'preact/hooks';

import { useQuery, type Query } from './useQuery';
import { EntitiesDocument } from '../generated/operations';
import type { Named } from '../kinds';

interface Entities {
  /** The entities in the order of their ids; null for an id that nothing has. */
  query: Query<(Named | null)[]>;
  /** The same as far as it is known, while the rest loads; undefined for an id that is still asked for. */
  known: (Named | null | undefined)[];
  /** Tells of an entity that is known already, so that nobody asks for it. */
  remember: (entity: Named) => void;
}

/** The entities with some global ids. Those that were asked for before are not asked for again. */
export function useEntities(ids: string[]): Entities {
  const known = useRef(new Map<string, Named | null>());
  const missing = ids.filter((id) => !known.current.has(id));
  const query = useQuery(EntitiesDocument, missing.length > 0 ? { ids: missing } : undefined);
  if (missing.length > 0 && query.status === 'answered') {
    query.answer.nodes.forEach((node, i) => known.current.set(missing[i], node));
  }
  const settled = ids.every((id) => known.current.has(id));
  const found = ids.map((id) => known.current.get(id));
  return {
    known: found,
    query: settled ? { status: 'answered', answer: found as (Named | null)[] } : (query as Query<never>),
    remember: (entity) => known.current.set(entity.id, entity),
  };
}
