import { KindPair } from './KindPair';
import type { Comparison } from './Overlaps';
import { useQuery } from '../api/useQuery';
import {
  MoreOnlyDegreesDocument,
  MoreOnlyIndustriesDocument,
  MoreOnlyLanguagesDocument,
  MoreOnlySkillsDocument,
  MoreOnlyToolsDocument,
  PairDocument,
  type Kind,
  type PairQueryVariables,
} from '../generated/operations';
import type { Named } from '../kinds';
import { Await } from '../page/Await';

/** What PairDocument asks about. */
export function pairVariables([first, second]: Named[]): PairQueryVariables {
  return { first: first.slug, second: second.slug };
}

interface PairProps {
  first: Named;
  second: Named;
  comparison: Comparison;
  shown: Kind[];
}

/** What two roles share and what each has alone, kind by kind. */
export function Pair({ first, second, comparison, shown }: PairProps) {
  const query = useQuery(PairDocument, pairVariables([first, second]));
  const roles: [Named, Named] = [first, second];
  const kinds = shown.filter((shown) => comparison.overlap.some(({ kind, union }) => kind === shown && union > 0));
  return (
    <>
      {kinds.length === 0 && <p class="nothing">Neither of the roles has anything of these kinds.</p>}
      <Await query={query} what="what they have">
        {({ compareRoles: { skills, tools, languages, industries, degrees }, first, second }) =>
          first &&
          second && (
            <>
              {kinds.includes('SKILL') && (
                <KindPair
                  kind="SKILL"
                  roles={roles}
                  comparison={comparison}
                  matrix={skills}
                  only={[first.skills, second.skills]}
                  operation={MoreOnlySkillsDocument}
                  page={({ role }) => role?.skills}
                />
              )}
              {kinds.includes('TOOL') && (
                <KindPair
                  kind="TOOL"
                  roles={roles}
                  comparison={comparison}
                  matrix={tools}
                  only={[first.tools, second.tools]}
                  operation={MoreOnlyToolsDocument}
                  page={({ role }) => role?.tools}
                />
              )}
              {kinds.includes('LANGUAGE') && (
                <KindPair
                  kind="LANGUAGE"
                  roles={roles}
                  comparison={comparison}
                  matrix={languages}
                  only={[first.languages, second.languages]}
                  operation={MoreOnlyLanguagesDocument}
                  page={({ role }) => role?.languages}
                />
              )}
              {kinds.includes('INDUSTRY') && (
                <KindPair
                  kind="INDUSTRY"
                  roles={roles}
                  comparison={comparison}
                  matrix={industries}
                  only={[first.industries, second.industries]}
                  operation={MoreOnlyIndustriesDocument}
                  page={({ role }) => role?.industries}
                />
              )}
              {kinds.includes('DEGREE') && (
                <KindPair
                  kind="DEGREE"
                  roles={roles}
                  comparison={comparison}
                  matrix={degrees}
                  only={[first.degrees, second.degrees]}
                  operation={MoreOnlyDegreesDocument}
                  page={({ role }) => role?.degrees}
                />
              )}
            </>
          )
        }
      </Await>
    </>
  );
}
