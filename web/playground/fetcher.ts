import type { Fetcher } from '@graphiql/toolkit';

import { extension, mode, outcome, type Explanation } from './explain';
import { refused, token } from './token';

interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string }[];
  extensions?: { explain?: Explanation };
}

/** Asks our server, with the token and as the explain switch says. */
export const fetcher: Fetcher = async (request, options) => {
  // GraphiQL reads the schema by the same way.
  if (request.operationName === 'IntrospectionQuery') {
    return ask(request, options?.headers);
  }
  const asked = mode.get();
  const explain = extension(asked);
  outcome.set(undefined);
  const answer = await ask(explain === undefined ? request : { ...request, extensions: { explain } }, options?.headers);
  outcome.set({
    mode: asked,
    explanation: answer.extensions?.explain,
    errors: answer.errors?.map((error) => error.message) ?? [],
  });
  return answer;
};

async function ask(body: object, typed: Record<string, string> = {}): Promise<Answer> {
  const headers = new Headers({ 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json;q=0.9' });
  if (token.get()) {
    headers.set('Authorization', `Bearer ${token.get()}`);
  }
  for (const [name, value] of Object.entries(typed)) {
    headers.set(name, value);
  }
  const response = await fetch('/graphql', { method: 'POST', headers, body: JSON.stringify(body) });
  refused.set(response.status === 401);
  if (!response.headers.get('Content-Type')?.includes('json')) {
    throw new Error(`The server answered ${response.status} ${response.statusText}`);
  }
  return response.json();
}
