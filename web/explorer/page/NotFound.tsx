import { Await } from './Await';
import { KindLabel } from './KindLabel';
import { useTitle } from './useTitle';
import { useQuery } from '../api/useQuery';
import { SuggestDocument } from '../generated/operations';
import { entityPath } from '../kinds';
import { wordsOf } from '../search/wordsOf';

/** Says that there is no such page, and what may have been meant. */
export function NotFound({ path }: { path: string }) {
  useTitle('Not found · rolegraph');
  const words = wordsOf(path.split('/').filter(Boolean).at(-1) ?? '');
  return (
    <article class="not-found">
      <h1>There is nothing here</h1>
      <p>
        No page has the address <code>{path}</code>.
      </p>
      {words && <Meant words={words} />}
      <p>
        Search above, or begin at <a href="/">the start</a>.
      </p>
    </article>
  );
}

function Meant({ words }: { words: string }) {
  const query = useQuery(SuggestDocument, { text: words, first: 8 });
  return (
    <Await query={query} what="what was meant">
      {({ search }) =>
        search.edges.length > 0 && (
          <>
            <p>Perhaps one of these was meant:</p>
            <ul class="entities">
              {search.edges.map(({ node }) => (
                <li key={node.id}>
                  <a href={entityPath(node)}>{node.name}</a> <KindLabel kind={node.kind} />
                </li>
              ))}
            </ul>
          </>
        )
      }
    </Await>
  );
}
