import './workers';
import '@graphiql/react/style.css';
import '@graphiql/plugin-history/style.css';
import '@graphiql/plugin-doc-explorer/style.css';
import 'graphiql/graphiql.css';
import '@graphiql/plugin-explorer/style.css';
import './playground.css';

import { createRoot } from 'react-dom/client';

import { loadExamples } from './examples';
import { Playground } from './Playground';

const examples = await loadExamples();
createRoot(document.getElementById('root')!).render(<Playground examples={examples} />);
