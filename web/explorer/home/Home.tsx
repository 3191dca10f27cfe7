import { useQuery } from '../api/useQuery';
import { GraphDocument } from '../generated/operations';
import { plural } from '../kinds';
import { Await } from '../page/Await';
import { PlaygroundLink } from '../page/PlaygroundLink';
import { useTitle } from '../page/useTitle';

/** The page to begin at. */
export function Home() {
  useTitle('rolegraph');
  const query = useQuery(GraphDocument, {});
  return (
    <article>
      <h1>What goes with a role</h1>
      <Await query={query} what="what the graph holds">
        {({ graph }) => (
          <ul>
            {graph.counts.map(({ kind, count }) => (
              <li key={kind}>
                {plural(kind)} {count.toLocaleString('en')}
              </li>
            ))}
          </ul>
        )}
      </Await>
      <PlaygroundLink operation={GraphDocument} variables={{}} what="this page" />
    </article>
  );
}
