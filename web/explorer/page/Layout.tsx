import type { ComponentChildren } from 'preact';

import { openSchema, schemaPath } from '../../session/schema';
import { useAddress } from '../address/address';
import { GraphSearch } from '../search/GraphSearch';
import { TokenForm } from './TokenForm';

interface LayoutProps {
  /** Whether the page lacks a search field of its own. */
  search: boolean;
  children: ComponentChildren;
}

/** What is around every page. */
export function Layout({ search, children }: LayoutProps) {
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="top">
        <div class="column">
          <a class="brand" href="/">
            <Mark />
            rolegraph
          </a>
          {search && <GraphSearch />}
          <nav aria-label="Pages">
            <PageLink path="/compare">Compare</PageLink>
            <PageLink path="/profile">Profile</PageLink>
            <PageLink path="/playground">Playground</PageLink>
          </nav>
        </div>
      </header>
      <main id="content" class="column" tabIndex={-1}>
        <TokenForm />
        {children}
      </main>
      <footer class="bottom">
        <div class="column">
          <span>One graph, asked through GraphQL.</span>
          <nav aria-label="For programs">
            <a href={schemaPath} onClick={openSchema}>
              Schema
            </a>
            <a href="/licenses.txt">Licenses</a>
          </nav>
        </div>
      </footer>
    </>
  );
}

function PageLink({ path, children }: { path: string; children: string }) {
  const { path: shown } = useAddress();
  return (
    <a href={path} aria-current={path === shown ? 'page' : undefined}>
      {children}
    </a>
  );
}

function Mark() {
  return (
    <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
      <g stroke="currentColor" stroke-width="3">
        <path d="M8 8l16 5M8 8l5 17M24 13L13 25" />
      </g>
      <g fill="currentColor">
        <circle cx="8" cy="8" r="5" />
        <circle cx="24" cy="13" r="5" />
        <circle cx="13" cy="25" r="5" />
      </g>
    </svg>
  );
}
