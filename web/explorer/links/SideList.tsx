import type { ComponentChildren } from 'preact';

import { Weight } from './Weight';
import { usePages, type Following, type Page } from '../api/usePages';
import { entityPath, type Named } from '../kinds';
import { More } from '../page/More';
import { number } from '../page/numbers';

/** An entity, and how strongly it is linked. */
export interface WeighedEdge {
  weight: number | null;
  node: Named;
}

interface SideListProps<Answer, Asked> {
  /** What stands above it, such as "Both". */
  title: ComponentChildren;
  /** What is listed, for those who only hear the button for more. */
  what: string;
  first: Page<WeighedEdge>;
  following: Following<WeighedEdge, Answer, Asked>;
}

/** A list that stands beside others: names with weights, if any is measured. It says so if it is empty. */
export function SideList<Answer, Asked>({ title, what, first, following }: SideListProps<Answer, Asked>) {
  const pages = usePages(first, following);
  const measured = pages.edges.some(({ weight }) => weight !== null);
  return (
    <div class="side">
      <h4>
        {title} <small>{number(pages.totalCount)}</small>
      </h4>
      {pages.totalCount === 0 ? (
        <p class="nothing">Nothing</p>
      ) : (
        <table>
          <thead class={measured ? undefined : 'unseen'}>
            <tr>
              <th scope="col">Name</th>
              {measured && <th scope="col">Weight</th>}
            </tr>
          </thead>
          <tbody>
            {pages.edges.map(({ node, weight }) => (
              <tr key={node.id}>
                <th scope="row">
                  <a href={entityPath(node)}>{node.name}</a>
                </th>
                {measured && (
                  <td class="weight">
                    <Weight weight={weight} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <More pages={pages} what={what} />
    </div>
  );
}
