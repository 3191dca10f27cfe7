import type { EvidenceFragment } from '../generated/operations';
import { Name } from '../page/Name';
import { number } from '../page/numbers';
import { SourceName } from '../page/Source';

type Statement = EvidenceFragment['evidence'][number];

/** Who says that there is a link, and what each measured. */
export function Evidence({ evidence }: { evidence: Statement[] }) {
  const bySource = Map.groupBy(evidence, ({ source }) => source.slug);
  return (
    <ul class="evidence">
      {[...bySource].map(([slug, statements]) => (
        <li key={slug}>
          <SourceName source={statements[0].source} />
          {statements
            .filter(({ measure }) => measure !== null)
            .map((statement, i) => (
              <span key={i} class="measure">
                {statement.measure && <Name>{statement.measure}</Name>} {measured(statement)}
              </span>
            ))}
        </li>
      ))}
    </ul>
  );
}

/** What was measured in words, such as "4.12 of 1 to 5". */
function measured({ value, min, max, asOf }: Statement): string {
  const words: string[] = [];
  if (value !== null) {
    words.push(number(value, 2));
    if (min !== null && max !== null) {
      words.push(`of ${number(min, 2)} to ${number(max, 2)}`);
    }
  }
  if (asOf !== null) {
    words.push(`(${asOf})`);
  }
  return words.join(' ');
}
