import { addressOf, having, listIn } from '../address/address';

/** How many roles the API compares at most. */
export const most = 8;

/** The roles that an address asks to compare, as slugs. */
export interface Selection {
  /** All of them, each once. */
  each: string[];
  /** Those to compare: the first of them, no more than the most. */
  slugs: string[];
  /** Those that the address has more than once. */
  repeated: string[];
  /** Those that are too many. */
  left: string[];
}

/** Reads `roles=first,second` of an address. */
export function selectionOf(query: URLSearchParams): Selection {
  const listed = listIn(query, 'roles');
  const each = [...new Set(listed)];
  return {
    each,
    slugs: each.slice(0, most),
    repeated: each.filter((slug) => listed.indexOf(slug) !== listed.lastIndexOf(slug)),
    left: each.slice(most),
  };
}

/** The address that compares roles, each once; what else a query says stays. */
export function comparisonPath(slugs: string[], query = new URLSearchParams()): string {
  return addressOf('/compare', having(query, 'roles', [...new Set(slugs)]));
}
