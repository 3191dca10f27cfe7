const type = 'rolegraph:unauthorized';

/** Tells that the server wants to know who asks. */
export function tellUnauthorized() {
  dispatchEvent(new Event(type));
}

/** Calls a function whenever the server wants to know who asks, until what is returned is called. */
export function onUnauthorized(listener: () => void): () => void {
  addEventListener(type, listener);
  return () => removeEventListener(type, listener);
}
