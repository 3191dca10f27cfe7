import type { GraphiQLPlugin } from '@graphiql/react';
import type { ReactNode } from 'react';

import { mode, outcome, type Explanation, type Outcome } from './explain';
import { useShared } from './shared';

/** A panel that shows how the last operation was answered. */
export const EXPLAIN_PLUGIN: GraphiQLPlugin = { title: 'Explain', icon: Icon, content: Panel };

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d="M4 4v13a3 3 0 0 0 3 3h3M4 9h6" />
      <rect x="10" y="6" width="10" height="6" rx="1.5" />
      <rect x="10" y="17" width="10" height="6" rx="1.5" transform="translate(0 -1)" />
    </svg>
  );
}

function Panel() {
  const last = useShared(outcome);
  const next = useShared(mode);
  return (
    <section className="panel" aria-label="Explain">
      <h2>Explain</h2>
      {last?.explanation ? (
        <Report of={last.explanation} />
      ) : (
        <>
          {last && <Missing from={last} />}
          <p>
            {next === 'off' ? 'Set the switch at the top of the page to “Explain” or “Plan only” and run an operation.' : 'Run an operation.'} What
            it costs, how it is planned and where the time goes will stand here.
          </p>
        </>
      )}
    </section>
  );
}

/** Why the last operation has no explanation. */
function Missing({ from }: { from: Outcome }) {
  if (from.errors.length > 0) {
    return (
      <>
        <p>The last operation was refused:</p>
        <ul>
          {from.errors.map((message, i) => (
            <li key={i}>{message}</li>
          ))}
        </ul>
      </>
    );
  }
  return from.mode === 'off' ? (
    <p>The last operation was run without an explanation.</p>
  ) : (
    <p>The server gave no explanation of the last operation.</p>
  );
}

function Report({ of: { cost, plan, touched, stages, statement } }: { of: Explanation }) {
  return (
    <>
      {cost && (
        <Part title="Cost">
          <p>
            <strong>{count(cost.total)}</strong> of at most {count(cost.limit)}
          </p>
          <meter min={0} max={cost.limit} value={cost.total} aria-label="Cost, of the most that is allowed" />
          <Table columns={['Field', 'Cost']} rows={(cost.fields ?? []).map((field) => [field.path, count(field.cost)])} />
        </Part>
      )}
      {touched && (
        <Part title="Touched">
          {'databaseHits' in touched ? (
            <p>{counted(touched.databaseHits, 'database hit')}</p>
          ) : (
            <p>
              {counted(touched.nodes, 'node')}, {counted(touched.links, 'link')}
            </p>
          )}
        </Part>
      )}
      {stages && (
        <Part title="Time">
          <Table columns={['Stage', 'Milliseconds']} rows={stages.map((stage) => [stage.name, milliseconds(stage.milliseconds)])} />
        </Part>
      )}
      {plan && (
        <Part title="Plan">
          <Code lines={plan} label="Plan" />
        </Part>
      )}
      {statement && (
        <Part title="Statement">
          <Code lines={statement.text} label="Statement" />
          {statement.parameters && <p>Parameters: {statement.parameters.join(', ')}</p>}
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** A table of names and numbers. */
function Table({ columns, rows }: { columns: [string, string]; rows: [string, string][] }) {
  if (rows.length === 0) {
    return null;
  }
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">{columns[0]}</th>
          <th scope="col">{columns[1]}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, number], i) => (
          <tr key={i}>
            <td>{name}</td>
            <td>{number}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Lines that are too wide scroll, by keyboard too. */
function Code({ lines, label }: { lines: string[]; label: string }) {
  return (
    <pre tabIndex={0} aria-label={label}>
      {lines.join('\n')}
    </pre>
  );
}

function counted(n: number, noun: string): ReactNode {
  return (
    <>
      <strong>{count(n)}</strong> {n === 1 ? noun : `${noun}s`}
    </>
  );
}

function count(n: number): string {
  return n.toLocaleString('en');
}

function milliseconds(n: number): string {
  return n.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
