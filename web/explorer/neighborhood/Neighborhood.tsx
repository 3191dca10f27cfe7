import { useMemo } from 'preact/hooks';

import { mostLinks } from './draw';
import { neighbors, saysOfNearer, type Neighbor } from './subgraph';
import { Picture } from './Picture';
import { useAround } from './useAround';
import { useParameter } from '../address/useParameter';
import type { AroundFragment } from '../generated/operations';
import { entityPath, kinds, type Named } from '../kinds';
import { Await } from '../page/Await';
import { Choice } from '../page/Choice';
import { KindFilter, useShownKinds } from '../page/KindFilter';
import { KindLabel } from '../page/KindLabel';
import { Name } from '../page/Name';
import { counted, share } from '../page/numbers';

/** How many entities the picture may show, and how many links it may go away from the center. */
const [amounts, distances] = [['40', '100', '300'], ['1', '2']] as const;

/** What lies around an entity: a picture, and the same as a list. What is shown of it stands in the address. */
export function Neighborhood({ entity }: { entity: Named }) {
  const [first, setFirst] = useParameter('show', amounts);
  const [hops, setHops] = useParameter('hops', distances);
  const shown = useShownKinds(kinds);
  const { query, link } = useAround(entity, Number(hops), shown, Number(first));
  return (
    <section class="neighborhood" aria-labelledby="around">
      <header>
        <h2 id="around">Around it</h2>
        {link}
      </header>
      <div class="controls">
        <KindFilter kinds={kinds} />
        <Choice label="Links away" values={distances.map((value) => [value, value])} value={hops} onChoose={setHops} />
        <Choice label="At most" values={amounts.map((value) => [value, value])} value={first} onChoose={setFirst} />
      </div>
      <Await query={query} what="what lies around it">
        {(subgraph) => <Shown subgraph={subgraph} />}
      </Await>
    </section>
  );
}

function Shown({ subgraph }: { subgraph: AroundFragment }) {
  const around = useMemo(() => neighbors(subgraph), [subgraph]);
  if (around.length === 0) {
    return <p class="nothing">It has no links of these kinds.</p>;
  }
  return (
    <>
      <Picture subgraph={subgraph} neighbors={around} />
      <p class="amount">
        {counted(around.length, 'neighbor')}, {counted(Math.min(subgraph.links.length, mostLinks), 'link')} drawn
        {subgraph.omitted > 0 && `; ${counted(subgraph.omitted, 'more neighbor')} not shown`}
      </p>
      <details class="as-list">
        <summary class="link">The same as a list</summary>
        <List neighbors={around} />
      </details>
    </>
  );
}

function List({ neighbors }: { neighbors: Neighbor[] }) {
  return (
    <div class="scrolled" tabIndex={0} role="region" aria-label="What lies around it, as a list">
      <table>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Kind</th>
            <th scope="col">How it is linked</th>
            <th scope="col">Weight</th>
          </tr>
        </thead>
        <tbody>
          {neighbors.map((neighbor) => (
            <tr key={neighbor.entity.id}>
              <th scope="row">
                <a href={entityPath(neighbor.entity)}>{neighbor.entity.name}</a>
              </th>
              <td>
                <KindLabel kind={neighbor.entity.kind} />
              </td>
              <td>
                <Name>{neighbor.nearer.name}</Name> {saysOfNearer(neighbor)} it
              </td>
              <td>{neighbor.link.weight === null ? '–' : share(neighbor.link.weight)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
