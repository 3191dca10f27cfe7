import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import type { GraphiQLPlugin } from '@graphiql/react';
import { GraphiQL } from 'graphiql';
import { useState } from 'react';

import { linkedOperation } from '../session/playgroundLink';
import { AskAgain } from './AskAgain';
import { Bar } from './Bar';
import { EXPLAIN_PLUGIN } from './ExplainPanel';
import { examplesPlugin } from './ExamplesPanel';
import { variablesText, type Example } from './examples';
import { fetcher } from './fetcher';
import { ShowTop } from './ShowTop';

/** How many examples stand open at the first visit. */
const openAtFirst = 3;

/** The whole page. */
export function Playground({ examples }: { examples: Example[] }) {
  const [plugins] = useState(() => [examplesPlugin(examples), QUERY_BUILDER, HISTORY_PLUGIN, EXPLAIN_PLUGIN]);
  const [first] = useState(() => linked() ?? firstVisit(examples));
  return (
    <>
      <Bar />
      <main>
        <GraphiQL fetcher={fetcher} plugins={plugins} shouldPersistHeaders={false} {...first}>
          <AskAgain />
          <ShowTop />
        </GraphiQL>
      </main>
    </>
  );
}

const queryBuilder = 'Query builder';

/** GraphiQL's explorer of fields, which builds operations. */
const QUERY_BUILDER: GraphiQLPlugin = { ...explorerPlugin({ title: queryBuilder }), title: queryBuilder };

/**
 * What GraphiQL opens beside its tabs: the operation in the address, which then
 * leaves the address, so that a reload shows what has become of it.
 */
function linked() {
  const operation = linkedOperation(location.hash);
  if (!operation) {
    return undefined;
  }
  history.replaceState(history.state, '', location.pathname);
  const { operation: query, variables } = operation;
  return { defaultTabs: [{ query, variables }], initialQuery: query, initialVariables: variables };
}

/** What GraphiQL begins with; nothing if it remembers its tabs. */
function firstVisit(examples: Example[]) {
  if (localStorage.getItem('graphiql:tabState') !== null || examples.length === 0) {
    return {};
  }
  const tabs = examples.slice(0, openAtFirst).map((example) => ({ query: example.operation, variables: variablesText(example) }));
  // GraphiQL does not take the variables of the tab that it shows from the tab.
  return { defaultTabs: tabs, initialVariables: tabs[0].variables, visiblePlugin: 'Examples' };
}
