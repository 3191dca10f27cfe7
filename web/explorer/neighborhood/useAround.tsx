import type { VNode } from 'preact';
import { useMemo } from 'preact/hooks';

import { balance } from './balance';
import { useQuery, type Query } from '../api/useQuery';
import { NeighborhoodDocument, RoleNeighborhoodDocument, type AroundFragment, type Kind } from '../generated/operations';
import { kinds as allKinds, type Named } from '../kinds';
import { PlaygroundLink } from '../page/PlaygroundLink';

/** How many entities of one kind are asked for at most. */
const mostOfKind = 100;

/**
 * What lies around an entity, and the link to how it is asked for. The direct
 * neighbors of a role are as many of each kind, if there are so many.
 */
export function useAround(center: Named, hops: number, kinds: Kind[], first: number): { query: Query<AroundFragment>; link: VNode } {
  const byKind = center.kind === 'ROLE' && hops === 1;
  const has = (kind: Kind) => kinds.includes(kind);
  const ofRole = {
    of: center.id,
    first: Math.min(first, mostOfKind),
    roles: has('ROLE'),
    skills: has('SKILL'),
    tools: has('TOOL'),
    languages: has('LANGUAGE'),
    industries: has('INDUSTRY'),
    degrees: has('DEGREE'),
  };
  const ofAny = { of: center.id, hops, kinds: kinds.length < allKinds.length ? kinds : undefined, first };
  const parts = useQuery(RoleNeighborhoodDocument, byKind ? ofRole : undefined);
  const whole = useQuery(NeighborhoodDocument, byKind ? undefined : ofAny);

  const partsAnswer = parts.status === 'answered' ? parts.answer : undefined;
  const balanced = useMemo(() => partsAnswer && balance(Object.values(partsAnswer), first), [partsAnswer, first]);
  const what = 'the picture';
  if (byKind) {
    const link = <PlaygroundLink operation={RoleNeighborhoodDocument} variables={ofRole} what={what} />;
    return { query: balanced ? { status: 'answered', answer: balanced } : (parts as Query<never>), link };
  }
  const link = <PlaygroundLink operation={NeighborhoodDocument} variables={ofAny} what={what} />;
  return { query: whole.status === 'answered' ? { status: 'answered', answer: whole.answer.neighborhood } : whole, link };
}
