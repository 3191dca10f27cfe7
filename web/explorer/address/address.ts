import { useEffect, useState } from 'preact/hooks';

/** Where the page is: all that it shows follows from this and from what the server answers. */
export interface Address {
  path: string;
  query: URLSearchParams;
  /** Another number for each entry of the history that the explorer goes to, even by going back. */
  entry: number;
}

const changes = new EventTarget();

function current(): string {
  return location.pathname + location.search;
}

/** Takes escapes out of the path that it would be the same without: `%2D` is a hyphen. */
export function unescapePath() {
  const path = location.pathname.replaceAll(/%[0-7][0-9a-f]/gi, (escape) => {
    const character = String.fromCharCode(parseInt(escape.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : escape;
  });
  if (path !== location.pathname) {
    history.replaceState(history.state, '', path + location.search + location.hash);
  }
}

/** The address, as long as the component is shown. */
export function useAddress(): Address {
  const [{ address, entry }, show] = useState({ address: current(), entry: 0 });
  useEffect(() => {
    const enter = () => show(({ entry }) => ({ address: current(), entry: entry + 1 }));
    const update = () => show((shown) => (shown.address === current() ? shown : { ...shown, address: current() }));
    addEventListener('popstate', enter);
    changes.addEventListener('enter', enter);
    changes.addEventListener('change', update);
    update();
    return () => {
      removeEventListener('popstate', enter);
      changes.removeEventListener('enter', enter);
      changes.removeEventListener('change', update);
    };
  }, []);
  const [path] = address.split('?', 1);
  return { path, query: new URLSearchParams(address.slice(path.length)), entry };
}

/** Goes to another page of the explorer, which the back button comes back from. */
export function go(to: string) {
  if (to !== current()) {
    changes.dispatchEvent(new Event('leave'));
    history.pushState(null, '', to);
    changes.dispatchEvent(new Event('enter'));
  }
}

/** Changes the address of the page that is shown, which the back button does not undo. */
export function change(query: URLSearchParams) {
  history.replaceState(history.state, '', addressOf(location.pathname, query));
  changes.dispatchEvent(new Event('change'));
}

/** Calls back before the explorer goes to another page; returns what ends that. */
export function onLeave(callback: () => void): () => void {
  changes.addEventListener('leave', callback);
  return () => changes.removeEventListener('leave', callback);
}

/** The address of a path with a query, as people would write it: lists and ids keep their commas and colons. */
export function addressOf(path: string, query: URLSearchParams): string {
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%3A', ':');
  return path + (text && `?${text}`);
}

/** The entries of a list in a query, which commas part; a parameter that is there more than once is one list. */
export function listIn(query: URLSearchParams, name: string): string[] {
  return query
    .getAll(name)
    .flatMap((list) => list.split(','))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** A query with another value: a list's entries, or what is empty to leave it out. */
export function having(query: URLSearchParams, name: string, value: string | string[]): URLSearchParams {
  const changed = new URLSearchParams(query);
  changed.delete(name);
  if (value.length > 0) {
    changed.set(name, String(value));
  }
  return changed;
}
