import type { EducationFactsFragment } from '../generated/operations';
import { Bar } from '../page/Bar';
import { number } from '../page/numbers';
import { SourceName } from '../page/Source';

/** Which levels of education people in a role have; nothing if no source says. */
export function Education({ shares }: { shares: EducationFactsFragment[] }) {
  if (shares.length === 0) {
    return null;
  }
  const bySource = Map.groupBy(shares, ({ source }) => source.slug);
  return (
    <section aria-labelledby="education">
      <h2 id="education">Education</h2>
      {[...bySource].map(([slug, shares]) => (
        <div key={slug}>
          <SourceName source={shares[0].source} />
          <ul class="shares">
            {shares.map(({ level, percent }) => (
              <li key={level} title={level}>
                <span>{short(level)}</span>
                <Bar share={percent / 100} />
                <span>{number(percent)} %</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

/** A level without what its source explains of it. */
function short(level: string): string {
  return level.split(/ - | \(/)[0];
}
