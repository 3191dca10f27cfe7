const key = 'rolegraph:token';

/** The bearer token that a user has given, empty if there is none. It is kept until the tab closes. */
export function storedToken(): string {
  return sessionStorage.getItem(key) ?? '';
}

/** Keeps a token; an empty one is forgotten. */
export function storeToken(token: string) {
  if (token) {
    sessionStorage.setItem(key, token);
  } else {
    sessionStorage.removeItem(key);
  }
}
