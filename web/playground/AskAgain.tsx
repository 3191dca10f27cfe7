import { useGraphiQLActions } from '@graphiql/react';
import { useEffect } from 'react';

import { refused, token } from './token';

/** How long a token stays the same until it is taken for typed, in milliseconds. */
const typing = 500;

/** Has GraphiQL ask for the schema again once there is another token than one that was refused. */
export function AskAgain() {
  const { introspect } = useGraphiQLActions();
  useEffect(() => {
    let timer = 0;
    const stop = token.subscribe(() => {
      clearTimeout(timer);
      timer = window.setTimeout(() => refused.get() && introspect(), typing);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [introspect]);
  return null;
}
