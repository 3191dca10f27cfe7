import { go } from './address';

/**
 * Has the links to the explorer's own pages change what is shown, without loading
 * the page anew. What a browser does with other clicks, such as opening a tab, it
 * still does.
 *
 * @param isPage tells whether a path is of such a page.
 */
export function followLinks(isPage: (path: string) => boolean) {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('a[href]');
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    const url = new URL(link.href);
    if (url.origin !== location.origin || link.target || link.hasAttribute('download') || url.hash || !isPage(url.pathname)) {
      return;
    }
    event.preventDefault();
    go(url.pathname + url.search);
  });
}
