import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

import { useOrder } from './order';
import type { Operation } from '../api/ask';
import { useQuery } from '../api/useQuery';
import type { Kind, LinkOrder } from '../generated/operations';
import { entityPath, singular } from '../kinds';
import { Await } from '../page/Await';
import { NotFound } from '../page/NotFound';
import { useTitle } from '../page/useTitle';

/** What an entity's page asks for. */
export interface Asked {
  slug: string;
  /** Of its lists; undefined is strongest first. */
  order?: LinkOrder;
}

interface LoadedProps<Answer, Entity> {
  kind: Kind;
  slug: string;
  operation: Operation<Answer, Asked>;
  /** The entity in the answer; null if there is none. */
  entity: (answer: Answer) => Entity | null;
  children: (entity: Entity, asked: Asked) => ComponentChildren;
}

/** Asks for an entity, and shows it if there is one. */
export function Loaded<Answer, Entity>({ kind, slug, operation, entity, children }: LoadedProps<Answer, Entity>) {
  const asked = { slug, order: useOrder() };
  const query = useQuery(operation, asked);
  // In another order it stays as it is until that is there.
  const last = useRef<{ asked: Asked; answer: Answer }>(null);
  if (query.status === 'answered' && last.current?.answer !== query.answer) {
    last.current = { asked, answer: query.answer };
  }
  const shown = query.status === 'loading' && last.current ? ({ status: 'answered', answer: last.current.answer } as const) : query;
  useTitle(shown.status === 'answered' ? undefined : `${singular(kind)} ${slug} · rolegraph`);
  return (
    <Await query={shown} what={`the ${kind.toLowerCase()}`}>
      {(answer) => {
        const found = entity(answer);
        return found === null ? <NotFound path={entityPath({ kind, slug })} /> : children(found, last.current!.asked);
      }}
    </Await>
  );
}
