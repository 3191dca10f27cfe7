import type { Kind } from './generated/operations';

/** What identifies an entity and is shown of it everywhere. */
export interface Named {
  id: string;
  kind: Kind;
  slug: string;
  name: string;
}

/** The kinds in the API's order. */
export const kinds: Kind[] = ['ROLE', 'SKILL', 'TOOL', 'LANGUAGE', 'INDUSTRY', 'DEGREE'];

/** The kinds that roles have and are compared by. */
export const comparedKinds: Kind[] = kinds.filter((kind) => kind !== 'ROLE');

/** The kinds that a profile is held against a role by. */
export const profileKinds: Kind[] = comparedKinds.filter((kind) => kind !== 'INDUSTRY');

const plurals: Record<Kind, string> = {
  ROLE: 'Roles',
  SKILL: 'Skills',
  TOOL: 'Tools',
  LANGUAGE: 'Languages',
  INDUSTRY: 'Industries',
  DEGREE: 'Degrees',
};

/** The kind's name for people, such as "Role". */
export function singular(kind: Kind): string {
  return kind[0] + kind.slice(1).toLowerCase();
}

/** The kind's name for people, such as "Roles". */
export function plural(kind: Kind): string {
  return plurals[kind];
}

/** The kind of a path's first part, such as `role`; undefined if it is none. */
export function kindOfPath(part: string): Kind | undefined {
  return kinds.find((kind) => kind.toLowerCase() === part);
}

/** The path of an entity's page. */
export function entityPath({ kind, slug }: Pick<Named, 'kind' | 'slug'>): string {
  return `/${kind.toLowerCase()}/${slug}`;
}
