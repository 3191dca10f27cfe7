import { useEffect } from 'preact/hooks';

/** Names the document; undefined leaves that to what is shown within. */
export function useTitle(title: string | undefined) {
  useEffect(() => {
    if (title !== undefined) {
      document.title = title;
    }
  }, [title]);
}
