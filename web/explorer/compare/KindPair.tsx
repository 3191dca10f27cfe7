import { useMemo } from 'preact/hooks';

import type { Comparison } from './Overlaps';
import { fileName, rowsTable, type Row } from './tables';
import type { Operation } from '../api/ask';
import { usePages, type Page } from '../api/usePages';
import { Download } from '../csv/Download';
import { MatrixDocument, type Kind, type MatrixQuery } from '../generated/operations';
import { entityPath, plural, type Named } from '../kinds';
import { SideList, type WeighedEdge } from '../links/SideList';
import { Weight } from '../links/Weight';
import { More } from '../page/More';
import { Name } from '../page/Name';
import { number } from '../page/numbers';

interface KindPairProps<Answer> {
  kind: Kind;
  roles: [Named, Named];
  comparison: Comparison;
  /** The rows of the comparison, which begin with those that both roles have. */
  matrix: Page<Row>;
  /** What the first and the second role have alone. */
  only: [Page<WeighedEdge>, Page<WeighedEdge>];
  /** Asks for more of what a role has alone. */
  operation: Operation<Answer, { role: string; other: string; after: string }>;
  page: (answer: Answer) => Page<WeighedEdge> | undefined;
}

/** What two roles have of one kind: both, only the one, only the other. */
export function KindPair<Answer>({ kind, roles, comparison, matrix, only, operation, page }: KindPairProps<Answer>) {
  const { shared } = comparison.overlap.find((overlap) => overlap.kind === kind)!;
  const name = kind.toLowerCase();
  const things = plural(kind).toLowerCase();
  return (
    <section class={`one-kind ${name}`} aria-labelledby={name}>
      <div class="heading">
        <h3 id={name} class={`kind ${name}`}>
          {plural(kind)}
        </h3>
        <Download
          what={`the ${things}`}
          file={fileName(things, roles)}
          table={(signal, onProgress) => rowsTable(roles, [kind], signal, onProgress)}
        />
      </div>
      <div class="sides">
        <Shared roles={roles} kind={kind} matrix={matrix} count={shared} />
        {roles.map((role, at) => (
          <SideList
            key={role.id}
            title={
              <>
                Only <Name>{role.name}</Name>
              </>
            }
            what={`${things} of ${role.name} alone`}
            first={only[at]}
            following={{ operation, asked: { role: role.slug, other: roles[1 - at].slug }, page }}
          />
        ))}
      </div>
    </section>
  );
}

interface SharedProps {
  roles: [Named, Named];
  kind: Kind;
  matrix: Page<Row>;
  /** How many both have. */
  count: number;
}

function Shared({ roles, kind, matrix, count }: SharedProps) {
  const first = useMemo(() => beginning(matrix, count), [matrix, count]);
  const pages = usePages(first, {
    operation: MatrixDocument,
    asked: { roles: roles.map(({ slug }) => slug), kinds: [kind], first: 50 },
    page: ({ compareRoles }: MatrixQuery) => beginning(compareRoles.matrix, count),
  });
  const measured = pages.edges.some(({ links }) => links.some((link) => link!.weight !== null));
  return (
    <div class={measured ? 'side broad' : 'side'}>
      <h4>
        Both <small>{number(count)}</small>
      </h4>
      {count === 0 ? (
        <p class="nothing">Nothing</p>
      ) : (
        <table>
          <thead class={measured ? undefined : 'unseen'}>
            <tr>
              <th scope="col">Name</th>
              {measured &&
                roles.map((role) => (
                  <th key={role.id} scope="col">
                    {role.name}
                  </th>
                ))}
            </tr>
          </thead>
          <tbody>
            {pages.edges.map(({ node, links }) => (
              <tr key={node.id}>
                <th scope="row">
                  <a href={entityPath(node)}>{node.name}</a>
                </th>
                {measured &&
                  links.map((link, at) => (
                    <td key={roles[at].id} class="weight">
                      <Weight weight={link!.weight} />
                    </td>
                  ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <More pages={pages.edges.length < count ? pages : { ...pages, more: undefined }} what={`${plural(kind).toLowerCase()} of both`} />
    </div>
  );
}

/** The part of a page that holds what both roles have, of a list of those alone. */
function beginning({ edges, pageInfo }: Page<Row>, count: number): Page<Row> {
  const both = edges.filter(({ links }) => links.every((link) => link !== null));
  return {
    totalCount: count,
    pageInfo: { ...pageInfo, hasNextPage: pageInfo.hasNextPage && both.length === edges.length },
    edges: both,
  };
}
