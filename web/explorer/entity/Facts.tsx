import type { ComponentChildren } from 'preact';

import { orderNames, orders } from './order';
import { useParameter } from '../address/useParameter';
import type { FactsFragment } from '../generated/operations';
import { Neighborhood } from '../neighborhood/Neighborhood';
import { Choice } from '../page/Choice';
import { KindLabel } from '../page/KindLabel';
import { Names } from '../page/Name';
import { External, SourceList } from '../page/Source';
import { useTitle } from '../page/useTitle';

/** How many other names are shown at once, and how many are asked for. */
const [openly, asked] = [8, 200];

interface FactsProps {
  entity: FactsFragment;
  /** What leads on from here. */
  actions: ComponentChildren;
  /** What is known of this kind alone. */
  own?: ComponentChildren;
  /** The lists of links. */
  children: ComponentChildren;
}

/** The page of an entity: what is known of it, what lies around it, and its links. */
export function Facts({ entity, actions, own, children }: FactsProps) {
  const { kind, name, description, aliases, codes, sources } = entity;
  const [order, setOrder] = useParameter('order', orders);
  useTitle(`${name} · rolegraph`);
  return (
    <article class={`entity ${kind.toLowerCase()}`}>
      <header>
        <p class="above">
          <KindLabel kind={kind} />
          <span class="actions">{actions}</span>
        </p>
        <h1>{name}</h1>
        <Aliases names={aliases} />
        {description && <p class="description">{description}</p>}
      </header>
      <div class="overview">
        <Neighborhood entity={entity} />
        <aside aria-label="Facts">
          {own}
          {codes.length > 0 && <Codes codes={codes} />}
        </aside>
      </div>
      <section aria-label="Links">
        <div class="controls order">
          <Choice label="Lists" values={orders.map((value) => [value, orderNames[value]])} value={order} onChoose={setOrder} />
        </div>
        <div class="lists">{children}</div>
      </section>
      <section aria-labelledby="sources">
        <h2 id="sources">Sources</h2>
        <SourceList sources={sources} />
      </section>
    </article>
  );
}

function Aliases({ names }: { names: string[] }) {
  if (names.length === 0) {
    return null;
  }
  const shown = <Names names={names.slice(0, openly)} />;
  if (names.length <= openly) {
    return <p class="aliases">Also {shown}</p>;
  }
  return (
    <details class="aliases">
      <summary>
        Also {shown} <span class="link">
          and {names.length - openly}
          {names.length === asked && ' or'} more
        </span>
      </summary>
      <p>
        <Names names={names.slice(openly)} />
      </p>
    </details>
  );
}

function Codes({ codes }: { codes: FactsFragment['codes'] }) {
  return (
    <section aria-labelledby="codes">
      <h2 id="codes">Codes</h2>
      <dl class="codes">
        {codes.map(({ scheme, value }) => (
          <div key={scheme + value}>
            <dt>{scheme}</dt>
            <dd>
              <External url={value}>{shortOf(value)}</External>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** A code without the address that it may stand in. */
function shortOf(code: string): string {
  return (/^https?:/i.test(code) && code.split('/').at(-1)) || code;
}
