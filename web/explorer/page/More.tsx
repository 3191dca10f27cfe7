import { Failed } from './Await';
import type { Pages } from '../api/usePages';

/** What stands below a list that goes on. */
export function More({ pages: { edges, totalCount, next, more }, what }: { pages: Pages<unknown>; what: string }) {
  if (!more) {
    return null;
  }
  if (next?.status === 'failed') {
    return <Failed what={`more ${what}`} failure={next.failure} retry={next.retry} />;
  }
  const loading = next !== undefined;
  return (
    <p class="more">
      <button type="button" onClick={more} disabled={loading}>
        {loading ? 'Loading…' : 'Show more'}
        <span class="unseen"> {what}</span>
      </button>
      <small>
        {edges.length} of {totalCount.toLocaleString('en')}
      </small>
    </p>
  );
}
