import { useAddress } from './address/address';
import { followLinks } from './address/links';
import { keepScroll, useScroll } from './address/scroll';
import { Home } from './home/Home';
import { Layout } from './page/Layout';
import { NotFound } from './page/NotFound';

keepScroll();
followLinks((path) => pageOf(path) !== undefined);

/** The page of the address, in what is around every page. */
export function App() {
  const { path } = useAddress();
  useScroll(path);
  return <Layout>{pageOf(path) ?? <NotFound key={path} path={path} />}</Layout>;
}

/** The page of a path; undefined if there is none. */
function pageOf(path: string) {
  if (path === '/') {
    return <Home />;
  }
  return undefined;
}
