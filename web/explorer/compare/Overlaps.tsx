import { fileName } from './tables';
import { Download } from '../csv/Download';
import { ComparisonDocument, type ComparisonQuery, type Kind } from '../generated/operations';
import { entityPath, plural, type Named } from '../kinds';
import { Bar } from '../page/Bar';
import { number, share } from '../page/numbers';
import { PlaygroundLink } from '../page/PlaygroundLink';

export type Comparison = ComparisonQuery['compareRoles'];

/** How many things of a kind one of the roles has and none of the others. */
function countOnly({ only }: Comparison, role: number, kind: Kind): number {
  const { skills, tools, languages, industries, degrees } = only[role].has;
  const lists = { SKILL: skills, TOOL: tools, LANGUAGE: languages, INDUSTRY: industries, DEGREE: degrees, ROLE: undefined };
  return lists[kind]?.totalCount ?? 0;
}

/** How much roles share of each kind, in numbers. */
export function Overlaps({ roles, comparison }: { roles: Named[]; comparison: Comparison }) {
  const table = async () => ({
    header: ['kind', 'shared', ...roles.map(({ slug }) => `only ${slug}`), 'any', 'jaccard'],
    rows: comparison.overlap.map(({ kind, shared, union, jaccard }) => [
      kind,
      shared,
      ...roles.map((_, role) => countOnly(comparison, role, kind)),
      union,
      jaccard,
    ]),
  });
  return (
    <section aria-labelledby="overlap">
      <div class="heading">
        <h2 id="overlap">In numbers</h2>
        <Download what="the numbers" file={fileName('overlap', roles)} table={table} />
        <PlaygroundLink operation={ComparisonDocument} variables={{ roles: roles.map(({ slug }) => slug) }} what="the numbers" />
      </div>
      <div class="wide" tabIndex={0} role="region" aria-labelledby="overlap">
        <table class="overlaps">
          <thead>
            <tr>
              <th scope="col">Kind</th>
              <th scope="col" title="The share of what any of the roles has that all of them have (Jaccard index)">
                Overlap
              </th>
              <th scope="col">{roles.length === 2 ? 'Both' : `All ${roles.length}`}</th>
              {roles.map((role) => (
                <th key={role.id} scope="col">
                  Only <a href={entityPath(role)}>{role.name}</a>
                </th>
              ))}
              <th scope="col">{roles.length === 2 ? 'Either' : 'Any'}</th>
            </tr>
          </thead>
          <tbody>
            {comparison.overlap.map(({ kind, shared, union, jaccard }) => (
              <tr key={kind} class={union === 0 ? 'empty' : undefined}>
                <th scope="row">
                  <span class={`kind ${kind.toLowerCase()}`}>{plural(kind)}</span>
                </th>
                <td class={`weight ${kind.toLowerCase()}`}>
                  {union === 0 ? (
                    <span title="None of the roles has any">–</span>
                  ) : (
                    <>
                      <Bar share={jaccard} />
                      {share(jaccard)}
                    </>
                  )}
                </td>
                <td>{number(shared)}</td>
                {roles.map((role, at) => (
                  <td key={role.id}>{number(countOnly(comparison, at, kind))}</td>
                ))}
                <td>{number(union)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
