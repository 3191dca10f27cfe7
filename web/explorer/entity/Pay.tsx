import type { PayFactsFragment } from '../generated/operations';
import { money, number } from '../page/numbers';
import { SourceName } from '../page/Source';

/** How many rows are shown at once, newest first. */
const openly = 4;

/** What a role earns; nothing if no source says. */
export function Pay({ pay }: { pay: PayFactsFragment[] }) {
  if (pay.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="pay">
      <h2 id="pay">Pay</h2>
      <Rows pay={pay.slice(0, openly)} />
      {pay.length > openly && (
        <details>
          <summary class="link">Earlier and other</summary>
          <Rows pay={pay.slice(openly)} />
        </details>
      )}
    </section>
  );
}

function Rows({ pay }: { pay: PayFactsFragment[] }) {
  return (
    <ul class="figures">
      {pay.map((row) => (
        <li key={[row.year, row.source.slug, row.country, row.basis, row.currency].join()}>
          <Row row={row} />
        </li>
      ))}
    </ul>
  );
}

function Row({ row: { source, year, currency, basis, country, sample, p10, p25, median, p75, p90, mean, capped } }: { row: PayFactsFragment }) {
  const amount = (value: number) => money(value, currency, basis);
  const middle = median ?? mean;
  const [low, high, portion] = p10 !== null && p90 !== null ? [p10, p90, '8 of 10'] : [p25, p75, 'half'];
  return (
    <>
      <p>
        <strong>{middle === null ? 'No figure' : amount(middle)}</strong> {middle !== null && (median === null ? 'on average' : 'median')}{' '}
        {basis === 'HOURLY' ? 'an hour' : 'a year'}
      </p>
      {low !== null && high !== null && (
        <p>
          {portion} earn {amount(low)} to {amount(high)}
        </p>
      )}
      <small>
        {[year, country, sample !== null && `${number(sample)} people or jobs`, capped && 'higher figures are capped'].filter(Boolean).join(' · ')}{' '}
        <SourceName source={source} />
      </small>
    </>
  );
}
