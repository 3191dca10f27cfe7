import { useDocExplorer } from '@graphiql/plugin-doc-explorer';
import { useEffect } from 'react';

/** Has each page of the documentation begin at its top, which GraphiQL leaves where the last one was. */
export function ShowTop() {
  const shown = useDocExplorer().at(-1);
  useEffect(() => {
    document.querySelector('.graphiql-plugin')?.scrollTo(0, 0);
  }, [shown]);
  return null;
}
