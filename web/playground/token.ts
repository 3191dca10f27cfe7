import { Shared } from './shared';

const key = 'rolegraph:token';

/** The bearer token, empty if there is none. It is kept until the tab closes. */
export const token = new Shared(sessionStorage.getItem(key) ?? '');

token.subscribe(() => {
  if (token.get()) {
    sessionStorage.setItem(key, token.get());
  } else {
    sessionStorage.removeItem(key);
  }
});
