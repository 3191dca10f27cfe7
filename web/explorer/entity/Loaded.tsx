import type { ComponentChildren } from 'preact';

import type { Operation } from '../api/ask';
import { useQuery } from '../api/useQuery';
import { entityPath } from '../kinds';
import type { Kind } from '../generated/operations';
import { Await } from '../page/Await';
import { NotFound } from '../page/NotFound';

interface LoadedProps<Answer, Entity> {
  kind: Kind;
  slug: string;
  operation: Operation<Answer, { slug: string }>;
  /** The entity in the answer; null if there is none. */
  entity: (answer: Answer) => Entity | null;
  children: (entity: Entity) => ComponentChildren;
}

/** Asks for an entity, and shows it if there is one. */
export function Loaded<Answer, Entity>({ kind, slug, operation, entity, children }: LoadedProps<Answer, Entity>) {
  const query = useQuery(operation, { slug });
  return (
    <Await query={query} what={`the ${kind.toLowerCase()}`}>
      {(answer) => {
        const found = entity(answer);
        return found === null ? <NotFound path={entityPath({ kind, slug })} /> : children(found);
      }}
    </Await>
  );
}
