import { useRef, useState } from 'preact/hooks';

import type { Operation } from './ask';
import { kept, questionOf } from './cache';
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

/** A list that begins with a page, goes on with those in the cache, and then as one asks for more. */
export function usePages<Edge, Answer, Asked>(first: Page<Edge>, { operation, asked, page }: Following<Edge, Answer, Asked>): Pages<Edge> {
  const list = useRef<Page<Edge>[]>([]);
  const [wanted, setWanted] = useState<string>();
  if (list.current[0] !== first) {
    list.current = [first];
    for (let after = following(first); after !== undefined; after = following(list.current.at(-1)!)) {
      const answer = kept(questionOf(operation, { ...asked, after })) as Answer | undefined;
      const next = answer && page(answer);
      if (!next) {
        break;
      }
      list.current.push(next);
    }
  }
  const after = following(list.current.at(-1)!);
  const waiting = after !== undefined && after === wanted;
  const query = useQuery(operation, waiting ? { ...asked, after } : undefined);
  if (waiting && query.status === 'answered') {
    const next = page(query.answer);
    if (next) {
      list.current.push(next);
    }
  }
  const end = following(list.current.at(-1)!);
  return {
    edges: list.current.flatMap((page) => page.edges),
    totalCount: first.totalCount,
    next: end !== undefined && end === wanted ? query : undefined,
    more: end === undefined ? undefined : () => setWanted(end),
  };
}

/** What to ask for the page after this one with; undefined if it is the last. */
function following({ pageInfo }: Page<unknown>): string | undefined {
  return pageInfo.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined;
}
