import type { Row } from './tables';
import { usePages, type Page } from '../api/usePages';
import { useQuery } from '../api/useQuery';
import { MatrixDocument, type Kind, type MatrixQuery, type MatrixQueryVariables } from '../generated/operations';
import { entityPath, type Named } from '../kinds';
import { Weight } from '../links/Weight';
import { Await } from '../page/Await';
import { KindLabel } from '../page/KindLabel';
import { More } from '../page/More';
import { counted } from '../page/numbers';

/** What MatrixDocument asks about. */
export function matrixVariables(roles: Named[], kinds: Kind[]): MatrixQueryVariables {
  return { roles: roles.map(({ slug }) => slug), kinds, first: 50 };
}

interface MatrixProps {
  roles: Named[];
  shown: Kind[];
}

/** Everything that at least one of the roles has, what most of them share first: a row each, and a cell for each role. */
export function Matrix({ roles, shown }: MatrixProps) {
  const variables = matrixVariables(roles, shown);
  const query = useQuery(MatrixDocument, variables);
  return (
    <Await query={query} what="what they have">
      {({ compareRoles }) => <Rows roles={roles} variables={variables} first={compareRoles.matrix} />}
    </Await>
  );
}

interface RowsProps {
  roles: Named[];
  variables: MatrixQueryVariables;
  first: Page<Row>;
}

function Rows({ roles, variables, first }: RowsProps) {
  const pages = usePages(first, {
    operation: MatrixDocument,
    asked: variables,
    page: ({ compareRoles }: MatrixQuery) => compareRoles.matrix,
  });
  if (pages.totalCount === 0) {
    return <p class="nothing">None of the roles has anything of these kinds.</p>;
  }
  return (
    <>
      <div class="wide matrix" tabIndex={0} role="region" aria-label="What they have">
        <table>
          <thead>
            <tr>
              <th scope="col">{counted(pages.totalCount, 'row')}</th>
              <th scope="col">Roles</th>
              {roles.map((role) => (
                <th key={role.id} scope="col">
                  <a href={entityPath(role)}>{role.name}</a>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {pages.edges.map(({ node, links }) => (
              <tr key={node.id} class={node.kind.toLowerCase()}>
                <th scope="row">
                  <a href={entityPath(node)}>{node.name}</a>
                  <KindLabel kind={node.kind} />
                </th>
                <td>
                  {links.filter((link) => link !== null).length}
                  <span class="unseen"> of {roles.length}</span>
                </td>
                {links.map((link, at) => (
                  <td key={roles[at].id} class="weight">
                    <Cell link={link} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p class="legend-line">
        <span class="held">✓</span> has it, and no source measures how strongly; an empty cell: does not have it.
      </p>
      <More pages={pages} what="rows" />
    </>
  );
}

/** Whether a role has something, and how strongly. */
function Cell({ link }: { link: Row['links'][number] }) {
  if (link === null) {
    return <span class="unseen">no</span>;
  }
  if (link.weight === null) {
    return (
      <span class="held" title="Has it; no source measures how strongly">
        ✓<span class="unseen"> has it, not measured</span>
      </span>
    );
  }
  return <Weight weight={link.weight} />;
}
