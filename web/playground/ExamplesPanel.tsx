import { useGraphiQL, useGraphiQLActions, type GraphiQLPlugin } from '@graphiql/react';

import { variablesText, type Example } from './examples';

/** A panel that lists the examples, and opens them. */
export function examplesPlugin(examples: Example[]): GraphiQLPlugin {
  return { title: 'Examples', icon: Icon, content: () => <Panel examples={examples} /> };
}

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" aria-hidden="true">
      <path d="M9 6h12M9 12h12M9 18h12M3 5l2 1-2 1zM3 11l2 1-2 1zM3 17l2 1-2 1z" />
    </svg>
  );
}

function Panel({ examples }: { examples: Example[] }) {
  const open = useOpen();
  return (
    <section className="panel" aria-label="Examples">
      <h2>Examples</h2>
      {examples.length === 0 && <p>The server gave no examples. Reload the page to try again.</p>}
      <ul className="examples">
        {examples.map((example) => (
          <li key={example.name}>
            <button type="button" onClick={() => open(example)}>
              <strong>{example.name}</strong>
              <span>{example.summary}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Opens an example in a new tab, or in the current one if that is empty. */
function useOpen() {
  const { addTab } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({ queryEditor, variableEditor }));
  return (example: Example) => {
    if (!queryEditor) {
      return; // it is still loading
    }
    if (queryEditor.getValue().trim() !== '') {
      addTab();
    }
    queryEditor.setValue(example.operation);
    variableEditor?.setValue(variablesText(example));
    queryEditor.focus();
  };
}
