import { useSyncExternalStore } from 'react';

/** A value that the page's parts share, and the fetcher outside of React. */
export class Shared<T> {
  #value: T;
  readonly #listeners = new Set<() => void>();

  constructor(initial: T) {
    this.#value = initial;
  }

  get = () => this.#value;

  set = (value: T) => {
    this.#value = value;
    this.#listeners.forEach((listener) => listener());
  };

  subscribe = (listener: () => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };
}

/** The value, as long as the component is shown. */
export function useShared<T>(shared: Shared<T>): T {
  return useSyncExternalStore(shared.subscribe, shared.get);
}
