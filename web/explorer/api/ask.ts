import { storedToken } from '../../session/token';
import type { TypedDocumentString } from '../generated/operations';
import { Failure } from './failure';
import { tellUnauthorized } from './unauthorized';

/** How long to wait for an answer, in milliseconds: longer than the server works at one. */
const patience = 15_000;

/** The statuses of those who are not let in, of which somebody before the server may tell. */
const unauthorized = [401, 403];
const whoAsks = 'The server wants to know who asks.';

/** An operation whose answer and variables have types. */
export type Operation<Answer, Variables> = TypedDocumentString<Answer, Variables>;

/**
 * Asks the server.
 *
 * @param signal ends it, with the signal's reason, when nobody waits any more.
 * @throws Failure if there is no answer, or only errors.
 */
export async function ask<Answer, Variables>(operation: Operation<Answer, Variables>, variables: Variables, signal: AbortSignal): Promise<Answer> {
  const headers = new Headers({ 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json;q=0.9' });
  const token = storedToken();
  if (token) {
    headers.set('Authorization', `Bearer ${token}`);
  }
  const tooLong = AbortSignal.timeout(patience);
  let begun = false;
  try {
    const response = await fetch('/graphql', {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: operation.toString(), variables }),
      signal: AbortSignal.any([signal, tooLong]),
    });
    begun = true;
    if (unauthorized.includes(response.status)) {
      tellUnauthorized();
      throw new Failure('refused', whoAsks, statusOf(response));
    }
    const { data, errors } = parsed(await response.text());
    if (Array.isArray(errors) && errors.length > 0) {
      throw Failure.of(errors);
    }
    if (typeof data !== 'object' || data === null) {
      throw new Failure('refused', 'The server answered with something else than GraphQL.', statusOf(response));
    }
    return data as Answer;
  } catch (error) {
    if (error instanceof Failure || signal.aborted) {
      throw error;
    }
    if (tooLong.aborted) {
      throw new Failure('timeout', `The server did not answer within ${patience / 1000} seconds.`);
    }
    if (begun) {
      throw new Failure('offline', 'The server’s answer broke off.');
    }
    throw new Failure('offline', navigator.onLine ? 'The server can’t be reached.' : 'This device is offline.');
  }
}

function statusOf(response: Response): string {
  return `${response.status} ${response.statusText}`.trim();
}

/** The members of a response; none of a text that is no response of GraphQL. */
function parsed(text: string): { data?: unknown; errors?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
