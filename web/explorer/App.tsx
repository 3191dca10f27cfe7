import { unescapePath, useAddress } from './address/address';
import { keepFocus, useFocus } from './address/focus';
import { followLinks } from './address/links';
import { keepScroll, useScroll } from './address/scroll';
import { Compare } from './compare/Compare';
import { Entity } from './entity/Entity';
import { Home } from './home/Home';
import { kindOfPath } from './kinds';
import { Layout } from './page/Layout';
import { NotFound } from './page/NotFound';
import { Profile } from './profile/Profile';

unescapePath();
keepScroll();
keepFocus();
followLinks((path) => pageOf(path) !== undefined);

/** The page of the address, in what is around every page. */
export function App() {
  const { path, entry } = useAddress();
  useScroll(entry);
  useFocus(path);
  return <Layout search={path !== '/'}>{pageOf(path) ?? <NotFound key={path} path={path} />}</Layout>;
}

/** The page of a path; undefined if there is none. */
function pageOf(path: string) {
  switch (path) {
    case '/':
      return <Home />;
    case '/compare':
      return <Compare />;
    case '/profile':
      return <Profile />;
  }
  const [, first, slug, ...rest] = path.split('/');
  const kind = kindOfPath(first);
  return kind && slug && rest.length === 0 ? <Entity key={path} kind={kind} slug={slug} /> : undefined;
}
