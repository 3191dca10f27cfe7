import { useMemo } from 'preact/hooks';

import { neighbors, saysOfNearer, type Neighbor } from './subgraph';
import { Picture } from './Picture';
import { change, useAddress } from '../address/address';
import { useQuery } from '../api/useQuery';
import { NeighborhoodDocument, type NeighborhoodQuery } from '../generated/operations';
import { entityPath, kinds, plural, type Named } from '../kinds';
import { Await } from '../page/Await';
import { KindLabel } from '../page/KindLabel';
import { counted, share } from '../page/numbers';
import { PlaygroundLink } from '../page/PlaygroundLink';

/** How many entities the picture may show, and how many it shows at first. */
const amounts = [40, 100, 300];
/** How many links it may go away from the center, and how many it goes at first. */
const distances = [1, 2];

/** What lies around an entity: a picture, and the same as a list. What is shown of it stands in the address. */
export function Neighborhood({ entity }: { entity: Named }) {
  const { query: address } = useAddress();
  const first = oneOf(amounts, address.get('show'));
  const hops = oneOf(distances, address.get('hops'));
  const without = (address.get('without') ?? '').split(',');
  const left = kinds.filter((kind) => !without.includes(kind.toLowerCase()));
  const shown = left.length > 0 ? left : kinds;
  const variables = { of: entity.id, hops, kinds: shown.length < kinds.length ? shown : undefined, first };
  const query = useQuery(NeighborhoodDocument, variables);

  const set = (name: string, value: string) => {
    if (value === '') {
      address.delete(name);
    } else {
      address.set(name, value);
    }
    change(address);
  };

  return (
    <section class="neighborhood" aria-labelledby="around">
      <header>
        <h2 id="around">Around it</h2>
        <PlaygroundLink operation={NeighborhoodDocument} variables={variables} what="the picture" />
      </header>
      <div class="controls">
        <fieldset class="legend">
          <legend class="unseen">Kinds</legend>
          {kinds.map((kind) => (
            <label key={kind} class={`kind ${kind.toLowerCase()}`}>
              <input
                type="checkbox"
                checked={shown.includes(kind)}
                // A walk through nothing leads nowhere.
                disabled={shown.length === 1 && shown[0] === kind}
                onChange={() =>
                  set(
                    'without',
                    kinds
                      .filter((other) => shown.includes(other) === (other === kind))
                      .map((other) => other.toLowerCase())
                      .join(),
                  )
                }
              />
              {plural(kind)}
            </label>
          ))}
        </fieldset>
        <Choice label="Links away" values={distances} value={hops} onChoose={(value) => set('hops', value)} />
        <Choice label="At most" values={amounts} value={first} onChoose={(value) => set('show', value)} />
      </div>
      <Await query={query} what="what lies around it">
        {({ neighborhood }) => <Shown subgraph={neighborhood} />}
      </Await>
    </section>
  );
}

/** The value that a text names, or the first. */
function oneOf(values: number[], text: string | null): number {
  return values.find((value) => String(value) === text) ?? values[0];
}

interface ChoiceProps {
  label: string;
  values: number[];
  value: number;
  /** Takes the value as the address has it: the first, which is meant where there is none, is empty. */
  onChoose: (value: string) => void;
}

function Choice({ label, values, value, onChoose }: ChoiceProps) {
  return (
    <label class="choice">
      {label}{' '}
      <select value={value} onChange={(event) => onChoose(event.currentTarget.value === String(values[0]) ? '' : event.currentTarget.value)}>
        {values.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
}

function Shown({ subgraph }: { subgraph: NeighborhoodQuery['neighborhood'] }) {
  const around = useMemo(() => neighbors(subgraph), [subgraph]);
  if (around.length === 0) {
    return <p class="nothing">It has no links of these kinds.</p>;
  }
  return (
    <>
      <Picture subgraph={subgraph} neighbors={around} />
      <p class="amount">
        {counted(around.length, 'neighbor')}, {counted(subgraph.links.length, 'link')}
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
                {neighbor.nearer.name} {saysOfNearer(neighbor)} it
              </td>
              <td>{neighbor.link.weight === null ? '–' : share(neighbor.link.weight)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
