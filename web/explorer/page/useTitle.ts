import { useEffect } from 'preact/hooks';

/** Names the document, as long as the component is shown. */
export function useTitle(title: string) {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
