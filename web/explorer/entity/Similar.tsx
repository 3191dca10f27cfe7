import { usePages, type Page } from '../api/usePages';
import { useQuery } from '../api/useQuery';
import { SimilarRolesDocument, type SimilarRolesQuery } from '../generated/operations';
import { entityPath, plural } from '../kinds';
import { Await } from '../page/Await';
import { Bar } from '../page/Bar';
import { More } from '../page/More';
import { share } from '../page/numbers';
import { PlaygroundLink } from '../page/PlaygroundLink';

type Edge = NonNullable<SimilarRolesQuery['role']>['similar']['edges'][number];

/** Roles that share much with a role, and what they share. */
export function Similar({ slug }: { slug: string }) {
  const query = useQuery(SimilarRolesDocument, { slug });
  return (
    <section class="links similar" aria-labelledby="similar-roles">
      <h2 id="similar-roles">Similar roles</h2>
      <PlaygroundLink operation={SimilarRolesDocument} variables={{ slug }} what="similar roles" />
      <Await query={query} what="similar roles">
        {({ role }) => role && <List slug={slug} first={role.similar} />}
      </Await>
    </section>
  );
}

function List({ slug, first }: { slug: string; first: Page<Edge> }) {
  const pages = usePages(first, {
    operation: SimilarRolesDocument,
    asked: { slug },
    page: ({ role }: SimilarRolesQuery) => role?.similar,
  });
  if (pages.totalCount === 0) {
    return <p class="nothing">No other role has anything in common with this one.</p>;
  }
  return (
    <>
      <table class="measured">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Likeness</th>
            <th scope="col">Shared</th>
          </tr>
        </thead>
        <tbody>
          {pages.edges.map(({ node, score, overlap }) => (
            <tr key={node.id}>
              <th scope="row">
                <a href={entityPath(node)}>{node.name}</a>
              </th>
              <td class="weight role">
                <Bar share={score} />
                {share(score)}
              </td>
              <td>
                <ul class="overlap">
                  {overlap
                    .filter(({ shared }) => shared > 0)
                    .map(({ kind, shared, union }) => (
                      <li key={kind} title={`${shared} of the ${union} that either has`}>
                        {plural(kind)} {shared}
                      </li>
                    ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <More pages={pages} what="similar roles" />
    </>
  );
}
