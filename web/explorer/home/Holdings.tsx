import type { StartQuery } from '../generated/operations';
import { plural } from '../kinds';
import { number } from '../page/numbers';

/** How much the graph holds. */
export function Holdings({ counts, links }: Pick<StartQuery['graph'], 'counts' | 'links'>) {
  return (
    <section aria-label="What the graph holds">
      <dl class="holdings">
        {counts.map(({ kind, count }) => (
          <div key={kind}>
            <dt class={`kind ${kind.toLowerCase()}`}>{plural(kind)}</dt>
            <dd>{number(count)}</dd>
          </div>
        ))}
        <div>
          <dt>Links</dt>
          <dd>{number(links.reduce((sum, { count }) => sum + count, 0))}</dd>
        </div>
      </dl>
    </section>
  );
}
