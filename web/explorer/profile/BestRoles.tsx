import { profilePath } from './address';
import { useAddress } from '../address/address';
import { ask } from '../api/ask';
import { usePages, type Page } from '../api/usePages';
import { useQuery } from '../api/useQuery';
import { collect, type OnProgress } from '../csv/collect';
import { Download } from '../csv/Download';
import { BestRolesDocument, type BestRolesQuery, type BestRolesQueryVariables, type Kind, type ProfileInput } from '../generated/operations';
import { Await } from '../page/Await';
import { Bar } from '../page/Bar';
import { More } from '../page/More';
import { number, share } from '../page/numbers';
import { PlaygroundLink } from '../page/PlaygroundLink';

type Match = BestRolesQuery['rolesFor']['edges'][number];

interface BestRolesProps {
  profile: ProfileInput;
  /** The ids of what is in the profile. */
  know: string[];
  shown: Kind[];
}

/** The roles that a profile covers best; each leads to what is missing for it. */
export function BestRoles({ profile, know, shown }: BestRolesProps) {
  const variables = { profile, kinds: shown, first: 20 };
  const query = useQuery(BestRolesDocument, variables);
  const table = async (signal: AbortSignal, onProgress: OnProgress) => {
    const matches = await collect(async (after) => {
      const answer = await ask(BestRolesDocument, { ...variables, first: 100, after }, signal);
      return { version: answer.graph.version, page: answer.rolesFor };
    }, onProgress);
    return {
      header: ['id', 'name', 'fit', 'known', 'missing'],
      rows: matches.map(({ node, coverage, coveredCount, missingCount }) => [node.id, node.name, coverage, coveredCount, missingCount]),
    };
  };
  return (
    <section aria-labelledby="best">
      <div class="heading">
        <h2 id="best">Roles that it fits best</h2>
        <Download key={JSON.stringify(variables)} what="the roles that it fits" file="rolegraph-best-roles" table={table} />
        <PlaygroundLink operation={BestRolesDocument} variables={variables} what="the roles that it fits" />
      </div>
      <Await query={query} what="the roles that it fits">
        {({ rolesFor }) => <List first={rolesFor} know={know} variables={variables} />}
      </Await>
    </section>
  );
}

function List({ first, know, variables }: { first: Page<Match>; know: string[]; variables: BestRolesQueryVariables }) {
  const { query: address } = useAddress();
  const pages = usePages(first, {
    operation: BestRolesDocument,
    asked: variables,
    page: ({ rolesFor }: BestRolesQuery) => rolesFor,
  });
  if (pages.totalCount === 0) {
    return <p class="nothing">No other role asks for any of this.</p>;
  }
  return (
    <>
      <table class="measured matches">
        <thead>
          <tr>
            <th scope="col">Role</th>
            <th scope="col" title="The share of what the role asks for that you have, by weight; a link that nobody measured counts 0.5">
              Fit
            </th>
            <th scope="col">Known</th>
            <th scope="col">Missing</th>
          </tr>
        </thead>
        <tbody>
          {pages.edges.map(({ node, coverage, coveredCount, missingCount }) => (
            <tr key={node.id}>
              <th scope="row">
                <a href={profilePath(know, node.slug, address)} title={`What is missing for ${node.name}`}>
                  {node.name}
                </a>
              </th>
              <td class="weight role">
                <Bar share={coverage} />
                {share(coverage)}
              </td>
              <td>{number(coveredCount)}</td>
              <td>{number(missingCount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <More pages={pages} what="roles" />
    </>
  );
}
