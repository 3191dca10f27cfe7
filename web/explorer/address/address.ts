import { useEffect, useState } from 'preact/hooks';

/** Where the page is: all that it shows follows from this and from what the server answers. */
export interface Address {
  path: string;
  query: URLSearchParams;
}

const changes = new EventTarget();

function current(): string {
  return location.pathname + location.search;
}

/** The address, as long as the component is shown. */
export function useAddress(): Address {
  const [address, setAddress] = useState(current);
  useEffect(() => {
    const update = () => setAddress(current());
    addEventListener('popstate', update);
    changes.addEventListener('change', update);
    update();
    return () => {
      removeEventListener('popstate', update);
      changes.removeEventListener('change', update);
    };
  }, []);
  const [path, query] = address.split('?');
  return { path, query: new URLSearchParams(query) };
}

/** Goes to another page of the explorer, which the back button comes back from. */
export function go(to: string) {
  if (to !== current()) {
    changes.dispatchEvent(new Event('leave'));
    history.pushState(null, '', to);
    changes.dispatchEvent(new Event('change'));
  }
}

/** Changes the address of the page that is shown, which the back button does not undo. */
export function change(query: URLSearchParams) {
  const text = query.toString();
  history.replaceState(history.state, '', location.pathname + (text && `?${text}`));
  changes.dispatchEvent(new Event('change'));
}

/** Calls back before the explorer goes to another page; returns what ends that. */
export function onLeave(callback: () => void): () => void {
  changes.addEventListener('leave', callback);
  return () => changes.removeEventListener('leave', callback);
}
