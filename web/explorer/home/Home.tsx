import { Beginnings } from './Beginnings';
import { Holdings } from './Holdings';
import { useQuery } from '../api/useQuery';
import { StartDocument } from '../generated/operations';
import { Await } from '../page/Await';
import { PlaygroundLink } from '../page/PlaygroundLink';
import { SourceList } from '../page/Source';
import { useTitle } from '../page/useTitle';
import { GraphSearch } from '../search/GraphSearch';

/** The page to begin at. */
export function Home() {
  useTitle('rolegraph');
  const query = useQuery(StartDocument, {});
  return (
    <article class="home">
      <header>
        <h1>What goes with a role</h1>
        <p>Which skills, tools, languages, industries and degrees a role asks for, who says so, and what roles share.</p>
        <GraphSearch />
      </header>
      <Await query={query} what="what the graph holds">
        {(answer) => (
          <>
            <Holdings counts={answer.graph.counts} links={answer.graph.links} />
            <Beginnings {...answer} />
            <section aria-labelledby="sources">
              <h2 id="sources">Where it comes from</h2>
              {answer.graph.sources.length > 0 ? (
                <SourceList sources={answer.graph.sources} />
              ) : (
                <p class="nothing">The graph is empty. An import fills it.</p>
              )}
            </section>
            <p class="version">
              Version <code>{answer.graph.version}</code> <PlaygroundLink operation={StartDocument} variables={{}} what="this page" />
            </p>
          </>
        )}
      </Await>
    </article>
  );
}
