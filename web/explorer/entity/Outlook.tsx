import type { OutlookFactsFragment } from '../generated/operations';
import { Name } from '../page/Name';
import { change, number } from '../page/numbers';
import { SourceName } from '../page/Source';

/** How employment is projected to change; nothing if no source says. */
export function Outlook({ outlook }: { outlook: OutlookFactsFragment[] }) {
  if (outlook.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="outlook">
      <h2 id="outlook">Outlook</h2>
      <ul class="figures">
        {outlook.map(({ source, group, fromYear, toYear, growth, openings }) => (
          <li key={source.slug + group + fromYear}>
            <p>
              <strong>{change(growth)}</strong> jobs from {fromYear} to {toYear}
            </p>
            {openings !== null && <p>{number(openings)} openings a year</p>}
            <small>
              <Name>{group}</Name> <SourceName source={source} />
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}
