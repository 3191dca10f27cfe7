import { useLayoutEffect } from 'preact/hooks';

import { onLeave } from './address';

/** How long after going back the page may take to become as long as it was, in milliseconds. */
const patience = 5000;
/** How long scrolling rests before its place is kept, in milliseconds. */
const rest = 100;

/** Where a page was scrolled to stands in its entry of the history. */
interface Entry {
  scroll: number;
}

/** Keeps for each page in the history how far it was scrolled. */
export function keepScroll() {
  history.scrollRestoration = 'manual';
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    const entry: Entry = { scroll: scrollY };
    history.replaceState(entry, '');
  };
  addEventListener('scroll', () => {
    clearTimeout(timer);
    timer = setTimeout(keep, rest);
  });
  addEventListener('popstate', () => clearTimeout(timer));
  addEventListener('pagehide', keep);
  onLeave(keep);
}

/** Begins each entry of the history at the page's top, or where it was left, as soon as the page is long enough again. */
export function useScroll(entry: number) {
  useLayoutEffect(() => {
    const left = history.state as Entry | null;
    if (!left && location.hash) {
      return; // a place in the page, which the browser goes to
    }
    const wanted = left?.scroll ?? 0;
    const reached = () => {
      scrollTo({ top: wanted, behavior: 'instant' });
      return Math.abs(scrollY - wanted) < 1;
    };
    if (reached()) {
      return;
    }
    const growing = new ResizeObserver(() => {
      if (reached()) {
        stop();
      }
    });
    const stop = () => {
      growing.disconnect();
      removeEventListener('wheel', stop);
      removeEventListener('touchmove', stop);
      removeEventListener('keydown', stop);
      clearTimeout(timer);
    };
    const timer = setTimeout(stop, patience);
    growing.observe(document.body);
    // Whoever scrolls meanwhile is not carried off.
    addEventListener('wheel', stop, { passive: true });
    addEventListener('touchmove', stop, { passive: true });
    addEventListener('keydown', stop);
    return stop;
  }, [entry]);
}
