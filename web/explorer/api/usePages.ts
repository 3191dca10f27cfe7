import { useState } from 'preact/hooks';

import type { Operation } from './ask';
import { Failure } from './failure';
import { useQuery, type Query } from './useQuery';

/** A page of a list, as the API's connections have it. */
export interface Page<Edge> {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  edges: Edge[];
}

/** How to ask for the pages that follow one. */
export interface Following<Edge, Answer, Asked> {
  operation: Operation<Answer, Asked & { after: string }>;
  /** The variables beside the cursor. */
  asked: Asked;
  /** The page in an answer; undefined if what has the list is gone. */
  page: (answer: Answer) => Page<Edge> | undefined;
}

/** A list, as far as it is known. */
export interface Pages<Edge> {
  edges: Edge[];
  totalCount: number;
  /** What is known of the next page, if it has been asked for. */
  next?: Query<unknown>;
  /** Asks for the next page; undefined if there is none. */
  more?: () => void;
}

/**
 * The pages that came after a first one, by that one's first edge, which is the
 * same as long as its answer is kept. A first page that is fetched anew, perhaps
 * from another state of the graph, has none.
 */
const continued = new WeakMap<object, Page<unknown>[]>();

/** A list that begins with a page, goes on with those that were fetched after it, and then as one asks for more. */
export function usePages<Edge extends object, Answer, Asked>(first: Page<Edge>, { operation, asked, page }: Following<Edge, Answer, Asked>): Pages<Edge> {
  const [wanted, setWanted] = useState<string>();
  const later = laterThan(first);
  const after = following(later.at(-1) ?? first);
  const waiting = after !== undefined && after === wanted;
  const query = useQuery(operation, waiting ? { ...asked, after } : undefined, false);
  let next: Query<unknown> = query;
  if (waiting && query.status === 'answered') {
    const fetched = page(query.answer);
    if (fetched) {
      later.push(fetched);
    } else {
      next = { status: 'failed', failure: new Failure('refused', 'What the list belongs to is gone.'), retry: () => setWanted(undefined) };
    }
  }
  const end = following(later.at(-1) ?? first);
  return {
    edges: [first, ...later].flatMap((page) => page.edges),
    totalCount: first.totalCount,
    next: end !== undefined && end === wanted ? next : undefined,
    more: end === undefined ? undefined : () => setWanted(end),
  };
}

/** The pages that came after a first one; who fetches another adds it. */
function laterThan<Edge extends object>(first: Page<Edge>): Page<Edge>[] {
  const key = first.edges.at(0);
  if (!key) {
    return [];
  }
  const later = continued.get(key) ?? [];
  continued.set(key, later);
  return later as Page<Edge>[];
}

/** What to ask for the page after this one with; undefined if it is the last. */
function following({ pageInfo }: Page<unknown>): string | undefined {
  return pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
}
