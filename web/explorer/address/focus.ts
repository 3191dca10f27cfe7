import { useEffect, useRef } from 'preact/hooks';

/** Puts the focus on the content of a page that follows another, as a page that is loaded would have it. */
export function useFocus(page: string) {
  const shown = useRef(page);
  useEffect(() => {
    if (shown.current !== page) {
      shown.current = page;
      document.getElementById('content')?.focus({ preventScroll: true });
    }
  }, [page]);
}
