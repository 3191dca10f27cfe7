import './styles/base.css';
import './styles/page.css';
import './styles/search.css';
import './styles/home.css';
import './styles/entity.css';
import './styles/neighborhood.css';
import './styles/compare.css';

import { render } from 'preact';

import { App } from './App';

render(<App />, document.getElementById('root')!);
