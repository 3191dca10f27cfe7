import { openSchema, schemaPath } from '../session/schema';
import { mode, type Mode } from './explain';
import { useShared } from './shared';
import { refused, token } from './token';

/** What stands above GraphiQL: the controls that it does not have. */
export function Bar() {
  return (
    // GraphiQL's class has the colours of its theme.
    <header className="graphiql-container bar">
      <h1>rolegraph</h1>
      <a href={schemaPath} onClick={openSchema}>
        Schema
      </a>
      <ExplainSwitch />
      <TokenField />
    </header>
  );
}

const positions: { value: Mode; label: string; title: string }[] = [
  { value: 'off', label: 'Off', title: 'Only answer' },
  { value: 'explain', label: 'Explain', title: 'Answer, and say how' },
  { value: 'plan only', label: 'Plan only', title: 'Say how it would be answered, and execute nothing' },
];

function ExplainSwitch() {
  const current = useShared(mode);
  return (
    <fieldset className="switch">
      <legend>Explain</legend>
      {positions.map(({ value, label, title }) => (
        <label key={value} title={title}>
          <input type="radio" name="explain" value={value} checked={value === current} onChange={() => mode.set(value)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function TokenField() {
  const current = useShared(token);
  const isRefused = useShared(refused);
  return (
    <form className="token" onSubmit={(event) => event.preventDefault()}>
      <label htmlFor="token">Bearer token</label>
      <input
        id="token"
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder={isRefused ? 'needed' : 'none'}
        aria-invalid={isRefused}
        value={current}
        onChange={(event) => token.set(event.target.value.trim())}
      />
      <button type="button" onClick={() => token.set('')} disabled={current === ''} aria-label="Clear the token">
        Clear
      </button>
    </form>
  );
}
