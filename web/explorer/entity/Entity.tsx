import { Degree, Industry, Language, Skill, Tool } from './Things';
import { Role } from './Role';
import type { Kind } from '../generated/operations';

/** The page of an entity. */
export function Entity({ kind, slug }: { kind: Kind; slug: string }) {
  switch (kind) {
    case 'ROLE':
      return <Role slug={slug} />;
    case 'SKILL':
      return <Skill slug={slug} />;
    case 'TOOL':
      return <Tool slug={slug} />;
    case 'LANGUAGE':
      return <Language slug={slug} />;
    case 'INDUSTRY':
      return <Industry slug={slug} />;
    case 'DEGREE':
      return <Degree slug={slug} />;
  }
}
