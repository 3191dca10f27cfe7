import { useEffect, useRef } from 'preact/hooks';

/** Puts the focus on the content whenever what had it goes, so that the keyboard does not begin at the top again. */
export function keepFocus() {
  let last: EventTarget | null = null;
  addEventListener('focusin', ({ target }) => (last = target));
  new MutationObserver(() => {
    if (last instanceof Element && !last.isConnected) {
      last = null;
      if (document.activeElement === document.body) {
        focusContent();
      }
    }
  }).observe(document.body, { childList: true, subtree: true });
}

/** Puts the focus on the content of a page that follows another, as a page that is loaded would have it. */
export function useFocus(page: string) {
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current !== page) {
      shown.current = page;
      focusContent();
    }
  }, [page]);
}

function focusContent() {
  document.getElementById('content')?.focus({ preventScroll: true });
}
