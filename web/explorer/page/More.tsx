import { useLayoutEffect, useRef } from 'preact/hooks';

import { Failed } from './Await';
import { number } from './numbers';
import type { Pages } from '../api/usePages';

/** What stands below a table that goes on, in the same element. */
export function More({ pages: { edges, totalCount, next, more }, what }: { pages: Pages<unknown>; what: string }) {
  const count = useRef<HTMLParagraphElement>(null);
  const wanted = useRef<number>(null);
  const ended = more === undefined;

  // The button goes with the last page; the first of its rows takes the focus.
  useLayoutEffect(() => {
    if (ended && wanted.current !== null && document.activeElement === document.body) {
      const rows = count.current?.parentElement?.querySelectorAll('tbody tr');
      rows?.[wanted.current]?.querySelector('a')?.focus();
    }
  }, [ended]);

  const ask = () => {
    if (more && next === undefined) {
      wanted.current = edges.length;
      more();
    }
  };
  if (ended && wanted.current === null) {
    return null;
  }
  if (next?.status === 'failed') {
    return <Failed what={`more ${what}`} failure={next.failure} retry={next.retry} />;
  }
  const loading = next !== undefined;
  return (
    <p class="more" ref={count}>
      {more && (
        // One that is disabled would lose the focus.
        <button type="button" onClick={ask} aria-disabled={loading}>
          {loading ? 'Loading…' : 'Show more'}
          <span class="unseen"> {what}</span>
        </button>
      )}
      <small role="status">
        {number(edges.length)} of {number(totalCount)}
      </small>
    </p>
  );
}
