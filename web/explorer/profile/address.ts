import { addressOf, having } from '../address/address';
import type { ProfileInput } from '../generated/operations';
import type { Named } from '../kinds';

/** How many things a profile holds at most, as the API takes them of each kind. */
export const most = 100;

/** The address of a profile, by global ids, each once, held against a role, if any; what else a query says stays. */
export function profilePath(know: string[], role: string, query = new URLSearchParams()): string {
  return addressOf('/profile', having(having(query, 'know', [...new Set(know)]), 'role', role));
}

/** Entities as the API takes a profile. */
export function profileOf(entities: Named[]): ProfileInput {
  const slugs = (wanted: Named['kind']) => entities.filter(({ kind }) => kind === wanted).map(({ slug }) => slug);
  return { roles: slugs('ROLE'), skills: slugs('SKILL'), tools: slugs('TOOL'), languages: slugs('LANGUAGE'), degrees: slugs('DEGREE') };
}
