import { Failure } from '../api/failure';
import type { Page } from '../api/usePages';

/** How many rows a table to take away has at most. */
const most = 20_000;

/** A page of a list, and the version of the graph that it is from. */
export interface DatedPage<Edge> {
  version: string;
  page: Page<Edge>;
}

/** Takes how many rows there are so far, of how many. */
export type OnProgress = (rows: number, total: number) => void;

/** What there is of a table so far: how many rows, and the version of the graph that they are from. */
export interface Begun {
  rows: number;
  version?: string;
}

/**
 * All edges of a list, asked for page by page.
 *
 * @param begun is the same for all lists of one table.
 * @throws Failure if there are too many, or if the graph becomes another on the way.
 */
export async function collect<Edge>(ask: (after: string | null) => Promise<DatedPage<Edge>>, onProgress: OnProgress, begun: Begun = { rows: 0 }): Promise<Edge[]> {
  const edges: Edge[] = [];
  for (let after: string | null = null; ; ) {
    const { version, page }: DatedPage<Edge> = await ask(after);
    begun.version ??= version;
    if (version !== begun.version) {
      throw new Failure('refused', 'The graph has changed meanwhile, so that the pages of the table do not fit each other.');
    }
    const before = begun.rows - edges.length;
    if (before + page.totalCount > most) {
      throw new Failure('refused', `It has ${before + page.totalCount} rows and more; ${most} are the most that a page takes away. The API has all of them.`);
    }
    edges.push(...page.edges);
    begun.rows += page.edges.length;
    onProgress(begun.rows, before + page.totalCount);
    if (!page.pageInfo.hasNextPage) {
      return edges;
    }
    after = page.pageInfo.endCursor;
  }
}
